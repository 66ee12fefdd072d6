import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { UsageError } from './command.ts';
import { device } from './device.ts';

/** Beside a running server, as a clinic would. */

let house: TestHouse;
const folder = temporaryFolder();
const config = join(folder, 'hearth.yaml');
beforeAll(async () => {
  house = await openTestHouse({ folder });
  await house.moveIn('p1', ['cuff-0']);
  await house.moveIn('p2', []);
  writeFileSync(config, `data: ${folder}\nhttp: { publicUrl: "https://hearth.example" }\n`);
});
afterAll(() => house.close());

async function run(...args: string[]) {
  let written = '';
  let said = '';
  const out = { write: (one: string) => void (written += one), say: (one: string) => void (said += one), isTerminal: false };
  const code = await device.run([...args, '--config', config], out);
  return { code, written, said };
}
const file = (text: string): string => {
  const path = join(temporaryFolder(), 'devices.csv');
  writeFileSync(path, text);
  return path;
};
const signsIn = async (name: string, secret: string): Promise<boolean> => {
  const authorization = `Basic ${Buffer.from(`${name}:${secret}`).toString('base64')}`;
  const headers = { authorization, 'content-type': 'application/json' };
  return (await fetch(`${house.url}/api/v1/devices/status`, { method: 'POST', headers, body: '{"battery":50}' })).status === 201;
};

test('one device: its secret is shown once and works; it is listed with whose it is', async () => {
  const { code, written } = await run('add', 'cuff-1', '--patient', 'p1', '--model', 'BP-100', '--silent-after', '3');
  expect(code).toBe(0);
  expect(await signsIn('cuff-1', written.trim())).toBe(true);
  const row = (await run('list')).written.split('\n').find((line) => line.startsWith('cuff-1'))!;
  expect(row.split('\t')).toEqual(['cuff-1', 'p1', 'BP-100', expect.stringMatching(/^20\d\d-.*Z$/), 'active', '50 %', '-', '-']);
  const { written: shown } = await run('show', 'cuff-1');
  expect(shown).toMatch(/silent after\s+3 days/);
  expect(shown).toMatch(/had by\s+p1, .* to now/);
});

test('a file of many, with words as a spreadsheet has them: all are enrolled, and only their owner reads the secrets', async () => {
  const secrets = join(temporaryFolder(), 'secrets.tsv');
  const table = file('\uFEFF设备;患者;型号;时区;静默天数\r\nward-1;p1;BP-100;Asia/Shanghai;2\r\n\r\nward-2;;;;\r\n');
  expect(await run('add', '--file', table, '--secrets', secrets)).toMatchObject({ code: 0, written: '' });
  expect(statSync(secrets).mode & 0o777).toBe(0o600);
  const lines = readFileSync(secrets, 'utf8').trimEnd().split('\n');
  expect(lines.map((line) => line.split('\t')[0])).toEqual(['ward-1', 'ward-2']);
  for (const line of lines) expect(await signsIn(...(line.split('\t') as [string, string]))).toBe(true);
  const { secretHash: _, ...kept } = (await house.store.devices.get('ward-1'))!;
  expect(kept).toMatchObject({ model: 'BP-100', zone: 'Asia/Shanghai', silentAfterDays: 2 });
  expect(await house.store.owners.of('ward-1')).toMatchObject([{ patient: 'p1' }]);
  expect(await house.store.owners.of('ward-2')).toEqual([]);

  const again = file('device\nward-3\n');
  await expect(run('add', '--file', again, '--secrets', secrets)).rejects.toThrow('secrets overwrite nothing');
  expect(await house.store.devices.get('ward-3')).toBeUndefined();
  const printed = await run('add', '--file', again);
  expect(printed.written).toMatch(/^ward-3\t\S{43}\n$/);
});

test('a file in which anything is wrong enrols nothing, and every wrong line is named', async () => {
  const table = file(
    'device,patient,zone,silent after\nroom-1,p1,,\nroom 2,p1,,\nroom-3,nobody-here,,\nroom-1,,,\ncuff-0,,,\nroom-4,,Mars/Base,0\nroom-5,,,,more\n',
  );
  const { code, written, said } = await run('add', '--file', table);
  expect([code, written]).toEqual([1, '']);
  expect(said.split('\n').slice(0, -1)).toEqual([
    'line 3: device: "room 2" is no name; letters, digits, dots and dashes are, such as cuff-1',
    'line 4: There is no patient nobody-here.',
    'line 5: room-1 is there twice.',
    'line 6: There is a device called cuff-0 already.',
    'line 7: zone: "Mars/Base" is no time zone that this system knows, e.g. Asia/Shanghai',
    'line 7: silent after: "0" is no number of days, 1 to 365',
    'line 8: 5 cells, and 4 columns',
    `None of the devices in ${table} was enrolled.`,
  ]);
  expect(await house.store.devices.get('room-1')).toBeUndefined();
});

test.each([
  ['', 'The file is empty.'],
  ['device\n', 'names no device'],
  ['name,colour\nx,red\n', 'a column "colour"'],
  ['patient\np1\n', 'one of them is device'],
  ['device,name\nx,y\n', 'the column device twice'],
])('a file %j is refused: %s', async (text, problem) => {
  const refused = run('add', '--file', file(text));
  await expect(refused).rejects.toThrow(problem);
  await expect(refused).rejects.toThrow(UsageError);
});

test('a claim code enrols one device, over HTTP, with what the code says', async () => {
  const { written, said } = await run('claim-code', '--name', 'claimed-1', '--patient', 'p2', '--hours', '2');
  const code = written.trim();
  expect(code).toMatch(/^[A-Z]{4}-[A-Z]{4}$/);
  expect(said).toContain('https://hearth.example/api/v1/devices/claim');
  expect((await run('claim-codes')).written).toMatch(/^claimed-1\tp2\tuntil .*\tby command line\n$/);
  const claim = () =>
    fetch(`${house.url}/api/v1/devices/claim`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: code.toLowerCase().replace('-', ' '), model: 'BP-200' }),
    });
  const answer = await claim();
  const { id, secret } = (await answer.json()) as { id: string; secret: string };
  expect([answer.status, id]).toEqual([201, 'claimed-1']);
  expect(await signsIn(id, secret)).toBe(true);
  expect(await house.store.owners.of(id)).toMatchObject([{ patient: 'p2' }]);
  expect((await run('claim-codes')).written).toBe('No code waits for its device.\n');
  expect((await claim()).status).toBe(403);
});

test('--also-before for whoever has it already reaches back over what was nobody’s, and no further', async () => {
  await run('add', 'late-1');
  await run('hand-over', 'late-1', 'p1');
  expect((await run('hand-over', 'late-1', 'p1', '--also-before')).said).toBe("From its first reading on, readings of late-1 are p1's.\n");
  expect(await house.store.owners.of('late-1')).toEqual([{ device: 'late-1', patient: 'p1', since: 0 }]);
  await run('unassign', 'late-1');
  const ended = (await house.store.owners.of('late-1'))[0]!.until!;
  await run('user', 'late-1', '1', 'p2');
  await run('user', 'late-1', '1', 'p2', '--also-before');
  expect(await house.store.owners.of('late-1')).toMatchObject([{ patient: 'p1' }, { patient: 'p2', user: 1, since: ended }]);
});

test('hand over, share, set, and retire', async () => {
  await run('add', 'life-1', '--patient', 'p1');
  expect((await run('hand-over', 'life-1', 'p2')).said).toBe("From now on, readings of life-1 are p2's.\n");
  await run('user', 'life-1', '1', 'p1');
  await run('user', 'life-1', '2', 'p2');
  expect((await run('list')).written).toMatch(/^life-1\tuser 1: p1, user 2: p2\t/m);
  await run('user', 'life-1', '2', 'nobody');
  expect((await run('list')).written).toMatch(/^life-1\tuser 1: p1\t/m);
  await run('set', 'life-1', '--silent-after', '9', '--model', 'BP-300');
  expect(await house.store.devices.get('life-1')).toMatchObject({ silentAfterDays: 9, model: 'BP-300' });
  await run('set', 'life-1', '--silent-after', 'plan');
  expect(await house.store.devices.get('life-1')).not.toHaveProperty('silentAfterDays');
  await run('retire', 'life-1');
  expect((await run('list')).written).toMatch(/^life-1\t-\tBP-300\tnever\tretired since /m);
  expect((await house.store.owners.of('life-1')).every(({ until }) => until !== undefined)).toBe(true);
  for (const verb of [
    ['hand-over', 'life-1', 'p1'],
    ['rotate', 'life-1'],
    ['revoke', 'life-1'],
    ['user', 'life-1', '1', 'p1'],
  ])
    expect(await run(...verb)).toMatchObject({ code: 1, said: 'life-1 is out of service for good.\n' });
  expect((await run('list', '--silent')).written).toBe('No device is silent.\n');
});

test('a device that was revoked gets its right back with another secret', async () => {
  const first = (await run('add', 'lost-1')).written.trim();
  await run('revoke', 'lost-1');
  expect(await signsIn('lost-1', first)).toBe(false);
  const second = (await run('rotate', 'lost-1')).written.trim();
  expect([await signsIn('lost-1', first), await signsIn('lost-1', second)]).toEqual([false, true]);
});

test.each([
  [['add', 'two words'], 'needs a name of letters'],
  [['add', 'x', '--zone', 'Mars/Base'], 'not a time zone'],
  [['add', 'meter-7', 'p1'], '"p1" is one word too many'],
  [['retire', 'life-1', 'life-2'], '"life-2" is one word too many'],
  [['hand-over', 'life-1', 'p1', 'p2'], '"p2" is one word too many'],
  [['add', 'x', '--silent-after', 'soon'], '1 to 365'],
  [['add', 'x', '--uploader', 'fax'], 'knows nightscout'],
  [['add', 'x', '--file', 'y'], 'not both'],
  [['claim-code', '--hours', '0'], '1 to 720'],
  [['claim-code', '--name', 'a b'], 'needs a name'],
  [['hand-over', 'cuff-0'], 'Whose is it?'],
  [['user', 'cuff-0', 'first', 'p1'], 'A number from 0 to 254'],
  [['user', 'cuff-0', '1'], 'Who is user 1?'],
  [['set', 'cuff-0'], 'What?'],
  [['rotate'], 'Which device?'],
  [['burn', 'cuff-0'], 'not "burn"'],
  [['constructor'], 'not "constructor"'],
])('%j is told what is wrong', async (args, problem) => {
  await expect(run(...args)).rejects.toThrow(problem);
});

test.each([
  [['show', 'nothing'], 'There is no device called nothing. See: hearth device list\n'],
  [['add', 'cuff-0'], 'There is a device called cuff-0 already.\n'],
  [['add', 'cuff-9', '--patient', 'nobody'], 'There is no patient nobody.\n'],
  [['hand-over', 'cuff-0', 'nobody'], 'There is no patient nobody.\n'],
  [['claim-code', '--name', 'cuff-0'], 'There is a device called cuff-0 already.\n'],
  [['revoke', 'nothing'], 'There is no device called nothing.\n'],
])('%j cannot be done: %s', async (args, sentence) => {
  expect(await run(...args)).toEqual({ code: 1, written: '', said: sentence });
});
