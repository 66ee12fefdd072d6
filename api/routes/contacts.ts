import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { type Addresses, type Contact, e164, NO_CONTACT, patientPerson, userPerson } from '../../domain/contact.ts';
import { HearthError } from '../../domain/errors.ts';
import { changePatientContact, changeUserContact } from '../change-contact.ts';
import { ContactChange, ContactView, OwnContactChange } from '../contact-contract.ts';
import type { ApiParts } from '../parts.ts';

const OfPatient = z.object({ patient: z.string().max(64) });
const OfUser = z.object({ user: z.string().max(64) });

/** How people are reached: addresses by way, preferences, consent, caregivers. */
export const contactRoutes =
  ({ store, clock, openWays }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients/:patient/contact',
      {
        schema: { summary: 'How a patient and the caregivers are reached.', params: OfPatient, response: { 200: ContactView } },
      },
      async ({ params: { patient } }) => ofPatient(patient),
    );

    app.put(
      '/patients/:patient/contact',
      {
        schema: {
          summary: 'Changes how a patient and the caregivers are reached, and notes their consent. What is left out is forgotten.',
          params: OfPatient,
          body: ContactChange,
          response: { 200: ContactView },
        },
      },
      async ({ params: { patient }, body, user }) => {
        await changePatientContact(store, patient, body, user!.id, clock.now());
        return ofPatient(patient);
      },
    );

    app.get('/session/contact', { schema: { summary: 'How you are reached.', response: { 200: ContactView } } }, async ({ user }) =>
      ofUser(user!.id),
    );

    app.put(
      '/session/contact',
      {
        schema: { summary: 'Changes how you are reached.', body: OwnContactChange, response: { 200: ContactView } },
      },
      async ({ body, user }) => {
        await changeUserContact(store, user!.id, body, user!.id, clock.now());
        return ofUser(user!.id);
      },
    );

    app.get(
      '/users/:user/contact',
      {
        schema: { summary: 'How somebody of the team is reached.', params: OfUser, response: { 200: ContactView } },
      },
      async ({ params: { user } }) => ofUser(user),
    );

    app.put(
      '/users/:user/contact',
      {
        schema: {
          summary: 'Changes how somebody of the team is reached.',
          params: OfUser,
          body: OwnContactChange,
          response: { 200: ContactView },
        },
      },
      async ({ params, body, user }) => {
        await ofUser(params.user);
        await changeUserContact(store, params.user, body, user!.id, clock.now());
        return ofUser(params.user);
      },
    );

    async function ofPatient(patient: string): Promise<ContactView> {
      const person = patientPerson(patient);
      const identity = (await store.identities.get([patient])).get(patient);
      return view((await store.contacts.get([person])).get(person) ?? NO_CONTACT, identity);
    }

    async function ofUser(id: string): Promise<ContactView> {
      const user = await store.users.get(id);
      if (!user) throw new HearthError('api.not-found', 'There is no such user.');
      const person = userPerson(id);
      const contact = (await store.contacts.get([person])).get(person) ?? NO_CONTACT;
      return view(contact, { ...user, phone: contact.addresses.phone });
    }

    function view(
      { addresses, caregivers, ...contact }: Contact,
      identity: { readonly email?: string | undefined; readonly phone?: string | undefined } | undefined,
    ): ContactView {
      const { email, phone } = identity ?? {};
      const number = phone === undefined ? undefined : e164(phone);
      return {
        ...contact,
        addresses: { ...withoutPush(addresses), ...(email ? { email } : {}), ...(phone ? { phone } : {}) },
        browsers: addresses.push.length,
        caregivers: caregivers.map((one) => ({ ...one, addresses: withoutPush(one.addresses) })),
        open: [...openWays],
        ...(number ? { smsNumber: number } : {}),
      };
    }
  };

/** Whoever has a subscription can write to the browser: it leaves the house for its push service only. */
const withoutPush = ({ push: _, ...rest }: Addresses): Omit<Addresses, 'push'> => rest;
