import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { InboxView } from '../contract.ts';
import { inboxAddress } from '../inbox-address.ts';
import type { ApiParts } from '../parts.ts';

const MOST = 100;

/** What Hearth told the team: alerts, tasks of pathways, answers that need somebody. Unread until somebody has dealt with it. */
export const inboxRoutes =
  ({ store, clock }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/inbox',
      {
        schema: { summary: 'What the team was told and nobody has dealt with yet.', response: { 200: z.array(InboxView) } },
      },
      async ({ user, sight }) => {
        const entries = await sight.only(await store.inbox.unread(inboxAddress(user!), MOST), ({ patient }) => patient);
        const of = [...new Set(entries.map(({ patient }) => patient))];
        const [names, patients] = [await store.identities.get(of), await store.patients.get(of)];
        return entries.map(({ key, patient, at, subject, text }) => {
          const [name, zone] = [names.get(patient)?.name, patients.get(patient)?.zone];
          return { key, patient, at, subject, text, ...(name ? { patientName: name } : {}), ...(zone ? { zone } : {}) };
        });
      },
    );

    app.post(
      '/inbox/:key/read',
      {
        schema: {
          summary: 'Somebody of the team has dealt with a message.',
          params: z.object({ key: z.string().max(64) }),
          response: { 204: z.null() },
        },
      },
      async ({ params: { key }, user }, reply) => {
        const at = clock.now();
        const was = await store.transact(async (records) => {
          if (!(await records.inbox.markRead(key, inboxAddress(user!), at))) return false;
          await records.sends.reached(key, 'read', at);
          await records.audit.note([{ at, by: user!.id, did: 'inbox.read', about: { message: key } }]);
          return true;
        });
        if (!was) throw new HearthError('api.not-found', 'There is no such message, or somebody has dealt with it.');
        return reply.code(204).send(null);
      },
    );
  };
