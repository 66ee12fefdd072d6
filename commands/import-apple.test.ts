import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Kind } from '../domain/reading.ts';
import { APPLE_END, APPLE_HEAD, appleRecord, appleTime, writeZip } from '../tests/apple-export.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { describeWith, temporaryFolder } from '../tests/services.ts';
import { importFile } from './import.ts';

/** The export of a phone, beside a running server. */

let house: TestHouse;
const folder = temporaryFolder();
const config = join(folder, 'hearth.yaml');
const PATIENTS = ['p1', 'p2', 'p3', 'p4', 'p5', 'p6'];
beforeAll(async () => {
  house = await openTestHouse({ folder });
  for (const patient of PATIENTS) await house.moveIn(patient, [], { zone: 'Asia/Shanghai' });
  writeFileSync(config, `data: ${folder}\n`);
});
afterAll(() => house.close());

async function run(file: string, ...args: string[]) {
  let written = '';
  let said = '';
  const out = { write: (one: string) => void (written += one), say: (one: string) => void (said += one), isTerminal: false };
  const code = await importFile.run([file, '--config', config, ...args], out);
  return { code, written, said };
}
const stored = async (patient: string, kind: Kind) => (await house.store.readings.latest(patient, kind, 100)).toReversed();

const MORNING = Date.UTC(2024, 3, 30, 23, 30);
const EVENING = MORNING + 12 * 3_600_000;
const systolic = appleRecord('BloodPressureSystolic', 'mmHg', 138, MORNING);
const diastolic = appleRecord('BloodPressureDiastolic', 'mmHg', 88, MORNING);
const time = appleTime(MORNING);
const EXPORT = `${APPLE_HEAD}${appleRecord('BloodGlucose', 'mmol&lt;180.1558800000541&gt;/L', '6.2', MORNING, '<MetadataEntry key="HKBloodGlucoseMealTime" value="1"/>')}${systolic}${diastolic}${appleRecord('BodyMass', 'kg', 65.4, EVENING)}${appleRecord('BodyFatPercentage', '%', 0.245, EVENING)}${appleRecord('BodyTemperature', 'degC', 36.6, EVENING)}${appleRecord('OxygenSaturation', '%', 0.97, EVENING)}${appleRecord('OxygenSaturation', '%', 97, MORNING)}${appleRecord('HeartRate', 'count/min', 72, MORNING)}${appleRecord('HeartRate', 'count/min', 75, MORNING)}${appleRecord('StepCount', 'count', 9, MORNING).repeat(7)}${appleRecord('DistanceWalkingRunning', 'km', 1, MORNING).repeat(7)} <Correlation type="HKCorrelationTypeIdentifierBloodPressure" sourceName="Wang’s Apple Watch" creationDate="${time}" startDate="${time}" endDate="${time}">
${systolic}${diastolic} </Correlation>
${APPLE_END}`;

const SUMMARY = `glucose            2024-05-01  1 taken in
blood-pressure     2024-05-01  1 taken in
weight             2024-05-01  1 taken in
body-composition   2024-05-01  1 taken in
temperature        2024-05-01  1 taken in
oxygen-saturation  2024-05-01  1 taken in
heart-rate         2024-05-01  1 taken in
activity           2024-05-01  1 taken in
7 records of other kinds were passed over: 7 DistanceWalkingRunning.
8 taken in, 0 known already, 0 corrected, 2 rows left out.
`;

async function isWhole(patient: string) {
  expect(await stored(patient, 'glucose')).toEqual([
    expect.objectContaining({ at: MORNING, glucoseMmolL: 6.2, meal: 'before', reported: { value: 6.2, unit: 'mmol/L' } }),
  ]);
  expect(await stored(patient, 'blood-pressure')).toEqual([expect.objectContaining({ at: MORNING, systolicMmHg: 138, diastolicMmHg: 88 })]);
  expect(await stored(patient, 'weight')).toEqual([expect.objectContaining({ at: EVENING, weightKg: 65.4 })]);
  expect(await stored(patient, 'body-composition')).toEqual([expect.objectContaining({ bodyFatPercent: 24.5 })]);
  expect(await stored(patient, 'temperature')).toEqual([expect.objectContaining({ temperatureC: 36.6 })]);
  expect(await stored(patient, 'oxygen-saturation')).toEqual([expect.objectContaining({ saturationPercent: 97 })]);
  expect(await stored(patient, 'heart-rate')).toEqual([expect.objectContaining({ pulsePerMin: 72 })]);
  expect(await stored(patient, 'activity')).toMatchObject([{ at: MORNING - 7.5 * 3_600_000, steps: 63, minutes: 450 }]);
}

test('export.xml: every kind once, also what stands there twice; a second run stores nothing', async () => {
  const file = join(temporaryFolder(), 'export.xml');
  writeFileSync(file, EXPORT);
  const trial = await run(file, '--patient', 'p1', '--dry-run');
  expect([trial.code, trial.written]).toEqual([1, SUMMARY.replaceAll('taken in', 'could be taken in')]);
  expect(await stored('p1', 'glucose')).toEqual([]);

  const first = await run(file, '--patient', 'p1');
  expect([first.code, first.written]).toEqual([1, SUMMARY]);
  await isWhole('p1');
  expect(first.said.split('\n').slice(0, 2)).toEqual([
    expect.stringMatching(
      /^line 22: value: 97 is no share; Health writes 97 % as 0\.97 \(OxygenSaturation 97 % 2024-05-01 07:30:00 \+0800\)$/,
    ),
    expect.stringMatching(/^line 24: the time: line 23 has the same one, and says something else, which stands \(HeartRate 75 /),
  ]);
  const everything = JSON.stringify(await Promise.all((['glucose', 'heart-rate', 'weight'] as const).map((kind) => stored('p1', kind))));
  expect(everything).not.toMatch(/Wang|Apple|Watch/);

  const known = '0 taken in, 8 known already, 0 corrected, 2 rows left out.\n';
  expect((await run(file, '--patient', 'p1')).written).toMatch(new RegExp(`\n${known}$`));
  expect((await run(file, '--patient', 'p1', '--dry-run')).written).toContain('0 could be taken in, 8 known already');
  const [heartRate] = await stored('p1', 'heart-rate');
  expect(await house.store.readings.corrections(heartRate!.id)).toEqual([]);

  await house.readingDesk.withdraw(heartRate!.id, 'nurse', 'a guest wore the watch');
  expect((await run(file, '--patient', 'p1')).written).toMatch(new RegExp(`\n${known}$`));
  expect(await stored('p1', 'heart-rate')).toEqual([expect.objectContaining({ quality: ['withdrawn'] })]);
});

describe('export.zip', () => {
  const beside = {
    'apple_health_export/export_cda.xml': `<?xml version="1.0"?><ClinicalDocument>${' '.repeat(50_000)}</ClinicalDocument>`,
    'apple_health_export/workout-routes/route.gpx': '<gpx/>',
  };

  test.each([
    ['as the phone makes it', 'p2', 'apple_health_export/export.xml', false],
    ['of a phone that speaks Chinese', 'p3', 'apple_health_export/导出.xml', false],
    ['with the fields of one over 4 GB', 'p4', 'apple_health_export/export.xml', true],
  ])('%s', async (_, patient, name, zip64) => {
    const file = join(temporaryFolder(), 'export.zip');
    writeZip(file, { ...beside, [name]: EXPORT }, zip64);
    expect((await run(file, '--patient', patient)).written).toBe(SUMMARY);
    await isWhole(patient);
  });

  describeWith('zip', 'by another program', () => {
    test.each([
      ['from a file', 'p5', 'zip -q -r export.zip apple_health_export'],
      ['through a pipe: the sizes stand behind the data', 'p6', 'zip -q -r - apple_health_export | cat > export.zip'],
    ])('%s', async (_, patient, command) => {
      const here = temporaryFolder();
      mkdirSync(join(here, 'apple_health_export'));
      writeFileSync(join(here, 'apple_health_export', 'export.xml'), EXPORT);
      execFileSync('sh', ['-c', command], { cwd: here });
      expect((await run(join(here, 'export.zip'), '--patient', patient)).written).toBe(SUMMARY);
    });
  });

  test.each([
    ['half of it', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2), /cannot be unpacked: it has no directory at its end/],
    ['nothing of Health in it', () => zipOf({ 'a.xml': '<a/>' }), /holds no export of Apple Health: it should hold an export\.xml/],
    [
      'a workbook',
      () => zipOf({ '[Content_Types].xml': '<Types/>', 'xl/workbook.xml': '<w/>' }),
      /is an Excel workbook: save its table as CSV/,
    ],
    ['nothing in it', () => zipOf({}), /holds no export of Apple Health/],
  ])('%s: one sentence', async (_, spoil, sentence) => {
    const file = join(temporaryFolder(), 'export.zip');
    writeFileSync(file, spoil(zipOf({ 'export.xml': EXPORT })));
    await expect(run(file, '--patient', 'p1', '--dry-run')).rejects.toThrow(sentence);
  });

  test.each([0, 20])('damaged in the middle, %i bytes of noise: nothing of it is believed', async (noise) => {
    const body = Array.from({ length: 5_000 }, (_, i) => appleRecord('BodyMass', 'kg', 60 + (i % 97) / 10, MORNING + i * 60_000)).join('');
    const bytes = zipOf({ 'export.xml': `${APPLE_HEAD}${body}${APPLE_END}` });
    const file = join(temporaryFolder(), 'export.zip');
    const place = Math.floor(bytes.length / 2);
    bytes.fill(0xa5, place, place + noise);
    writeFileSync(file, bytes);
    const reading = run(file, '--patient', 'p2', '--dry-run');
    if (noise === 0) expect((await reading).written).toContain('weight');
    else await expect(reading).rejects.toThrow(/cannot be unpacked: export\.xml in it is damaged/);
  });
});

test('an archive whose checksum is another: the numbers in it may be as well', async () => {
  const bytes = zipOf({ 'export.xml': EXPORT });
  bytes[bytes.indexOf('PK\x01\x02') + 16]! ^= 1;
  const file = join(temporaryFolder(), 'export.zip');
  writeFileSync(file, bytes);
  await expect(run(file, '--patient', 'p1')).rejects.toThrow('export.xml in it is damaged: its checksum is another');
});

test('only the days that were asked for, by the wall clock of the patient', async () => {
  const file = join(temporaryFolder(), 'export.xml');
  const noon = Date.UTC(2025, 0, 1, 4);
  const days = [0, 1, 2, 3].map((day) => appleRecord('BodyMass', 'kg', 60 + day, noon + day * 86_400_000));
  writeFileSync(file, `${APPLE_HEAD}${days.join('')}${APPLE_END}`);
  const { code, written } = await run(file, '--patient', 'p1', '--dry-run', '--from', '2025-01-02', '--to', '2025-01-03');
  expect([code, written]).toEqual([
    0,
    'weight  2025-01-02 to 2025-01-03  2 could be taken in\n2 readings are of other days than were asked for.\n2 could be taken in, 0 known already, 0 corrected, 0 rows left out.\n',
  ]);
  await expect(run(file, '--patient', 'p1', '--unit', 'kg')).rejects.toThrow('is no table: --unit and --only say nothing about it');
  await expect(run(file, '--patient', 'p1', '--from', '2025-02-01', '--to', '2025-01-01')).rejects.toThrow('is later than --to');
  await expect(run(file, '--patient', 'p1', '--from', '3/1/2025')).rejects.toThrow('--from 3/1/2025 is no day like 2026-03-01');
});

test('a bar for a person at a terminal', async () => {
  const file = join(temporaryFolder(), 'export.xml');
  writeFileSync(file, EXPORT);
  let said = '';
  const out = { write: () => {}, say: (one: string) => void (said += one), isTerminal: true };
  await importFile.run([file, '--config', config, '--patient', 'p1', '--dry-run'], out);
  expect(said).toContain('█ 100 %  0 taken in, 8 known already\n');
});

test('the report holds every row that was left out, as a table', async () => {
  const here = temporaryFolder();
  const [file, report] = [join(here, 'export.xml'), join(here, 'rejected.csv')];
  const wrong = Array.from({ length: 30 }, (_, i) => appleRecord('BodyMass', i === 0 ? '=1+1' : 'kg', i === 0 ? 60 : 'x', MORNING));
  writeFileSync(file, `${APPLE_HEAD}${wrong.join('')}${APPLE_END}`);
  const { code, said } = await run(file, '--patient', 'p1', '--report', report);
  expect(code).toBe(1);
  expect(said.trim().split('\n')).toHaveLength(21);
  expect(said).toContain(`All 30 are in ${report}.`);
  const rows = readFileSync(report, 'utf8').split('\r\n');
  expect(rows[0]).toBe('\uFEFFline,what stands there,why it was left out');
  expect(rows[1]).toBe(`13,"BodyMass 60 =1+1 2024-05-01 07:30:00 +0800","unit: ""=1+1"" is not known here, kg, g, lb or st is"`);
  expect(rows).toHaveLength(32);
  expect((await run(file, '--patient', 'p1')).said).toContain('… and 10 more: --report rejected.csv writes them all.');
  await expect(run(file, '--patient', 'p1', '--report', file)).rejects.toThrow('is the file itself');
});

const zipOf = (entries: Record<string, string>): Buffer => {
  const file = join(temporaryFolder(), 'made.zip');
  writeZip(file, entries);
  return readFileSync(file);
};
