import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { type Enrolled, enrolDevices, enrolProblems, type WantedDevice } from '../api/enrol-devices.ts';
import { DeviceName, SilentAfterDays } from '../domain/device.ts';
import { Zone } from '../domain/patient.ts';
import * as secrets from '../house/secrets.ts';
import { UsageError } from './command.ts';
import { readCells, separatorOf } from './csv-cells.ts';
import type { DeviceVerb } from './device-verb.ts';

/** What the columns may be called. */
const COLUMNS = {
  id: ['device', 'name', 'id', '设备', '设备名称', '名称'],
  patient: ['patient', 'patient id', '患者', '患者编号'],
  model: ['model', '型号'],
  zone: ['zone', 'time zone', 'timezone', '时区'],
  silentAfterDays: ['silent after', 'silent after days', 'silent-after', '静默天数'],
} as const satisfies Record<string, readonly string[]>;
type Column = keyof typeof COLUMNS;

/** So many are made in one transaction: about two seconds of key derivation. */
const MOST = 2_000;

/** Enrols the devices of a table, all or none; every line that is wrong is named. The secrets go to a file that only its owner reads. */
export async function addFile({ store, config, values, out, by, at }: Parameters<DeviceVerb>[0], file: string): Promise<number> {
  const { wanted, lines, problems } = readDevices(textOf(file), values.zone ?? config.clinic.zone);
  const wrong = [...problems];
  for (const problem of await enrolProblems(store, wanted)) wrong.push({ line: lines[problem.at]!, problem: problem.problem });
  if (wrong.length > 0) {
    for (const { line, problem } of wrong.toSorted((a, b) => a.line - b.line)) out.say(`line ${line}: ${problem}\n`);
    out.say(`None of the devices in ${file} was enrolled.\n`);
    return 1;
  }
  if (wanted.length === 0) throw new UsageError(`${file} names no device.`);
  // The file is made before anything is enrolled: secrets that nobody can keep must not come into being.
  if (values.secrets !== undefined) claim(values.secrets);
  try {
    const enrolled = await enrolDevices({ store, secrets }, wanted, {
      by,
      at,
      before: async (_, made) => {
        if (values.secrets !== undefined) writeFileSync(values.secrets, tableOf(made));
      },
    });
    if (values.secrets === undefined) out.write(tableOf(enrolled));
  } catch (error) {
    if (values.secrets !== undefined) rmSync(values.secrets, { force: true });
    throw error;
  }
  const where = values.secrets === undefined ? 'Their secrets are shown this once' : `Their secrets are in ${values.secrets}`;
  out.say(`${wanted.length} ${wanted.length === 1 ? 'device is' : 'devices are'} enrolled. ${where}: one line each, name and secret.\n`);
  return 0;
}

const tableOf = (enrolled: readonly Enrolled[]): string => enrolled.map(({ id, secret }) => `${id}\t${secret}\n`).join('');

function claim(path: string): void {
  try {
    writeFileSync(path, '', { mode: 0o600, flag: 'wx' });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') throw new UsageError(`${path} is there already: secrets overwrite nothing.`);
    throw error;
  }
}

interface Table {
  readonly wanted: readonly WantedDevice[];
  /** Where each of them stands in the file, from 1. */
  readonly lines: readonly number[];
  readonly problems: readonly { readonly line: number; readonly problem: string }[];
}

/** The devices of a table whose first line names its columns, in English or Chinese; `zone` is for lines that name none. */
export function readDevices(text: string, zone: string): Table {
  const rows = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .map((row, i) => ({ row, line: i + 1 }))
    .filter(({ row }) => row.trim() !== '');
  const [head, ...rest] = rows;
  if (!head) throw new UsageError('The file is empty.');
  if (rest.length > MOST) throw new UsageError(`The file names ${rest.length} devices; ${MOST} at once are the most.`);
  const separator = separatorOf(head.row);
  const columns = columnsOf(readCells(head.row, separator));
  const wanted: WantedDevice[] = [];
  const lines: number[] = [];
  const problems: { line: number; problem: string }[] = [];
  for (const { row, line } of rest) {
    const cells = readCells(row, separator);
    const cell = (column: Column): string | undefined => cells[columns.indexOf(column)]?.trim() || undefined;
    const device = { id: cell('id') ?? '', patient: cell('patient'), model: cell('model'), zone: cell('zone') ?? zone };
    const days = cell('silentAfterDays');
    const found = [
      ...(cells.length > columns.length ? [`${cells.length} cells, and ${columns.length} columns`] : []),
      ...(DeviceName.safeParse(device.id).success
        ? []
        : [`device: "${device.id}" is no name; letters, digits, dots and dashes are, such as cuff-1`]),
      ...(Zone.safeParse(device.zone).success ? [] : [`zone: "${device.zone}" is no time zone that this system knows, e.g. Asia/Shanghai`]),
      ...((device.model?.length ?? 0) > 80 ? ['model: more than 80 letters'] : []),
      ...(days === undefined || SilentAfterDays.safeParse(Number(days)).success
        ? []
        : [`silent after: "${days}" is no number of days, 1 to 365`]),
    ];
    for (const problem of found) problems.push({ line, problem });
    if (found.length > 0) continue;
    wanted.push({ ...device, ...(days === undefined ? {} : { silentAfterDays: Number(days) }) });
    lines.push(line);
  }
  return { wanted, lines, problems };
}

function columnsOf(head: readonly string[]): readonly (Column | undefined)[] {
  const columns = head.map((title) => {
    const lower = title.toLowerCase().replaceAll('_', ' ');
    return (Object.keys(COLUMNS) as Column[]).find((column) => (COLUMNS[column] as readonly string[]).includes(lower));
  });
  const known = 'device, patient, model, zone, silent after';
  const unknown = head.filter((title, i) => columns[i] === undefined && title !== '');
  if (unknown.length > 0) throw new UsageError(`The first line names a column "${unknown[0]}"; columns are ${known}.`);
  const twice = columns.find((column, i) => column !== undefined && columns.indexOf(column) !== i);
  if (twice) throw new UsageError(`The first line names the column ${COLUMNS[twice][0]} twice.`);
  if (!columns.includes('id')) throw new UsageError(`The first line names the columns, and one of them is device; others are ${known}.`);
  return columns;
}

function textOf(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}
