import { ApiError, forgetLists, get, getAll, whenSignedOut } from './client.ts';

/** What is known of one address: shown at once, asked for again behind it. */
export interface Known {
  readonly data?: unknown;
  readonly error?: ApiError;
}

interface Entry {
  known: Known;
  stale: boolean;
  /** A question is on its way; `again`: what it brings may already be old. */
  running: boolean;
  again: boolean;
  readonly listeners: Set<() => void>;
}

const entries = new Map<string, Entry>();
/** As many addresses are remembered after their pages are left: a long shift in one tab must not grow without end. */
const REMEMBERED = 60;

/** Asked for like everything else, and asked again when anything answers that nobody is signed in. */
const SESSION = '/session';
// Whichever answer says first that the session has ended: the console looks, and shows the door.
whenSignedOut(() => refresh((path) => path === SESSION));
const NOTHING: Known = {};
/** Lists that may be longer than one answer. */
const isPaged = (path: string): boolean => path.startsWith('/alerts?');

export const look = (path: string | undefined): Known => (path === undefined ? NOTHING : (entries.get(path)?.known ?? NOTHING));

/** Listens to one address and asks for it where it is unknown or stale. Returns the way to stop. */
export function watch(path: string, listener: () => void): () => void {
  const entry = entryOf(path);
  entry.listeners.add(listener);
  if (entry.stale) void load(path, entry);
  return () => {
    entry.listeners.delete(listener);
    // Whoever comes back sees what was known, and asks again.
    if (entry.listeners.size === 0) entry.stale = true;
  };
}

/** What was known may no longer be so: asks again for what is on the screen, and marks the rest. */
export function refresh(concerns: (path: string) => boolean = () => true): void {
  for (const [path, entry] of entries) {
    if (!concerns(path)) continue;
    entry.stale = true;
    if (entry.listeners.size > 0) void load(path, entry);
  }
}

/** Puts an answer that came by another way. */
export function learn(path: string, data: unknown): void {
  const entry = entryOf(path);
  entry.stale = false;
  tell(entry, { data });
}

/**
 * Somebody has signed in. `before`: who was here when the session ended. The same person goes on where they were, with everything asked for
 * anew; for anybody else nothing of what was seen is left.
 */
export function comeIn(session: { readonly user: { readonly id: string } }, before: string | undefined): void {
  if (session.user.id !== before) forgetAll();
  learn(SESSION, session);
  refresh((path) => path !== SESSION);
}

/** Signing out leaves nothing of a patient in memory. */
export function forgetAll(): void {
  forgetLists();
  for (const [path, entry] of entries) {
    entry.stale = true;
    if (entry.listeners.size === 0) entries.delete(path);
    else tell(entry, NOTHING);
  }
}

function entryOf(path: string): Entry {
  let entry = entries.get(path);
  if (!entry) {
    entry = { known: NOTHING, stale: true, running: false, again: false, listeners: new Set() };
    entries.set(path, entry);
    forgetOldest();
  }
  return entry;
}

async function load(path: string, entry: Entry): Promise<void> {
  entry.stale = false;
  entry.again = entry.running;
  if (entry.running) return;
  entry.running = true;
  do {
    entry.again = false;
    await ask(path, entry);
  } while (entry.again);
  entry.running = false;
}

async function ask(path: string, entry: Entry): Promise<void> {
  try {
    tell(entry, { data: await (isPaged(path) ? getAll(path) : get(path)) });
  } catch (error) {
    const known = error instanceof ApiError ? error : new ApiError(0, 'web.unexpected', String(error));
    // The session has ended: the door stands above the page, and what was open behind it is there for the same person afterwards.
    if (known.status === 401 && path !== SESSION && entries.has(SESSION) && entry.known.data !== undefined) {
      entry.stale = true;
      return;
    }
    // Data of a minute ago with a sentence about it is worth more than an empty page, unless the right to see it has ended.
    const gone = known.status === 401 || known.status === 403 || known.status === 404;
    tell(entry, gone || entry.known.data === undefined ? { error: known } : { data: entry.known.data, error: known });
    entry.stale = true;
  }
}

function tell(entry: Entry, known: Known): void {
  entry.known = known;
  for (const listener of entry.listeners) listener();
}

function forgetOldest(): void {
  for (const [path, { listeners }] of entries) {
    if (entries.size <= REMEMBERED) return;
    if (listeners.size === 0) entries.delete(path);
  }
}
