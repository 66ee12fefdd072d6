import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { NativePayload } from '../../devices/dialects/native.ts';
import { dialects } from '../../devices/topics.ts';
import { HearthError } from '../../domain/errors.ts';
import { SHOWN_KINDS } from '../../domain/reading.ts';
import { judgedAt } from '../../rules/point.ts';
import { MOST_POINTS } from '../chart.ts';
import { isPeriod, NO_PERIOD, ReadingView, ReceiptView } from '../contract.ts';
import { deliverer } from '../deliver.ts';
import { MomentParam } from '../moment-param.ts';
import type { ApiParts } from '../parts.ts';
import { UnjudgedView } from '../system-contract.ts';

const Period = z
  .object({
    kind: z.enum(SHOWN_KINDS),
    from: MomentParam,
    to: MomentParam,
    points: z.coerce.number().int().min(10).max(MOST_POINTS).default(1_000),
  })
  .refine(isPeriod, NO_PERIOD);

/** Those whose payload says all: over HTTP no topic names a sensor. */
const otherDialects = dialects().filter((name) => name !== 'readings' && !name.includes('/'));

export const readingRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const { store } = parts;
    app.get(
      '/patients/:patient/readings',
      {
        schema: {
          summary: 'A patient’s readings of a period, thinned so that the lowest and highest stay.',
          params: z.object({ patient: z.string() }),
          querystring: Period,
          response: { 200: z.array(ReadingView) },
        },
      },
      async ({ params: { patient }, query }, reply) =>
        // Bytes from another thread, past the serializer: a long chart must not stand before anybody's ack.
        reply.type('application/json; charset=utf-8').send((await parts.chart({ patient, ...query })) as never),
    );

    app.get(
      '/readings/unjudged',
      {
        schema: {
          summary: 'Readings that no version of the rules has looked at, though one should have: none in a healthy house. At most 1,000.',
          response: { 200: z.array(UnjudgedView) },
        },
      },
      async ({ sight }) =>
        (await sight.only(await store.readings.unjudged(1_000), ({ patient }) => patient)).map((reading) => ({
          id: reading.id,
          patient: reading.patient,
          kind: reading.kind,
          at: judgedAt(reading),
          received: reading.received,
          device: reading.device,
        })),
    );

    app.post(
      '/readings/:dialect',
      {
        bodyLimit: 1_048_576,
        schema: {
          summary: `Readings in another JSON: ${otherDialects.join(', ')}. Answered after the commit.`,
          description:
            'HTTP Basic with the name and secret of the device that uploads. A mapping of the clinic is a dialect too. What cannot be read ' +
            'waits for a person (202).',
          params: z.object({ dialect: z.string().max(40) }),
          body: z.unknown(),
          response: { 201: ReceiptView, 202: ReceiptView },
        },
      },
      async ({ params: { dialect }, body, device }, reply) => {
        if (!otherDialects.includes(dialect) && !parts.mappings().has(dialect))
          throw new HearthError(
            'api.invalid',
            `There is no dialect ${dialect}; there are ${[...otherDialects, ...parts.mappings().keys()].join(', ')}.`,
          );
        const receipt = await deliver(device!, dialect, body);
        return reply.code(receipt.outcome === 'quarantined' ? 202 : 201).send(receipt);
      },
    );

    app.post(
      '/readings',
      {
        bodyLimit: 1_048_576,
        schema: {
          summary: 'One reading or up to 1,000. Answered after the commit.',
          description: "For gateways: HTTP Basic with the device's name and secret. Answered after the commit, as on MQTT.",
          body: NativePayload,
          response: { 201: ReceiptView, 202: ReceiptView },
        },
      },
      async ({ body, device }, reply) => {
        const receipt = await deliver(device!, 'readings', body);
        // 202: kept with its bytes, but no reading yet: somebody must look at it.
        return reply.code(receipt.outcome === 'quarantined' ? 202 : 201).send(receipt);
      },
    );

    const deliver = deliverer(parts);
  };
