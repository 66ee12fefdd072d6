import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HOUR } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { given } from '../../domain/given.ts';
import { codeId } from '../claim-code-id.ts';
import { ClaimCodeView, ClaimDevice, ClaimedDevice, MadeClaimCode, NewClaimCode } from '../device-contract.ts';
import { claimDevice, makeClaimCode } from '../enrol-devices.ts';
import type { ApiParts } from '../parts.ts';

/** Short codes with which a device or its gateway enrols itself, once. */
export const claimCodeRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, clock, settings } = parts;

    app.post(
      '/devices/claim-codes',
      {
        schema: {
          summary: 'Makes a code with which one device enrols itself, shown this once.',
          body: NewClaimCode,
          response: { 201: MadeClaimCode },
        },
      },
      async ({ body: { hours, zone = parts.zone, ...wanted }, user }, reply) => {
        const made = clock.now();
        const code = await makeClaimCode(parts, { ...given(wanted), zone, made, by: user!.id, until: made + hours * HOUR });
        const view = (await views()).find(({ id }) => id === codeId(parts.secrets.hashKey(code.replace('-', ''))));
        return reply.code(201).send({ ...view!, code });
      },
    );

    app.get(
      '/devices/claim-codes',
      {
        schema: { summary: 'Codes that are still good; the codes themselves are kept nowhere.', response: { 200: z.array(ClaimCodeView) } },
      },
      async ({ sight }) => [...(await sight.only(await views(), ({ patient }) => patient))],
    );

    app.delete(
      '/devices/claim-codes/:id',
      {
        schema: {
          summary: 'Takes a code back before it is used.',
          params: z.object({ id: z.string().max(64) }),
          response: { 204: z.null() },
        },
      },
      async ({ params, user }, reply) => {
        const at = clock.now();
        const code = (await store.claimCodes.list(at)).find(({ codeHash }) => codeId(codeHash) === params.id);
        if (!code) throw new HearthError('api.not-found', 'There is no such code: it was used, or its time has passed.');
        await store.transact(async (records) => {
          await records.claimCodes.use(code.codeHash, at);
          await records.audit.note([{ at, by: user!.id, did: 'device.claim-code-withdrawn', about: { device: code.device ?? null } }]);
        });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/devices/claim',
      {
        schema: {
          summary: 'A device enrols itself with a code. The answer holds its name and its secret, this once.',
          description: 'Nobody needs to be signed in: the code is the right to it, and is worth one device.',
          body: ClaimDevice,
          response: { 201: ClaimedDevice },
        },
        config: { rateLimit: { max: settings.claimsPerMinute, timeWindow: '1 minute' } },
      },
      async ({ body }, reply) => reply.code(201).send(await claimDevice(parts, body, clock.now())),
    );

    const views = async (): Promise<ClaimCodeView[]> =>
      (await store.claimCodes.list(clock.now())).map(({ codeHash, zone: _, ...code }) => ({ id: codeId(codeHash), ...code }));
  };
