import type { FastifyPluginAsyncZod } from 'fastify-type-provider-zod';
import { z } from 'zod';
import { HearthError } from '../../domain/errors.ts';
import { asksForSecond, type Factor } from '../../domain/factor.ts';
import type { Records } from '../../domain/store.ts';
import { FactorsView, NewTotp, RecoveryCodes, TotpCode } from '../access-contract.ts';
import type { ApiParts } from '../parts.ts';
import { dropRecoveryCodes, isRecovery, newRecoveryCodes, newTotpSecret, totpStep, totpUri } from '../second-factor.ts';
import { endOthers, mustBeFresh } from '../sign-in.ts';

/** One's own second factors: codes from an app, and recovery codes. Passkeys have a file of their own. */
export const factorRoutes =
  ({ store, clock, secrets, clinic }: ApiParts): FastifyPluginAsyncZod =>
  async (app) => {
    app.get(
      '/session/factors',
      { schema: { summary: 'What you have beside a password.', response: { 200: FactorsView } } },
      async ({ user }) => factorsView(await store.factors.of(user!.id)),
    );

    app.post(
      '/session/totp',
      {
        schema: {
          summary: 'Begins with an app that shows codes: a secret for it. It counts from the first right code on.',
          response: { 201: NewTotp },
        },
      },
      async (request, reply) => {
        const user = request.user!;
        const now = clock.now();
        mustBeFresh(request, now);
        const secret = newTotpSecret();
        await store.transact(async (records) => {
          const known = (await records.factors.of(user.id)).find(({ kind }) => kind === 'totp');
          if (known?.kind === 'totp' && known.confirmed !== undefined)
            throw new HearthError('api.conflict', 'An app shows codes for this account already: take it away first.');
          await records.factors.save({ kind: 'totp', id: totpId(user.id), user: user.id, made: now, secret });
        });
        return reply.code(201).send({ secret, uri: totpUri(secret, user.id, clinic) });
      },
    );

    app.post(
      '/session/totp/confirm',
      {
        schema: {
          summary: 'The first code that the app shows: from now on one is asked for at each sign-in.',
          body: TotpCode,
          response: { 200: RecoveryCodes },
        },
      },
      async (request) => {
        const user = request.user!;
        const now = clock.now();
        mustBeFresh(request, now);
        return store.transact(async (records) => {
          const before = await records.factors.of(user.id);
          const totp = before.find(({ kind }) => kind === 'totp');
          if (totp?.kind !== 'totp' || totp.confirmed !== undefined)
            throw new HearthError('api.conflict', 'Nothing waits to be confirmed: begin anew.');
          const step = totpStep(totp, request.body.code.replaceAll(/\s/g, ''), now);
          if (step === undefined) throw new HearthError('factor.wrong-code');
          await records.factors.save({ ...totp, confirmed: now, step });
          await endOthers(records, request, now);
          await records.audit.note([{ at: now, by: user.id, did: 'factor.add', about: { kind: 'totp' } }]);
          return before.some(isRecovery) ? {} : { recoveryCodes: await newRecoveryCodes(records, user.id, now, secrets) };
        });
      },
    );

    app.delete(
      '/session/totp',
      { schema: { summary: 'Takes the app that shows codes away.', response: { 204: z.null() } } },
      async (request, reply) => {
        const user = request.user!;
        const now = clock.now();
        mustBeFresh(request, now);
        await store.transact(async (records) => {
          if (!(await records.factors.remove(totpId(user.id))))
            throw new HearthError('api.not-found', 'No app shows codes for this account.');
          await withoutFactors(records, user.id);
          await records.audit.note([{ at: now, by: user.id, did: 'factor.remove', about: { kind: 'totp' } }]);
        });
        return reply.code(204).send(null);
      },
    );

    app.post(
      '/session/recovery-codes',
      {
        schema: { summary: 'Ten new recovery codes; the ones before are worth nothing.', response: { 200: RecoveryCodes } },
      },
      async (request) => {
        const user = request.user!;
        const now = clock.now();
        mustBeFresh(request, now);
        return store.transact(async (records) => {
          if (!asksForSecond(await records.factors.of(user.id)))
            throw new HearthError('api.conflict', 'Recovery codes stand in for a passkey or an app: add one of these first.');
          await records.audit.note([{ at: now, by: user.id, did: 'factor.recovery-codes', about: {} }]);
          return { recoveryCodes: await newRecoveryCodes(records, user.id, now, secrets) };
        });
      },
    );
  };

/** Inside of a transaction: recovery codes go with the last factor that they stand in for. */
export async function withoutFactors(records: Pick<Records, 'factors'>, user: string): Promise<void> {
  if (!asksForSecond(await records.factors.of(user))) await dropRecoveryCodes(records, user);
}

/** One for each person. */
const totpId = (user: string): string => `totp|${user}`;

export function factorsView(factors: readonly Factor[]): FactorsView {
  const totp = factors.find(({ kind }) => kind === 'totp');
  return {
    passkeys: factors.flatMap((factor) => {
      if (factor.kind !== 'passkey') return [];
      const { id, name, made, used } = factor;
      return [{ id, name, made, ...(used === undefined ? {} : { used }) }];
    }),
    ...(totp?.kind === 'totp' && totp.confirmed !== undefined ? { totp: { since: totp.confirmed } } : {}),
    recoveryCodes: factors.filter(isRecovery).length,
  };
}
