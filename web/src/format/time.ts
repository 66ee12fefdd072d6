import type { Language } from '../../../domain/source.ts';
import type { Words } from '../words/en.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** en-GB, because a clinic reads 20:05 and not 8:05 PM. */
const localeOf = (language: Language): string => (language === 'en' ? 'en-GB' : 'zh-CN');

const formats = new Map<string, Intl.DateTimeFormat>();
function format(language: Language, zone: string | undefined, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${language} ${zone} ${JSON.stringify(options)}`;
  let made = formats.get(key);
  if (!made) {
    made = new Intl.DateTimeFormat(localeOf(language), { ...options, ...(zone ? { timeZone: zone } : {}) });
    formats.set(key, made);
  }
  return made;
}

const CLOCK = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;

/** `08:12` */
export const clockTime = (at: number, zone: string | undefined, language: Language): string => format(language, zone, CLOCK).format(at);

/** `2026-03-01`, the day that the calendar on the wall shows. */
export const isoDay = (at: number, zone: string | undefined): string => {
  const parts = format('en', zone, { year: 'numeric', month: '2-digit', day: '2-digit' }).formatToParts(at);
  const part = (type: string) => parts.find((piece) => piece.type === type)?.value ?? '';
  return `${part('year')}-${part('month')}-${part('day')}`;
};

/** `Today 08:12`, `Yesterday 20:05`, `12 Nov, 08:12`, `12 Nov 2025, 08:12`: the day as the patient's calendar has it. */
export function dayAndTime(at: number, zone: string | undefined, language: Language, now: number, words: Words): string {
  const time = clockTime(at, zone, language);
  return `${dayName(at, zone, language, now, words)} ${time}`;
}

/** The same, and the zone beside it where the reader's clock runs differently: for a sentence. */
export function momentText(at: number, zone: string | undefined, language: Language, now: number, words: Words): string {
  const text = dayAndTime(at, zone, language, now, words);
  return zone === undefined || sameClock(at, zone, language) ? text : `${text} ${zoneName(at, zone, language)}`;
}

/** `Today`, `Yesterday`, `12 Nov`: of what belongs to a whole day. */
export function dayName(at: number, zone: string | undefined, language: Language, now: number, words: Words): string {
  const day = isoDay(at, zone);
  if (day === isoDay(now, zone)) return words.common.today;
  return day === dayLater(isoDay(now, zone), -1) ? words.common.yesterday : shortDay(at, zone, language, now);
}

/** `12 Nov`, with the year where it is another one. */
export function shortDay(at: number, zone: string | undefined, language: Language, now: number): string {
  const sameYear = isoDay(at, zone).slice(0, 4) === isoDay(now, zone).slice(0, 4);
  return format(language, zone, { month: 'short', day: 'numeric', ...(sameYear ? {} : { year: 'numeric' }) }).format(at);
}

/** `Thursday 12 November 2026 at 08:12 GMT+8`: for a title, where nothing may be left open. */
export const fullTime = (at: number, zone: string | undefined, language: Language): string =>
  format(language, zone, { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', ...CLOCK, timeZoneName: 'short' }).format(at);

/** `GMT+8`: shown beside a time where the reader's clock runs differently. */
export function zoneName(at: number, zone: string, language: Language): string {
  const parts = format(language, zone, { ...CLOCK, timeZoneName: 'short' }).formatToParts(at);
  return parts.find(({ type }) => type === 'timeZoneName')?.value ?? zone;
}

export const sameClock = (at: number, zone: string, language: Language): boolean =>
  clockTime(at, zone, language) === clockTime(at, undefined, language) && isoDay(at, zone) === isoDay(at, undefined);

/** `5 min ago`, `3 h ago`, `2 days ago`. */
export function ago(at: number, now: number, language: Language): string {
  const passed = Math.max(0, now - at);
  if (passed < MINUTE) return language === 'zh-CN' ? '刚刚' : 'just now';
  const relative = new Intl.RelativeTimeFormat(localeOf(language), { numeric: 'auto', style: passed < DAY ? 'short' : 'long' });
  const text =
    passed < HOUR
      ? relative.format(-Math.floor(passed / MINUTE), 'minute')
      : passed < DAY
        ? relative.format(-Math.floor(passed / HOUR), 'hour')
        : relative.format(-Math.floor(passed / DAY), 'day');
  // Chinese is set with a space between a number and what it counts, as everywhere else on the page.
  return text.replace(/(\d)(?=\p{Script=Han})/gu, '$1 ');
}

/** `25 min`, `3 h`, `3 d 4 h`: how long something took. */
export function span(ms: number, language: Language): string {
  const [day, hour, minute] = language === 'zh-CN' ? [' 天', ' 小时', ' 分钟'] : [' d', ' h', ' min'];
  if (ms < HOUR) return `${Math.max(1, Math.round(ms / MINUTE))}${minute}`;
  if (ms < DAY) return `${Math.round(ms / HOUR)}${hour}`;
  const hours = Math.floor((ms % DAY) / HOUR);
  return `${Math.floor(ms / DAY)}${day}${hours > 0 && ms < 7 * DAY ? ` ${hours}${hour}` : ''}`;
}

/** Midnight of a calendar day in a zone, as an instant. `2026-03-01` in Shanghai is 2026-02-28T16:00Z. */
export function startOfDay(day: string, zone: string): number {
  const wall = Date.parse(`${day}T00:00:00Z`);
  // Two rounds: the offset at the first guess may be the one before a change of the clocks.
  const first = wall - offsetAt(wall, zone);
  return wall - offsetAt(first, zone);
}

/** `2026-03-02` after `2026-03-01`: so many calendar days later, or earlier. */
export const dayLater = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10);

/** So many whole days in a zone, of which today is the last: the same as the server's reports mean by it. */
export function lastDays(days: number, now: number, zone: string): { readonly from: number; readonly to: number } {
  const today = isoDay(now, zone);
  return { from: startOfDay(dayLater(today, 1 - days), zone), to: startOfDay(dayLater(today, 1), zone) };
}

function offsetAt(at: number, zone: string): number {
  const text = zoneNameLong(at, zone);
  const [, sign = '+', hours = '0', minutes = '0'] = /GMT(?:([+-])(\d\d):(\d\d))?/.exec(text) ?? [];
  return (sign === '-' ? -1 : 1) * (Number(hours) * HOUR + Number(minutes) * MINUTE);
}

const zoneNameLong = (at: number, zone: string): string =>
  format('en', zone, { timeZoneName: 'longOffset' })
    .formatToParts(at)
    .find(({ type }) => type === 'timeZoneName')?.value ?? 'GMT';
