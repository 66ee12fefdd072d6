import { DecodeError } from '../decoder.ts';
import { type TableUnit, UNITS, unitIn } from './csv-units.ts';

/** What a column can hold. */
export type Quantity = 'glucose' | 'pressure' | 'systolic' | 'diastolic' | 'pulse' | 'weight' | 'fat' | 'temperature' | 'saturation';

export interface Column {
  readonly at: number;
  readonly units: readonly TableUnit[];
  /** What its head names. */
  readonly unit: TableUnit | undefined;
}

/** Where the columns of a table stand; -1: there is none. */
export interface Table {
  readonly date: number;
  /** A column of its own for the time of day; -1: `date` holds both. */
  readonly time: number;
  readonly meal: number;
  /** How the body was held for a pressure. */
  readonly posture: number;
  /** Whose row it is, where a table holds several people. */
  readonly who: number;
  readonly columns: ReadonlyMap<Quantity, Column>;
}

/*
 * By what the heads of tables begin with, in the exports of meters', cuffs' and scales' apps (OMRON connect: "Date,Time,Systolic (mmHg),…";
 * Withings: "Date,Heart rate,Systolic,Diastolic" and "Date,Weight (kg),Fat mass (kg),…"; iglu: "id,time,gl"), in English and Chinese.
 */
const DATE = /^(measurement[ _])?(date|time ?stamp|date ?time|measured|日期|测量日期|测量时间|时间)/i;
const TIME = /^(time|时刻|时间)\b|^时间/i;
const WHO = /^(id|subject|patient|user|name|姓名|患者|用户)([ _]?(id|code|name))?$/i;
const MEAL = /^(meal|时段|测量时段|餐|进餐|用餐)/i;
const POSTURE = /^(posture|body (posture|position)|体位|测量体位|测量姿势)/i;
const HEADS: readonly (readonly [Quantity, RegExp, readonly TableUnit[]])[] = [
  ['glucose', /^(gl\b|glucose|blood (glucose|sugar)|sgv|bg\b|value|血糖)/i, UNITS.glucose],
  ['pressure', /^(blood pressure|bp\b|血压|收缩压 ?\/|高压 ?\/|sys(tolic)? ?\/)/i, UNITS.pressure],
  ['systolic', /^(systolic|sys\b|收缩压|高压)/i, UNITS.pressure],
  ['diastolic', /^(diastolic|dia\b|舒张压|低压)/i, UNITS.pressure],
  ['pulse', /^(pulse|heart rate|hr\b|心率|脉搏|脉率)/i, UNITS.rate],
  ['weight', /^(body )?weight\b|^wt\b|^body mass\b(?! index)|^体重(?!指数)/i, UNITS.mass],
  ['fat', /^(body )?fat\b(?! mass)|^体脂(?!肪?[量重])/i, UNITS.percent],
  ['temperature', /^(body )?temp(erature)?\b|^体温/i, UNITS.temperature],
  ['saturation', /^(spo2|oxygen|o2 sat|blood oxygen|血氧)/i, UNITS.percent],
];

/** Reads the first line. Throws DecodeError when it names no time, or nothing that Hearth keeps. */
export function tableOf(heads: readonly string[]): Table {
  const plain = heads.map(plainly);
  const find = (head: RegExp, not = -1) => plain.findIndex((text, i) => i !== not && head.test(text));
  const columns = new Map<Quantity, Column>();
  for (const [quantity, head, units] of HEADS) {
    const at = plain.findIndex((text, i) => head.test(text) && ![...columns.values()].some((column) => column.at === i));
    if (at >= 0) columns.set(quantity, { at, units, unit: unitIn(plain[at]!, units) });
  }
  const named = find(DATE);
  const time = find(TIME, named);
  const date = named < 0 ? time : named;
  const shown = heads.filter(Boolean).join(', ').slice(0, 300);
  if (date < 0) throw new DecodeError('line 1', `no column is a time: ${shown}`);
  if (columns.has('systolic') !== columns.has('diastolic')) {
    columns.delete('systolic');
    columns.delete('diastolic');
  }
  if (columns.size === 0)
    throw new DecodeError(
      'line 1',
      `no column is glucose, nor two a pressure, nor one a weight, temperature, oxygen saturation or heart rate: ${shown}`,
    );
  return { date, time: named < 0 ? -1 : time, meal: find(MEAL), posture: find(POSTURE), who: find(WHO), columns };
}

/** Compatibility letters as plain ones, as a Chinese keyboard and a Mac write them: （ is (, ℃ is °C, ５ is 5, ₂ is 2. */
export const plainly = (text: string): string => text.normalize('NFKC').trim();
