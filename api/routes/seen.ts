import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { SeenView } from '../audit-contract.ts';
import { readOwnPage } from '../own-page-link.ts';
import type { ApiParts } from '../parts.ts';
import { seenBy } from '../seen-by.ts';

/** Who saw somebody's data: for the team, and for the person whose data it is. */
export const seenRoutes =
  ({ store, clock, linkKey }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients/:patient/looks',
      {
        schema: {
          summary: 'Who saw or did what with this patient’s data, latest first.',
          params: z.object({ patient: z.string() }),
          response: { 200: z.array(SeenView) },
        },
      },
      async ({ params, owed }) => seenAfter(owed, params.patient),
    );

    app.get(
      '/own-page/:token/looks',
      {
        schema: {
          summary: 'Who saw or did what with the patient’s data, for the patient.',
          params: z.object({ token: z.string().min(20).max(400) }),
          response: { 200: z.array(SeenView) },
        },
      },
      async ({ params, owed }) => {
        const patient = readOwnPage(params.token, clock.now(), linkKey);
        if (patient === undefined) throw new HearthError('session.expired');
        return seenAfter(owed, patient);
      },
    );

    /** With this look itself. Where it cannot be written there is no answer, which is decided when it is sent. */
    async function seenAfter(owed: Promise<void> | undefined, patient: string): Promise<SeenView[]> {
      await owed?.catch(() => {});
      return [...(await seenBy(store, patient))];
    }
  };
