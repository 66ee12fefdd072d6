import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { openDatabase } from '../house/open-database.ts';
import { hashKey } from '../house/secrets.ts';
import { patient } from '../store/conformance/samples.ts';
import { temporaryFolder } from '../tests/services.ts';
import { user } from './user.ts';

async function house() {
  const folder = temporaryFolder();
  const config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\n`);
  const store = await openDatabase(folder);
  await store.transact((records) => records.patients.save(patient('p1')));
  await store.close();
  const run = async (...args: string[]) => {
    let [wrote, said] = ['', ''];
    const out = { write: (text: string) => void (wrote += text), say: (text: string) => void (said += text), isTerminal: false };
    await user.run([...args, '--config', config], out);
    return { wrote, said };
  };
  return { run, folder };
}

test('a token is shown once, kept as a hash, listed with its end, and taken back', async () => {
  const { run, folder } = await house();
  const made = await run('token', 'make', 'ward screen', '--scope', 'read:patients,read:readings', '--days', '30');
  const key = made.wrote.trim();
  expect(key).toMatch(/^hearth_[\w-]{43}$/);
  const store = await openDatabase(folder);
  expect(await store.apiTokens.byKey(hashKey(key))).toMatchObject({ name: 'ward screen', scopes: ['read:patients', 'read:readings'] });
  await store.close();
  const [id = ''] = made.said.split('\t');
  expect((await run('token')).wrote).toMatch(/^\w[\w-]{7}\tuntil 20\d\d-\d\d-\d\d\tread:patients,read:readings\tward screen\n$/);
  expect((await run('token', 'revoke', id)).wrote).toContain('opens nothing any more');
  expect((await run('token', 'list')).wrote).toContain('\trevoked\t');
  await expect(run('token', 'revoke', id)).rejects.toThrow('no good token');
});

test('care teams by hand, with a reason', async () => {
  const { run, folder } = await house();
  await run('add', 'daughter', '--name', 'Wang Fang', '--role', 'caregiver');
  await expect(run('assign', 'daughter', '--patient', 'p1')).rejects.toThrow('--reason');
  await expect(run('assign', 'daughter', '--patient', 'p9', '--reason', 'x')).rejects.toThrow('--patient');
  const assign = () => run('assign', 'daughter', '--patient', 'p1', '--reason', 'lives with her');
  expect([(await assign()).wrote, (await assign()).wrote]).toEqual(['daughter is named for p1.\n', 'daughter is named for p1 already.\n']);
  await run('unassign', 'daughter', '--patient', 'p1', '--reason', 'moved away');
  const store = await openDatabase(folder);
  expect(await store.careTeams.history('p1')).toMatchObject([
    { user: 'daughter', reason: 'lives with her', ended: { by: 'command line', reason: 'moved away' } },
  ]);
  expect((await store.audit.list(9, 'p1')).map(({ did }) => did)).toEqual(['care-team.end', 'care-team.assign']);
  await store.close();
});

test.each([
  [['token', 'make', 'x'], '--scope: one or more of read:patients'],
  [['token', 'make', 'x', '--scope', 'read:everything'], '--scope'],
  [['token', 'make', 'x', '--scope', 'read:alerts', '--days', 'many'], '--days'],
  [['token', 'make'], 'What is it for?'],
  [['token', 'sell'], 'knows list, make, revoke'],
  [['assign', 'nobody', '--patient', 'p1', '--reason', 'x'], 'There is no user nobody'],
  [['add', 'x', '--name', 'X', '--role', 'king'], '--role'],
  [['promote', 'x'], 'reset-factors'],
  [['link', 'x', 'y'], '"y" is one word too many'],
])('%j: one sentence', async (args, sentence) => {
  const { run } = await house();
  await expect(run(...args)).rejects.toThrow(sentence);
});
