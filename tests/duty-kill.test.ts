/** kill -9 while the ladder is climbed: every step is told once, and none is missing. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seededRandom } from '../demo/pressure.ts';
import type { Alert } from '../domain/alert.ts';
import { MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { alertTimer } from '../duty/timer-names.ts';
import { openDatabase } from '../house/open-database.ts';
import { systemClock } from '../house/system-clock.ts';
import { openTestHouse } from './house.ts';
import { serve } from './served.ts';
import { eventually, freePort, temporaryFolder } from './services.ts';

const KILLS = 8;
const ALERTS = 40;
const SEED = Number(process.env.HEARTH_SEED ?? systemClock.now() % 1_000_000);

test(`${KILLS} times kill -9 while nobody acknowledges ${ALERTS} alerts`, { timeout: 180_000 }, async () => {
  console.log(`duty-kill.test seed: ${SEED}`);
  const random = seededRandom(SEED);
  const folder = temporaryFolder();
  const setUp = await openTestHouse({ folder });
  const now = systemClock.now();
  for (let i = 0; i < ALERTS; i++) await setUp.moveIn(`p${i}`, []);
  // Raised sixteen minutes ago, the step of the fifteenth minute is due somewhen in the next seconds.
  const opened = Array.from({ length: ALERTS }, (_, i): readonly Decision[] => {
    const alert: Alert = {
      id: `a${i}`,
      patient: `p${i}`,
      rule: { id: 'glucose.very-high', version: 1 },
      severity: 'high',
      opened: now - 16 * MINUTE,
      raised: now - 16 * MINUTE,
      late: false,
      evidence: [],
      values: { value: 18, unit: 'mmol/L', limit: 16.7 },
      state: { is: 'active' },
    };
    return [
      { do: 'open-alert', alert },
      { do: 'wake', at: now + Math.floor(random() * 6000), what: alertTimer(`a${i}`), patient: `p${i}` },
    ];
  });
  await setUp.store.transact((records) => records.decisions.apply(opened.flat(), now));
  await setUp.close();

  const port = await freePort();
  for (let kill = 0; kill < KILLS; kill++) {
    const server = await serve(folder, { mqtt: port });
    await sleep(random() * 500);
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
  const last = await serve(folder, { mqtt: port });
  const store = await openDatabase(folder);
  // What a server held when it died is sent when its lease ends; owed it is at once.
  const owed = async () => Object.values(await store.outbox.counts()).reduce((sum, count) => sum + count, 0);
  await eventually('every step to be owed', async () => (await owed()) >= ALERTS);
  const gone = once(last, 'exit');
  last.kill('SIGTERM');
  await gone;

  const inbox = await store.inbox.unread('team:coordinator', 1000);
  for (let i = 0; i < ALERTS; i++) {
    const told = (await store.outbox.of(`p${i}`, 99)).map(({ message }) => `${message.to.role} ${message.template}`);
    expect(told).toEqual(['coordinator alert.again']);
    expect(inbox.filter(({ patient }) => patient === `p${i}`).length).toBeLessThanOrEqual(1);
    // The next step waits: the half hour has not come.
    expect((await store.timers.due(now + 14 * MINUTE, 999)).filter(({ patient }) => patient === `p${i}`)).toHaveLength(1);
  }
  await store.close();
});
