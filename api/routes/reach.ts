import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { givenUp } from '../../domain/given-up.ts';
import type { OutboxEntry } from '../../domain/store.ts';
import type { ApiParts } from '../parts.ts';
import { DeadLetter, Drilled, ExpiredLetter, PersonReach, SendView } from '../reach-contract.ts';
import type { Sight } from '../sight.ts';

const Of = z.object({ patient: z.string().max(64) });
const Key = z.object({ key: z.string().max(64) });
const MOST = 200;

/** How far messages got: by message, by person; what was given up; tests of the ways. */
export const reachRoutes =
  ({ store, clock, reach }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/patients/:patient/sends',
      {
        schema: {
          summary: 'How far each message about a patient got with each address: accepted, delivered, read, acknowledged.',
          params: Of,
          response: { 200: z.array(SendView) },
        },
      },
      async ({ params: { patient } }) =>
        (await store.sends.of(patient, MOST)).map(({ mark: _, about: __, receipt: ___, ...send }) => ({ ...send })),
    );

    app.post(
      '/sends/:key/acknowledge',
      {
        schema: { summary: 'The person has told somebody of the team that the message arrived.', params: Key, response: { 204: z.null() } },
      },
      async ({ params: { key }, user }, reply) => {
        const at = clock.now();
        const known = await store.transact(async (records) => {
          if (!(await records.sends.reached(key, 'acknowledged', at))) return false;
          await records.audit.note([{ at, by: user!.id, did: 'send.acknowledged', about: { send: key } }]);
          return true;
        });
        if (!known) throw new HearthError('api.not-found', 'There is no such message.');
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/reach',
      {
        schema: {
          summary: 'Everybody who is to be told something, and by which ways that works; who cannot be reached first.',
          response: { 200: z.array(PersonReach) },
        },
      },
      async ({ sight }) => [...(await sight.only(await reach.everybody(), ({ patient }) => patient))],
    );

    app.post(
      '/patients/:patient/test-alarm',
      {
        schema: {
          summary: 'Sends a test to a patient and the caregivers, on every way; each asks for a confirmation.',
          params: Of,
          response: { 202: Drilled },
        },
      },
      async ({ params: { patient }, user }, reply) => {
        const to = (role: 'patient' | 'caregiver') => reach.drill({ person: patient, role }, patient);
        const ways = (await to('patient')) + (await to('caregiver'));
        if (ways === 0)
          throw new HearthError('reach.no-way', 'There is no way to this patient yet: add an address, and the consent to use it.');
        const at = clock.now();
        await store.transact((records) => records.audit.note([{ at, by: user!.id, did: 'reach.test', patient, about: { ways } }]));
        return reply.code(202).send({ ways });
      },
    );

    app.post(
      '/session/test-alarm',
      {
        schema: {
          summary: 'Tests your own alarm: a message on every way to you, each with a link to confirm.',
          response: { 202: Drilled },
        },
      },
      async ({ user }, reply) => {
        const ways = await reach.drill({ person: user!.id, role: user!.role === 'doctor' ? 'doctor' : 'coordinator' });
        if (ways === 0)
          throw new HearthError('reach.no-way', 'There is no way to you yet: add your telephone number or another address first.');
        return reply.code(202).send({ ways });
      },
    );

    /** With the names of the patients whom somebody may see. */
    async function letters(entries: readonly OutboxEntry[], sight: Sight): Promise<ExpiredLetter[]> {
      const seen = await sight.only(entries, ({ message }) => message.about);
      const names = await store.identities.get([...new Set(seen.map(({ message }) => message.about))]);
      return seen.flatMap(({ message: { key, about, to, template, urgent, due }, delivery }) => {
        if (delivery.is !== 'dead' && delivery.is !== 'expired') return [];
        const { at, why = '' } = delivery;
        const name = names.get(about)?.name;
        const took = delivery.is === 'expired' && delivery.took ? { took: delivery.took } : {};
        return [{ key, patient: about, ...(name ? { patientName: name } : {}), to: to.role, template, urgent, due, at, why, ...took }];
      });
    }

    app.get(
      '/messages/dead',
      {
        schema: {
          summary: 'Messages that were given up and can be tried again, the newest first.',
          response: { 200: z.array(DeadLetter) },
        },
      },
      async ({ sight }) => letters((await givenUp(store, clock.now(), MOST)).dead, sight),
    );

    app.get(
      '/messages/expired',
      {
        schema: {
          summary: 'Messages of the last 30 days that were not sent before their time had passed, and why; they are not sent any more.',
          response: { 200: z.array(ExpiredLetter) },
        },
      },
      async ({ sight }) => letters((await givenUp(store, clock.now(), MOST)).expired, sight),
    );

    app.post(
      '/messages/:key/replay',
      {
        schema: { summary: 'Tries a message that was given up again, from the beginning.', params: Key, response: { 204: z.null() } },
      },
      async ({ params: { key }, user }, reply) => {
        const at = clock.now();
        const is = await store.transact(async (records) => {
          const revived = await records.outbox.revive(key, at);
          if (revived === 'waiting') await records.audit.note([{ at, by: user!.id, did: 'message.replay', about: { message: key } }]);
          return revived;
        });
        if (is === 'too-late') throw new HearthError('message.too-late');
        if (is === 'not-dead') throw new HearthError('api.not-found', 'There is no message of this key that was given up.');
        return reply.code(204).send(null);
      },
    );
  };
