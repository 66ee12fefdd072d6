import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../house/open-database.ts';
import { temporaryFolder } from '../tests/services.ts';
import type { Out } from './command.ts';
import { duty } from './duty.ts';

let folder: string;
let config: string;
let written = '';
const out: Out = { write: (text) => void (written += text), say: () => {}, isTerminal: false };

beforeEach(async () => {
  folder = temporaryFolder();
  config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\n`);
  written = '';
  const store = await openDatabase(folder);
  await store.transact(async (records) => {
    await records.users.save({ id: 'li', name: 'Li', role: 'coordinator', language: 'en' });
    await records.users.save({ id: 'chen', name: 'Chen', role: 'doctor', language: 'en' });
  });
  await store.close();
});

const planOf = (text: string): string => {
  const file = join(folder, 'plan.yaml');
  writeFileSync(file, text);
  return file;
};
const run = (...args: string[]) => duty.run([...args, '--config', config], out);

test('a plan is set, shown, and says who is on duty', async () => {
  expect(await run()).toBe(0);
  expect(written).toContain('doctor on duty now: nobody by the plan');
  expect(await run('set', planOf('shifts: [{ role: doctor, users: [chen], from: "00:00", to: "00:00", holidays: also }]'))).toBe(0);
  written = '';
  await run();
  expect(written).toContain('# doctor on duty now: chen');
  expect(written).toContain('# set by command line');
  const store = await openDatabase(folder);
  expect(await store.audit.list(1)).toMatchObject([{ did: 'duty.plan', by: 'command line' }]);
  await store.close();
});

test.each([
  ['shifts: [{ role: doctor, users: [li], from: "08:00", to: "18:00" }]', /li does not have the role doctor/],
  ['shifts: [{ role: doctor, users: [chen], from: "8", to: "18:00" }]', /shifts\.0\.from: a time of day like 08:00/],
  ['holidays: [2026-13-01]', /holidays\.0: a day like 2026-10-01/],
  ['colour: red', /the plan: there is no colour/],
  ['ladder: { high: [', /plan\.yaml: /],
])('a plan that does not fit is refused in one sentence: %s', async (text, says) => {
  await expect(run('set', planOf(text))).rejects.toThrow(says);
});

test('what is missing is asked for', async () => {
  await expect(run('set')).rejects.toThrow('Which plan?');
  await expect(run('set', join(folder, 'none.yaml'))).rejects.toThrow('there is no such file');
  await expect(run('climb')).rejects.toThrow('knows show and set');
});
