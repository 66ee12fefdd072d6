import { HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import { seededRandom } from './pressure.ts';

/** The steps of one day as a band tells them: so far at midday, and the whole of it the next morning. */
export interface StepsTold {
  /** When the band tells it. */
  readonly at: Instant;
  /** Midnight where they live, and until when is counted. */
  readonly from: Temporal.ZonedDateTime;
  readonly until: Temporal.ZonedDateTime;
  readonly steps: number;
}

/** Of a day, so much lies before the middle of it: somebody who goes out in the morning. */
const BY_MIDDAY = 0.55;

/**
 * Generated: days of somebody who walks a little, and less with each of the last three days, in which their weight rises (vital-signs.ts). The
 * same numbers for the same seed.
 */
export function generateSteps({
  from,
  until,
  zone,
  aDay,
  seed,
}: {
  readonly from: Instant;
  readonly until: Instant;
  readonly zone: string;
  readonly aDay: number;
  readonly seed: number;
}): readonly StepsTold[] {
  const random = seededRandom(seed);
  const told: StepsTold[] = [];
  for (let day = dayOf(from, zone); day.epochMilliseconds < until; day = day.add({ days: 1 })) {
    const next = day.add({ days: 1 });
    const left = (until - next.epochMilliseconds) / (24 * HOUR);
    const tired = left >= 3 ? 1 : 0.45 + Math.max(0, left) * 0.15;
    const steps = Math.round(aDay * tired * (0.7 + random() * 0.6));
    const midday = day.with({ hour: 13 });
    told.push({ at: midday.epochMilliseconds, from: day, until: midday, steps: Math.round(steps * BY_MIDDAY) });
    told.push({ at: next.epochMilliseconds + 7 * HOUR + Math.round(random() * 20) * MINUTE, from: day, until: next, steps });
  }
  return told.filter(({ at }) => at >= from && at < until);
}

const dayOf = (at: Instant, zone: string): Temporal.ZonedDateTime =>
  Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone).startOfDay();

/** As Open mHealth writes it, step-count 3.0. */
export const asStepCount = ({ from, until, steps }: StepsTold): unknown => ({
  step_count: { value: steps, unit: 'steps' },
  effective_time_frame: { time_interval: { start_date_time: stamp(from), end_date_time: stamp(until) } },
});

const stamp = (moment: Temporal.ZonedDateTime): string => moment.toString({ timeZoneName: 'never' });

/** The same days so many later: midnight stays midnight, also where the clocks were changed in between. */
export function stepCountLater(said: unknown, days: number, zone: string): unknown {
  const body = said as { effective_time_frame: { time_interval: Record<string, string> } };
  const { time_interval } = body.effective_time_frame;
  const later = (text: string): string => stamp(Temporal.Instant.from(text).toZonedDateTimeISO(zone).add({ days }));
  return {
    ...body,
    effective_time_frame: { time_interval: Object.fromEntries(Object.entries(time_interval).map(([name, text]) => [name, later(text)])) },
  };
}
