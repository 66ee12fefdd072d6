/** Days without a reading, first and last of them. */
export interface Gap {
  readonly from: number;
  readonly to: number;
  readonly days: number;
}

export interface Adherence {
  /** Days of the period with at least one reading. */
  readonly daysWithReadings: number;
  /** Days of the period that count. */
  readonly days: number;
  /** Stretches of `everyDays` days, from the first day on; `met` hold a reading. */
  readonly asked: number;
  readonly met: number;
  /** Stretches of at least `everyDays` days without a reading, in order. */
  readonly gaps: readonly Gap[];
}

/**
 * Days with readings against the plan. Days are calendar days in the patient's zone, as counts (see wall-time.ts).
 * @param days with readings, any order, repeats allowed
 * @param since the first day that counts; before a patient's first reading ever nothing was missed
 */
export function adherenceOf(days: Iterable<number>, first: number, last: number, everyDays: number, since = first): Adherence {
  const measured = new Set([...days].filter((day) => day >= first && day <= last));
  const gaps: Gap[] = [];
  let asked = 0;
  let met = 0;
  let emptySince: number | undefined;
  for (let day = since; day <= last + 1; day += 1) {
    if (day <= last && !measured.has(day)) {
      emptySince ??= day;
      continue;
    }
    if (emptySince !== undefined && day - emptySince >= everyDays) gaps.push({ from: emptySince, to: day - 1, days: day - emptySince });
    emptySince = undefined;
  }
  for (let day = since; day <= last; day += everyDays) {
    asked += 1;
    for (let inside = day; inside < day + everyDays && inside <= last; inside += 1) {
      if (!measured.has(inside)) continue;
      met += 1;
      break;
    }
  }
  return { daysWithReadings: measured.size, days: Math.max(0, last - Math.max(first, since) + 1), asked, met, gaps };
}
