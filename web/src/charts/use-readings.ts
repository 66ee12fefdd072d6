import { useMemo, useRef } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import * as resources from '../api/resources.ts';
import { type Loaded, useResource } from '../api/use-resource.ts';
import type { Span } from './time-window.ts';

const DAY = 86_400_000;

/**
 * The readings of one kind in a part of time, in whole days: the question stays the same for a day (it asks into tomorrow), so that a
 * hint of the server renews the answer instead of asking something new. The server thins out what is more than a screen can show; a
 * closer look asks again and gets every reading. While another part loads, the last one stays on the screen.
 */
export function useReadings(patient: PatientRow, kind: ReadingView['kind'], { from, to }: Span): Loaded<readonly ReadingView[]> {
  const asked = resources.readings(patient.id, kind, Math.floor(from / DAY) * DAY, (Math.floor(to / DAY) + 2) * DAY);
  const loaded = useResource(asked);
  const kept = useRef<{ readonly of: string; readonly data: readonly ReadingView[] }>(undefined);
  const of = `${patient.id} ${kind}`;
  if (loaded.data) kept.current = { of, data: loaded.data };
  const data = loaded.data ?? (loaded.error || kept.current?.of !== of ? undefined : kept.current.data);
  return useMemo(() => ({ ...loaded, data, first: data === undefined && !loaded.error }), [loaded, data]);
}
