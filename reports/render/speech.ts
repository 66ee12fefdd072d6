import { valuesIn } from '../../domain/reader-unit.ts';
import { recordName } from '../../domain/record-names.ts';
import type { Language, Localized } from '../../domain/source.ts';
import { type GlucoseUnit, glucoseText, mgPerDlFromMmolPerL } from '../../domain/units.ts';
import { windowNote } from '../../domain/window-note.ts';
import type { AlertFact, Report } from '../report.ts';
import { zoneName } from '../wall-time.ts';
import { en, type Words } from '../words/en.ts';
import { zhCN } from '../words/zh-cn.ts';

const words: Readonly<Record<Language, Words>> = { en, 'zh-CN': zhCN };

/** How the report speaks: one language, one zone, one glucose unit. */
export interface Speech {
  readonly language: Language;
  readonly unit: GlucoseUnit;
  say(key: keyof Words, values?: Readonly<Record<string, string | number>>): string;
  of(text: Localized): string;
  day(at: number): string;
  /** Without its year: `Mar 1`. */
  shortDay(at: number): string;
  moment(at: number): string;
  /** A condition or medicine of the record, by its name. */
  named(code: string): string;
  /** mmol/L to what the reader reads, with its unit. */
  glucose(mmolL: number): string;
  /** The same without it. */
  bare(mmolL: number): string;
  /** What people there call the time of the report's zone. */
  readonly zone: string;
  /** A day of the calendar, `2026-03-01`, without its year: `Mar 1`. */
  calendarDay(iso: string): string;
  /** A day of the calendar, as a count of days: `Mon 9 Nov`. */
  dayName(day: number): string;
  shown(mmolL: number): number;
  values(alert: AlertFact): string;
}

export function createSpeech({ zone, to, glucoseUnit: unit }: Report, language: Language): Speech {
  const dates = new Intl.DateTimeFormat(language, { timeZone: zone, year: 'numeric', month: 'short', day: 'numeric' });
  const shortDates = new Intl.DateTimeFormat(language, { timeZone: zone, month: 'short', day: 'numeric' });
  const calendarDays = new Intl.DateTimeFormat(language, { timeZone: 'UTC', month: 'short', day: 'numeric' });
  const dayNames = new Intl.DateTimeFormat(language, { timeZone: 'UTC', weekday: 'short', month: 'short', day: 'numeric' });
  const moments = new Intl.DateTimeFormat(language, {
    timeZone: zone,
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hour12: false,
  });
  const say: Speech['say'] = (key, values = {}) =>
    words[language][key].replaceAll(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
  const number = (value: string | number | undefined): string =>
    typeof value === 'number' ? String(Math.round(value * 10) / 10) : (value ?? '');
  return {
    language,
    unit,
    say,
    of: (text) => text[language],
    day: (at) => dates.format(at),
    dayName: (day) => dayNames.format(day * 86_400_000),
    shortDay: (at) => shortDates.format(at),
    moment: (at) => moments.format(at),
    named: (code) => recordName(code, language),
    glucose: (mmolL) => `${glucoseText(mmolL, unit)} ${unit}`,
    bare: (mmolL) => glucoseText(mmolL, unit),
    zone: zoneName(zone, to, language),
    calendarDay: (iso) => calendarDays.format(Date.parse(`${iso}T00:00:00Z`)),
    shown: (mmolL) => (unit === 'mmol/L' ? Math.round(mmolL * 10) / 10 : Math.round(mgPerDlFromMmolPerL(mmolL))),
    values: (alert) => {
      const values = valuesIn(alert.values, unit);
      const { value, unit: inUnit, limit } = values;
      if (value === undefined) return '';
      if (inUnit === 'd') {
        const silent = values.never === undefined ? say(value === 1 ? 'silentDay' : 'silentDays', { n: value }) : say('neverHeard');
        return limit === undefined ? silent : `${silent}${language === 'zh-CN' ? '，' : ', '}${say('silenceLimit', { days: limit })}`;
      }
      // One place behind the point in mmol/L, as everywhere: a limit of 3.0, not of 3.
      const told = (one: string | number) => (inUnit === 'mmol/L' && typeof one === 'number' ? one.toFixed(1) : number(one));
      const measured = `${told(value)} ${number(inUnit)}`.trim();
      // A limit on a change says nothing beside the value: what changed does.
      const changed = values.change === undefined ? undefined : windowNote(values, language);
      if (changed !== undefined) return `${measured}${language === 'zh-CN' ? '，' : ', '}${changed}`;
      return limit === undefined ? measured : words[language].against.replace('{value}', measured).replace('{limit}', told(limit));
    },
  };
}
