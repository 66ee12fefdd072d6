import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { openTestHouse, pressure, type TestHouse } from '../tests/house.ts';
import { temporaryFolder } from '../tests/services.ts';
import { createSignInLink } from './sign-in-link.ts';

/** A draft that runs beside the live rules: durable, silent, and off the intake's way. */

const START = Date.UTC(2026, 2, 2, 8);
let folder: string;
let clock: ReplayClock;
let house: TestHouse;
let cookie = '';

beforeEach(async () => {
  folder = temporaryFolder();
  clock = createReplayClock(START);
  house = await openTestHouse({ folder, clock });
  await house.moveIn('p1', ['cuff-1']);
  await house.store.transact((records) => records.users.save({ id: 'li', name: 'Li', role: 'coordinator', language: 'en' }));
  await enter();
});
afterEach(() => house.close());

async function enter() {
  const token = new URL(await createSignInLink(house.store, 'li', house.url, clock.now())).searchParams.get('token');
  cookie = (await call('POST', '/session', { token })).headers.get('set-cookie')!.split(';')[0]!;
}
const call = (method: string, path: string, body?: unknown) =>
  fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { 'hearth-request': '1', cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const json = async (answer: Response) => (await answer.json()) as Record<string, never> & { id: string; code: string };

/** Hears a pressure through the broker, as from a real cuff. */
async function measure(systolic: number) {
  const cuff = await house.connect('cuff-1');
  await cuff.publishAsync('hearth/v1/cuff-1/gatt/2a35', pressure(systolic, 90), { qos: 1 });
  await cuff.endAsync();
}
const start = (days = 3) =>
  call('POST', '/rules/shadows', {
    name: 'Crisis at 170',
    draft: { limits: [{ rule: 'bp.crisis', name: 'systolic', value: 170 }], patient: 'p1', days },
  });
const report = async (id: string) => json(await call('GET', `/rules/shadows/${id}`));

test('says what the draft would have raised, tells nobody, and goes on where a restart left it', async () => {
  // What was heard before fills the windows, and is not counted.
  await measure(150);
  clock.advance(START + MINUTE);
  const first = await json(await start());
  const { id } = first;
  clock.advance(START + HOUR);
  await measure(174);
  const before = (await house.store.outbox.of('p1', 99)).length;
  const open = (await house.store.alerts.open('p1')).length;
  // Nobody has followed or looked yet: the process ends here.
  await house.close();
  house = await openTestHouse({ folder, clock });
  clock.advance(START + HOUR + 15 * MINUTE);
  await house.settle();
  await enter();
  expect(await report(id)).toMatchObject({
    waiting: 0,
    rulesChanged: false,
    comparison: {
      readings: 1,
      today: { alerts: 0 },
      draft: { alerts: 1 },
      addedCount: 1,
      added: [{ patient: 'p1', rule: 'bp.crisis' }],
      goneCount: 0,
    },
  });
  expect((await house.store.alerts.open('p1')).filter(({ rule }) => rule.id === 'bp.crisis')).toEqual([]);
  expect([(await house.store.outbox.of('p1', 99)).length, (await house.store.alerts.open('p1')).length]).toEqual([before, open]);
});

test('ends by itself when its time has come: what is heard later is not in it; and is in the audit', async () => {
  const { id } = await json(await start(1));
  clock.advance(START + DAY + HOUR);
  await house.settle();
  await enter();
  await measure(176);
  clock.advance(clock.now() + HOUR);
  await house.settle();
  await enter();
  expect(await report(id)).toMatchObject({ shadow: { ended: { at: START + DAY, because: 'time' } }, comparison: { draft: { alerts: 0 } } });
  expect((await house.store.audit.list(50)).filter(({ did }) => did.startsWith('shadow.')).map(({ did, by }) => [did, by])).toEqual([
    ['shadow.end', 'hearth'],
    ['shadow.start', 'li'],
  ]);
});

test('is stopped by a person once; three at a time; what the rule does not allow is refused', async () => {
  const { id } = await json(await start());
  expect(await json(await call('POST', `/rules/shadows/${id}/stop`))).toMatchObject({ ended: { because: 'person' }, endedByName: 'Li' });
  expect(await json(await call('POST', `/rules/shadows/${id}/stop`))).toMatchObject({ code: 'shadow.ended' });
  for (let n = 0; n < 3; n++) {
    clock.advance(clock.now() + 1);
    expect((await start()).status).toBe(201);
  }
  clock.advance(clock.now() + 1);
  expect(await json(await start())).toMatchObject({ code: 'shadow.too-many' });
  const draft = { limits: [{ rule: 'bp.crisis', name: 'systolic', value: 40 }], days: 3 };
  expect((await call('POST', '/rules/shadows', { name: 'x', draft })).status).toBe(422);
  expect((await call('POST', '/rules/shadows', { name: 'x', draft: { pack: 'rules: [', days: 3 } })).status).toBe(400);
  expect((await start(61)).status).toBe(400);
});

test('the intake does not wait for it: a reading is acknowledged before anybody looks', async () => {
  const { id } = await json(await start());
  await measure(174);
  expect((await house.store.readings.latest('p1', 'blood-pressure', 9)).length).toBe(1);
  expect(await house.store.shadows.lives(id)).toEqual([]);
});
