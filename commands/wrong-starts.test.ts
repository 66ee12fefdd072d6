import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { eventually, freePort, temporaryFolder } from '../tests/services.ts';

const program = join(import.meta.dirname, '../hearth.ts');

/** The command line as a person starts it. */
function hearth(args: readonly string[], env: Record<string, string> = {}) {
  const child = spawn(process.execPath, [program, ...args], { env: { ...process.env, ...env }, cwd: temporaryFolder() });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream.setEncoding('utf8').on('data', (text: string) => (said += text));
  const ended = once(child, 'exit').then(([code]) => ({ code: code as number, said }));
  return { ended, said: () => said, stop: () => child.kill('SIGTERM') };
}

test.each([
  ['a settings file that is not there', ['serve'], { HEARTH_CONFIG: '/nope.yaml' }, '/nope.yaml: there is no such file'],
  ['a folder of rules that is not there', ['serve'], { HEARTH_PACKS: 'clinic-rulez' }, 'clinic-rulez: packs: there is no such folder'],
  ['the same, before a clinic goes live', ['check'], { HEARTH_PACKS: 'clinic-rulez' }, 'clinic-rulez: packs: there is no such folder'],
  ['a zone that is none', ['serve'], { HEARTH_CLINIC_ZONE: 'Beijing' }, 'not a time zone'],
  ['a port that is a word', ['demo', '--port', 'abc'], {}, '--port is a number from 0 to 65535, not abc.'],
  ['a backup of nothing, where the settings say', ['backup', 'copy.db'], { HEARTH_DATA: '/nowhere' }, '/nowhere/hearth.db'],
  ['a settings file that is not named', ['check', '--config', ''], {}, '--config: which file?'],
  ['a week that no year has', ['report', 'issue', '--period', '2026-W60'], {}, 'A period is a week like 2026-W47'],
  ['a month that no year has', ['report', 'issue', '--period', '2026-13'], {}, 'A period is a week like 2026-W47'],
  ['a week that is not over', ['report', 'issue', '--period', '2099-W01'], {}, 'This period is not over yet.'],
  ['a clinic’s report of a week', ['report', 'cohort', '--period', '2026-W40'], {}, 'At least 14 days'],
  ['a clinic’s report of a month to come', ['report', 'cohort', '--period', '2099-01'], {}, 'This period is not over yet.'],
  ['figures of a folder', ['metrics', '/'], {}, '/ is a folder'],
  ['a folder to write to', ['rules', 'preview', '--draft', '/', '--limit', 'bp.crisis.systolic=170'], {}, 'a folder'],
])('%s: one sentence', async (_, args, env, sentence) => {
  const { code, said } = await hearth(args, env).ended;
  expect(said).toContain(sentence);
  expect(said).not.toMatch(/\n {4}at /);
  expect([1, 2]).toContain(code);
});

test.each([
  ['advice', ['explain', '-vnAE6xyzxyzxyzxyzxyzx'], 'There is no advice -vnAE6xyzxyzxyzxyzxyzx'],
  ['messages', ['replay', '-vnAE6xyzxyzxyzxyzxyzx'], 'There is no message -vnAE6xyzxyzxyzxyzxyzx'],
  ['adverse', ['show', '--language', 'en', '-vnAE6xyzxyzxyzxyzxyzx'], 'There is no report -vnAE6xyzxyzxyzxyzxyzx'],
])('a name that begins with a hyphen is no option: %s', async (command, args, sentence) => {
  const { said } = await hearth([command, ...args], { HEARTH_DATA: temporaryFolder() }).ended;
  expect(said).toContain(sentence);
});

test.each([
  ['report', ['p1', 'p2']],
  ['metrics', ['a.csv', 'b.csv']],
  ['limits', ['set', 'glucose.low.limit', '4.2', 'mmol/L', '--reason', 'why', '--by', 'dora']],
  ['decode', ['native', '{}', 'more']],
  ['adverse', ['list', 'r1']],
  ['gateway', ['status', 'now']],
  ['rules', ['shadow', 'list', 's1']],
])('a word too many is told, and nothing is done: hearth %s %j', async (command, args) => {
  const { code, said } = await hearth([command, ...args], { HEARTH_DATA: temporaryFolder() }).ended;
  expect(said).toContain('is one word too many.');
  expect(code).toBe(2);
});

test('an empty HEARTH_CONFIG, as a compose file passes it on, names no file', async () => {
  const { code, said } = await hearth(['check'], { HEARTH_CONFIG: '', HEARTH_DATA: temporaryFolder() }).ended;
  expect(said).toContain('Nothing to mend in the settings');
  expect(code).toBe(0);
});

test('whoever read along leaves: the work is done, and no stack is shown', async () => {
  const child = spawn(process.execPath, [program, 'rules', 'list'], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => (said += text));
  child.stdout.destroy();
  const [code] = await once(child, 'exit');
  expect([code, said]).toEqual([0, '']);
});

test('what was written wrongly is told in a sentence, with where the rest stands', async () => {
  const { code, said } = await hearth(['demo', '--port', 'abc']).ended;
  expect(said).toBe('--port is a number from 0 to 65535, not abc.\nhearth demo --help says how it is written.\n');
  expect(code).toBe(2);
});

test('a command in the wrong folder says that a new database begins there, once', async () => {
  const settings = { HEARTH_DATA: temporaryFolder() };
  const first = await hearth(['device', 'list'], settings).ended;
  expect(first.said).toContain(`There was no database in ${settings.HEARTH_DATA}`);
  expect((await hearth(['device', 'list'], settings).ended).said).not.toContain('There was no database');
});

test.each(['just a word\n', 'http: 8080\n'])('settings of another shape, with a variable above them: one sentence', async (text) => {
  const file = join(temporaryFolder(), 'hearth.yaml');
  writeFileSync(file, text);
  const { code, said } = await hearth(['serve', '--config', file], { HEARTH_HTTP_PORT: '1' }).ended;
  expect(said).toContain('The settings are not right');
  expect(said).not.toMatch(/\n {4}at /);
  expect(code).toBe(2);
});

test('a port that is taken, and a folder that another server has: one sentence each', async () => {
  const taken = createServer().listen(0, '127.0.0.1');
  await once(taken, 'listening');
  const { port } = taken.address() as { port: number };
  const data = temporaryFolder();
  const settings = { HEARTH_DATA: data, HEARTH_HTTP_PORT: '0' };
  const refused = await hearth(['serve'], { ...settings, HEARTH_MQTT_PORT: String(port) }).ended;
  expect(refused.said).toContain(`Another program listens on 127.0.0.1:${port} already`);
  expect(refused.said).not.toMatch(/\n {4}at /);
  taken.close();

  const first = hearth(['serve'], { ...settings, HEARTH_MQTT_PORT: String(await freePort()) });
  await eventually('the first server listens', () => first.said().includes('Hearth listens'));
  const second = await hearth(['serve'], { ...settings, HEARTH_MQTT_PORT: String(await freePort()) }).ended;
  expect(second.said).toContain(`Another Hearth server runs on ${data} already`);
  expect(second.code).toBe(2);
  first.stop();
  await first.ended;

  rmSync(join(data, 'identity.key'));
  const keyless = await hearth(['serve'], { ...settings, HEARTH_MQTT_PORT: '0' }).ended;
  expect(keyless.said).toContain(`${join(data, 'identity.key')} is missing`);
});
