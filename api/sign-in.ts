import type { FastifyReply, FastifyRequest } from 'fastify';
import { HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import { refusedUntil, TRIES_WINDOW_MS, triesKeys } from '../domain/sign-in-tries.ts';
import type { Records } from '../domain/store.ts';
import type { SignedInWith } from '../domain/user.ts';
import { COOKIE } from './auth.ts';
import type { SessionView } from './contract.ts';
import type { ApiParts } from './parts.ts';
import { missingFactor } from './required-factor.ts';

type Parts = Pick<ApiParts, 'store' | 'clock' | 'secrets' | 'settings' | 'zone'>;

/** So long after it began, a session may change how its owner signs in. */
const FRESH_MS = 15 * MINUTE;

export const cookieOf = ({ secureCookies }: ApiParts['settings']) =>
  ({ path: '/', httpOnly: true, sameSite: 'strict', secure: secureCookies }) as const;

/** Runs an attempt to sign in, unless too many have failed under this name or from this address; counts it when it fails. */
export async function heardOut<T>(
  account: string,
  request: FastifyRequest,
  reply: FastifyReply,
  { store, clock, secrets }: Parts,
  attempt: (forget: (records: Pick<Records, 'signInTries'>) => Promise<void>) => Promise<T>,
): Promise<T> {
  const now = clock.now();
  const keys = triesKeys(secrets.hashKey(account), secrets.hashKey(request.ip));
  const until = refusedUntil(await store.signInTries.of(keys), now);
  if (until !== undefined) {
    reply.header('retry-after', Math.ceil((until - now) / 1000));
    throw new HearthError('session.too-many');
  }
  try {
    // Success clears what was counted for the person; what an address has tried with other names stays counted.
    return await attempt((records) => records.signInTries.forget(keys.slice(0, 2)));
  } catch (error) {
    if (error instanceof HearthError && error.code !== 'session.code-needed')
      await store.transact((records) => records.signInTries.failed(keys, now, now - TRIES_WINDOW_MS));
    throw error;
  }
}

/** Inside of the transaction that checked them: a session for this person, and what to put into the cookie. */
export async function openSession(
  records: Records,
  id: string,
  how: SignedInWith,
  request: FastifyRequest,
  { clock, secrets, settings, zone }: Parts,
): Promise<{ readonly key: string; readonly view: SessionView }> {
  const user = await records.users.get(id);
  if (!user || user.disabled !== undefined) throw new HearthError('session.refused');
  const at: Instant = clock.now();
  const key = secrets.newSecret();
  const until = at + settings.sessionHours * HOUR;
  const agent = request.headers['user-agent']?.slice(0, 200);
  const about = { with: how, ...(agent === undefined ? {} : { agent }) };
  await records.sessions.open({ keyHash: secrets.hashKey(key), user: id, since: at, until, once: false, seen: at, about });
  await records.audit.note([{ at, by: id, did: 'session.open', about: { with: how } }]);
  const { passwordHash, ...person } = user;
  const missing = await missingFactor(records, settings.secondFactor, user, { about }, { now: at, zone });
  return { key, view: { user: person, hasPassword: passwordHash !== undefined, until, ...(missing ? { missing } : {}) } };
}

export const withCookie = (reply: FastifyReply, key: string, settings: ApiParts['settings']): FastifyReply =>
  reply.setCookie(COOKIE, key, { ...cookieOf(settings), maxAge: Math.round(settings.sessionHours * 3600) });

/** Who changes how they sign in has just signed in: a computer that was left open is not enough. */
export function mustBeFresh({ session }: FastifyRequest, now: Instant): void {
  if (!session || now - session.since > FRESH_MS) throw new HearthError('session.not-fresh');
}

/** Ends the other sessions of whoever changed how they sign in. */
export async function endOthers(records: Pick<Records, 'sessions'>, { session }: FastifyRequest, now: Instant): Promise<void> {
  for (const { keyHash } of await records.sessions.of(session!.user, now))
    if (keyHash !== session!.keyHash) await records.sessions.close(keyHash);
}
