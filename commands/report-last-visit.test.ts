import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../domain/clock.ts';
import type { Report } from '../reports/report.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { report } from './report.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', []);
});
afterAll(() => house.close());

async function run(...args: readonly string[]): Promise<string> {
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\nclinic:\n  zone: Asia/Shanghai\n`);
  let written = '';
  await report.run([...args, '--config', config], { write: (more) => (written += more), say: () => {}, isTerminal: false });
  return written;
}

test('--last-visit: midnight of the day in the clinic’s zone; without it none is invented', async () => {
  const yesterday = new Date(Date.now() - 2 * DAY).toISOString().slice(0, 10);
  const told = JSON.parse(await run('p1', '--format', 'json', '--last-visit', yesterday)) as Report;
  expect(told.lastVisit).toBe(Date.parse(`${yesterday}T00:00:00+08:00`));
  expect(JSON.parse(await run('p1', '--format', 'json'))).not.toHaveProperty('lastVisit');
});

test.each(['yesterday', '2026-02-31', '2999-01-01'])('--last-visit %s: one sentence', async (day) => {
  await expect(run('p1', '--last-visit', day)).rejects.toThrow(`--last-visit is a day that has been, like 2026-03-01, not ${day}.`);
});
