import type { FastifyRequest } from 'fastify';
import { type ApiToken, type Scope, TOKEN_PREFIX } from '../domain/api-token.ts';
import { MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { ApiParts } from './parts.ts';

const NOTED_EVERY_MS = 10 * MINUTE;

/** The token that came as `Authorization: Bearer`, if one did; HearthError when it is none of ours, has ended, or has not this scope. */
export async function tokenOf(
  request: FastifyRequest,
  { store, clock, secrets }: Pick<ApiParts, 'store' | 'clock' | 'secrets'>,
  scope: Scope | undefined,
): Promise<ApiToken | undefined> {
  const [, key] = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '') ?? [];
  if (key === undefined) return undefined;
  const now = clock.now();
  const token = key.startsWith(TOKEN_PREFIX) ? await store.apiTokens.byKey(secrets.hashKey(key)) : undefined;
  if (!token || token.revoked || token.until <= now) throw new HearthError('token.refused');
  if (scope === undefined) throw new HearthError('api.forbidden', 'This route is for people, not for programs: no token opens it.');
  if (!token.scopes.includes(scope)) throw new HearthError('api.forbidden', `This token lacks the scope ${scope}.`);
  if (now - (token.used ?? 0) >= NOTED_EVERY_MS) await store.transact((records) => records.apiTokens.save({ ...token, used: now }));
  return token;
}
