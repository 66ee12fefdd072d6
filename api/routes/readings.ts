import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { NativePayload } from '../../devices/dialects/native.ts';
import { DAY } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { judgedAt } from '../../rules/point.ts';
import { CLINICIANS } from '../auth.ts';
import { isPeriod, NO_PERIOD, ReadingView, ReceiptView } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { readingView, thinned } from '../views.ts';

const MOST_POINTS = 5_000;
const Period = z
  .object({
    kind: z.enum(['glucose', 'blood-pressure']),
    from: z.coerce.number().int().nonnegative(),
    to: z.coerce.number().int().nonnegative(),
    points: z.coerce.number().int().min(10).max(MOST_POINTS).default(2_000),
  })
  .refine(isPeriod, NO_PERIOD);

export const readingRoutes =
  ({ store, clock, intake }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients/:patient/readings',
      {
        schema: {
          summary: 'A patient’s readings of a period, thinned so that the lowest and highest stay.',
          params: z.object({ patient: z.string() }),
          querystring: Period,
          response: { 200: z.array(ReadingView) },
        },
        config: { who: CLINICIANS },
      },
      async ({ params: { patient }, query: { kind, from, to, points } }) => {
        const views: ReadingView[] = [];
        for await (const reading of store.readings.between(patient, kind, from, to + DAY)) {
          const view = judgedAt(reading) < to && readingView(reading);
          if (view) views.push(view);
        }
        if (views.some(({ at }, i) => at < (views[i - 1]?.at ?? 0))) views.sort((a, b) => a.at - b.at);
        return [...thinned(views, points, ({ glucoseMmolL, systolicMmHg }) => glucoseMmolL ?? systolicMmHg ?? 0)];
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
        config: { who: 'device' },
      },
      async ({ body, device }, reply) => {
        const topic = `hearth/v1/${device}/readings`;
        const payload = Buffer.from(JSON.stringify(body));
        const { readings, ...receipt } = await intake({ device: device!, received: clock.now(), topic, payload }).catch(
          (error: unknown) => {
            if (!store.health().ok) throw new HearthError('store.unavailable');
            throw error;
          },
        );
        // 202: kept with its bytes, but no reading yet: somebody must look at it.
        return reply.code(receipt.outcome === 'quarantined' ? 202 : 201).send({ ...receipt, readings: [...readings] });
      },
    );
  };
