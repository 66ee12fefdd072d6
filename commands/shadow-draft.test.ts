import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { openTestHouse, pressure, type TestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { UsageError } from './command.ts';
import { rules } from './rules.ts';

/** `hearth rules shadow` as people type it: a process of its own beside the house that runs. */

let config: string;
let clock: ReplayClock;
let house: TestHouse;

beforeEach(async () => {
  const folder = temporaryFolder();
  config = join(folder, 'hearth.yaml');
  writeFileSync(config, `data: ${folder}\nclinic: { language: en }\n`);
  // The command goes by the clock of the machine.
  clock = createReplayClock(Date.now());
  house = await openTestHouse({ folder, clock });
  await house.moveIn('p1', ['cuff-1']);
});
afterEach(() => house.close());

interface Said {
  readonly code: number;
  readonly out: string;
  readonly error: string;
}
const shadow = async (...args: readonly string[]): Promise<Said> =>
  promisify(execFile)(process.execPath, ['hearth.ts', 'rules', 'shadow', ...args, '--config', config]).then(
    ({ stdout, stderr }) => ({ code: 0, out: stdout, error: stderr }),
    ({ code, stdout, stderr }: { code: number; stdout: string; stderr: string }) => ({ code, out: stdout, error: stderr }),
  );

test('a draft is started, listed, told about and ended', { timeout: 60_000 }, async () => {
  const started = await shadow('start', '--limit', 'bp.crisis.systolic=170', '--days', '3', '--name', 'Crisis at 170');
  expect(started).toMatchObject({ code: 0, out: expect.stringMatching(/^\S+ runs for 3 days beside the live rules/) });
  const id = started.out.split(' ')[0]!;

  clock.advance(Date.now() + HOUR);
  const cuff = await house.connect('cuff-1');
  await cuff.publishAsync('hearth/v1/cuff-1/gatt/2a35', pressure(174, 90), { qos: 1 });
  await cuff.endAsync();
  clock.advance(clock.now() + 15 * MINUTE);
  await house.settle();
  const told = await shadow('report', id);
  expect(told.out).toMatch(/^1 patients, 1 readings/);
  expect(told.out).toMatch(/alerts +0 +1\n/);
  expect(told.out).toContain('new with the draft: 1\n');
  expect((await house.store.alerts.open('p1')).filter(({ rule }) => rule.id === 'bp.crisis')).toEqual([]);

  expect((await shadow('list')).out).toMatch(new RegExp(`^${id} .* runs  Crisis at 170\n$`));
  expect((await shadow('stop', id)).out).toBe(`${id} has ended. What it found stays.\n`);
  expect((await shadow('list')).out).toContain('ended  Crisis at 170');
  expect(await shadow('stop', id)).toMatchObject({ code: 2, error: expect.stringContaining('ended already') });
  expect((await house.store.audit.list(50)).filter(({ did }) => did.startsWith('shadow.')).map(({ did, by }) => [did, by])).toEqual([
    ['shadow.end', 'command line'],
    ['shadow.start', 'command line'],
  ]);
});

test.each([
  [['start'], 'What to try? --limit rule.name=value, or --draft pack.yaml.'],
  [['start', '--limit', 'bp.crisis.systolic=40'], '40 mmHg is not between 160 and 200 mmHg.'],
  [['start', '--limit', 'bp.crisis.systolic=170', '--days', '61'], '--days is a whole number from 1 to 60, not 61.'],
  [['start', '--draft', 'nowhere.yaml'], 'There is no file nowhere.yaml.'],
  [['report'], 'Which one? hearth rules shadow report <id>'],
  [['report', 'unknown'], 'There is no such shadow.'],
  [['end', 'x'], 'hearth rules shadow knows start, list, report, stop, not "end".'],
] as const)('%j is refused in one sentence', async (args, sentence) => {
  const silent = { write: () => {}, say: () => {}, isTerminal: false };
  const refused = await rules.run(['shadow', ...args, '--config', config], silent).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(UsageError);
  expect((refused as UsageError).message).toContain(sentence);
});
