import { given } from '../domain/given.ts';
import type { Store } from '../domain/store.ts';
import type { User } from '../domain/user.ts';
import type { ChangeUser } from './access-contract.ts';

/** Another name or role, or the right to sign in taken or given back. The sessions that are open end with the same commit. */
export async function changeUser(
  store: Pick<Store, 'transact'>,
  { disabled: was, passwordHash: _, ...known }: User & { readonly passwordHash?: string },
  { disabled, ...change }: ChangeUser,
  by: string,
  at: number,
): Promise<User> {
  const since = disabled === undefined ? was : disabled ? (was ?? at) : undefined;
  const changed: User = { ...known, ...given(change), ...(since === undefined ? {} : { disabled: since }) };
  await store.transact(async (records) => {
    await records.users.save(changed);
    await records.sessions.closeAllOf(known.id);
    await records.audit.note([
      { at, by, did: 'user.change', about: { user: known.id, role: changed.role, disabled: since !== undefined } },
    ]);
  });
  return changed;
}

/** Whoever has lost a telephone begins anew: second factors and sessions end with one commit. */
export async function dropFactors(store: Pick<Store, 'transact'>, user: string, by: string, at: number): Promise<void> {
  await store.transact(async (records) => {
    const factors = await records.factors.of(user);
    for (const { id } of factors) await records.factors.remove(id);
    await records.sessions.closeAllOf(user);
    await records.audit.note([{ at, by, did: 'user.drop-factors', about: { user, factors: factors.length } }]);
  });
}
