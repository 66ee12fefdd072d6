import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../tests/callers.ts';
import { glucose, openTestHouse, type TestHouse } from '../tests/house.ts';

/** What people do with alerts, through the front door. */

let house: TestHouse;
const { call, cookieOf, hire } = createCallers(() => house);

beforeAll(async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['meter-1']);
  await hire({ doctor: 'doctor', coordinator: 'coordinator' });
});
afterAll(() => house.close());

test('a page of another site cannot act with somebody’s cookie', async () => {
  const path = `${house.url}/api/v1/alerts/x/acknowledge`;
  const answer = await fetch(path, {
    method: 'POST',
    headers: { cookie: cookieOf('doctor'), 'content-type': 'application/json' },
    body: '{}',
  });
  expect(answer.status).toBe(403);
});

test('an alert is snoozed within bounds, woken again, and not closed without an outcome and a note', async () => {
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(18, Date.now() - 1000), { qos: 1 });
  await meter.endAsync();
  const { id } = (await house.store.alerts.open('p1'))[0]!;
  const act = async (what: string, body: unknown, method = 'POST') => {
    const answer = await call(method, `/alerts/${id}/${what}`, 'doctor', body);
    return { status: answer.status, ...((await answer.json()) as object) };
  };
  expect(await act('acknowledge', { minutes: 0 })).toMatchObject({ status: 400, errors: [{ pointer: '/minutes' }] });
  expect(await act('snooze', { minutes: 60, reason: ' ' })).toMatchObject({ status: 400, errors: [{ pointer: '/reason' }] });
  expect(await act('snooze', { minutes: 241, reason: 'told' })).toMatchObject({ status: 422, code: 'alert.too-long' });
  expect(await act('snooze', { minutes: 60, reason: 'told' })).toMatchObject({
    status: 200,
    state: { is: 'snoozed', byName: 'Canary doctor' },
  });
  expect(await act('snooze', undefined, 'DELETE')).toMatchObject({ status: 200, state: { is: 'active' } });
  expect(await act('snooze', undefined, 'DELETE')).toMatchObject({ status: 409, code: 'alert.not-snoozed' });

  // It is not closed without saying what came of it.
  expect(await act('resolve', { note: 'called' })).toMatchObject({ status: 400, errors: [{ pointer: '/outcome' }] });
  expect(await act('resolve', { outcome: 'spoken', note: ' ' })).toMatchObject({ status: 400, errors: [{ pointer: '/note' }] });
  expect(await act('resolve', { outcome: 'fine', note: 'called' })).toMatchObject({ status: 400 });
  expect(await act('resolve', { outcome: 'spoken', note: 'called' })).toMatchObject({ status: 200, state: { outcome: 'spoken' } });
  expect(await act('resolve', { outcome: 'spoken', note: 'again' })).toMatchObject({ status: 409 });
  const acts = (await house.store.audit.list(9, 'p1')).map(({ did }) => did);
  expect(acts).toEqual(['alert.resolved', 'alert.unsnoozed', 'alert.snoozed']);
});

test('the worklist comes in pages, each with the way to the next; a crooked page is refused', async () => {
  const model = (id: string, raised: number) =>
    ({
      id,
      patient: 'p1',
      rule: { id: 'glucose.high', version: 1 },
      severity: 'medium',
      opened: raised,
      raised,
      late: false,
      evidence: [],
      values: { value: 14, unit: 'mmol/L', limit: 13.9 },
      state: { is: 'active' },
    }) as const;
  const ids = ['w.1', 'w 2', 'w3', 'w4', 'w5'];
  await house.store.transact((records) =>
    records.decisions.apply(
      ids.map((id, i) => ({ do: 'open-alert', alert: model(id, i + 1) })),
      1,
    ),
  );
  const found: string[] = [];
  let path: string | undefined = '/alerts?limit=2';
  for (let page = 0; path !== undefined && page < 9; page++) {
    const answer: Response = await call('GET', path, 'coordinator');
    found.push(...((await answer.json()) as { id: string }[]).map(({ id }) => id));
    path = /<([^>]+)>; rel="next"/.exec(answer.headers.get('link') ?? '')?.[1]?.replace('/api/v1', '');
  }
  expect(found.filter((id) => ids.includes(id))).toEqual(ids);
  expect(new Set(found).size).toBe(found.length);
  for (const query of ['limit=0', 'limit=1001', 'after=x', 'after=1.2']) {
    expect((await call('GET', `/alerts?${query}`, 'coordinator')).status, query).toBe(400);
  }
  const budget = (await (await call('GET', '/alerts/budget?from=0&to=10', 'doctor')).json()) as object;
  expect(budget).toMatchObject({
    alerts: 5,
    rules: [{ rule: 'glucose.high', stillOpen: 5, title: { en: 'High glucose (level 2)' } }],
    people: [],
  });
  expect((await call('GET', '/alerts/budget?from=10&to=0', 'doctor')).status).toBe(400);
});

test('the plan of duty: set by a coordinator, refused with a name that nobody has, shown with who is on duty', async () => {
  const shift = { role: 'coordinator', users: ['coordinator'], from: '00:00', to: '00:00', holidays: 'also' };
  const put = (body: object, role = 'coordinator') => call('PUT', '/duty', role, { ...body, reason: 'the rota' });
  expect((await put({ shifts: [shift] }, 'doctor')).status).toBe(403);
  const wrong = await put({
    shifts: [
      { ...shift, users: ['coordinator', 'nobody'] },
      { ...shift, role: 'doctor' },
    ],
  });
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({
    errors: [
      { pointer: '/shifts/0/users/1', detail: 'there is no user nobody' },
      { pointer: '/shifts/1/users/0', detail: 'coordinator does not have the role doctor' },
    ],
  });
  expect(await (await put({ shifts: [shift] })).json()).toMatchObject({
    by: 'coordinator',
    onDuty: { coordinator: ['coordinator'], doctor: [] },
    plan: { shifts: [{ users: ['coordinator'], days: ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] }], storm: { openings: 4 } },
  });
  expect((await put({})).status).toBe(200);
});
