import { readFileSync } from 'node:fs';
import { DAY, HOUR, type Instant } from '../domain/clock.ts';

/** A glucose value as the record has it, with the moment it is given in the demo. */
export interface GlucosePoint {
  readonly at: Instant;
  readonly mgPerDl: number;
  readonly meal?: 'fasting' | 'before' | 'after';
}

export interface PressurePoint {
  readonly at: Instant;
  readonly systolic: number;
  readonly diastolic: number;
}

/** The code book of the UCI set: which codes are glucose, and what they say of the meal. */
const MEAL_OF_CODE: Readonly<Record<string, GlucosePoint['meal'] | 'unspecified'>> = {
  48: 'unspecified',
  57: 'unspecified',
  58: 'fasting',
  59: 'after',
  60: 'before',
  61: 'after',
  62: 'before',
  63: 'after',
  64: 'before',
};

/** Finger-sticks of a UCI file; times are the patient's wall clock in `zone`. Ends before `until`. */
export function fingerSticks(file: URL, zone: string, until: Instant): readonly GlucosePoint[] {
  const points = lines(file, '\t').flatMap(([date = '', time = '', code = '', value]) => {
    const meal = MEAL_OF_CODE[code];
    const [month, day, year] = date.split('-');
    const at = wallClock(`${year}-${month}-${day}T${time.padStart(5, '0')}`, zone);
    const mgPerDl = Number(value);
    if (meal === undefined || at === undefined || !(mgPerDl > 0)) return [];
    return [{ at, mgPerDl, ...(meal === 'unspecified' ? {} : { meal }) }];
  });
  return endingAt(points, until);
}

export function sensorTrace(file: URL, zone: string, until: Instant): readonly GlucosePoint[] {
  const points = lines(file, ',').flatMap(([, time = '', value]) => {
    const at = wallClock(time.replace(' ', 'T'), zone);
    return at === undefined ? [] : [{ at, mgPerDl: Number(value) }];
  });
  return endingAt(points, until);
}

export function homePressures(file: URL, zone: string, until: Instant): readonly PressurePoint[] {
  const points = lines(file, ',').flatMap(([, time = '', diastolic, systolic]) => {
    const at = wallClock(time.replace(/ +/, 'T'), zone);
    return at === undefined ? [] : [{ at, systolic: Number(systolic), diastolic: Number(diastolic) }];
  });
  // The file holds most values twice, in UTC and three hours later in the volunteer's zone: the later of the two is the real one.
  const shadows = new Set(points.map(({ at, systolic, diastolic }) => `${at - 3 * HOUR} ${systolic} ${diastolic}`));
  return endingAt(
    points.filter(({ at, systolic, diastolic }) => !shadows.has(`${at} ${systolic} ${diastolic}`)),
    until,
  );
}

const lines = (file: URL, separator: string): string[][] =>
  readFileSync(file, 'latin1')
    .split(/\r?\n/)
    .filter(Boolean)
    .map((line) => line.split(separator));

/** Undefined for headings and for dates that never were, such as 31 June. */
function wallClock(text: string, zone: string): Instant | undefined {
  try {
    return Temporal.PlainDateTime.from(text, { overflow: 'reject' }).toZonedDateTime(zone).epochMilliseconds;
  } catch {
    return undefined;
  }
}

/** Shifted by whole days, so that the series ends on the day of `until` and each value keeps its time of day. */
function endingAt<Point extends { readonly at: Instant }>(points: readonly Point[], until: Instant): readonly Point[] {
  const sorted = points.toSorted((a, b) => a.at - b.at);
  const last = sorted.at(-1)?.at ?? until;
  const shift = Math.ceil((until - last) / DAY) * DAY;
  return sorted.map((point) => ({ ...point, at: point.at + shift })).filter(({ at }) => at < until);
}
