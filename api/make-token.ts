import { type ApiToken, type Scope, TOKEN_PREFIX } from '../domain/api-token.ts';
import { DAY, type Instant } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';

interface Wanted {
  readonly name: string;
  readonly scopes: readonly Scope[];
  readonly days: number;
}

/** A key for another program. Resolves to what is kept of it, and to the key itself, which is kept nowhere. */
export async function makeToken(
  { store, secrets }: { readonly store: Pick<Store, 'transact'>; readonly secrets: { newSecret(): string; hashKey(key: string): string } },
  { name, scopes, days }: Wanted,
  by: string,
  at: Instant,
): Promise<{ readonly token: ApiToken; readonly key: string }> {
  const key = TOKEN_PREFIX + secrets.newSecret();
  const keyHash = secrets.hashKey(key);
  const token: ApiToken = { id: keyHash.slice(0, 8), keyHash, name, scopes: [...new Set(scopes)], made: at, by, until: at + days * DAY };
  await store.transact(async (records) => {
    await records.apiTokens.save(token);
    await records.audit.note([{ at, by, did: 'token.make', about: { token: token.id, name, scopes: token.scopes.join(' '), days } }]);
  });
  return { token, key };
}

/** Whether there was one that was good. */
export async function revokeToken(store: Pick<Store, 'transact'>, id: string, by: string, at: Instant): Promise<boolean> {
  return store.transact(async (records) => {
    const token = await records.apiTokens.get(id);
    if (!token || token.revoked) return false;
    await records.apiTokens.save({ ...token, revoked: { at, by } });
    await records.audit.note([{ at, by, did: 'token.revoke', about: { token: id, name: token.name } }]);
    return true;
  });
}
