import type { Language } from './source.ts';

const HOUR = 60;
const DAY = 24 * HOUR;
const WORDS: Readonly<Record<Language, readonly [day: string, hour: string, minute: string, none: string]>> = {
  en: ['d', 'h', 'min', 'under 1 min'],
  'zh-CN': ['天', '小时', '分钟', '不到 1 分钟'],
};

/** Minutes as people say them: `95 min`, `5 h 15 min`, `1 d 23 h`, from a week on `9 d`. */
export function durationText(minutes: number, language: Language): string {
  const [day, hour, minute, none] = WORDS[language];
  if (minutes > 0 && minutes < 1) return none;
  const both = (first: number, one: string, second: number, other: string) =>
    second === 0 ? `${first} ${one}` : `${first} ${one} ${second} ${other}`;
  const whole = Math.round(minutes);
  if (whole < 2 * HOUR) return `${whole} ${minute}`;
  if (whole < DAY) return both(Math.floor(whole / HOUR), hour, whole % HOUR, minute);
  const hours = Math.round(minutes / HOUR);
  if (hours < 7 * 24) return both(Math.floor(hours / 24), day, hours % 24, hour);
  return `${Math.round(minutes / DAY)} ${day}`;
}
