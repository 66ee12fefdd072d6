/**
 * Wall-clock time in one zone, for code that also runs in a browser: needs `Intl` and nothing else.
 * A wall time is a number of milliseconds that reads like UTC: 07:30 in Shanghai is 07:30Z here. Charts draw it, day and
 * time-of-day statistics divide it; it never goes back into a record.
 */
const MINUTE = 60_000;
const DAY = 86_400_000;
/** Offsets are looked up once in each week; a week whose ends differ is searched for the minute of the change. */
const CHUNK = 7 * DAY;

/** Turns an instant into wall time. */
export type WallTime = (at: number) => number;

/** Asking Intl for 25,920 readings would take 60 ms; asking once a week takes none. */
export function wallTimeIn(zone: string): WallTime {
  const format = new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  const offsetAt = (at: number): number => {
    const name = format.formatToParts(at).find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
    const [, sign = '+', hours = '0', minutes = '0', seconds = '0'] = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?/.exec(name) ?? [];
    return (sign === '-' ? -1 : 1) * (Number(hours) * 60 * MINUTE + Number(minutes) * MINUTE + Number(seconds) * 1000);
  };
  const chunks = new Map<number, { readonly changes: number; readonly before: number; readonly after: number }>();
  const chunkAt = (index: number) => {
    const before = offsetAt(index * CHUNK);
    const after = offsetAt((index + 1) * CHUNK - 1);
    if (before === after) return { changes: Number.POSITIVE_INFINITY, before, after };
    let low = index * CHUNK;
    let high = (index + 1) * CHUNK;
    while (high - low > MINUTE) {
      const middle = low + Math.floor((high - low) / 2 / MINUTE) * MINUTE;
      if (offsetAt(middle) === before) low = middle;
      else high = middle;
    }
    return { changes: high, before, after };
  };
  // Readings come in order: nearly always it is the week of the one before.
  let latest = Number.NaN;
  let chunk = { changes: 0, before: 0, after: 0 };
  return (at) => {
    const index = Math.floor(at / CHUNK);
    if (index !== latest) {
      chunk = chunks.get(index) ?? chunkAt(index);
      chunks.set(index, chunk);
      latest = index;
    }
    return at + (at < chunk.changes ? chunk.before : chunk.after);
  };
}

/** The calendar day of a wall time, as a count of days: days of one week differ by one. */
export const dayOf = (wall: number): number => Math.floor(wall / DAY);

/** Minutes since midnight, 0 to 1439.99. */
export const minuteOf = (wall: number): number => (wall - Math.floor(wall / DAY) * DAY) / MINUTE;

/** `2026-03-01` */
export const isoDay = (day: number): string => new Date(day * DAY).toISOString().slice(0, 10);

/** The count of days that `isoDay` came from. */
export const dayFromIso = (iso: string): number => Date.parse(`${iso}T00:00:00Z`) / DAY;

/** `China Standard Time`, `中国标准时间`: the zone as people say it, whether its clocks are moved or not. */
export const zoneName = (zone: string, at: number, language: string): string =>
  new Intl.DateTimeFormat(language, { timeZone: zone, timeZoneName: 'longGeneric' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? zone;
