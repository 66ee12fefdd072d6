import { DAY, type Instant } from '../domain/clock.ts';
import type { Store } from '../domain/store.ts';
import { hashKey, newSecret } from './secrets.ts';

/** A link that signs its reader in, once, within a day. There is no default password anywhere. */
export async function createSignInLink(store: Store, user: string, publicUrl: string, now: Instant, forMs = DAY): Promise<string> {
  const token = newSecret();
  await store.transact(async (records) => {
    await records.sessions.open({ keyHash: hashKey(token), user, since: now, until: now + forMs, once: true });
    await records.audit.note([{ at: now, by: 'command line', did: 'user.link', about: { user } }]);
  });
  return `${publicUrl}/enter?token=${token}`;
}

/** The first start of an empty house: makes the administrator, and the link by which that person comes in and sets a password. */
export async function firstLink(store: Store, publicUrl: string, language: 'zh-CN' | 'en', now: Instant): Promise<string | undefined> {
  if ((await store.users.list()).length > 0) return undefined;
  await store.transact((records) => records.users.save({ id: 'admin', name: 'Administrator', role: 'administrator', language }));
  return createSignInLink(store, 'admin', publicUrl, now);
}
