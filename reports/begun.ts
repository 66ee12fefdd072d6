import type { Watched } from '../domain/reading.ts';
import type { Material } from './build.ts';
import { dayOf } from './wall-time.ts';

/** From which day on a period asks for a measurement, and how long before it nothing came. Days are counts, see wall-time.ts. */
export interface Begun {
  /** Before the first reading ever nothing was missed; of who never measured, nothing before they became a patient. */
  readonly since: number;
  /** The day after the last reading before the period, where that lies before it: a silence that goes on began there. */
  readonly silentSince: number;
}

export function begunOf(
  { daysOf, before, lastBefore, joined, wall, from }: Pick<Material, 'daysOf' | 'before' | 'lastBefore' | 'joined' | 'wall' | 'from'>,
  kind: Watched,
): Begun {
  const first = dayOf(wall(from));
  const last = lastBefore?.get(kind);
  const heard = last === undefined ? before.daysOf(kind).at(-1) : dayOf(wall(last));
  if (heard !== undefined) return { since: first, silentSince: Math.min(first, heard + 1) };
  const [earliest] = daysOf(kind);
  const since = earliest ?? (joined === undefined ? first : Math.max(first, dayOf(wall(joined))));
  return { since, silentSince: since };
}
