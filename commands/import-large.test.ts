import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { writeLargeExport } from '../tests/apple-export.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { eventually, temporaryFolder } from '../tests/services.ts';

/** What a real process does with files that are larger than its memory, and when it is killed. */

let house: TestHouse;
const folder = temporaryFolder();
const config = join(folder, 'hearth.yaml');
beforeAll(async () => {
  house = await openTestHouse({ folder });
  for (const patient of ['small', 'large', 'killed']) await house.moveIn(patient, [], { zone: 'Asia/Shanghai' });
  writeFileSync(config, `data: ${folder}\n`);
});
afterAll(() => house.close());

const PEAK = `data:text/javascript,process.on('exit',()=>process.stderr.write('peak '+process.resourceUsage().maxRSS+'\\n'))`;

/** Without the suite's own switches: to the program they would be settings that it does not know. */
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('HEARTH_')));

function start(file: string, patient: string, ...flags: string[]) {
  const child = spawn(process.execPath, [...flags, 'hearth.ts', 'import', file, '--patient', patient, '--config', config], {
    cwd: join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'pipe'],
    env,
  });
  let written = '';
  let said = '';
  child.stdout.on('data', (text) => (written += text));
  child.stderr.on('data', (text) => (said += text));
  const ended = once(child, 'close').then(([code, signal]) => ({ code, signal, written, said }));
  return { child, ended };
}

/** 200 MB in the suite; HEARTH_LARGE=1 takes the gigabyte. */
const LARGE = process.env.HEARTH_LARGE ? 1_000_000_000 : 200_000_000;

test('ten times the file, the same memory, in a heap that is far smaller than the file', { timeout: 600_000 }, async () => {
  const peaks: number[] = [];
  for (const [patient, bytes] of [
    ['small', LARGE / 10],
    ['large', LARGE],
  ] as const) {
    const file = join(temporaryFolder(), 'export.xml');
    const rates = await writeLargeExport(file, bytes, 20);
    expect(statSync(file).size).toBeGreaterThan(bytes);
    const { ended } = start(file, patient, '--max-old-space-size=64', '--max-semi-space-size=4', '--import', PEAK);
    const { code, written, said } = await ended;
    expect([code, said.replace(/peak .*/s, '')]).toEqual([0, '']);
    expect(written).toMatch(new RegExp(`^${rates} taken in, 0 known already, 0 corrected, 0 rows left out`, 'm'));
    peaks.push(Number(/peak (\d+)/.exec(said)?.[1]));
  }
  const [small, large] = peaks as [number, number];
  console.log(`peak memory: ${Math.round(small / 1024)} MB, and ${Math.round(large / 1024)} MB for ten times the file`);
  expect(large / small).toBeLessThan(1.5);
});

test('killed twice in the middle, it goes on where it was, and stores nothing twice', { timeout: 600_000 }, async () => {
  const file = join(temporaryFolder(), 'export.xml');
  const rates = await writeLargeExport(file, 15_000_000, 1);
  const before = await house.store.readings.count();
  const stored = async () => (await house.store.readings.count()) - before;
  let known = 0;
  for (let kill = 0; kill < 2; kill++) {
    const { child, ended } = start(file, 'killed');
    await eventually('some more of it to be stored', async () => (await stored()) > known + 1_000);
    child.kill('SIGKILL');
    expect(await ended).toMatchObject({ signal: 'SIGKILL', written: '' });
    known = await stored();
    expect(known).toBeLessThan(rates);
  }
  const { code, written } = await start(file, 'killed').ended;
  expect(code).toBe(0);
  expect(written).toMatch(new RegExp(`^${rates - known} taken in, ${known} known already, 0 corrected, 0 rows left out`, 'm'));
  expect(await stored()).toBe(rates);
  expect((await house.store.quarantine.list(1)).length).toBe(0);
});
