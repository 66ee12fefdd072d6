import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { isPeriod, NO_PERIOD } from '../contract.ts';
import { KINDS } from '../figures.ts';
import { FiguresView, ProfileView } from '../figures-contract.ts';
import { MomentParam } from '../moment-param.ts';
import type { ApiParts } from '../parts.ts';

const Asked = z.object({ kind: z.enum(KINDS), from: MomentParam, to: MomentParam }).refine(isPeriod, NO_PERIOD);

const Span = z.object({ from: MomentParam, to: MomentParam }).refine(isPeriod, NO_PERIOD);

export const readingFigureRoutes =
  ({ figures, profile }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients/:patient/readings/figures',
      {
        schema: {
          summary: 'How many readings of a kind a period has, their mean and range; of glucose also the shares below, in and above range.',
          description: 'Of every reading that counts, however long the period: a chart of it is thinned. Of steps, the whole days.',
          params: z.object({ patient: z.string() }),
          querystring: Asked,
          response: { 200: FiguresView },
        },
      },
      async ({ params: { patient }, query }, reply) =>
        reply.type('application/json; charset=utf-8').send((await figures({ patient, ...query })) as never),
    );

    app.get(
      '/patients/:patient/readings/profile',
      {
        schema: {
          summary: 'The glucose of a sensor by time of day: percentiles of all days of a period, as in the report.',
          params: z.object({ patient: z.string() }),
          querystring: Span,
          response: { 200: ProfileView },
        },
      },
      async ({ params: { patient }, query }, reply) =>
        reply.type('application/json; charset=utf-8').send((await profile({ patient, ...query })) as never),
    );
  };
