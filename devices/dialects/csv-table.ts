import { DecodeError } from '../decoder.ts';

/** Where the columns of a table stand, and in which unit its glucose is. */
export interface Table {
  readonly kind: 'glucose' | 'blood-pressure';
  readonly date: number;
  /** A column of its own for the time of day; -1: `date` holds both. */
  readonly time: number;
  readonly value: number;
  readonly systolic: number;
  readonly diastolic: number;
  readonly pulse: number;
  /** Whose row it is, where a table holds several people; -1: it says nothing of that. */
  readonly who: number;
  readonly unit: string | undefined;
}

/*
 * By what the heads of tables begin with, in the exports of meters' and cuffs' apps (OMRON connect: "Date,Time,Systolic (mmHg),…";
 * Withings: "Date,Heart rate,Systolic,Diastolic"; iglu: "id,time,gl"), in English and Chinese.
 */
const HEADS = {
  date: /^(measurement[ _])?(date|time ?stamp|date ?time|measured|日期|测量时间|时间)/i,
  time: /^(time|时刻|时间)\b|^时间/i,
  value: /^(gl\b|glucose|blood (glucose|sugar)|sgv|bg\b|value|血糖)/i,
  systolic: /^(systolic|sys\b|收缩压|高压)/i,
  diastolic: /^(diastolic|dia\b|舒张压|低压)/i,
  who: /^(id|subject|patient|user|name|姓名|患者)([ _]?(id|code|name))?$/i,
  pulse: /^(pulse|heart rate|hr\b|心率|脉搏)/i,
};

/** Reads the first line. Throws DecodeError when it names no time, or neither glucose nor pressure. */
export function tableOf(heads: readonly string[]): Table {
  const at = (head: keyof typeof HEADS, not = -1) => heads.findIndex((text, i) => i !== not && HEADS[head].test(text));
  const [systolic, diastolic, value] = [at('systolic'), at('diastolic'), at('value')];
  const named = at('date');
  const time = at('time', named);
  const date = named < 0 ? time : named;
  const shown = heads.filter(Boolean).join(', ');
  if (date < 0) throw new DecodeError('line 1', `no column is a time: ${shown}`);
  const pressure = systolic >= 0 && diastolic >= 0;
  if (!pressure && value < 0) throw new DecodeError('line 1', `no column is glucose, nor two a pressure: ${shown}`);
  const unit = /(mmol\/L|mg\/dL|mmHg|kPa)/i.exec(heads[pressure ? systolic : value]!)?.[1];
  return {
    kind: pressure ? 'blood-pressure' : 'glucose',
    date,
    time: named < 0 ? -1 : time,
    value,
    systolic,
    diastolic,
    pulse: at('pulse'),
    who: at('who'),
    unit: unit && UNITS.find((known) => known.toLowerCase() === unit.toLowerCase()),
  };
}

const UNITS = ['mmol/L', 'mg/dL', 'mmHg', 'kPa'] as const;

/** One row in Hearth's own words (`native.ts`), the time by the wall clock of `zone` where it names none. Throws DecodeError. */
export function rowOf(cells: readonly string[], table: Table, zone: string, unit: string): Record<string, unknown> {
  const number = (column: number, field: string): number => {
    const text = (cells[column] ?? '').replace(',', '.');
    const value = text === '' ? Number.NaN : Number(text);
    if (!Number.isFinite(value)) throw new DecodeError(field, `"${cells[column] ?? ''}" is no number`);
    return value;
  };
  const at = momentOf(`${cells[table.date] ?? ''}${table.time < 0 ? '' : ` ${cells[table.time] ?? ''}`}`.trim(), zone);
  if (table.kind === 'glucose') return { kind: 'glucose', value: number(table.value, 'glucose'), unit, at };
  const pulse = cells[table.pulse] ?? '';
  return {
    kind: 'blood-pressure',
    systolic: number(table.systolic, 'systolic'),
    diastolic: number(table.diastolic, 'diastolic'),
    unit,
    at,
    ...(/^\d/.test(pulse) ? { pulse: Number(pulse) } : {}),
  };
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const [ISO, NAMED, WITH_ZONE] = [
  /^(\d{4})[-/年](\d{1,2})[-/月](\d{1,2})日?[T ]+(\d{1,2}):(\d\d)(?::(\d\d))?/,
  /^([A-Za-z]{3})[a-z]* (\d{1,2}),? (\d{4})[T ]+(\d{1,2}):(\d\d)(?::(\d\d))?/,
  /(Z|[+-]\d\d:?\d\d)$/,
];

/** `2026-03-01 08:00`, `2026/3/1 8:00:00`, `Jan 12 2025 08:12`, or ISO 8601 with its zone. `3/1/2026` is refused: it is January or March. */
function momentOf(text: string, zone: string): number {
  const iso = ISO.exec(text);
  const named = iso ? null : NAMED.exec(text);
  const month = named ? MONTHS.indexOf(named[1]!.toLowerCase()) + 1 : Number(iso?.[2]);
  const [year, day, ...clock] = named ? [named[3], named[2], ...named.slice(4)] : iso ? [iso[1], iso[3], ...iso.slice(4)] : [];
  if (year === undefined || !month) throw new DecodeError('time', `"${text.slice(0, 40)}" is no time like 2026-03-01 08:00`);
  const [hour, minute, second] = clock.map((part) => Number(part ?? 0)) as [number, number, number];
  try {
    const local = Temporal.PlainDateTime.from(
      { year: Number(year), month, day: Number(day), hour, minute, second },
      { overflow: 'reject' },
    );
    const offset = WITH_ZONE.exec(text)?.[1];
    if (!offset) return local.toZonedDateTime(zone).epochMilliseconds;
    return local.toZonedDateTime(offset === 'Z' ? 'UTC' : offset.replace(/(\d\d):?(\d\d)$/, '$1:$2')).epochMilliseconds;
  } catch {
    throw new DecodeError('time', `"${text.slice(0, 40)}" is in no calendar`);
  }
}
