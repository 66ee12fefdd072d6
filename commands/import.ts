import { parseArgs } from 'node:util';
import { createProgress } from '../demo/progress.ts';
import { UNITS, unitIn } from '../devices/dialects/csv-units.ts';
import type { ImportedRow } from '../devices/imported-row.ts';
import type { Instant } from '../domain/clock.ts';
import { Patient } from '../domain/patient.ts';
import type { Store } from '../domain/store.ts';
import { readRules } from '../house/packs.ts';
import { hashSecret, newSecret } from '../house/secrets.ts';
import { systemClock } from '../house/system-clock.ts';
import { createIntake } from '../ingest/intake.ts';
import { type Command, type Out, UsageError } from './command.ts';
import type { ImportFile } from './importing/import-file.ts';
import { openImport } from './importing/open-import.ts';
import { createRejections } from './importing/rejections.ts';
import { createSensorRhythm, type GlucoseFrom } from './importing/sensor-rhythm.ts';
import { createTakeIn } from './importing/take-in.ts';
import { createTally, passedText } from './importing/tally.ts';
import { openRecords } from './open-records.ts';

/** So many readings are one transaction. */
const TOGETHER = 500;

export const importFile: Command = {
  name: 'import',
  summary: "Takes in readings that were kept elsewhere: a table as CSV, or the export of Apple's Health app.",
  usage: `hearth import <file> --patient <id> [--unit mmol/L] [--zone Asia/Shanghai] [--only <name>] [--from 2024-01-01] [--to 2026-02-28]
              [--sensor | --meter] [--report rejected.csv] [--dry-run]

<file> is the export.zip of Apple's Health app, the export.xml in it, or a table. A table's first line names the columns, in English or
Chinese: a date (and a time, if it has its own column), and glucose, systolic and diastolic, weight, body fat, temperature, oxygen
saturation or heart rate. --unit says in which unit its numbers are where the head does not (more than once for several columns): mmol/L,
mg/dL, mmHg, kPa, kg, lb, 斤, st, °C, °F. Times without a zone are the wall clock of --zone; without it, the patient's.

Glucose of a continuous sensor is told by its rhythm: twelve values in a row no more than 20 minutes apart. --sensor says that all of it is a
sensor's, --meter that none is; an import that was taken for the wrong one is corrected by importing the table again.

Each row goes the way of every reading: stored, judged, and told as late; old ones wake nobody. Interrupted, or run twice, it goes on where
it was: what is there already is counted and not stored again. Rows that cannot be read are named with their line; --report writes all of
them to a table of their own. --from and --to are the first and the last day wanted. --dry-run says what would be stored. Works beside a
running server. Ends with 0 when every row was taken in, with 1 when some were left out.`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        patient: { type: 'string' },
        unit: { type: 'string', multiple: true, default: [] },
        zone: { type: 'string' },
        only: { type: 'string' },
        from: { type: 'string' },
        to: { type: 'string' },
        sensor: { type: 'boolean', default: false },
        meter: { type: 'boolean', default: false },
        report: { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        config: { type: 'string' },
      },
    });
    const [file, another] = positionals;
    if (!file) throw new UsageError('Which file? hearth import <file> --patient <id>');
    if (another) throw new UsageError(`One file at a time: ${file} first, then ${another}.`);
    if (!values.patient) throw new UsageError('Whose readings are these? --patient <id>');
    if (values.zone !== undefined && !Patient.shape.zone.safeParse(values.zone).success)
      throw new UsageError(`This system knows no time zone "${values.zone}"; Asia/Shanghai is one.`);
    if (values.sensor && values.meter) throw new UsageError('Either --sensor or --meter: which of them measured this glucose?');
    const from: GlucoseFrom = values.sensor ? 'sensor' : values.meter ? 'meter' : undefined;
    const units = values.unit.map(knownUnit);
    const { store, config } = await openRecords(values.config, out);
    try {
      const patient = (await store.patients.get([values.patient])).get(values.patient);
      if (!patient) throw new UsageError(`There is no patient ${values.patient}.`);
      const zone = values.zone ?? patient.zone;
      const days = { from: dayOf('from', values.from), to: dayOf('to', values.to) };
      const isWanted = within(days.from, days.to, zone);
      const opened = await openImport(file, { zone, units, only: values.only });
      const rejections = createRejections(file, values.report);
      try {
        const set = readRules(config.packs);
        const device = `import-${patient.id}`.slice(0, 64);
        if (!values['dry-run']) await enrol(store, device, patient.id, zone);
        const [tally, rhythm] = [createTally(), createSensorRhythm(from)];
        let ofOtherDays = 0;
        const takeIn = createTakeIn({
          readings: store.readings,
          intake: values['dry-run'] ? undefined : createIntake({ store, rules: () => set, clock: systemClock }),
          clock: systemClock,
          device,
          zone,
          mayCorrect: opened.mayCorrect,
          isWanted,
          onOther: () => ofOtherDays++,
          onTaken: tally.add,
          onRejected: rejections.add,
        });
        await takeAll(
          { ...opened, rows: () => rhythm.rows(opened.rows()) },
          takeIn,
          out,
          () => `${tally.total('new')} taken in, ${tally.total('known')} known already`,
        );

        for (const sentence of rejections.sentences()) out.say(`${sentence}\n`);
        const taken = values['dry-run'] ? 'could be taken in' : 'taken in';
        out.write(tally.text(zone, taken));
        out.write(passedText(opened.passed()));
        if (rhythm.marked() > 0)
          out.write(
            `${rhythm.marked()} glucose values were read as a continuous sensor’s, by their rhythm; --meter says that they are none.\n`,
          );
        if (ofOtherDays > 0) out.write(`${ofOtherDays} readings are of other days than were asked for.\n`);
        out.write(
          `${tally.total('new')} ${taken}, ${tally.total('known')} known already, ${tally.total('corrected')} corrected, ${rejections.count()} rows left out.\n`,
        );
        return rejections.count() > 0 ? 1 : 0;
      } finally {
        rejections.close();
      }
    } finally {
      await store.close();
    }
  },
};

/** Row after row, so many at a time, however long the file. The bar is for a person: where nobody looks, there is none. */
async function takeAll(
  opened: ImportFile,
  takeIn: (rows: readonly ImportedRow[]) => Promise<void>,
  out: Out,
  sofar: () => string,
): Promise<void> {
  const bar = out.isTerminal ? createProgress(out, opened.total) : undefined;
  let waiting: ImportedRow[] = [];
  let readings = 0;
  for await (const rows of opened.rows()) {
    for (const row of rows) {
      waiting.push(row);
      readings += row.readings.length;
      if (readings < TOGETHER && waiting.length < TOGETHER) continue;
      await takeIn(waiting);
      waiting = [];
      readings = 0;
    }
    bar?.show(opened.read(), sofar());
  }
  await takeIn(waiting);
  bar?.show(opened.total, sofar());
  bar?.end();
}

function dayOf(option: string, text: string | undefined): Temporal.PlainDate | undefined {
  if (text === undefined) return undefined;
  if (!/^\d{4}-\d\d-\d\d$/.test(text)) throw new UsageError(`--${option} ${text} is no day like 2026-03-01.`);
  try {
    return Temporal.PlainDate.from(text);
  } catch {
    throw new UsageError(`--${option} ${text} is in no calendar.`);
  }
}

/** Both days belong to it. */
function within(from: Temporal.PlainDate | undefined, to: Temporal.PlainDate | undefined, zone: string): (at: Instant) => boolean {
  const begin = from?.toZonedDateTime(zone).epochMilliseconds ?? Number.NEGATIVE_INFINITY;
  const end = to?.add({ days: 1 }).toZonedDateTime(zone).epochMilliseconds ?? Number.POSITIVE_INFINITY;
  if (begin >= end) throw new UsageError(`--from ${from} is later than --to ${to}.`);
  return (at) => at >= begin && at < end;
}

function knownUnit(text: string): string {
  const all = Object.values(UNITS).flat();
  const unit = all.find(({ name }) => name.toLowerCase() === text.toLowerCase()) ?? unitIn(text, all);
  if (!unit) throw new UsageError(`"${text}" is no unit that is known here; these are: ${all.map(({ name }) => name).join(', ')}.`);
  return unit.name;
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
