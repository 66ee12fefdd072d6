import { DAY, type Instant } from '../domain/clock.ts';
import type { PatientId, SHOWN_KINDS } from '../domain/reading.ts';
import type { TimeSeriesStore } from '../domain/store.ts';
import { judgedAt } from '../rules/point.ts';
import type { ReadingView } from './contract.ts';
import { readingView } from './views.ts';

export const MOST_POINTS = 5_000;

/** from <= measured < to; thinned to about so many points. */
export interface ChartAsked {
  readonly patient: PatientId;
  readonly kind: (typeof SHOWN_KINDS)[number];
  readonly from: Instant;
  readonly to: Instant;
  readonly points: number;
}

/** A patient's readings of a period as a chart shows them, oldest first, each with what looked at it. */
export async function chartOf(
  readings: Pick<TimeSeriesStore, 'outline'>,
  { patient, kind, from, to, points }: ChartAsked,
): Promise<ReadingView[]> {
  const within = await readings.outline(patient, kind, from, to, points);
  // A clock that runs ahead has dated later what was heard before.
  const behind = await readings.outline(patient, kind, to, to + DAY, MOST_POINTS);
  return [...within, ...behind]
    .filter(({ reading }) => judgedAt(reading) < to)
    .sort((a, b) => judgedAt(a.reading) - judgedAt(b.reading))
    .flatMap(({ reading, judgement }) => {
      const view = readingView(reading);
      if (view && judgement?.is === 'judged') return [{ ...view, judged: { rules: judgement.rules, at: judgement.at } }];
      return view ?? [];
    });
}
