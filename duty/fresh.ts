import { type Instant, MINUTE } from '../domain/clock.ts';
import type { Snooze } from '../domain/duty.ts';
import type { Reading } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';

/** Readings that are looked at for the newest: a device whose clock runs ahead may have filled the first places. */
const LOOKED_AT = 50;
/** As the rules have it: further in the future, nobody knows when it was measured (semantics 2.3). */
const AHEAD_MS = 10 * MINUTE;

/**
 * Until when the readings still say something about the patient: so long after the newest was measured as the rule calls a reading fresh.
 * On the server's clock: what is dated in the future is no sign of life. Undefined where the rule has no word on it.
 */
export async function freshUntil(
  { patient, kind, freshForMs }: Pick<Snooze, 'patient' | 'kind' | 'freshForMs'>,
  records: Pick<Records, 'readings'>,
): Promise<Instant | undefined> {
  if (kind === undefined || freshForMs === undefined) return undefined;
  const newest = (await records.readings.latest(patient, kind, LOOKED_AT))
    .filter(isKnown)
    .map(({ at, received }) => Math.min(at, received));
  return (newest.length === 0 ? 0 : Math.max(...newest)) + freshForMs;
}

const isKnown = ({ at, received }: Reading): boolean => at - received <= AHEAD_MS;
