import { createReadStream, statSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { parseArgs } from 'node:util';
import { createProgress } from '../demo/progress.ts';
import { DecodeError } from '../devices/decoder.ts';
import { rowOf, type Table, tableOf } from '../devices/dialects/csv-table.ts';
import { native } from '../devices/dialects/native.ts';
import type { Intake } from '../domain/delivery.ts';
import { Patient } from '../domain/patient.ts';
import type { Store } from '../domain/store.ts';
import { createIntake } from '../ingest/intake.ts';
import { readRules } from '../packs.ts';
import { hashSecret, newSecret } from '../secrets.ts';
import { systemClock } from '../system-clock.ts';
import { type Command, UsageError } from './command.ts';
import { readCells, separatorOf } from './csv-cells.ts';
import { openRecords } from './open-records.ts';

/** So many rows are one transaction. */
const TOGETHER = 500;

export const importTable: Command = {
  name: 'import',
  summary: 'Takes in a table of readings that was kept elsewhere: glucose or blood pressure, as CSV.',
  usage: `hearth import <file.csv> --patient <id> [--unit mg/dL|mmol/L|mmHg|kPa] [--zone Asia/Shanghai] [--only <name>] [--dry-run]

The first line names the columns: a date (and a time, if it has its own column), and glucose, or systolic and diastolic. Times without a zone are
the wall clock of --zone; without it, the patient's. Each row goes the way of every reading: stored, judged, and told as late; old ones wake
nobody. Interrupted, or run twice, it goes on where it was: what is there already is counted and not stored again. Rows that cannot be read
are named with their line. Works beside a running server.`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        patient: { type: 'string' },
        unit: { type: 'string' },
        zone: { type: 'string' },
        only: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        config: { type: 'string' },
      },
    });
    const [file] = positionals;
    if (!file) throw new UsageError('Which file? hearth import <file.csv> --patient <id>');
    if (!values.patient) throw new UsageError('Whose readings are these? --patient <id>');
    if (values.zone !== undefined && !Patient.shape.zone.safeParse(values.zone).success)
      throw new UsageError(`This system knows no time zone "${values.zone}"; Asia/Shanghai is one.`);
    const size = sizeOf(file);
    const { store, config } = await openRecords(values.config);
    try {
      const patient = (await store.patients.get([values.patient])).get(values.patient);
      if (!patient) throw new UsageError(`There is no patient ${values.patient}.`);
      const zone = values.zone ?? patient.zone;
      await refuseSeveral(file, values.only);
      const set = readRules(config.packs);
      const intake = createIntake({ store, rules: () => set, clock: systemClock });
      const device = `import-${patient.id}`.slice(0, 64);
      if (!values['dry-run']) await enrol(store, device, patient.id, zone);

      const bar = createProgress(out, size);
      const counts = { accepted: 0, known: 0, corrected: 0 };
      const wrong: string[] = [];
      const take = async (readings: readonly unknown[]) => {
        if (readings.length > 0 && !values['dry-run']) await handOver(intake, device, readings, counts);
        else counts.accepted += readings.length;
      };
      let waiting: unknown[] = [];
      for await (const { reading, problem, read } of readingsIn(file, zone, values)) {
        if (problem !== undefined) wrong.push(problem);
        else waiting.push(reading);
        if (waiting.length < TOGETHER) continue;
        await take(waiting);
        waiting = [];
        bar.show(read, `${counts.accepted} readings`);
      }
      await take(waiting);
      bar.show(size, `${counts.accepted} readings`);
      bar.end();
      for (const line of wrong) out.say(`${line}\n`);
      const done = values['dry-run'] ? 'could be taken in' : 'taken in';
      out.write(
        `${counts.accepted} ${done}, ${counts.known} known already, ${counts.corrected} corrected, ${wrong.length} rows left out.\n`,
      );
      return wrong.length > 0 ? 1 : 0;
    } finally {
      await store.close();
    }
  },
};

interface Row {
  readonly reading?: unknown;
  /** `line 7: …` */
  readonly problem?: string;
  /** Bytes of the file so far, about. */
  readonly read: number;
}

interface Line {
  readonly cells: readonly string[];
  readonly number: number;
  readonly read: number;
}

/** The lines that hold something. */
async function* linesOf(file: string): AsyncGenerator<Line> {
  let separator: string | undefined;
  let number = 0;
  let read = 0;
  for await (const line of createInterface({ input: createReadStream(file), crlfDelay: Number.POSITIVE_INFINITY })) {
    number++;
    read += Buffer.byteLength(line) + 1;
    const text = number === 1 ? line.replace(/^\uFEFF/, '') : line;
    separator ??= text.trim() === '' ? undefined : separatorOf(text);
    const cells = readCells(text, separator ?? ',');
    if (cells.some((cell) => cell !== '')) yield { cells, number, read };
  }
}

const MOST_NAMED = 5;

/** The readings of several people must never become one person's. A column in which every row has its own number tells nobody apart. */
async function refuseSeveral(file: string, only: string | undefined): Promise<void> {
  let table: Table | undefined;
  let rows = 0;
  const people = new Set<string>();
  for await (const { cells } of linesOf(file)) {
    table ??= attempt(() => tableOf(cells));
    if (!table || table.who < 0) return;
    if (rows++ > 0) people.add(cells[table.who] ?? '');
  }
  const several = people.size > 1 && people.size <= rows / 2;
  const names = [...people].slice(0, MOST_NAMED).join(', ');
  if (only === undefined && several)
    throw new UsageError(
      `The table holds ${people.size} people (${names}${people.size > MOST_NAMED ? ', …' : ''}). Whose rows? --only <name>`,
    );
  if (only !== undefined && !people.has(only)) throw new UsageError(`No row is of "${only}"; there are ${names}.`);
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}

/** One row after the other, however long the file: each is tried by itself, so that one that is wrong leaves the others alone. */
async function* readingsIn(
  file: string,
  zone: string,
  { unit, only }: { readonly unit?: string | undefined; readonly only?: string | undefined },
): AsyncGenerator<Row> {
  let table: Table | undefined;
  for await (const { cells, number, read } of linesOf(file)) {
    try {
      if (!table) {
        table = tableOf(cells);
        continue;
      }
      if (only !== undefined && cells[table.who] !== only) continue;
      const reading = rowOf(cells, table, zone, unit ?? table.unit ?? unitWanted(table));
      native.decode(Buffer.from(JSON.stringify(reading)), { received: systemClock.now(), zone, topic: '' });
      yield { reading, read };
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
      if (!table) throw new UsageError(`${file}: ${error.message}.`);
      yield { problem: `line ${number}: ${error.message}`, read };
    }
  }
  if (!table) throw new UsageError(`${file} is empty.`);
}

/** Pressure is mmHg unless somebody says so; of glucose nobody may guess. */
function unitWanted({ kind }: Table): string {
  if (kind === 'blood-pressure') return 'mmHg';
  throw new UsageError('In which unit is the glucose? The table does not say: --unit mmol/L or --unit mg/dL.');
}

async function handOver(
  intake: Intake,
  device: string,
  readings: readonly unknown[],
  counts: { accepted: number; known: number; corrected: number },
): Promise<void> {
  const payload = Buffer.from(JSON.stringify(readings));
  const receipt = await intake({ device, received: systemClock.now(), topic: `hearth/v1/${device}/readings`, payload });
  if (receipt.why !== undefined) throw new Error(`a batch went into quarantine: ${receipt.why}`);
  for (const { outcome } of receipt.readings) {
    if (outcome === 'new') counts.accepted++;
    else if (outcome === 'repeat') counts.known++;
    else counts.corrected++;
  }
}

/** A device of its own, which was always this patient's, and whose secret nobody knows: nothing else can speak under its name. */
async function enrol(store: Store, device: string, patient: string, zone: string): Promise<void> {
  if (await store.devices.get(device)) return;
  const secretHash = await hashSecret(newSecret(), 'device');
  const at = systemClock.now();
  await store.transact(async (records) => {
    await records.devices.save({ id: device, zone, enrolled: at, secretHash, model: 'import' });
    await records.owners.assign(device, patient, 0);
    await records.audit.note([{ at, by: 'command line', did: 'device.enrol', patient, about: { device } }]);
  });
}

function sizeOf(file: string): number {
  try {
    return statSync(file).size;
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}
