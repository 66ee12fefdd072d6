import type { Language } from '../../../domain/source.ts';
import { shortDay } from './time.ts';

const DAY = 86_400_000;

/** The name of a report's period as a person says it: `2026-W46` is `Week 46 of 2026, 9 Nov – 15 Nov`. An unknown name stays as it is. */
export function periodText(key: string, language: Language): string {
  const chinese = language === 'zh-CN';
  const week = /^(\d{4})-W(\d{2})$/.exec(key);
  if (week) {
    const [year, nth] = [Number(week[1]), Number(week[2])];
    // ISO 8601: the first week holds the 4th of January, and weeks begin on Monday.
    const fourth = Date.UTC(year, 0, 4);
    const monday = fourth - ((new Date(fourth).getUTCDay() + 6) % 7) * DAY + (nth - 1) * 7 * DAY;
    const days = `${day(monday, language)} – ${day(monday + 6 * DAY, language)}`;
    return chinese ? `${year} 年第 ${nth} 周（${days}）` : `Week ${nth} of ${year}, ${days}`;
  }
  const month = /^(\d{4})-(\d{2})$/.exec(key);
  if (month) {
    if (chinese) return `${month[1]} 年 ${Number(month[2])} 月`;
    return new Intl.DateTimeFormat('en-GB', { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(Date.parse(`${key}-01`));
  }
  const days = /^(\d{4}-\d{2}-\d{2})\.\.(\d{4}-\d{2}-\d{2})$/.exec(key);
  if (!days) return key;
  const [first, last] = [Date.parse(days[1]!), Date.parse(days[2]!)];
  return `${shortDay(first, 'UTC', language, 0)} – ${shortDay(last, 'UTC', language, first)}`;
}

/** Without the year, which stands beside it. */
const day = (at: number, language: Language): string => shortDay(at, 'UTC', language, at);
