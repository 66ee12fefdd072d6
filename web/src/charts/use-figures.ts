import { useRef } from 'react';
import type { PatientRow, ReadingView } from '../../../api/contract.ts';
import type { FiguresView } from '../../../api/figures-contract.ts';
import * as resources from '../api/resources.ts';
import { useResource } from '../api/use-resource.ts';
import type { Span } from './time-window.ts';

const HOUR = 3_600_000;
/** Every zone's midnight is a whole quarter of an hour: nothing of the day before comes in. */
const QUARTER = HOUR / 4;

/**
 * The figures of a part of time whose readings came `thinned`, as the server adds them up; nothing where the page has every reading itself.
 * To the end of the hour, so that the same question is asked again while the clock goes on. While another part loads, the last figures stay.
 */
export function useFigures(
  patient: PatientRow,
  kind: ReadingView['kind'],
  { from, to }: Span,
  thinned: boolean,
): { readonly figures: FiguresView | undefined; readonly first: boolean } {
  const [start, end] = [Math.floor(from / QUARTER) * QUARTER, Math.ceil(to / HOUR) * HOUR];
  const { data, error } = useResource(thinned ? resources.figures(patient.id, kind, start, end) : undefined);
  const kept = useRef<{ readonly of: string; readonly data: FiguresView }>(undefined);
  const of = `${patient.id} ${kind}`;
  if (data) kept.current = { of, data };
  const figures = data ?? (error || kept.current?.of !== of ? undefined : kept.current.data);
  return { figures: thinned ? figures : undefined, first: thinned && figures === undefined && !error };
}
