import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { mmolPerLFromMgPerDl } from '../domain/units.ts';
import type { Shortfall } from '../reports/figure.ts';
import { glucoseMetrics, glucoseShortfalls } from '../reports/metrics/all-glucose.ts';
import { type PressureRow, pressureMetrics, pressureShortfalls } from '../reports/metrics/all-pressure.ts';
import { GLUCOSE_METRICS, type MetricFact, PRESSURE_METRICS } from '../reports/metrics/catalogue.ts';
import { sources } from '../reports/sources.ts';
import { type Command, noMoreThan, UsageError } from './command.ts';
import { readCells, separatorOf } from './csv-cells.ts';

const TIMES = ['time', 'timestamp', 'date', 'datetime', 'datestring', 'measured_at', 'measurement_datetime'];
const VALUES = ['gl', 'glucose', 'sgv', 'value', 'bg'];
const SYSTOLIC = ['systolic', 'sys', 'sbp', 'systolicmmhg'];
const DIASTOLIC = ['diastolic', 'dia', 'dbp', 'diastolicmmhg'];
const PULSE = ['pulse', 'pul', 'hr', 'heart_rate', 'pulsepermin'];
const SUBJECTS = ['id', 'subject', 'patient', 'user_code'];
/** Of those that are named for each file before the count of the others. */
const MOST_NAMED = 20;

interface Row {
  readonly wallMs: number;
  /** A glucose value, or a systolic one. */
  readonly value: number;
  readonly diastolic?: number;
  readonly pulse?: number;
}
type Subjects = ReadonlyMap<string, readonly Row[]>;
type Figures = Readonly<Record<string, number | string | null>>;
interface Computed {
  readonly figures: Figures;
  readonly insufficient: Readonly<Record<string, Shortfall>>;
}

export const metrics: Command = {
  name: 'metrics',
  summary: 'The figures of a report for any file of glucose values or blood pressure, without a server.',
  usage: `hearth metrics <file.csv> [--unit mg/dL|mmol/L] [--time <column>] [--value <column>] [--id <column>] [--json]

The first line names the columns: a time (${TIMES.join(', ')}), a value (${VALUES.join(', ')}) or two of
pressure (${SYSTOLIC.join(', ')}; ${DIASTOLIC.join(', ')}; perhaps ${PULSE.join(', ')}) and, for several people in
one file, who it is (${SUBJECTS.join(', ')}). Times are wall clock, 2026-03-01 08:00:00, and are not moved. Without
--unit, values of which most are over 30 are mg/dL. Each figure's formula and source: docs/metrics.md.`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        unit: { type: 'string' },
        time: { type: 'string' },
        value: { type: 'string' },
        id: { type: 'string' },
        json: { type: 'boolean', default: false },
      },
    });
    noMoreThan(1, positionals);
    const [file] = positionals;
    if (!file) throw new UsageError('Which file? hearth metrics <file.csv>');
    if (values.unit !== undefined && values.unit !== 'mg/dL' && values.unit !== 'mmol/L')
      throw new UsageError(`--unit is mg/dL or mmol/L, not ${values.unit}.`);
    if (statSync(file).isDirectory()) throw new UsageError(`${file} is a folder: name a file of readings.`);
    const { subjects, wrong, pressure } = await read(file, values);
    if (subjects.size === 0) throw new UsageError(`${file} holds no readings${wrong[0] ? `: ${wrong[0]}` : ''}.`);
    if (pressure && values.unit !== undefined) throw new UsageError(`${file} holds blood pressure, in mmHg: --unit is for glucose.`);
    const unit = pressure ? 'mmHg' : (values.unit ?? guessed([...subjects.values()]));
    const computed = [...subjects].map(([id, rows]) => [id, unit === 'mmHg' ? ofPressure(rows) : ofGlucose(rows, unit)] as const);
    if (values.json) {
      const of = <T>(part: (one: Computed) => T) => Object.fromEntries(computed.map(([id, one]) => [id, part(one)]));
      const about = { kind: pressure ? 'blood-pressure' : 'glucose', figures: catalogueOf(pressure) };
      out.write(
        `${JSON.stringify({ file, unit, subjects: of(({ figures }) => figures), insufficient: of((one) => one.insufficient), wrong, about })}\n`,
      );
    } else {
      out.write(computed.map(([id, one]) => table(id, one)).join('\n'));
      for (const line of wrong.slice(0, MOST_NAMED)) out.say(`${line}\n`);
      if (wrong.length > MOST_NAMED) out.say(`and ${wrong.length - MOST_NAMED} more lines that are no readings\n`);
    }
    return 0;
  },
};

function ofGlucose(rows: readonly Row[], unit: 'mg/dL' | 'mmol/L'): Computed {
  const wallMs = rows.map((row) => row.wallMs);
  const mmolL = rows.map(({ value }) => (unit === 'mg/dL' ? mmolPerLFromMgPerDl(value) : value));
  return { figures: glucoseMetrics(wallMs, mmolL, unit), insufficient: glucoseShortfalls(wallMs) };
}

function ofPressure(rows: readonly Row[]): Computed {
  const readings: PressureRow[] = rows.map(({ wallMs, value, diastolic, pulse }) => ({
    wallMs,
    systolicMmHg: value,
    diastolicMmHg: diastolic!,
    ...(pulse === undefined ? {} : { pulsePerMin: pulse }),
  }));
  return { figures: pressureMetrics(readings), insufficient: pressureShortfalls(readings) };
}

/** Formula and source of each figure, so that the file explains itself. */
const catalogueOf = (pressure: boolean) =>
  Object.fromEntries(
    (pressure ? PRESSURE_METRICS : GLUCOSE_METRICS).map(({ name, unit, formula, source }: MetricFact) => [
      name,
      { unit, formula, source: sources[source] },
    ]),
  );

async function read(
  file: string,
  asked: { readonly time?: string | undefined; readonly value?: string | undefined; readonly id?: string | undefined },
): Promise<{ readonly subjects: Subjects; readonly wrong: readonly string[]; readonly pressure: boolean }> {
  const subjects = new Map<string, Row[]>();
  const wrong: string[] = [];
  let columns: Columns | undefined;
  let separator: string | undefined;
  let number = 0;
  const lines = createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY });
  for await (const line of lines) {
    number++;
    if (line.trim() === '') continue;
    separator ??= separatorOf(line);
    const cells = readCells(line, separator);
    if (!columns) {
      columns = columnsOf(cells, asked);
      continue;
    }
    const row = rowOf(cells, columns);
    if (typeof row === 'string') {
      wrong.push(`line ${number}: ${row}`);
      continue;
    }
    const id = columns.id < 0 ? 'all' : (cells[columns.id] ?? '');
    const theirs = subjects.get(id);
    if (theirs) theirs.push(row);
    else subjects.set(id, [row]);
  }
  return { subjects, wrong, pressure: (columns?.diastolic ?? -1) >= 0 };
}

/** The reading of a line, or what is wrong with it. */
function rowOf(cells: readonly string[], { time, value, diastolic, pulse }: Columns): Row | string {
  const wallMs = wallMsOf(cells[time] ?? '');
  if (wallMs === undefined) return `"${cells[time] ?? ''}" is no time`;
  const number = (column: number): number => Number(cells[column] || Number.NaN);
  const [upper, lower, beats] = [number(value), number(diastolic), number(pulse)];
  if (!(Number.isFinite(upper) && upper > 0)) return `"${cells[value] ?? ''}" is no value`;
  if (diastolic < 0) return { wallMs, value: upper };
  if (!(Number.isFinite(lower) && lower > 0)) return `"${cells[diastolic] ?? ''}" is no value`;
  if (upper <= lower) return `${upper}/${lower} is no blood pressure`;
  return { wallMs, value: upper, diastolic: lower, ...(Number.isFinite(beats) && beats > 0 ? { pulse: beats } : {}) };
}

type Columns = Readonly<Record<'time' | 'value' | 'id' | 'diastolic' | 'pulse', number>>;

function columnsOf(heads: readonly string[], asked: Parameters<typeof read>[1]): Columns {
  const place = (known: readonly string[]): number => heads.findIndex((head) => known.includes(head.trim().toLowerCase()));
  const find = (name: 'time' | 'value' | 'id', known: readonly string[]): number => {
    const wanted = asked[name];
    const found = wanted === undefined ? place(known) : heads.indexOf(wanted);
    if (found < 0 && (name !== 'id' || wanted !== undefined))
      throw new UsageError(
        `There is no column ${wanted ?? `for the ${name}`}: the first line has ${heads.filter(Boolean).join(', ')}. Say --${name}.`,
      );
    return found;
  };
  const [time, id] = [find('time', TIMES), find('id', SUBJECTS)];
  const [upper, lower] = [place(SYSTOLIC), place(DIASTOLIC)];
  if (asked.value === undefined && upper >= 0 && lower >= 0) return { time, id, value: upper, diastolic: lower, pulse: place(PULSE) };
  return { time, id, value: find('value', VALUES), diastolic: -1, pulse: -1 };
}

/** `2026-03-01 08:00:00`, with or without seconds, `T` or a zone (which is left away): the wall clock as if it were UTC. */
function wallMsOf(text: string): number | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:T| +)(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)/.exec(text.trim()) ?? [];
  const at = date ? Date.parse(`${date}T${time}Z`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

const guessed = (all: readonly (readonly Row[])[]): 'mg/dL' | 'mmol/L' => {
  let [high, count] = [0, 0];
  for (const rows of all) {
    count += rows.length;
    for (const { value } of rows) if (value > 30) high += 1;
  }
  return high > count / 2 ? 'mg/dL' : 'mmol/L';
};

function table(id: string, { figures, insufficient }: Computed): string {
  const lines = Object.entries(figures).map(([name, value]) => {
    const shown = value === null ? '–' : typeof value === 'number' ? Number(value.toFixed(4)) : value;
    const { [name]: missing } = insufficient;
    const note = missing ? `  too few: ${missing.have} of ${missing.need} ${missing.of.replace('-', ' ')}` : '';
    return `  ${name.padEnd(28)} ${note === '' ? shown : `${String(shown).padEnd(12)}${note}`}\n`;
  });
  return `${id}\n${lines.join('')}`;
}
