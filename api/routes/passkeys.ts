import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { Ceremony, NewPasskey, PasskeyAnswer, RecoveryCodes } from '../access-contract.ts';
import { SessionView } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { askForPasskey, beginPasskey, endPasskey, heldPasskey } from '../passkeys.ts';
import { isRecovery, newRecoveryCodes } from '../second-factor.ts';
import { endOthers, mustBeFresh, openSession, withCookie } from '../sign-in.ts';
import { withoutFactors } from './factors.ts';

const MOST = 10;

/** Keys in people's own devices (W3C Web Authentication): made, used to sign in, taken away. */
export const passkeyRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, clock, secrets, settings } = parts;
    const slowly = { config: { rateLimit: { max: settings.signInsPerMinute, timeWindow: '1 minute' } } };

    app.post(
      '/session/passkey/options',
      { schema: { summary: 'Begins to sign in by passkey: what the browser is to sign.', response: { 200: Ceremony } }, ...slowly },
      async (request) => ({ ...(await askForPasskey(request, parts)) }),
    );

    app.post(
      '/session/passkey',
      { schema: { summary: 'Signs in by passkey.', body: PasskeyAnswer, response: { 200: SessionView } }, ...slowly },
      async (request, reply) => {
        // Not counted as a failed attempt: nobody guesses a key, and whoever is locked out by others comes in this way.
        const passkey = await heldPasskey(request, request.body.response, parts);
        const { key, view } = await store.transact(async (records) => {
          await records.factors.save(passkey);
          return openSession(records, passkey.user, 'passkey', request, parts);
        });
        return withCookie(reply, key, settings).send(view);
      },
    );

    app.post(
      '/session/passkeys/options',
      { schema: { summary: 'Begins to add a passkey: what the browser is to make.', response: { 200: Ceremony } } },
      async (request) => {
        mustBeFresh(request, clock.now());
        return { ...(await beginPasskey(request, request.user!, parts)) };
      },
    );

    app.post(
      '/session/passkeys',
      {
        schema: {
          summary: 'Adds a passkey that the browser has made. Other sessions end.',
          body: NewPasskey,
          response: { 201: RecoveryCodes },
        },
      },
      async (request, reply) => {
        const user = request.user!;
        const now = clock.now();
        mustBeFresh(request, now);
        const passkey = await endPasskey(request, user, request.body.name, request.body.response, parts);
        const made = await store.transact(async (records) => {
          const before = await records.factors.of(user.id);
          if (before.filter(({ kind }) => kind === 'passkey').length >= MOST)
            throw new HearthError('api.conflict', `Nobody needs more than ${MOST} passkeys: take one away first.`);
          if (await records.factors.get(passkey.id)) throw new HearthError('api.exists', 'This passkey is known already.');
          await records.factors.save(passkey);
          await endOthers(records, request, now);
          await records.audit.note([{ at: now, by: user.id, did: 'factor.add', about: { kind: 'passkey', name: passkey.name } }]);
          return before.some(isRecovery) ? {} : { recoveryCodes: await newRecoveryCodes(records, user.id, now, secrets) };
        });
        return reply.code(201).send(made);
      },
    );

    app.delete(
      '/session/passkeys/:passkey',
      {
        schema: { summary: 'Takes a passkey away.', params: z.object({ passkey: z.string().max(1400) }), response: { 204: z.null() } },
      },
      async (request, reply) => {
        const user = request.user!;
        const now = clock.now();
        mustBeFresh(request, now);
        await store.transact(async (records) => {
          const known = await records.factors.get(request.params.passkey);
          if (known?.kind !== 'passkey' || known.user !== user.id) throw new HearthError('api.not-found', 'You have no such passkey.');
          await records.factors.remove(known.id);
          await withoutFactors(records, user.id);
          await records.audit.note([{ at: now, by: user.id, did: 'factor.remove', about: { kind: 'passkey', name: known.name } }]);
        });
        return reply.code(204).send(null);
      },
    );
  };
