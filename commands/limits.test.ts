import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { openDatabase } from '../house/open-database.ts';
import { patient } from '../store/conformance/samples.ts';
import { temporaryFolder } from '../tests/services.ts';
import { UsageError } from './command.ts';
import { limits } from './limits.ts';

let config: string;
let folder: string;

beforeEach(async () => {
  folder = temporaryFolder();
  config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\nclinic: { language: en }\n`);
  const store = await openDatabase(folder);
  await store.transact(async (records) => {
    await records.patients.save(patient('p1'));
    await records.users.save({ id: 'aud', name: 'Aud', role: 'auditor', language: 'en' });
    for (const id of ['nova', 'dora']) await records.users.save({ id, name: id, role: 'coordinator', language: 'en' });
  });
  await store.close();
});

async function run(...args: string[]): Promise<string> {
  let written = '';
  await limits.run([...args, '--config', config], { write: (text) => void (written += text), say: () => {}, isTerminal: false });
  return written;
}
const refusal = (...args: string[]) =>
  run(...args).then(
    () => 'taken',
    (error) => (error instanceof UsageError ? error.message : String(error)),
  );
const BY = ['--by', 'nova', '--reason', 'agreed'];

test('a limit with its unit, for a cohort and for a patient, and back', async () => {
  await run('cohort', 'hearts', 'After the heart ward', '--by', 'nova');
  expect(await run('set', 'glucose.low.limit', '75 mg/dL', '--cohort', 'hearts', ...BY)).toBe('In force for the next reading.\n');
  await run('join', 'hearts', 'p1', ...BY);
  expect(await run('--patient', 'p1')).toMatch(/glucose\.low\.limit +4\.1631 mmol\/L .*\(pack: 3\.9\)/);
  await run('leave', 'hearts', 'p1', ...BY);
  expect(await run('--patient', 'p1')).not.toContain('pack: 3.9');
  await run('set', 'glucose.low.limit', '4.4 mmol/L', '--patient', 'p1', ...BY);
  await run('reset', 'glucose.low.limit', '--patient', 'p1', ...BY);
  const rows = JSON.parse(await run('--patient', 'p1', '--json')) as { limit: string; value: number }[];
  expect(rows.find(({ limit }) => limit === 'glucose.low.limit')).toMatchObject({ value: 3.9, pack: 3.9, off: false });
});

test('what weakens an urgent rule waits for somebody else', async () => {
  const said = await run('off', 'bp.crisis', '--patient', 'p1', ...BY);
  expect(said).toContain('It is not in force until somebody else approves it');
  const id = /hearth limits approve (\S+)/.exec(said)![1]!;
  expect(await run('proposals')).toContain(`${id}  by nova: agreed\n  p1: bp.crisis off`);
  expect(await refusal('approve', id, '--by', 'nova')).toContain('Another person has to decide this');
  expect(await refusal('approve', id, '--by', 'aud')).toBe('aud is auditor: limits are set by doctor, coordinator and administrator.');
  expect(await run('approve', id, '--by', 'dora')).toContain('approved: p1: bp.crisis off');
  expect(await run('--patient', 'p1')).toMatch(/bp\.crisis\.systolic .*OFF\n/);
  expect(await run('on', 'bp.crisis', '--patient', 'p1', ...BY)).toBe('In force for the next reading.\n');
  expect(await run('proposals')).toBe('Nothing waits for another person.\n');
});

test.each([
  [['frobnicate'], 'hearth limits knows'],
  [['set', 'glucose.low.limit', '5.6 mg/dL', ...BY], 'Which is meant: 5.6 mmol/L = 101 mg/dL, or 5.6 mg/dL = 0.3 mmol/L?'],
  [['set', 'glucose.low.limit', 'high', ...BY], 'A limit is a number and its unit'],
  [['set', 'limit', '4', ...BY], 'A limit is named like'],
  [['set', 'glucose.low.limit', '4', '--by', 'nova'], 'say in a few words why'],
  [['set', 'glucose.low.limit', '4', '--reason', 'x y'], '--by: under whose name?'],
  [['set', 'glucose.low.limit', '4', '--by', 'nobody', '--reason', 'x y'], 'Nobody signs in as nobody'],
  [['set', 'glucose.low.limit', '4', '--patient', 'p9', ...BY], 'There is no patient p9.'],
  [['--cohort', 'none'], 'There is no cohort none.'],
  [['--cohort', 'a', '--patient', 'b'], 'not both'],
  [['join', 'hearts', ...BY], 'Who, and which cohort?'],
  [['approve', '--by', 'dora'], 'Which proposal?'],
  [['cohort', 'Hearts!', 'x', '--by', 'nova'], 'an id in small letters'],
])('asked for wrongly: %j', async (args, why) => {
  expect(await refusal(...args)).toContain(why);
});
