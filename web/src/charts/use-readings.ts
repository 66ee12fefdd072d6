import { useMemo, useRef } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { type Loaded, useResource } from '../api/use-resource.ts';
import type { Span } from './time-window.ts';

const DAY = 86_400_000;

/** Two weeks of a sensor are shown whole; of a longer time the lowest and highest of each stretch. */
const WHOLE_MS = 17 * DAY;
const [ALL, SOME] = [5_000, 1_000];

/** More than this of a short time may be the extremes of more: a sensor that speaks every minute. Far fewer are whole. */
const [SURELY_WHOLE, SURELY_WHOLE_PRESSURES] = [1_000, 2_000];

/**
 * Whether the server may have left readings out: then the page makes no mean and no share of them, which extremes would bend. Of a long time it
 * is taken as so, for few points may be the extremes of a sensor that was worn for a week of it.
 */
const isThinned = (kind: ReadingView['kind'], count: number, points: number): boolean =>
  kind === 'blood-pressure' ? count > SURELY_WHOLE_PRESSURES : points === SOME || count > SURELY_WHOLE;

/**
 * The readings of one kind in a part of time, in whole days: the question stays the same for a day (it asks into tomorrow), so that a
 * hint of the server renews the answer instead of asking something new. The server thins out what is more than a screen can show; a
 * closer look asks again and gets every reading. While another part loads, the last one stays on the screen. `stretch`: of how long a time,
 * in ms, it then shows the lowest and the highest.
 */
export function useReadings(
  patient: PatientRow,
  kind: ReadingView['kind'],
  { from, to }: Span,
): Loaded<readonly ReadingView[]> & { readonly thinned: boolean; readonly stretch: number } {
  const [start, end] = [Math.floor(from / DAY) * DAY, (Math.floor(to / DAY) + 2) * DAY];
  // Of pressures nobody makes a mean from the index: they are few, and come whole.
  const points = end - start <= WHOLE_MS || kind === 'blood-pressure' ? ALL : SOME;
  const asked = resources.readings(patient.id, kind, start, end, points);
  const loaded = useResource(asked);
  const kept = useRef<{ readonly of: string; readonly data: readonly ReadingView[] }>(undefined);
  const of = `${patient.id} ${kind}`;
  if (loaded.data) kept.current = { of, data: loaded.data };
  const data = loaded.data ?? (loaded.error || kept.current?.of !== of ? undefined : kept.current.data);
  return useMemo(
    () => ({
      ...loaded,
      data,
      first: data === undefined && !loaded.error,
      thinned: isThinned(kind, data?.length ?? 0, points),
      stretch: (end - start) / (points / 2),
    }),
    [loaded, data, points, kind, start, end],
  );
}
