/** kill -9 while the ladder is climbed: every step is told once, and none is missing. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import type { Alert } from '../domain/alert.ts';
import { MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { alertTimer } from '../duty/timer-names.ts';
import { openDatabase } from '../house/open-database.ts';
import { systemClock } from '../house/system-clock.ts';
import { openTestHouse } from './house.ts';
import { eventually, freePort, temporaryFolder } from './services.ts';

const KILLS = 8;
const ALERTS = 40;
const SEED = Number(process.env.HEARTH_SEED ?? systemClock.now() % 1_000_000);

test(`${KILLS} times kill -9 while nobody acknowledges ${ALERTS} alerts`, { timeout: 180_000 }, async () => {
  console.log(`duty-kill.test seed: ${SEED}`);
  const random = seeded(SEED);
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
    const server = await serve(folder, port);
    await sleep(random() * 500);
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
  }
  const last = await serve(folder, port);
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

async function serve(folder: string, port: number): Promise<ChildProcess> {
  const env = { ...process.env, HEARTH_DATA: folder, HEARTH_MQTT_PORT: String(port), HEARTH_HTTP_PORT: '0', HEARTH_LOG_LEVEL: 'silent' };
  const server = spawn(process.execPath, ['hearth.ts', 'serve'], { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let said = '';
  server.stderr!.setEncoding('utf8');
  for await (const text of server.stderr!) {
    said += text;
    if (said.includes('Hearth listens')) break;
  }
  if (!said.includes('Hearth listens')) throw new Error(`the server did not start: ${said}`);
  server.stderr!.resume();
  return server;
}

function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
