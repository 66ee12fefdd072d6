import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { HearthError } from '../../domain/errors.ts';
import { asksForSecond } from '../../domain/factor.ts';
import { User } from '../../domain/user.ts';
import { ChangeUser, SignInPath, UserRow } from '../access-contract.ts';
import { hasEnded } from '../auth.ts';
import { changeUser, dropFactors } from '../change-user.ts';
import type { ApiParts } from '../parts.ts';

const NewUser = User.omit({ disabled: true });
const Id = z.object({ user: z.string().max(64) });

/** Who may sign in: added, changed, let in again, signed out. */
export const userRoutes =
  ({ store, clock, secrets, settings }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/users',
      { schema: { summary: 'Who may sign in, and how well it is secured.', response: { 200: z.array(UserRow) } } },
      async () => {
        const now = clock.now();
        return Promise.all(
          (await store.users.list()).map(async (user) => ({
            ...user,
            secondFactor: asksForSecond(await store.factors.of(user.id)),
            hasPassword: (await store.users.get(user.id))?.passwordHash !== undefined,
            sessions: (await store.sessions.of(user.id, now)).filter((one) => !hasEnded(one, now, settings.idleMinutes)).length,
          })),
        );
      },
    );

    app.post(
      '/users',
      {
        schema: { summary: 'Adds a user. The answer holds a link that signs in once.', body: NewUser, response: { 201: SignInPath } },
      },
      async ({ body, user }, reply) => {
        if (await store.users.get(body.id)) throw new HearthError('api.exists', `There is a user ${body.id} already.`);
        const token = secrets.newSecret();
        const at = clock.now();
        await store.transact(async (records) => {
          await records.users.save(body);
          await records.sessions.open({ keyHash: secrets.hashKey(token), user: body.id, since: at, until: at + DAY, once: true });
          await records.audit.note([{ at, by: user!.id, did: 'user.add', about: { user: body.id, role: body.role } }]);
        });
        return reply.code(201).send({ path: `/enter?token=${token}` });
      },
    );

    app.put(
      '/users/:user',
      {
        schema: {
          summary: 'Changes a name, a role, or the right to sign in. Sessions that are open end at once.',
          params: Id,
          body: ChangeUser,
          response: { 200: User },
        },
      },
      async ({ params, body, user }) => {
        const known = await other(params.user, user!);
        return changeUser(store, known, body, user!.id, clock.now());
      },
    );

    app.post(
      '/users/:user/link',
      {
        schema: {
          summary: 'A link that signs somebody in once. A second factor is still asked for.',
          params: Id,
          response: { 201: SignInPath },
        },
      },
      async ({ params, user }, reply) => {
        const known = await other(params.user, user!);
        if (known.disabled !== undefined) throw new HearthError('api.conflict', `${known.id} may not sign in: give the right back first.`);
        const token = secrets.newSecret();
        const at = clock.now();
        await store.transact(async (records) => {
          await records.sessions.open({ keyHash: secrets.hashKey(token), user: known.id, since: at, until: at + DAY, once: true });
          await records.audit.note([{ at, by: user!.id, did: 'user.link', about: { user: known.id } }]);
        });
        return reply.code(201).send({ path: `/enter?token=${token}` });
      },
    );

    app.delete(
      '/users/:user/factors',
      {
        schema: {
          summary: 'Takes away the second factors of somebody who has lost them. Sessions end.',
          params: Id,
          response: { 204: z.null() },
        },
      },
      async ({ params, user }, reply) => {
        const known = await other(params.user, user!);
        await dropFactors(store, known.id, user!.id, clock.now());
        return reply.code(204).send(null);
      },
    );

    /** Somebody else: nobody raises or locks out themselves. */
    async function other(id: string, { id: own }: User) {
      const known = await store.users.get(id);
      if (!known) throw new HearthError('api.not-found', 'There is no such user.');
      if (known.id === own) throw new HearthError('api.conflict', 'Ask another administrator to change your own account.');
      return known;
    }
  };
