import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import type { Reading } from '../../domain/reading.ts';
import { ReadingView } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { readingView } from '../views.ts';

const Id = z.object({ reading: z.string().max(300) });
const Why = z.strictObject({ why: z.string().min(2, 'say in a few words why').max(500) });
const response = { 200: ReadingView };

/** Readings that were somebody else's: taken back, given to whoever they belong to, or restored. */
export const withdrawnRoutes =
  ({ readingDesk }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.post(
      '/readings/:reading/withdraw',
      {
        schema: {
          summary: 'It does not count: what stood on it is taken back, and whoever was told is told so.',
          params: Id,
          body: Why,
          response,
        },
      },
      async ({ params, body, user }) => view(await readingDesk.withdraw(params.reading, user!.id, body.why)),
    );

    app.post(
      '/readings/:reading/restore',
      {
        schema: { summary: 'It counts after all, and is judged again.', params: Id, body: Why, response },
      },
      async ({ params, body, user }) => view(await readingDesk.restore(params.reading, user!.id, body.why)),
    );

    app.post(
      '/readings/:reading/assign',
      {
        schema: {
          summary: 'It is another patient’s: taken back here, judged there.',
          params: Id,
          body: Why.extend({ patient: z.string() }),
          response,
        },
      },
      async ({ params, body, user }) => view(await readingDesk.assign(params.reading, body.patient, user!.id, body.why)),
    );

    const view = (reading: Reading): ReadingView => readingView(reading)!;
  };
