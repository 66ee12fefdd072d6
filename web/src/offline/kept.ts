/*
 * What a phone keeps of a patient's own page, so that it opens without a connection. Each link's content lies under a name and a key that are worked
 * out of the link itself: whoever finds the storage without the link reads nothing and learns of nobody. It is gone with the link, or when the
 * patient says so.
 */

const PREFIX = 'hearth.own.';
const REFUSED = 'hearth.own-not-kept';

export interface Kept<T> {
  /** When it was true. */
  readonly at: number;
  readonly data: T;
}

/** Whether this browser can: without a secure connection it encrypts nothing, and so keeps nothing. */
export const canKeep = (): boolean => globalThis.crypto?.subtle !== undefined && storage() !== undefined;
/** Whether the person of this phone lets it. */
export const mayKeep = (): boolean => canKeep() && storage()?.getItem(REFUSED) === null;

/** Keeps nothing any more on this phone, and takes away what is there; or keeps again. */
export function letKeep(allowed: boolean): void {
  storage()?.removeItem(REFUSED);
  if (allowed) return;
  storage()?.setItem(REFUSED, 'yes');
  for (const name of names()) storage()?.removeItem(name);
}

/** @param until when the link ends, and with it what is kept. A full or forbidden storage keeps nothing, which is no fault of the page. */
export async function keep<T>(token: string, what: string, { at, data }: Kept<T>, until: number): Promise<boolean> {
  if (!mayKeep()) return false;
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const plain = new TextEncoder().encode(JSON.stringify({ at, data }));
  const body = new Uint8Array(await crypto.subtle.encrypt({ name: 'AES-GCM', iv }, await keyOf(token), plain));
  try {
    storage()?.setItem(`${await nameOf(token)}.${what}`, JSON.stringify({ until, iv: base64(iv), body: base64(body) }));
    return true;
  } catch {
    return false;
  }
}

/** What was kept of this link, unless the link has ended since. */
export async function recall<T>(token: string, what: string, now: number): Promise<Kept<T> | undefined> {
  if (!canKeep()) return undefined;
  const found = storage()?.getItem(`${await nameOf(token)}.${what}`);
  if (!found) return undefined;
  try {
    const { until, iv, body } = JSON.parse(found) as { until: number; iv: string; body: string };
    if (until <= now) return undefined;
    const plain = await crypto.subtle.decrypt({ name: 'AES-GCM', iv: bytes(iv) }, await keyOf(token), bytes(body));
    return JSON.parse(new TextDecoder().decode(plain)) as Kept<T>;
  } catch {
    // Of another version, or touched by somebody: as if it had never been kept.
    return undefined;
  }
}

/** Takes away what is kept of one link, or one thing of it. */
export async function forget(token: string, what?: string): Promise<void> {
  if (!canKeep()) return;
  const name = await nameOf(token);
  for (const one of names()) if (what === undefined ? one.startsWith(`${name}.`) : one === `${name}.${what}`) storage()?.removeItem(one);
}

/** Takes away what is kept of links that have ended, whosever they were: a phone may have held several. */
export function sweep(now: number): void {
  for (const name of names()) {
    const until = /"until":(\d+)/.exec(storage()?.getItem(name) ?? '')?.[1];
    if (until === undefined || Number(until) <= now) storage()?.removeItem(name);
  }
}

function storage(): Storage | undefined {
  try {
    return globalThis.localStorage;
  } catch {
    // A browser that keeps nothing.
    return undefined;
  }
}

const names = (): readonly string[] => Object.keys(storage() ?? {}).filter((name) => name.startsWith(PREFIX));

const digest = async (text: string): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(text)));
const nameOf = async (token: string): Promise<string> =>
  PREFIX + [...(await digest(`name of ${token}`)).slice(0, 12)].map((byte) => byte.toString(16).padStart(2, '0')).join('');
const keyOf = async (token: string): Promise<CryptoKey> =>
  crypto.subtle.importKey('raw', await digest(`key of ${token}`), 'AES-GCM', false, ['encrypt', 'decrypt']);

const base64 = (of: Uint8Array): string => btoa(Array.from(of, (byte) => String.fromCharCode(byte)).join(''));
const bytes = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
