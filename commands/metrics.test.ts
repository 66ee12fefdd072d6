import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../tests/services.ts';
import { metrics } from './metrics.ts';

async function run(text: string, ...args: string[]) {
  const file = join(temporaryFolder(), 'values.csv');
  writeFileSync(file, text);
  let written = '';
  let said = '';
  const out = { write: (one: string) => void (written += one), say: (one: string) => void (said += one), isTerminal: false };
  return { code: await metrics.run([file, ...args], out), written: () => written, said: () => said };
}

test('several people in one file, in either unit, with quotes; a row that is wrong is named with its line', async () => {
  const { written } = await run(
    '"","id","time","gl"\n"1","A, B",2026-03-01 08:00:00,100\n"2","A, B",2026-03-01 08:05:00,200\n3,C,yesterday,90\n4,C,2026-03-01 08:00,90\n',
    '--json',
  );
  const { unit, subjects, wrong } = JSON.parse(written());
  expect(unit).toBe('mg/dL');
  expect(subjects['A, B']).toMatchObject({ n: 2, mean: 150, lowest: 100, highest: 200, aboveRangePercent: 50 });
  expect(subjects.C).toMatchObject({ n: 1, mean: 90, sd: null });
  expect(wrong).toEqual(['line 4: "yesterday" is no time']);
});

test('blood pressure: its own figures, what they do not stand on, and lines that are none', async () => {
  const rows = Array.from({ length: 4 }, (_, day) => [7, 20].flatMap((hour) => [0, 1].map((i) => [day + 1, hour, i] as const))).flat();
  const text = rows.map(([day, hour, i]) => `2020-05-0${day}  ${String(hour).padStart(2, '0')}:0${i}:00,${hour === 7 ? 140 : 120},80,60`);
  const { written } = await run(`measured_at,systolic,diastolic,pulse\n${text.join('\n')}\n2020-05-05 08:00,80,120,60\n`, '--json');
  const { unit, subjects, insufficient, wrong, about } = JSON.parse(written());
  expect(unit).toBe('mmHg');
  expect(subjects.all).toMatchObject({ n: 16, homeSystolicMean: 130, morningEveningDifference: 20, atGoalPercent: 50, pulseMean: 60 });
  expect(insufficient.all).toMatchObject({ nightDipPercent: { have: 0, need: 6, of: 'readings' } });
  expect(insufficient.all).not.toHaveProperty('homeSystolicMean');
  expect(wrong).toEqual(['line 18: 80/120 is no blood pressure']);
  expect(about.figures.systolicArv.source).toMatchObject({ evidence: 'secondary', year: 2005 });
});

test('what glucose figures do not stand on is said with each', async () => {
  const { written } = await run('time,gl\n2026-03-01 08:00,100\n2026-03-01 08:05,200\n');
  expect(written()).toMatch(/gmiPercent +\d\.\d+ +too few: 2 of 2823 sensor readings\n/);
  expect(written()).toMatch(/mage +– +too few: 0 of 2 days\n/);
});

test('--unit is for glucose', async () => {
  await expect(run('time,sys,dia\n2026-03-01 08:00,120,80\n', '--unit', 'mg/dL')).rejects.toThrow('in mmHg: --unit is for glucose.');
});

test('semicolons, columns of another name, mmol/L', async () => {
  const { written } = await run('wann;wert\n2026-03-01T08:00;5.5\n2026-03-01T12:00;7.5\n', '--time', 'wann', '--value', 'wert');
  expect(written()).toMatch(/mean +6\.5 +too few: 2 of 6 readings\n/);
});

test.each([
  ['no such column', 'a,b\n1,2\n', 'the first line has a, b. Say --time.'],
  ['no readings', 'time,gl\nx,y\n', 'holds no readings: line 2'],
])('%s: one sentence', async (_, text, sentence) => {
  await expect(run(text)).rejects.toThrow(sentence);
});
