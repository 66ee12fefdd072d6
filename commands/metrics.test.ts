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

test('semicolons, columns of another name, mmol/L', async () => {
  const { written } = await run('wann;wert\n2026-03-01T08:00;5.5\n2026-03-01T12:00;7.5\n', '--time', 'wann', '--value', 'wert');
  expect(written()).toMatch(/mean +6\.5\n/);
});

test.each([
  ['no such column', 'a,b\n1,2\n', 'the first line has a, b. Say --time.'],
  ['no readings', 'time,gl\nx,y\n', 'holds no readings: line 2'],
])('%s: one sentence', async (_, text, sentence) => {
  await expect(run(text)).rejects.toThrow(sentence);
});
