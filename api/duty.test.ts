import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { Timetable } from './duty-contract.ts';

/** The plan of duty, through the front door. */

const NOON = Date.UTC(2026, 2, 2, 4);
let house: TestHouse;
const { call: ask, enter } = createCallers(
  () => house,
  () => NOON,
);

beforeAll(async () => {
  house = await openTestHouse({ clock: createReplayClock(NOON), settings: { clinic: { zone: 'Asia/Shanghai' } } });
  await house.store.transact(async (records) => {
    for (const [id, role] of [
      ['li', 'coordinator'],
      ['wang', 'coordinator'],
      ['chen', 'doctor'],
    ] as const)
      await records.users.save({ id, name: `Plainly ${id}`, role, language: 'en' });
  });
  await enter('li');
});
afterAll(() => house.close());

const call = (method: string, path: string, body?: unknown) => ask(method, path, 'li', body);
const DAY_SHIFT = { role: 'coordinator', users: ['li'], from: '08:00', to: '20:00' };

test('a plan is looked at before it holds: uncovered hours, and who on it cannot be reached', async () => {
  const answer = await call('POST', '/duty/check?days=1', { shifts: [DAY_SHIFT] });
  expect(answer.status).toBe(200);
  const found = (await answer.json()) as Timetable;
  const midnight = NOON - 12 * HOUR;
  expect(found.gaps).toEqual([
    { role: 'coordinator', from: midnight, to: midnight + 8 * HOUR },
    { role: 'coordinator', from: midnight + 20 * HOUR, to: midnight + DAY },
  ]);
  expect(found.unreachable).toEqual([{ user: 'li', name: 'Plainly li' }]);
  expect(found.people.map(({ id }) => id)).toEqual(['chen', 'li', 'wang']);
  expect(await house.store.duty.history(9), 'nothing holds by being looked at').toEqual([]);
});

test.each([
  [{ shifts: [{ ...DAY_SHIFT, users: ['nobody'] }] }, '/shifts/0/users/0'],
  [{ shifts: [{ ...DAY_SHIFT, users: ['chen'] }] }, '/shifts/0/users/0'],
  [{ shifts: [DAY_SHIFT], substitutes: [{ out: 'li', instead: 'chen', from: '2026-03-03', to: '2026-03-03' }] }, '/substitutes/0/instead'],
  [{ shifts: [DAY_SHIFT], substitutes: [{ out: 'li', instead: 'wang', from: '2026-03-03', to: '2026-03-02' }] }, '/substitutes/0/to'],
  [{ holidays: ['2026-10-10'], workdays: { '2026-10-10': 'fri' } }, '/holidays/0'],
  [{ ladder: { low: [{ afterMinutes: 60, to: 'doctor', between: { from: '08:00', to: '08:00' } }] } }, '/ladder/low/0'],
])('what cannot hold is refused, with the place', async (plan, pointer) => {
  for (const [method, path] of [
    ['POST', '/duty/check'],
    ['PUT', '/duty'],
  ] as const) {
    const answer = await call(method, path, method === 'PUT' ? { ...plan, reason: 'try it' } : plan);
    expect([answer.status, ((await answer.json()) as { errors: unknown[] }).errors]).toMatchObject([400, [{ pointer }]]);
  }
});

test('each plan that held is kept, with who set it', async () => {
  await call('PUT', '/duty', { shifts: [DAY_SHIFT], reason: 'the first plan' });
  await call('PUT', '/duty', { shifts: [{ ...DAY_SHIFT, users: ['wang'] }], reason: 'Li is away' });
  const past = (await (await call('GET', '/duty/history')).json()) as {
    byName: string;
    reason: string;
    plan: { shifts: { users: string[] }[] };
  }[];
  expect(past.map(({ byName, reason, plan }) => [byName, reason, plan.shifts[0]?.users])).toEqual([
    ['Plainly li', 'Li is away', ['wang']],
    ['Plainly li', 'the first plan', ['li']],
  ]);
  const [act] = await house.store.audit.list(1);
  expect([act?.did, act?.about]).toMatchObject(['duty.plan', { reason: 'Li is away' }]);
  expect((await call('PUT', '/duty', { shifts: [] })).status, 'a reason is asked for').toBe(400);
  const now = (await (await call('GET', '/duty')).json()) as object;
  expect(now).toMatchObject({ byName: 'Plainly li', onDuty: { coordinator: ['wang'], doctor: [] } });
});
