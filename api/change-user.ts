import type { Store } from '../domain/store.ts';
import type { User } from '../domain/user.ts';

/** Another role, or the right to sign in taken or given back. The sessions that are open end with the same commit. */
export async function changeUser(
  store: Pick<Store, 'transact'>,
  { disabled: was, passwordHash: _, ...known }: User & { readonly passwordHash?: string },
  { role, disabled }: { readonly role?: User['role'] | undefined; readonly disabled?: boolean | undefined },
  by: string,
  at: number,
): Promise<User> {
  const since = disabled === undefined ? was : disabled ? (was ?? at) : undefined;
  const changed: User = { ...known, role: role ?? known.role, ...(since === undefined ? {} : { disabled: since }) };
  await store.transact(async (records) => {
    await records.users.save(changed);
    await records.sessions.closeAllOf(known.id);
    await records.audit.note([
      { at, by, did: 'user.change', about: { user: known.id, role: changed.role, disabled: since !== undefined } },
    ]);
  });
  return changed;
}
