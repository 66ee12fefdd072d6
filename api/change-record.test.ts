import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Patient } from '../domain/patient.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** Two people change one record at once: neither undoes what the other did without knowing it. */

let house: TestHouse;
const { call, cookieOf, hire } = createCallers(() => house);
const record = async (): Promise<Patient> => (await house.store.patients.get(['p1'])).get('p1')!;
const change = (who: string, body: unknown) => call('PATCH', '/patients/p1', who, body);

beforeAll(async () => {
  house = await openTestHouse({ settings: { http: { port: 0, requestsPerMinute: 100_000 } } });
  await hire({ cora: 'coordinator', dora: 'doctor', gil: 'caregiver' });
  await house.moveIn('p1', [], { birthYear: 1950, plan: [{ kind: 'glucose', everyDays: 2 }] });
  await house.store.transact((records) => records.identities.save('p1', { name: 'Pat Invented' }));
});
afterAll(() => house.close());

test('the doctor’s medicines stay when the coordinator, whose form is older, saves a telephone number', async () => {
  expect((await change('dora', { record: { was: { medicines: [] }, now: { medicines: ['metformin', 'warfarin'] } } })).status).toBe(200);
  const saved = await change('cora', {
    identity: { was: {}, now: { phone: '+44 20 7946 0000' } },
    record: { was: {}, now: { sex: 'female' } },
  });
  expect(await saved.json()).toMatchObject({ name: 'Pat Invented', phone: '+44 20 7946 0000', sex: 'female' });
  expect(await record()).toMatchObject({
    medicines: ['metformin', 'warfarin'],
    plan: [{ kind: 'glucose', everyDays: 2 }],
    birthYear: 1950,
  });
  const changes = await (await call('GET', '/patients/p1/medications/changes', 'dora')).json();
  expect(JSON.stringify(changes)).not.toContain('stopped');
});

test.each([
  ['en', 'Somebody else has changed this in the meantime (medicines): it is now metformin, warfarin.'],
  ['zh-CN', '此项（用药）已被他人修改，现为：二甲双胍、华法林。'],
])('%s: the same part changed by both is refused in one sentence, and nothing of it is saved', async (language, detail) => {
  const before = await record();
  const answer = await fetch(`${house.url}/api/v1/patients/p1`, {
    method: 'PATCH',
    headers: {
      'hearth-request': '1',
      'content-type': 'application/json',
      'accept-language': language,
      cookie: cookieOf('cora'),
    },
    body: JSON.stringify({
      identity: { was: { name: 'Pat Invented' }, now: { name: 'Pat Other' } },
      record: { was: { medicines: [], zone: before.zone }, now: { medicines: ['amlodipine'], zone: 'Asia/Shanghai' } },
    }),
  });
  expect(answer.status).toBe(409);
  expect(await answer.json()).toMatchObject({ code: 'api.conflict', errors: [{ pointer: '/medicines', detail }], detail });
  expect(await record()).toEqual(before);
  expect((await house.store.identities.get(['p1'])).get('p1')?.name).toBe('Pat Invented');
});

test('two who want the same have no quarrel; an emptied part is emptied; a wrong one is told', async () => {
  const medicines = ['metformin'];
  expect((await change('dora', { record: { was: { medicines: ['metformin', 'warfarin'] }, now: { medicines } } })).status).toBe(200);
  expect(
    (await change('cora', { record: { was: { medicines: ['metformin', 'warfarin'], birthYear: 1950 }, now: { medicines } } })).status,
  ).toBe(200);
  expect(await record()).not.toHaveProperty('birthYear');
  const wrong = await change('cora', { record: { was: {}, now: { birthYear: 12 } } });
  expect([wrong.status, await wrong.json()]).toMatchObject([400, { errors: [{ pointer: '/record/now/birthYear' }] }]);
  expect((await change('cora', { record: { was: { id: 'p1' }, now: { id: 'p2' } } })).status).toBe(400);
  expect((await change('cora', { identity: { was: { name: 'Pat Invented' }, now: {} } })).status).toBe(400);
  expect((await change('gil', { record: { was: {}, now: { sex: 'male' } } })).status).toBe(403);
});
