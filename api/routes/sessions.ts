import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import type { Session } from '../../domain/user.ts';
import { SessionRow } from '../access-contract.ts';
import { COOKIE, hasEnded } from '../auth.ts';
import type { ApiParts } from '../parts.ts';
import { cookieOf } from '../sign-in.ts';

const OfUser = z.object({ user: z.string().max(64) });
const gone = z.null();

/** Where somebody is signed in; signing out there, and everywhere. */
export const sessionListRoutes =
  ({ store, clock, settings }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/sessions',
      { schema: { summary: 'Where you are signed in.', response: { 200: z.array(SessionRow) } } },
      async ({ user, session }) => rows(user!.id, session!.keyHash),
    );

    app.delete(
      '/sessions',
      { schema: { summary: 'Signs you out everywhere, also here.', response: { 204: gone } } },
      async ({ user }, reply) => {
        await endAll(user!.id, user!.id);
        return reply.clearCookie(COOKIE, cookieOf(settings)).code(204).send(null);
      },
    );

    app.delete(
      '/sessions/:session',
      {
        schema: { summary: 'Signs you out in one place.', params: z.object({ session: z.string().max(64) }), response: { 204: gone } },
      },
      async ({ user, params }, reply) => {
        const found = (await store.sessions.of(user!.id, clock.now())).find(({ keyHash }) => sessionId(keyHash) === params.session);
        if (!found) throw new HearthError('api.not-found', 'There is no such session: it has ended already.');
        await store.transact(async (records) => {
          await records.sessions.close(found.keyHash);
          await records.audit.note([{ at: clock.now(), by: user!.id, did: 'session.end', about: { user: user!.id } }]);
        });
        return reply.code(204).send(null);
      },
    );

    app.get(
      '/users/:user/sessions',
      { schema: { summary: 'Where somebody is signed in.', params: OfUser, response: { 200: z.array(SessionRow) } } },
      async ({ params, session }) => rows(params.user, session!.keyHash),
    );

    app.delete(
      '/users/:user/sessions',
      { schema: { summary: 'Signs somebody out everywhere.', params: OfUser, response: { 204: gone } } },
      async ({ params, user }, reply) => {
        if (!(await store.users.get(params.user))) throw new HearthError('api.not-found', 'There is no such user.');
        await endAll(params.user, user!.id);
        return reply.code(204).send(null);
      },
    );

    async function rows(user: string, current: string): Promise<SessionRow[]> {
      const now = clock.now();
      const open = (await store.sessions.of(user, now)).filter((session) => !hasEnded(session, now, settings.idleMinutes));
      return open.map((session) => rowOf(session, current));
    }

    async function endAll(user: string, by: string): Promise<void> {
      await store.transact(async (records) => {
        await records.sessions.closeAllOf(user);
        await records.audit.note([{ at: clock.now(), by, did: 'session.end-all', about: { user } }]);
      });
    }
  };

/** Enough of the hash to tell sessions apart, too little to go back from. */
const sessionId = (keyHash: string): string => keyHash.slice(0, 12);

const rowOf = ({ keyHash, since, seen = since, until, about }: Session, current: string): SessionRow => ({
  id: sessionId(keyHash),
  since,
  seen,
  until,
  ...(about === undefined ? {} : { with: about.with }),
  ...(about?.agent === undefined ? {} : { agent: about.agent }),
  current: keyHash === current,
});
