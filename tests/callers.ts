import type { UserRole } from '../domain/roles.ts';
import type { User } from '../domain/user.ts';
import { hashKey } from '../house/secrets.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import type { TestHouse } from './house.ts';

/** People of the clinic at the front door: each signs in with a link of their own and asks over real HTTP. */
export interface Callers {
  /** Gives them accounts, in this order, and signs them in. */
  hire(people: Readonly<Record<string, UserRole>>): Promise<void>;
  /** Signs in somebody who has an account, once more if need be. */
  enter(who: string): Promise<void>;
  /** The cookie of whoever signed in; empty for everybody else. */
  cookieOf(who: string): string;
  /** `path` below /api/v1. Whoever has not signed in asks as nobody. */
  call(method: string, path: string, who: string, body?: unknown): Promise<Response>;
}

/** `house` is asked for at each call: tests declare their callers before their house is open. */
export function createCallers(house: () => TestHouse, now: () => number = Date.now): Callers {
  const cookies = new Map<string, string>();
  const cookieOf = (who: string): string => cookies.get(who) ?? '';
  const call: Callers['call'] = (method, path, who, body) =>
    fetch(`${house().url}/api/v1${path}`, {
      method,
      headers: { 'hearth-request': '1', cookie: cookieOf(who), ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const enter = async (who: string): Promise<void> => {
    const { store, url } = house();
    const token = new URL(await createSignInLink(store, who, url, now())).searchParams.get('token');
    const answer = await call('POST', '/session', '', { token });
    cookies.set(who, answer.headers.get('set-cookie')!.split(';')[0]!);
  };
  return {
    call,
    cookieOf,
    enter,
    async hire(people) {
      for (const [id, role] of Object.entries(people)) {
        await house().store.transact((records) => records.users.save({ id, name: `Canary ${id}`, role, language: 'en' }));
        await enter(id);
      }
    },
  };
}

/** An account with a session that outlives any clock that a test moves; gives its cookie. */
export async function staySignedIn({ store }: Pick<TestHouse, 'store'>, user: User): Promise<string> {
  const forEver = Number.MAX_SAFE_INTEGER;
  await store.transact(async (records) => {
    await records.users.save(user);
    await records.sessions.open({ keyHash: hashKey(`of-${user.id}`), user: user.id, since: 0, seen: forEver, until: forEver, once: false });
  });
  return `hearth=of-${user.id}`;
}
