import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY } from '../domain/clock.ts';
import { Plan } from '../domain/plan.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createReporter } from '../house/make-report.ts';
import { readRules } from '../house/packs.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { PatientRow } from './contract.ts';

/** What a plan's measuring times ask for is expected in the list and in the report, as what the record asks for is. */

const NOON = Date.UTC(2026, 2, 30, 11);
const clock = createReplayClock(NOON);
let house: TestHouse;
let cookie = '';
beforeAll(async () => {
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['cuff-1']);
  await house.moveIn('p2', ['cuff-2'], { plan: [{ kind: 'weight', everyDays: 2 }] });
  await house.store.transact((records) => records.users.save({ id: 'doctor', name: 'doctor', role: 'doctor', language: 'en' }));
  await signIn();
  await house.keepPlan(
    'p1',
    Plan.parse({ items: [{ id: 'cuff', what: { do: 'measure', kind: 'blood-pressure' }, times: ['07:30', '19:00'] }] }),
  );
});
afterAll(() => house.close());
async function signIn(): Promise<void> {
  const token = new URL(await createSignInLink(house.store, 'doctor', house.url, clock.now())).searchParams.get('token');
  const headers = { 'hearth-request': '1', 'content-type': 'application/json' };
  const session = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  cookie = session.headers.get('set-cookie')!.split(';')[0]!;
}
const rows = async () => (await (await fetch(`${house.url}/api/v1/patients`, { headers: { cookie } })).json()) as PatientRow[];
const overdue = async () => Object.fromEntries((await rows()).map((row) => [row.id, row.overdue]));

test('the list says overdue for both, until a reading comes', async () => {
  expect(await overdue()).toEqual({ p1: ['blood-pressure'], p2: ['weight'] });
  const cuff = await house.connect('cuff-1');
  const said = { kind: 'blood-pressure', at: NOON, sequence: 1, systolic: 120, diastolic: 80, unit: 'mmHg' };
  await cuff.publishAsync('hearth/v1/cuff-1/readings', JSON.stringify(said), { qos: 1 });
  await cuff.endAsync();
  expect(await overdue()).toEqual({ p1: [], p2: ['weight'] });
  const one = (await (await fetch(`${house.url}/api/v1/patients/p1`, { headers: { cookie } })).json()) as PatientRow;
  expect(one.overdue).toEqual([]);
  clock.advance(NOON + 2 * DAY);
  await signIn();
  expect((await overdue()).p1).toEqual(['blood-pressure']);
});

test('the report counts how much of it was measured', async () => {
  const make = createReporter({
    store: house.store,
    rules: () => readRules([]),
    questionnaires: () => [],
    clinic: 'Clinic',
    now: clock.now,
  });
  const { json } = await make({ patient: 'p1', from: NOON - 13 * DAY, to: NOON + DAY, language: 'en' });
  const data = json.sections.find(({ section }) => section === 'data');
  expect(data).toMatchObject({ plan: [{ kind: 'blood-pressure', everyDays: 1, met: 1 }] });
});
