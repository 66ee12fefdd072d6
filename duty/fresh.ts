import { exemption } from '../devices/plausible.ts';
import type { Instant } from '../domain/clock.ts';
import type { Snooze } from '../domain/duty.ts';
import type { Records } from '../domain/store.ts';
import { judgedAt, runsAhead } from '../rules/point.ts';

/** Readings that are looked at for the newest: a device whose clock runs ahead may have filled the first places. */
const LOOKED_AT = 50;

/**
 * Until when the readings still say something about the patient: so long after the newest was measured as the rule calls a reading fresh.
 * On the server's clock: what is dated in the future is no sign of life, nor is what no rule may look at, such as one that was taken back. Undefined where the rule has no word on it.
 */
export async function freshUntil(
  { patient, kind, freshForMs }: Pick<Snooze, 'patient' | 'kind' | 'freshForMs'>,
  records: Pick<Records, 'readings'>,
): Promise<Instant | undefined> {
  if (kind === undefined || freshForMs === undefined) return undefined;
  const newest = (await records.readings.latest(patient, kind, LOOKED_AT))
    .filter((reading) => !runsAhead(reading) && !exemption(reading))
    .map(judgedAt);
  return (newest.length === 0 ? 0 : Math.max(...newest)) + freshForMs;
}
