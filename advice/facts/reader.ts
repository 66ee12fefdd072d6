import type { Instant } from '../../domain/clock.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Glucose } from '../../domain/reading.ts';
import type { Language } from '../../domain/source.ts';
import { type GlucoseUnit, glucoseText } from '../../domain/units.ts';
import { type HomeProtocol, homeReadingOf } from '../../reports/metrics/blood-pressure.ts';
import { type WallTime, wallTimeIn } from '../../reports/wall-time.ts';
import type { FactSlot } from '../fact-ids.ts';

/** Whom the facts are written for: language, unit and the clock on the wall. */
export interface Reader {
  readonly language: Language;
  readonly unit: GlucoseUnit;
  readonly wall: WallTime;
  /** Which pressures make a home mean, by the guideline that the patient is judged by: as in the report. */
  readonly protocol: HomeProtocol;
  /** The moment that "the last 7 days" ends with. */
  readonly now: Instant;
}

export const readerOf = (patient: Patient, language: Language, now: Instant): Reader => ({
  language,
  unit: patient.glucoseUnit,
  wall: wallTimeIn(patient.zone),
  protocol: homeReadingOf(patient.guideline).protocol,
  now,
});

const MONTHS = 'January February March April May June July August September October November December'.split(' ');

/** `3月5日`, `5 March`. */
export function dayText({ language, wall }: Reader, at: Instant): string {
  const date = new Date(wall(at));
  const [month, day] = [date.getUTCMonth(), date.getUTCDate()];
  return language === 'zh-CN' ? `${month + 1}月${day}日` : `${day} ${MONTHS[month]}`;
}

/** `3月5日07:30`, `5 March, 07:30`. */
export function momentText(reader: Reader, at: Instant): string {
  const clock = new Date(reader.wall(at)).toISOString().slice(11, 16);
  return reader.language === 'zh-CN' ? `${dayText(reader, at)}${clock}` : `${dayText(reader, at)}, ${clock}`;
}

/** A mean or another computed value, as this person's meter would show it. */
export const valueText = ({ unit }: Reader, mmolPerL: number): string => `${glucoseText(mmolPerL, unit)} ${unit}`;

/** A reading as its display showed it where the units agree; LO and HI say on which side of the meter's range the value lies. */
export function readingText(reader: Reader, { glucoseMmolL, reported, beyond }: Glucose): string {
  const { unit, language } = reader;
  const text = reported.unit === unit ? `${reported.value.toFixed(unit === 'mmol/L' ? 1 : 0)} ${unit}` : valueText(reader, glucoseMmolL);
  if (beyond === undefined) return text;
  const side = { low: { 'zh-CN': '低于', en: 'below ' }, high: { 'zh-CN': '高于', en: 'above ' } }[beyond];
  return `${side[language]}${text}`;
}

export const slotNames: Readonly<Record<FactSlot, Readonly<Record<Language, string>>>> = {
  night: { 'zh-CN': '夜间', en: 'at night' },
  fasting: { 'zh-CN': '空腹', en: 'before breakfast' },
  'after-breakfast': { 'zh-CN': '早餐后', en: 'after breakfast' },
  'before-lunch': { 'zh-CN': '午餐前', en: 'before lunch' },
  'after-lunch': { 'zh-CN': '午餐后', en: 'after lunch' },
  'before-dinner': { 'zh-CN': '晚餐前', en: 'before dinner' },
  'after-dinner': { 'zh-CN': '晚餐后', en: 'after dinner' },
  bedtime: { 'zh-CN': '睡前', en: 'at bedtime' },
};

export const timeNames = {
  night: { 'zh-CN': '夜间', en: 'at night' },
  morning: { 'zh-CN': '上午', en: 'in the morning' },
  afternoon: { 'zh-CN': '下午', en: 'in the afternoon' },
  evening: { 'zh-CN': '晚上', en: 'in the evening' },
} as const;
export type TimeOfDay = keyof typeof timeNames;

/** Quarters of the day; the consensus on continuous glucose monitoring counts 00:00 to 06:00 as night, the others are engineering choices. */
export const timeOfDay = (minute: number): TimeOfDay =>
  minute < 360 ? 'night' : minute < 720 ? 'morning' : minute < 1080 ? 'afternoon' : 'evening';

export const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
