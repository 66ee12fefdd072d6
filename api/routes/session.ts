import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HOUR } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { COOKIE, sessionOf } from '../auth.ts';
import { NewPassword, SessionView, SignIn } from '../contract.ts';
import type { ApiParts } from '../parts.ts';

/** A one-time link or a name with its password in; an opaque session cookie out. */
export const sessionRoutes =
  ({ store, clock, secrets, settings }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const cookie = { path: '/', httpOnly: true, sameSite: 'strict', secure: settings.secureCookies } as const;

    app.post(
      '/session',
      {
        schema: { summary: 'Signs in by a one-time link, or by name and password.', body: SignIn, response: { 200: SessionView } },
        config: { rateLimit: { max: settings.signInsPerMinute, timeWindow: '1 minute' } },
      },
      async (request, reply) => {
        const now = clock.now();
        const id =
          'token' in request.body ? await byLink(request.body.token, now) : await byPassword(request.body.user, request.body.password);
        const user = await store.users.get(id);
        if (!user || user.disabled !== undefined) throw new HearthError('session.refused');
        const key = secrets.newSecret();
        const until = now + settings.sessionHours * HOUR;
        await store.transact(async (records) => {
          if ('token' in request.body) await records.sessions.close(secrets.hashKey(request.body.token));
          await records.sessions.open({ keyHash: secrets.hashKey(key), user: id, since: now, until, once: false });
          await records.audit.note([
            { at: now, by: id, did: 'session.open', about: { with: 'token' in request.body ? 'link' : 'password' } },
          ]);
        });
        const { passwordHash, ...person } = user;
        return reply
          .setCookie(COOKIE, key, { ...cookie, maxAge: settings.sessionHours * 3600 })
          .send({ user: person, hasPassword: passwordHash !== undefined, until });
      },
    );

    app.get('/session', { schema: { summary: 'Who is signed in, and until when.', response: { 200: SessionView } } }, async (request) => {
      const session = await sessionOf(request, store, secrets.hashKey);
      const user = await store.users.get(request.user!.id);
      return { user: request.user!, hasPassword: user?.passwordHash !== undefined, until: session!.until };
    });

    app.delete('/session', { schema: { summary: 'Signs out.', response: { 204: z.null() } } }, async (request, reply) => {
      await store.transact((records) => records.sessions.close(secrets.hashKey(request.cookies[COOKIE]!)));
      return reply.clearCookie(COOKIE, cookie).code(204).send(null);
    });

    app.post(
      '/session/password',
      { schema: { summary: 'Sets one’s own password.', body: NewPassword, response: { 204: z.null() } } },
      async (request, reply) => {
        const user = request.user!;
        const passwordHash = await secrets.hashSecret(request.body.password, 'password');
        await store.transact(async (records) => {
          await records.users.save({ ...user, passwordHash });
          await records.audit.note([{ at: clock.now(), by: user.id, did: 'session.password', about: {} }]);
        });
        return reply.code(204).send(null);
      },
    );

    async function byLink(token: string, now: number): Promise<string> {
      const session = await store.sessions.get(secrets.hashKey(token));
      if (!session?.once || session.until <= now) throw new HearthError('session.expired');
      return session.user;
    }

    /** Takes the same time for a name that there is not as for a wrong password. */
    async function byPassword(id: string, password: string): Promise<string> {
      const user = await store.users.get(id);
      const good = await secrets.verifySecret(password, user?.passwordHash ?? '', 'password');
      if (!user || !good) throw new HearthError('session.refused');
      return id;
    }
  };
