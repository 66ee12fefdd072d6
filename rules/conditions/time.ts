import { z } from 'zod';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { wallClockIn } from '../zone.ts';
import type { ConditionKind } from './condition.ts';

const Clock = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day like 06:00');

/**
 * Measured at this time of the patient's day (semantics 3.13): `{ time: { from: '06:00', to: '10:00' } }`, from included, to not; `22:00` to `06:00` goes over
 * midnight. Beside a condition on a whole day it also says when that is asked, which a sensor's every reading need not.
 */
export interface TimeCondition {
  readonly time: { readonly from: string; readonly to: string };
}

export const time: ConditionKind<TimeCondition> = {
  name: 'time',
  schema: () =>
    z.strictObject({
      time: z
        .strictObject({ from: Clock, to: Clock })
        .refine(({ from, to }) => from !== to, { path: ['to'], message: 'another time than from' }),
    }),
  uses: () => [],
  inner: () => [],
  kinds: () => undefined,
  single: true,

  compile({ time: { from, to } }) {
    const [start, end] = [msOf(from), msOf(to)];
    return {
      holds({ point, zone }) {
        const clock = wallClockIn(zone)(point.at) % DAY;
        return start < end ? clock >= start && clock < end : clock >= start || clock < end;
      },
      evidence: ({ point }) => [point],
      tell: () => {},
      spanMs: 0,
    };
  },
};

const msOf = (text: string): number => Number(text.slice(0, 2)) * HOUR + Number(text.slice(3)) * MINUTE;
