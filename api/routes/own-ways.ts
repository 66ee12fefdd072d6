import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { agreed, type Contact, NO_CONTACT, patientPerson, places } from '../../domain/contact.ts';
import { HearthError } from '../../domain/errors.ts';
import type { Records } from '../../domain/store.ts';
import { readOwnPage } from '../own-page-link.ts';
import type { ApiParts } from '../parts.ts';
import { NewBrowser, OwnConsent, OwnPreference, OwnWays, Seen } from '../reach-contract.ts';
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
    async function view(patient: string, { preferences, addresses, consent }: Contact): Promise<OwnWays> {
      const identity = (await store.identities.get([patient])).get(patient);
      const ways = new Set(places({ ...addresses, email: identity?.email, phone: identity?.phone }).map(([way]) => way));
      return {
        nonUrgent: preferences.nonUrgent,
        ...(pushKey === undefined ? {} : { pushKey }),
        browsers: addresses.push.length,
        consents: [...ways].flatMap((way) => (way === 'inbox' ? [] : [{ way, agreed: agreed(consent, way) }])),
        ...(consent === undefined ? {} : { consented: { at: consent.at, byPatient: consent.by === patient } }),
      };
    }
    const contactOf = async (records: Pick<Records, 'contacts'>, patient: string) =>
      (await records.contacts.get([patientPerson(patient)])).get(patientPerson(patient)) ?? NO_CONTACT;
    async function change(patient: string, did: string, changed: (contact: Contact) => Contact, about = {}): Promise<OwnWays> {
      const contact = await store.transact(async (records) => {
        const after = changed(await contactOf(records, patient));
        await records.contacts.save(patientPerson(patient), after);
        await records.audit.note([{ at: clock.now(), by: patient, did, patient, about }]);
        return after;
      });
      return view(patient, contact);
    }

    app.get(
      '/own-page/:token/ways',
      {
        schema: { summary: 'How the patient is told, as far as the patient decides it here.', params: Token, response: { 200: OwnWays } },
      },
      async ({ params }) => {
        const patient = patientOf(params.token);
        return view(patient, await contactOf(store, patient));
      },
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

    app.put(
      '/own-page/:token/consent',
      {
        schema: {
          summary: 'The patient agrees to be told by one way, or takes that back. The own page itself needs no consent.',
          params: Token,
          body: OwnConsent,
          response: { 200: OwnWays },
        },
      },
      async ({ params, body }) => {
        const patient = patientOf(params.token);
        const changed = (contact: Contact): Contact => {
          const others = (contact.consent?.ways ?? ['email']).filter((way) => way !== body.way);
          return { ...contact, consent: { ways: body.agreed ? [...others, body.way] : others, at: clock.now(), by: patient } };
        };
        return change(patient, 'own-page.consent', changed, { way: body.way, agreed: body.agreed ? 'yes' : 'no' });
      },
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
