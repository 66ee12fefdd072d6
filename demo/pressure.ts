import { DAY, HOUR, type Instant, MINUTE } from '../domain/clock.ts';

export interface CuffRecord {
  readonly at: Instant;
  readonly systolic: number;
  readonly diastolic: number;
  readonly pulse: number;
}

/**
 * GENERATED data: a twice-daily home series by the usual protocol (two readings a minute apart, morning and evening), because no
 * public series has a raised mean and a crisis. A slow wave over weeks, morning above evening, and noise of 6/4 mmHg; on `crisisDay`
 * (counted back from the end) one evening stands 55 mmHg higher and settles over an hour. The same seed gives the same series.
 */
export function generatePressure(plan: {
  readonly from: Instant;
  readonly until: Instant;
  readonly zone: string;
  readonly systolic: number;
  readonly diastolic: number;
  readonly crisisDay?: number;
  readonly seed: number;
}): readonly CuffRecord[] {
  const noise = normal(plan.seed);
  const records: CuffRecord[] = [];
  const measure = (at: Instant, raise: number) => {
    const wave = 4 * Math.sin((at / DAY / 9) * Math.PI);
    const systolic = Math.round(plan.systolic + wave + raise + 6 * noise());
    const diastolic = Math.round(plan.diastolic + wave / 2 + raise / 2 + 4 * noise());
    if (at < plan.until)
      records.push({ at, systolic, diastolic: Math.min(diastolic, systolic - 20), pulse: Math.round(72 + 5 * noise() + raise / 6) });
  };
  const midnight = Temporal.Instant.fromEpochMilliseconds(plan.from).toZonedDateTimeISO(plan.zone).startOfDay();
  const days = Math.ceil((plan.until - plan.from) / DAY);
  for (let day = 0; day <= days; day++) {
    const start = midnight.add({ days: day }).epochMilliseconds;
    const morning = start + 7 * HOUR + Math.round(20 * noise()) * MINUTE;
    const evening = start + 20 * HOUR + Math.round(30 * noise()) * MINUTE;
    const crisis = plan.crisisDay === days - day;
    for (const [at, raise] of [
      [morning, 5],
      [morning + MINUTE, 3],
      [evening, crisis ? 55 : -3],
      [evening + MINUTE, crisis ? 52 : -4],
    ] as const) {
      measure(at, raise);
    }
    if (crisis)
      for (const [minutes, raise] of [
        [6, 50],
        [25, 30],
        [60, 12],
      ] as const)
        measure(evening + minutes * MINUTE, raise);
  }
  return records.filter(({ at }) => at >= plan.from);
}

/** Normally distributed noise from a seeded generator (Box-Muller). */
function normal(seed: number): () => number {
  const uniform = seededRandom(seed);
  return () => Math.sqrt(-2 * Math.log(uniform() || 1e-9)) * Math.cos(2 * Math.PI * uniform());
}

/** Evenly between 0 and 1, the same for the same seed (mulberry32). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
