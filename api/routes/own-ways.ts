import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Contact, NO_CONTACT, patientPerson } from '../../domain/contact.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Records } from '../../domain/store.ts';
import { readOwnPage } from '../own-page-link.ts';
import type { ApiParts } from '../parts.ts';
import { NewBrowser, OwnPreference, OwnWays, Seen } from '../reach-contract.ts';
import { readReceipt } from '../receipt-link.ts';

const Token = z.object({ token: z.string().min(20).max(400) });
const MOST_BROWSERS = 10;

/** What a patient says of messages on their own page: seen, fewer of them, also to this browser. */
export const ownWayRoutes =
  ({ store, clock, linkKey, pushKey }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const patientOf = (token: string): string => {
      const patient = readOwnPage(token, clock.now(), linkKey);
      if (patient === undefined) throw new HearthError('session.expired');
      return patient;
    };
    // Before the body is looked at: who has no link learns nothing, not even what one would say.
    app.addHook('preValidation', async ({ params }) => void patientOf((params as { token: string }).token));
    const view = ({ preferences, addresses }: Contact): OwnWays => ({
      nonUrgent: preferences.nonUrgent,
      ...(pushKey === undefined ? {} : { pushKey }),
      browsers: addresses.push.length,
    });
    const contactOf = async (records: Pick<Records, 'contacts'>, patient: string) =>
      (await records.contacts.get([patientPerson(patient)])).get(patientPerson(patient)) ?? NO_CONTACT;
    async function change(patient: string, did: string, changed: (contact: Contact) => Contact): Promise<OwnWays> {
      return store.transact(async (records) => {
        const contact = changed(await contactOf(records, patient));
        await records.contacts.save(patientPerson(patient), contact);
        await records.audit.note([{ at: clock.now(), by: patient, did, patient, about: {} }]);
        return view(contact);
      });
    }

    app.get(
      '/own-page/:token/ways',
      {
        schema: { summary: 'How the patient is told, as far as the patient decides it here.', params: Token, response: { 200: OwnWays } },
      },
      async ({ params }) => view(await contactOf(store, patientOf(params.token))),
    );

    app.put(
      '/own-page/:token/ways',
      {
        schema: {
          summary: 'The patient wants everything at once, once a day, or only what is urgent.',
          params: Token,
          body: OwnPreference,
          response: { 200: OwnWays },
        },
      },
      async ({ params, body: { nonUrgent } }) =>
        change(patientOf(params.token), 'own-page.preference', (contact) => ({
          ...contact,
          preferences: { ...contact.preferences, nonUrgent },
        })),
    );

    app.post(
      '/own-page/:token/browsers',
      {
        schema: {
          summary: 'This browser shall show messages: that is also the consent to it.',
          params: Token,
          body: NewBrowser,
          response: { 201: OwnWays },
        },
      },
      async ({ params, body }, reply) => {
        const patient = patientOf(params.token);
        const noted = await change(patient, 'own-page.browser', (contact) => {
          const others = contact.addresses.push.filter(({ endpoint }) => endpoint !== body.endpoint);
          const ways = contact.consent?.ways ?? ['email'];
          return {
            ...contact,
            addresses: { ...contact.addresses, push: [...others, body].slice(-MOST_BROWSERS) },
            consent: ways.includes('push') && contact.consent ? contact.consent : { ways: [...ways, 'push'], at: clock.now(), by: patient },
          };
        });
        return reply.code(201).send(noted);
      },
    );

    app.post(
      '/own-page/:token/seen',
      {
        schema: {
          summary: 'The patient has the messages on the screen; `message` says by which of them the page was opened.',
          params: Token,
          body: Seen,
          response: { 204: z.null() },
        },
      },
      async ({ params, body: { message } }, reply) => {
        const patient = patientOf(params.token);
        const at = clock.now();
        const unread = await store.inbox.unread(patient, 200);
        const opened = message === undefined ? undefined : readReceipt(message, linkKey);
        await store.transact(async (records) => {
          for (const { key } of unread) {
            await records.inbox.markRead(key, patient, at);
            await records.sends.reached(key, 'read', at);
          }
          const send = opened === undefined ? undefined : await records.sends.get(opened);
          if (send?.about === patient) await records.sends.reached(send.key, 'read', at);
        });
        return reply.code(204).send(null);
      },
    );
  };
