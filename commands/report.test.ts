import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fhirProblems } from '../tests/fhir-definitions.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { report } from './report.ts';

let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse();
  await house.moveIn('p_1', ['meter-1']);
  const received = Date.now();
  const payload = Buffer.from(JSON.stringify({ kind: 'glucose', value: 5.6, unit: 'mmol/L', at: received - 1 }));
  await house.intake({ device: 'meter-1', received, topic: 'hearth/v1/meter-1/readings', payload });
});
afterEach(() => house.close());

/** A finger-stick of so many days ago. */
async function measured(days: number): Promise<void> {
  const received = Date.now();
  // At this time of the day where the patient lives: 30 days ago it may have been summer time.
  const at = Temporal.Instant.fromEpochMilliseconds(received).toZonedDateTimeISO('Europe/London').subtract({ days }).epochMilliseconds;
  const payload = Buffer.from(JSON.stringify({ kind: 'glucose', value: 6.1, unit: 'mmol/L', at }));
  await house.intake({ device: 'meter-1', received, topic: 'hearth/v1/meter-1/readings', payload });
}

async function run(...args: readonly string[]): Promise<{ written: string; said: string }> {
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  let [written, said] = ['', ''];
  await report.run([...args, '--config', config], { write: (more) => (written += more), say: (more) => (said += more), isTerminal: false });
  return { written, said };
}

test('--fhir writes a valid document, beside a running server; to a file as well', async () => {
  const { written } = await run('p_1', '--fhir', '--days', '7', '--language', 'zh-CN');
  const document = JSON.parse(written);
  expect(fhirProblems(document)).toEqual([]);
  expect(document).toMatchObject({ resourceType: 'Bundle', type: 'document' });
  const types = document.entry.map(({ resource }: { resource: { resourceType: string } }) => resource.resourceType);
  expect(types).toEqual(['Composition', 'Patient', 'Organization', 'DiagnosticReport', 'Observation', 'Device']);
  expect(document.entry[0].resource.id).toMatch(/^p\.1\.7d\.\d{4}-\d\d-\d\d$/);
  const file = join(house.folder, 'report.json');
  expect((await run('p_1', '--format', 'fhir', '--output', file)).said).toContain('is written');
  expect(JSON.parse(readFileSync(file, 'utf8')).type).toBe('document');
});

test('14 days are 14 dates of the patient, today the last of them, and 14 others before; FHIR has the same', async () => {
  await house.store.transact(async (records) => {
    const patient = (await records.patients.get(['p_1'])).get('p_1')!;
    await records.patients.save({ ...patient, plan: [{ kind: 'glucose', everyDays: 1 }] });
  });
  // Nobody is asked for what lies before their first reading.
  await measured(20);
  const json = JSON.parse((await run('p_1', '--format', 'json')).written);
  const section = (name: string) => json.sections.find((one: { section: string }) => one.section === name);
  expect(section('data').plan).toMatchObject([{ kind: 'glucose', days: 14 }]);
  const { zone } = json;
  const wall = (at: number) => Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const today = wall(json.generatedAt).startOfDay();
  expect(wall(json.to)).toEqual(today.add({ days: 1 }));
  expect(wall(json.from)).toEqual(today.subtract({ days: 13 }));
  expect(section('changes').before).toEqual({ from: today.subtract({ days: 27 }).epochMilliseconds, to: json.from });
  const document = JSON.parse((await run('p_1', '--fhir')).written);
  const figures = document.entry.find(
    ({ resource }: { resource: { resourceType: string } }) => resource.resourceType === 'DiagnosticReport',
  );
  expect(figures.resource).toMatchObject({
    id: `p.1.14d.${today.toPlainDate()}`,
    status: 'partial',
  });
  const { start, end } = figures.resource.effectivePeriod;
  expect([start, end].map(Date.parse)).toEqual([json.from, json.to]);
});

test('of a report of a week, days with readings are counted in the 30 days up to its end', async () => {
  for (const days of [0, 1, 3, 9, 20, 29, 30, 31, 40]) await measured(days);
  const json = JSON.parse((await run('p_1', '--days', '7', '--format', 'json')).written);
  const data = json.sections.find(({ section }: { section: string }) => section === 'data');
  expect(data.transmission).toMatchObject({ days: 6, of: 30, need: 16, met: false });
  const page = (await run('p_1', '--days', '7', '--language', 'en')).written;
  expect(page).toMatch(/Readings on 6 of the 30 days up to \w{3} \d+, \d{4}; remote monitoring in the USA/);
});

test.each([
  [['p_1', '--fhir', '--format', 'pdf'], 'Either --fhir or --format pdf'],
  [['p_1', '--format', 'xml'], 'html, pdf, json or fhir, not xml'],
  [['nobody', '--fhir'], 'There is no patient nobody'],
])('%j is refused with a sentence', async (args, sentence) => {
  await expect(run(...args)).rejects.toThrow(sentence);
});
