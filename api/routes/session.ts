import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { asksForSecond } from '../../domain/factor.ts';
import type { Records } from '../../domain/store.ts';
import { COOKIE } from '../auth.ts';
import { NewPassword, SessionView, SignIn } from '../contract.ts';
import type { ApiParts } from '../parts.ts';
import { missingFactor } from '../required-factor.ts';
import { spendCode } from '../second-factor.ts';
import { cookieOf, endOthers, heardOut, mustBeFresh, openSession, withCookie } from '../sign-in.ts';

/** A one-time link or a name with its password in, a code with them where somebody has a second factor; an opaque session cookie out. */
export const sessionRoutes =
  (parts: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    const { store, clock, secrets, settings } = parts;

    app.post(
      '/session',
      {
        schema: {
          summary: 'Signs in by a one-time link, or by name and password.',
          description:
            'Whoever has a second factor adds `code`: six digits of the app, or a recovery code. Without it: session.code-needed.',
          body: SignIn,
          response: { 200: SessionView },
        },
        config: { rateLimit: { max: settings.signInsPerMinute, timeWindow: '1 minute' } },
      },
      async (request, reply) => {
        const { body } = request;
        const account = 'token' in body ? ((await store.sessions.get(secrets.hashKey(body.token)))?.user ?? '') : body.user;
        const { key, view } = await heardOut(account, request, reply, parts, async (forget) => {
          const id = 'token' in body ? await byLink(body.token, store) : await byPassword(body.user, body.password);
          return store.transact(async (records) => {
            // Looked at again: of two who come with one link, one comes in.
            if ('token' in body) await byLink(body.token, records);
            await second(records, id, body.code);
            if ('token' in body) await records.sessions.close(secrets.hashKey(body.token));
            await forget(records);
            return openSession(records, id, 'token' in body ? 'link' : 'password', request, parts);
          });
        });
        return withCookie(reply, key, settings).send(view);
      },
    );

    app.get('/session', { schema: { summary: 'Who is signed in, and until when.', response: { 200: SessionView } } }, async (request) => {
      const user = await store.users.get(request.user!.id);
      const { session } = request;
      const missing = await missingFactor(store, settings.secondFactor, request.user!, session!, { now: clock.now(), zone: parts.zone });
      return {
        user: request.user!,
        hasPassword: user?.passwordHash !== undefined,
        until: session!.until,
        ...(missing ? { missing } : {}),
      };
    });

    app.delete('/session', { schema: { summary: 'Signs out.', response: { 204: z.null() } } }, async (request, reply) => {
      await store.transact((records) => records.sessions.close(request.session!.keyHash));
      return reply.clearCookie(COOKIE, cookieOf(settings)).code(204).send(null);
    });

    app.post(
      '/session/password',
      {
        schema: { summary: 'Sets one’s own password. Other sessions end.', body: NewPassword, response: { 204: z.null() } },
      },
      async (request, reply) => {
        const user = request.user!;
        const now = clock.now();
        mustBeFresh(request, now);
        const passwordHash = await secrets.hashSecret(request.body.password, 'password');
        await store.transact(async (records) => {
          await records.users.save({ ...user, passwordHash });
          await endOthers(records, request, now);
          await records.audit.note([{ at: now, by: user.id, did: 'session.password', about: {} }]);
        });
        return reply.code(204).send(null);
      },
    );

    async function byLink(token: string, records: Pick<Records, 'sessions'>): Promise<string> {
      const session = await records.sessions.get(secrets.hashKey(token));
      if (!session?.once || session.until <= clock.now()) throw new HearthError('session.expired');
      return session.user;
    }

    /** Takes the same time for a name that there is not as for a wrong password. */
    async function byPassword(id: string, password: string): Promise<string> {
      const user = await store.users.get(id);
      const good = await secrets.verifySecret(password, user?.passwordHash ?? '', 'password');
      if (!user || !good || user.disabled !== undefined) throw new HearthError('session.refused');
      return id;
    }

    async function second(records: Records, id: string, code: string | undefined): Promise<void> {
      if (!asksForSecond(await records.factors.of(id))) return;
      if (code === undefined) throw new HearthError('session.code-needed');
      const used = await spendCode(records, id, code, clock.now(), secrets.hashKey);
      if (!used) throw new HearthError('factor.wrong-code');
      if (used === 'recovery') await records.audit.note([{ at: clock.now(), by: id, did: 'session.recovery-code', about: {} }]);
    }
  };
