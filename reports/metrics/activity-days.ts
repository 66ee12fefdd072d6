import type { Activity, Reading } from '../../domain/reading.ts';
import { dayOf, type WallTime } from '../wall-time.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * Of one day's steps nobody can tell the next: with any six days of a pedometer the intraclass correlation with the month is above 0.80
 * (Clemes and Griffiths, Med Sci Sports Exerc 2008;40:1533, abstract).
 */
export const FEW_DAYS = 6;
/** A day that was not worn for ten hours is no day (NHANES 2003 to 2006; Tudor-Locke et al., Prev Chronic Dis 2012;9:110332). */
export const LEAST_WORN_MINUTES = 600;
/** A total that was last told before 20:00 is of a day that goes on. Engineering choice. */
const LAST_HOUR = 20 * HOUR;
/** What begins at midnight and lasts for more than an hour, or lasts half a day, is a total; other records are added up. Engineering choice. */
const [LONG_FROM_MIDNIGHT, LONG] = [60, 720];

/* Apart from activity.ts, whose figures bring their schemas along: the console counts days in the browser. */

export type Moved = Pick<Activity, 'at' | 'minutes' | 'steps' | 'activeMinutes' | 'vigorousMinutes' | 'wornMinutes'> &
  Pick<Reading, 'device' | 'received'>;

/** One calendar day of one person, by the device that counted most. */
export interface ActivityDay {
  /** A count of days, as `dayOf` has it. */
  readonly day: number;
  readonly steps: number;
  readonly activeMinutes?: number;
  readonly vigorousMinutes?: number;
  readonly wornMinutes?: number;
  /** Whether it is a day that may be counted, or why not. */
  readonly is: 'counted' | 'unfinished' | 'little-worn';
}

/**
 * The days with any steps, in order. A telephone in a pocket and a watch on an arm count the same steps, so devices are never added: of each
 * day stands the one that counted most.
 * @param readings of one person, any order; those that count (`domain/counts.ts`)
 * @param from the beginning of the period: a day that began before it and is told in pieces is not whole
 */
export function activityDays(readings: readonly Moved[], wall: WallTime, from: number): readonly ActivityDay[] {
  const perDay = Map.groupBy(readings, ({ at }) => dayOf(wall(at)));
  const days = [...perDay].map(([day, ofDay]) => {
    const perDevice = [...Map.groupBy(ofDay, ({ device }) => device).values()];
    return perDevice.map((some) => dayOfDevice(day, some, wall, from)).reduce(better);
  });
  return days.sort((a, b) => a.day - b.day);
}

/** A counted day before one that is not; then the one with more steps. */
const better = (a: ActivityDay, b: ActivityDay): ActivityDay =>
  (a.is === 'counted') === (b.is === 'counted') ? (b.steps > a.steps ? b : a) : a.is === 'counted' ? a : b;

function dayOfDevice(day: number, records: readonly Moved[], wall: WallTime, from: number): ActivityDay {
  const isTotal = ({ at, minutes }: Moved) => minutes >= LONG || (minutes > LONG_FROM_MIDNIGHT && wall(at) === day * DAY);
  const totals = records.filter(isTotal);
  const total = totals.reduce<Moved | undefined>((most, one) => (!most || one.steps > most.steps ? one : most), undefined);
  const parts = total ? [total] : records;
  const sum = (of: (one: Moved) => number | undefined): number | undefined => {
    const known = parts.flatMap((one) => of(one) ?? []);
    return known.length === 0 ? undefined : known.reduce((a, b) => a + b);
  };
  const [activeMinutes, vigorousMinutes, wornMinutes] = [
    sum((one) => one.activeMinutes),
    sum((one) => one.vigorousMinutes),
    sum((one) => one.wornMinutes),
  ];
  // Pieces are silent where nobody walked: how late the last of them was told says how far the day is known.
  const until = total ? Math.min(total.received, total.at + total.minutes * MINUTE) : Math.max(...records.map(({ received }) => received));
  const whole = wall(until) >= day * DAY + LAST_HOUR && (total !== undefined || wall(from) <= day * DAY);
  return {
    day,
    steps: sum(({ steps }) => steps)!,
    ...(activeMinutes === undefined ? {} : { activeMinutes }),
    ...(vigorousMinutes === undefined ? {} : { vigorousMinutes }),
    ...(wornMinutes === undefined ? {} : { wornMinutes }),
    is: !whole ? 'unfinished' : wornMinutes !== undefined && wornMinutes < LEAST_WORN_MINUTES ? 'little-worn' : 'counted',
  };
}
