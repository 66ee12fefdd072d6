import type { Instant } from '../domain/clock.ts';
import { type DutyPlan, type Shift, type Step, WEEKDAYS, type Weekday } from '../domain/duty.ts';
import type { Language } from '../domain/source.ts';

/**
 * Who of a role is on duty at a moment, by the clinic's wall clock: first those of the patient's language, and if there is none,
 * everybody who is on duty. Empty: nobody is, or no plan says so. Pure.
 */
export function onDuty(
  { shifts, ...calendar }: Pick<DutyPlan, 'shifts' | 'holidays' | 'workdays' | 'substitutes'>,
  role: Shift['role'],
  at: Instant,
  zone: string,
  language?: Language,
): readonly string[] {
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const running = shifts.flatMap((shift) => {
    const day = shift.role === role ? dayOf(shift, here, calendar) : undefined;
    return day === undefined ? [] : [{ ...shift, users: shift.users.map((user) => insteadOf(user, day, calendar)) }];
  });
  const speaking = running.filter((shift) => shift.language === undefined || language === undefined || shift.language === language);
  return [...new Set((speaking.length > 0 ? speaking : running).flatMap(({ users }) => users))];
}

/** That moment, where the step has no hours or it lies in them; else when they begin next, on the wall clock of the zone. */
export function nextInHours({ between }: Pick<Step, 'between'>, at: Instant, zone: string): Instant {
  if (between === undefined) return at;
  const here = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const time = timeOf(here);
  if (lies(time, between)) return at;
  const day = here.toPlainDate().add({ days: time < between.from ? 0 : 1 });
  return day.toZonedDateTime({ timeZone: zone, plainTime: between.from }).epochMilliseconds;
}

type Calendar = Pick<DutyPlan, 'holidays' | 'workdays' | 'substitutes'>;

/** The day to which a shift that runs now belongs; one over midnight belongs to the day on which it began. Undefined: it does not run. */
function dayOf(shift: Shift, here: Temporal.ZonedDateTime, calendar: Calendar): Temporal.PlainDate | undefined {
  const time = timeOf(here);
  const today = here.toPlainDate();
  const yesterday = today.subtract({ days: 1 });
  const day =
    shift.from === shift.to
      ? today
      : shift.from < shift.to
        ? lies(time, shift) && today
        : time >= shift.from
          ? today
          : time < shift.to && yesterday;
  return day && isWorked(shift, day, calendar) ? day : undefined;
}

/** Of several who stand in for one person on a day, the one who was named last. */
function insteadOf(user: string, date: Temporal.PlainDate, { substitutes }: Calendar): string {
  const day = date.toString();
  return substitutes.findLast(({ out, from, to }) => out === user && from <= day && day <= to)?.instead ?? user;
}

function isWorked({ days, holidays: on }: Shift, date: Temporal.PlainDate, { holidays, workdays }: Calendar): boolean {
  const day = date.toString();
  const isHoliday = holidays.includes(day);
  if (on === 'only') return isHoliday;
  if (on === 'not' && isHoliday) return false;
  return days.includes(workdays[day] ?? weekdayOf(date));
}

const weekdayOf = (date: Temporal.PlainDate): Weekday => WEEKDAYS[date.dayOfWeek - 1]!;
/** Texts like 08:00 stand in the order of the times that they say. */
const timeOf = (here: Temporal.ZonedDateTime): string => here.toPlainTime().toString({ smallestUnit: 'minute' });
export const lies = (time: string, { from, to }: { readonly from: string; readonly to: string }): boolean =>
  from <= to ? time >= from && time < to : time >= from || time < to;
