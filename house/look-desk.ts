import type { Instant } from '../domain/clock.ts';
import { LIST_WINDOW_MS, type Look } from '../domain/look.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Store } from '../domain/store.ts';
import { groupCommit } from '../ingest/group-commit.ts';

const MOST_AT_ONCE = 500;
const WINDOWS_AT_ONCE = 200;

/**
 * Writes down who looked at what. A look is answered after the commit that holds it, as a reading is: looks that wait together share one
 * commit. What cannot be written rejects, and the answer is not given.
 *
 * The commits are quiet: a console asks again after each hint, and if its asking were itself a hint, it would never end.
 */
export function createLookDesk(store: Pick<Store, 'transact' | 'looks'>) {
  /** Whom a person saw in a list in this window. Forgotten by a restart, which costs one act more and loses nothing. */
  const seen = new Map<string, { readonly until: Instant; readonly ids: Set<PatientId> }>();

  const owed = groupCommit<readonly Look[], void>(
    async (calls) => {
      const looks = calls.flat().map(onlyNew);
      try {
        await store.transact((records) => records.looks.note(looks), { quiet: true });
      } catch (error) {
        // Whom nobody wrote down, nobody has seen.
        seen.clear();
        throw error;
      }
      return calls.map(() => undefined);
    },
    { most: MOST_AT_ONCE },
  );

  function onlyNew(look: Look): Look {
    if (look.shown === undefined) return look;
    const key = JSON.stringify([look.by, look.kind]);
    const known = seen.get(key);
    const window = known && look.at < known.until ? known : { until: look.at + LIST_WINDOW_MS, ids: new Set<PatientId>() };
    seen.set(key, window);
    const fresh = look.shown.filter((id) => !window.ids.has(id));
    for (const id of fresh) window.ids.add(id);
    return { ...look, shown: fresh };
  }

  return {
    /** Resolves when the looks are durable. */
    looked: (looks: readonly Look[]): Promise<void> => (looks.length === 0 ? Promise.resolve() : owed(looks)),
    /** Ends windows that are over, and drops what is known of lists of yesterday. */
    async tick(now: Instant): Promise<number> {
      for (const [key, { until }] of seen) if (until <= now) seen.delete(key);
      const due = await store.looks.next();
      if (due === undefined || due > now) return 0;
      return store.transact((records) => records.looks.close(now, WINDOWS_AT_ONCE), { quiet: true });
    },
    next: () => store.looks.next(),
  };
}
