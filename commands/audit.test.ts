import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, test } from 'vitest';
import { openTestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { audit } from './audit.ts';
import { contact } from './contact.ts';

/** A house that has run and ended, so that its last head is signed; then the commands on its folder. */
async function ended() {
  const folder = temporaryFolder();
  const config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\n`);
  const house = await openTestHouse({ folder });
  await house.moveIn('p1', []);
  await house.store.transact((records) =>
    records.audit.note([1, 2, 3].map((n) => ({ at: n * 1000, by: 'dr.li', did: 'alert.resolve', patient: `p${n}`, about: { n } }))),
  );
  await house.close();
  const run = async (command: typeof audit, ...args: string[]) => {
    const said = { out: '', err: '', code: 0 };
    const out = { write: (text: string) => void (said.out += text), say: (text: string) => void (said.err += text), isTerminal: false };
    said.code = await command.run([...args, '--config', config], out);
    return said;
  };
  return { folder, run, audit: (...args: string[]) => run(audit, ...args) };
}

test('verify says in one sentence that all is whole, and in one what is not, with exit code 1', async () => {
  const { folder, audit: run } = await ended();
  const whole = await run('verify');
  expect(whole).toMatchObject({ code: 0, err: '' });
  expect(whole.out).toMatch(
    /^The audit is whole: 3 acts, the last of 1970-01-01T00:00:03\.000Z\. 1 signed heads, .* over act 3; 0 acts since\.\n$/,
  );
  const hand = new DatabaseSync(join(folder, 'hearth.db'));
  hand.exec("update audit set by = 'dr.wu' where seq = 2");
  hand.close();
  expect(await run('verify')).toEqual({
    code: 1,
    out: '',
    err: 'Act 2 of 1970-01-01T00:00:02.000Z is the first that is not right: it was changed after it was written.\n',
  });
});

test('verify takes heads and a public key from another place, and refuses what is neither', async () => {
  const { folder, audit: run } = await ended();
  const elsewhere = temporaryFolder();
  const [heads, key] = [join(elsewhere, 'heads'), join(elsewhere, 'key')];
  writeFileSync(heads, readFileSync(join(folder, 'audit.heads')));
  writeFileSync(key, readFileSync(join(folder, 'audit.pub')));
  writeFileSync(join(folder, 'audit.heads'), '');
  expect((await run('verify')).err).toContain('was cut');
  expect((await run('verify', '--heads', heads, '--public-key', key)).code).toBe(0);
  await expect(run('verify', '--public-key', heads)).rejects.toThrow('holds no public key');
  await expect(run('verify', '--public-key', join(elsewhere, 'nothing'))).rejects.toThrow('there is no such file');
});

test('list and export show what was asked for; who looks at the command line is in the audit', async () => {
  const { folder, run, audit: asked } = await ended();
  expect((await asked('list', '--patient', 'p2')).out).toMatch(/^2\t1970-01-01T00:00:02\.000Z\tdr\.li\talert\.resolve\tp2\t{"n":2}\n$/);
  expect((await asked('list', '--by', 'nobody')).out).toBe('No such acts.\n');
  await run(contact, 'p1');
  expect((await asked('list', '--did', 'read')).out).toMatch(/command line\tread\tp1\t{"kind":"contact","role":"command line \(.+\)"}/);
  const file = join(folder, 'acts.jsonl');
  await asked('export', '--output', file, '--did', 'alert.');
  const lines = readFileSync(file, 'utf8')
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map(({ seq, patient }) => [seq, patient])).toEqual([
    [1, 'p1'],
    [2, 'p2'],
    [3, 'p3'],
  ]);
  expect(lines[1]).toMatchObject({ time: '1970-01-01T00:00:02.000Z', before: lines[0].hash });
  expect((await asked('export')).out.split('\n').length).toBeGreaterThan(5);
});

test('what is asked for wrongly is said in a sentence', async () => {
  const { audit: run } = await ended();
  await expect(run()).rejects.toThrow('hearth audit verify, list, export, bundle or bundle-verify');
  await expect(run('prove')).rejects.toThrow('not "prove"');
  await expect(run('list', 'p1')).rejects.toThrow('"p1" is one word too many.');
  await expect(run('list', '--count', 'many')).rejects.toThrow('--count is a whole number');
});
