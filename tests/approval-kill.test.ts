/** kill -9 while advice is approved: what was approved is sent once, and what was not goes on waiting. */
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { seededRandom } from '../demo/pressure.ts';
import { openDatabase } from '../house/open-database.ts';
import { hashKey, newSecret } from '../house/secrets.ts';
import { systemClock } from '../house/system-clock.ts';
import { highEvenings, holdEverything } from './held-advice.ts';
import { openTestHouse } from './house.ts';
import { serve } from './served.ts';
import { freePort, temporaryFolder } from './services.ts';

const KILLS = 6;
const PEOPLE = 8;
const SEED = Number(process.env.HEARTH_SEED ?? systemClock.now() % 1_000_000);

test(`${KILLS} times kill -9 while somebody approves`, { timeout: 180_000 }, async () => {
  console.log(`approval-kill.test seed: ${SEED}`);
  const random = seededRandom(SEED);
  const folder = temporaryFolder();
  const setUp = await openTestHouse({ folder });
  const now = systemClock.now();
  await holdEverything(setUp);
  for (let i = 0; i < PEOPLE; i++) await highEvenings(setUp, `p${i}`, now);
  const held = await setUp.store.advice.waiting(99);
  expect(held).toHaveLength(PEOPLE);
  const key = newSecret();
  await setUp.store.transact(async (records) => {
    await records.users.save({ id: 'doc', name: 'Doc', role: 'doctor', language: 'en' });
    await records.sessions.open({ keyHash: hashKey(key), user: 'doc', since: now, until: now + 3_600_000, once: false });
  });
  await setUp.close();

  const ports = [await freePort(), await freePort()] as const;
  const headers = { cookie: `hearth=${key}`, 'hearth-request': '1', 'content-type': 'application/json' };
  const approve = (id: string) =>
    fetch(`http://127.0.0.1:${ports[1]}/api/v1/advice/${id}/approve`, { method: 'POST', headers, body: '{}' }).then(({ status }) => status);
  for (let kill = 0; kill < KILLS; kill++) {
    const server = await serve(folder, { mqtt: ports[0], http: ports[1] });
    // Whoever does not hear an answer presses again, on whatever is still on the screen.
    const asked = Promise.allSettled(held.flatMap(({ id }) => (random() < 0.4 ? [approve(id), approve(id)] : [])));
    await sleep(random() * 60);
    const gone = once(server, 'exit');
    server.kill('SIGKILL');
    await gone;
    await asked;
  }
  const last = await serve(folder, { mqtt: ports[0], http: ports[1] });
  const answers = await Promise.all(held.map(({ id }) => approve(id)));
  const again = await Promise.all(held.map(({ id }) => approve(id)));
  expect(answers.every((status) => status === 200 || status === 409)).toBe(true);
  expect(again).toEqual(held.map(() => 409));
  const gone = once(last, 'exit');
  last.kill('SIGTERM');
  await gone;

  const store = await openDatabase(folder);
  expect(await store.advice.waiting(99)).toEqual([]);
  for (const { id, patient } of held) {
    const about = (await store.outbox.of(patient, 99)).filter(({ message }) => message.template === 'advice');
    expect(about.map(({ message }) => message.values.advice)).toEqual([id]);
    expect((await store.audit.list(99, patient)).filter(({ did }) => did === 'advice.approved')).toHaveLength(1);
  }
  await store.close();
});
