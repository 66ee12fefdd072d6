import { z } from 'zod';
import { DecodeError } from '../decoder.ts';

const Moment = z.iso.datetime({ offset: true });
const MINUTE = 60_000;
/** duration-unit-value 1.0, as far as a day goes: ms. */
const DURATIONS = { sec: 1000, min: MINUTE, h: 60 * MINUTE, d: 1440 * MINUTE } as const;
const Duration = z.object({ value: z.number().positive(), unit: z.enum(Object.keys(DURATIONS) as (keyof typeof DURATIONS)[]) });

const Interval = z.union(
  [
    z.object({ start_date_time: Moment, end_date_time: Moment }),
    z.object({ start_date_time: Moment, duration: Duration }),
    z.object({ end_date_time: Moment, duration: Duration }),
  ],
  { error: 'two of start_date_time, end_date_time and duration (sec, min, h or d), each moment with its zone' },
);

/** step-count 2.0 has a bare number, 3.0 one with its unit; both are of an interval, never of a moment. */
export const Steps = z.object({
  step_count: z.union([z.number(), z.object({ value: z.number(), unit: z.literal('steps') })], {
    error: 'a number, or a value in the unit "steps"',
  }),
  effective_time_frame: z.object({ time_interval: Interval }),
  descriptive_statistic: z.string().optional(),
  descriptive_statistic_denominator: z.unknown().optional(),
  statistic_window: z.unknown().optional(),
});

/** A civil day may have 25 hours. */
const MOST_MINUTES = 1500;

/** When it began, and how many minutes it took. Throws DecodeError for what ends before it begins, or is longer than a day. */
export function stretchOf(interval: z.infer<typeof Interval>, pointer: string): { readonly at: string; readonly minutes: number } {
  const place = `${pointer}/effective_time_frame/time_interval`;
  const ms =
    'duration' in interval
      ? interval.duration.value * DURATIONS[interval.duration.unit]
      : Date.parse(interval.end_date_time) - Date.parse(interval.start_date_time);
  const minutes = Math.round(ms / MINUTE);
  if (minutes < 1) throw new DecodeError(place, 'an end behind the beginning, by a minute or more');
  if (minutes > MOST_MINUTES) throw new DecodeError(place, 'steps are counted by the day or by a part of one: this is longer than a day');
  const at = 'start_date_time' in interval ? interval.start_date_time : new Date(Date.parse(interval.end_date_time) - ms).toISOString();
  return { at, minutes };
}
