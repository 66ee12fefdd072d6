import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { mmolPerLFromMgPerDl } from '../domain/units.ts';
import { type GlucoseMetrics, glucoseMetrics } from '../reports/metrics/all-glucose.ts';
import { type Command, UsageError } from './command.ts';
import { readCells, separatorOf } from './csv-cells.ts';

const TIMES = ['time', 'timestamp', 'date', 'datetime', 'dateString'];
const VALUES = ['gl', 'glucose', 'sgv', 'value', 'bg'];
const SUBJECTS = ['id', 'subject', 'patient'];

interface Series {
  readonly wallMs: number[];
  readonly glucoseMmolL: number[];
}

export const metrics: Command = {
  name: 'metrics',
  summary: 'The figures of a report for any file of glucose values, without a server.',
  usage: `hearth metrics <file.csv> [--unit mg/dL|mmol/L] [--time <column>] [--value <column>] [--id <column>] [--json]

The first line names the columns: a time (${TIMES.join(', ')}), a value (${VALUES.join(', ')}) and, for several people in one file, who it is
(${SUBJECTS.join(', ')}). Times are wall clock, 2026-03-01 08:00:00, and are not moved. Without --unit, values of which most are over 30 are mg/dL.`,

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
    const [file] = positionals;
    if (!file) throw new UsageError('Which file? hearth metrics <file.csv>');
    if (values.unit !== undefined && values.unit !== 'mg/dL' && values.unit !== 'mmol/L')
      throw new UsageError(`--unit is mg/dL or mmol/L, not ${values.unit}.`);
    const { series, wrong } = await read(file, values);
    if (series.size === 0) throw new UsageError(`${file} holds no readings${wrong[0] ? `: ${wrong[0]}` : ''}.`);
    const unit = values.unit ?? guessed([...series.values()]);
    const figures = Object.fromEntries(
      [...series].map(([id, one]) => [
        id,
        glucoseMetrics(one.wallMs, unit === 'mg/dL' ? one.glucoseMmolL.map(mmolPerLFromMgPerDl) : one.glucoseMmolL, unit),
      ]),
    );
    if (values.json) out.write(`${JSON.stringify({ file, unit, subjects: figures, wrong })}\n`);
    else {
      out.write(
        `${Object.entries(figures)
          .map(([id, one]) => table(id, one))
          .join('\n')}`,
      );
      for (const line of wrong) out.say(`${line}\n`);
    }
    return 0;
  },
};

async function read(
  file: string,
  asked: { readonly time?: string | undefined; readonly value?: string | undefined; readonly id?: string | undefined },
): Promise<{ readonly series: ReadonlyMap<string, Series>; readonly wrong: readonly string[] }> {
  const series = new Map<string, Series>();
  const wrong: string[] = [];
  let columns: { readonly time: number; readonly value: number; readonly id: number } | undefined;
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
    const at = wallMsOf(cells[columns.time] ?? '');
    const value = Number(cells[columns.value] || Number.NaN);
    if (at === undefined || !Number.isFinite(value) || value <= 0) {
      wrong.push(
        `line ${number}: ${at === undefined ? `"${cells[columns.time] ?? ''}" is no time` : `"${cells[columns.value] ?? ''}" is no value`}`,
      );
      continue;
    }
    const id = columns.id < 0 ? 'all' : (cells[columns.id] ?? '');
    const one = series.get(id) ?? { wallMs: [], glucoseMmolL: [] };
    one.wallMs.push(at);
    one.glucoseMmolL.push(value);
    series.set(id, one);
  }
  return { series, wrong };
}

function columnsOf(heads: readonly string[], asked: Parameters<typeof read>[1]) {
  const find = (name: 'time' | 'value' | 'id', known: readonly string[]): number => {
    const wanted = asked[name];
    const found = wanted === undefined ? heads.findIndex((head) => known.includes(head.toLowerCase())) : heads.indexOf(wanted);
    if (found < 0 && (name !== 'id' || wanted !== undefined))
      throw new UsageError(
        `There is no column ${wanted ?? `for the ${name}`}: the first line has ${heads.filter(Boolean).join(', ')}. Say --${name}.`,
      );
    return found;
  };
  return { time: find('time', TIMES), value: find('value', VALUES), id: find('id', SUBJECTS) };
}

/** `2026-03-01 08:00:00`, with or without seconds, `T` or a zone (which is left away): the wall clock as if it were UTC. */
function wallMsOf(text: string): number | undefined {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d(?:\.\d+)?)?)/.exec(text.trim()) ?? [];
  const at = date ? Date.parse(`${date}T${time}Z`) : Number.NaN;
  return Number.isNaN(at) ? undefined : at;
}

const guessed = (all: readonly Series[]): 'mg/dL' | 'mmol/L' => {
  const values = all.flatMap(({ glucoseMmolL }) => glucoseMmolL);
  return values.filter((value) => value > 30).length > values.length / 2 ? 'mg/dL' : 'mmol/L';
};

const table = (id: string, figures: GlucoseMetrics): string =>
  `${id}\n${Object.entries(figures)
    .map(([name, value]) => `  ${name.padEnd(24)} ${value === null ? '–' : typeof value === 'number' ? Number(value.toFixed(4)) : value}\n`)
    .join('')}`;
