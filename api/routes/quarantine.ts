import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { QuarantineView, ReceiptView } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { ownersNow } from '../patients-of.ts';

const Waiting = z.object({ id: z.string().max(64) });

/** The deliveries that nobody could read or that nobody owns. */
export const quarantineRoutes =
  ({ store, clock, replay }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/quarantine',
      {
        schema: {
          summary: 'Deliveries that nobody could read, or that nobody owns, latest first.',
          response: { 200: z.array(QuarantineView) },
        },
      },
      async ({ sight }) => {
        const waiting = await store.quarantine.list(500);
        const owners = sight.everybody ? new Map() : await ownersOf([...new Set(waiting.map(({ device }) => device))]);
        return (await sight.only(waiting, ({ device }) => owners.get(device))).map(({ id, device, received, topic, payload, reason }) => ({
          id,
          device,
          received,
          topic,
          reason,
          hex: Buffer.from(payload.subarray(0, 512)).toString('hex'),
        }));
      },
    );

    app.post(
      '/quarantine/:id/replay',
      {
        schema: { summary: 'Takes a delivery in again, now that its cause is mended.', params: Waiting, response: { 200: ReceiptView } },
      },
      async ({ params, user }) => {
        const { readings, ...receipt } = await replay(params.id, user!.id);
        return { ...receipt, readings: [...readings] };
      },
    );

    app.post(
      '/quarantine/:id/dismiss',
      {
        schema: { summary: 'Somebody looked, and it is no reading.', params: Waiting, response: { 204: z.null() } },
      },
      async ({ params, user }, reply) => {
        const at = clock.now();
        await store.transact(async (records) => {
          if (!(await records.quarantine.get(params.id)))
            throw new HearthError('api.not-found', 'Nothing waits in quarantine under this id.');
          await records.quarantine.settle(params.id, { at, as: 'dismissed', by: user!.id });
          await records.audit.note([{ at, by: user!.id, did: 'quarantine.dismiss', about: { id: params.id } }]);
        });
        return reply.code(204).send(null);
      },
    );

    const ownersOf = async (devices: readonly string[]) =>
      new Map(await Promise.all(devices.map(async (device) => [device, await ownersNow(store, device)] as const)));
  };
