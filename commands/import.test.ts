import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DecodeError } from '../devices/decoder.ts';
import { rowOf } from '../devices/dialects/csv-row.ts';
import { tableOf } from '../devices/dialects/csv-table.ts';
import { DAY, MINUTE } from '../domain/clock.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { readCells, separatorOf } from './csv-cells.ts';
import { importFile } from './import.ts';

/** Beside a running server, as a clinic would. */

let house: TestHouse;
const folder = temporaryFolder();
const config = join(folder, 'hearth.yaml');
beforeAll(async () => {
  house = await openTestHouse({ folder });
  await house.moveIn('p1', []);
  await house.moveIn('p2', []);
  writeFileSync(config, `data: ${folder}\n`);
});
afterAll(() => house.close());

async function run(text: string, ...args: string[]) {
  const file = join(temporaryFolder(), 'table.csv');
  writeFileSync(file, text);
  let written = '';
  let said = '';
  const out = { write: (one: string) => void (written += one), say: (one: string) => void (said += one), isTerminal: false };
  const code = await importFile.run([file, '--config', config, ...args], out);
  return { code, written, said };
}

const stored = async (patient: string, kind: 'glucose' | 'blood-pressure') =>
  (await house.store.readings.latest(patient, kind, 5_000)).toReversed();

/** OMRON connect's export, by its published head; the values are made up. */
const OMRON = `Date,Time,Systolic (mmHg),Diastolic (mmHg),Pulse (bpm),Symptoms,Consumed,TruRead,Notes
Jan 12 2025,08:12,114,74,47,-,-,-,-
Jan 12 2025,20:05,200,125,-,-,-,-,"felt ""odd"", sat down"
Jan 13 2025,08:10,1 1 8,70,60,-,-,-,-
`;

test('a cuff’s export: in the patient’s zone, judged, told as late; run twice, nothing is there twice', async () => {
  const first = await run(OMRON, '--patient', 'p1', '--zone', 'Europe/Berlin');
  expect([first.code, first.written]).toEqual([
    1,
    'blood-pressure  2025-01-12  2 taken in\n2 taken in, 0 known already, 0 corrected, 1 rows left out.\n',
  ]);
  expect(first.said).toContain('line 4: systolic: "1 1 8" is no number');
  const readings = await stored('p1', 'blood-pressure');
  expect(readings).toEqual([
    expect.objectContaining({ at: Date.UTC(2025, 0, 12, 7, 12), systolicMmHg: 114, pulsePerMin: 47, device: 'import-p1' }),
    expect.objectContaining({ at: Date.UTC(2025, 0, 12, 19, 5), systolicMmHg: 200 }),
  ]);
  const [alert] = await house.store.alerts.between('p1', 0, Date.now());
  expect(alert).toMatchObject({ rule: { id: 'bp.crisis' }, late: true });
  const urgent = (await house.store.outbox.of('p1', 100)).filter(({ message }) => message.urgent);
  expect(urgent).toEqual([]);

  const again = await run(OMRON, '--patient', 'p1', '--zone', 'Europe/Berlin');
  expect(again.written).toContain('\n0 taken in, 2 known already, 0 corrected, 1 rows left out.\n');
});

test('more rows than one transaction holds; a trial stores nothing', async () => {
  const rows = Array.from({ length: 1_234 }, (_, i) => `${new Date(Date.UTC(2026, 0, 1) + i * 300_000).toISOString()};${5 + (i % 4)},5`);
  const table = `time;gl\n${rows.join('\n')}`;
  expect((await run(table, '--patient', 'p2', '--unit', 'mmol/L', '--dry-run')).written).toMatch(/^1234 could be taken in/m);
  expect(await stored('p2', 'glucose')).toEqual([]);
  expect((await run(table, '--patient', 'p2', '--unit', 'mmol/L')).written).toMatch(/^1234 taken in, 0 known/m);
  const readings = await stored('p2', 'glucose');
  expect(readings).toHaveLength(1_234);
  expect(readings[1]).toMatchObject({ at: Date.UTC(2026, 0, 1, 0, 5), reported: { value: 6.5, unit: 'mmol/L' } });
});

test('several people in one table: one must be chosen', async () => {
  const table = 'id,time,gl\nA,2026-02-01 08:00,5\nB,2026-02-01 08:00,9\nA,2026-02-01 09:00,6\nB,2026-02-01 09:00,9\n';
  const args = ['--patient', 'p1', '--unit', 'mmol/L'];
  await expect(run(table, ...args)).rejects.toThrow('The table holds 2 people (A, B). Whose rows? --only <name>');
  await expect(run(table, ...args, '--only', 'C')).rejects.toThrow('No row is of "C"; there are A, B.');
  expect((await run(table, ...args, '--only', 'A')).written).toMatch(/^2 taken in/m);
  expect((await stored('p1', 'glucose')).map((reading) => reading.kind === 'glucose' && reading.reported.value)).toEqual([5, 6]);
  const numbered = 'id,time,gl\n1,2026-02-02 08:00,5\n2,2026-02-02 09:00,6\n';
  expect((await run(numbered, ...args)).written).toMatch(/^2 taken in/m);
});

test.each([
  ['nobody is named', 'time,gl\n', [], 'Whose readings are these?'],
  ['nobody knows the patient', 'time,gl\n', ['--patient', 'zz'], 'There is no patient zz.'],
  ['the unit is not said', 'time,gl\n2026-01-01 08:00,5\n', ['--patient', 'p1'], 'In which unit is the glucose?'],
  ['no time', 'a,gl\n', ['--patient', 'p1'], 'no column is a time: a, gl'],
  ['nothing to read', 'time,mood\n', ['--patient', 'p1'], 'no column is glucose, nor two a pressure'],
  ['an empty file', '', ['--patient', 'p1'], 'is empty'],
  ['a zone that is none', 'time,gl\n', ['--patient', 'p1', '--zone', 'Beijing'], 'knows no time zone "Beijing"'],
])('%s: one sentence', async (_, text, args, sentence) => {
  await expect(run(text, ...args)).rejects.toThrow(sentence);
});

test.each([
  ['2026-03-01 08:00', Date.UTC(2026, 2, 1, 0)],
  ['2026/3/1 8:00:05', Date.UTC(2026, 2, 1, 0, 0, 5)],
  ['2026年3月1日 08:00', Date.UTC(2026, 2, 1, 0)],
  ['Mar 1, 2026 08:00', Date.UTC(2026, 2, 1, 0)],
  ['2026-03-01T08:00:00Z', Date.UTC(2026, 2, 1, 8)],
  ['2026-03-01T08:00:00+0100', Date.UTC(2026, 2, 1, 7)],
])('%s is a time', (text, at) => {
  const table = tableOf(['日期', '血糖 (mmol/L)']);
  expect(rowOf([text, '5.5'], table, 'Asia/Shanghai', [])).toEqual({
    readings: [{ kind: 'glucose', value: 5.5, unit: 'mmol/L', at }],
    problems: [],
  });
});

test.each(['3/1/2026 08:00', '2026-02-30 08:00', '2026-03-01', 'yesterday', ''])('%s is none', (text) => {
  expect(() => rowOf([text, '5.5'], tableOf(['date', 'glucose']), 'Asia/Shanghai', ['mmol/L'])).toThrow(DecodeError);
});

test('quotes, semicolons and tabs', () => {
  expect(readCells('"a, b";c;"say ""hi"""', ';')).toEqual(['a, b', 'c', 'say "hi"']);
  for (const [head, separator] of [
    ['a\tb, c', '\t'],
    ['time;value', ';'],
    ['a,b', ','],
  ] as const)
    expect(separatorOf(head)).toBe(separator);
});

test('a table of every five minutes is a sensor’s; what an earlier import took for a meter’s is corrected', async () => {
  const start = Date.UTC(2025, 5, 1);
  const rows = Array.from({ length: 40 }, (_, i) => `${new Date(start + i * 5 * MINUTE).toISOString()},${100 + i}`);
  const table = `time,glucose (mg/dL)\n${rows.join('\n')}\n2025-06-03T08:00:00Z,110\n`;
  const specimens = async () =>
    (await stored('p2', 'glucose')).filter(({ at }) => at >= start && at < start + 3 * DAY).map((one) => 'specimen' in one && one.specimen);
  const first = await run(table, '--patient', 'p2', '--meter');
  expect(first.written).toContain('41 taken in, 0 known already, 0 corrected');
  expect(first.written).not.toContain('sensor');
  expect(await specimens()).toEqual(Array(41).fill('unknown'));
  const second = await run(table, '--patient', 'p2');
  expect(second.written).toContain(
    '40 glucose values were read as a continuous sensor’s, by their rhythm; --meter says that they are none.\n',
  );
  expect(second.written).toContain('0 taken in, 1 known already, 40 corrected, 0 rows left out.');
  expect(await specimens()).toEqual([...Array(40).fill('interstitial'), 'unknown']);
  expect((await run(table, '--patient', 'p2')).written).toContain('0 taken in, 41 known already, 0 corrected');
  await expect(run(table, '--patient', 'p2', '--sensor', '--meter')).rejects.toThrow('Either --sensor or --meter');
});
