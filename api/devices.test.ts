import { connectAsync } from 'mqtt';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import * as secrets from '../house/secrets.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { claimDevice } from './enrol-devices.ts';

/** The registry through the front door: a real server, real cookies, a real database, a real session of MQTT. */

let house: TestHouse;
const { call: ask, hire } = createCallers(() => house);
beforeAll(async () => {
  house = await openTestHouse({ settings: { http: { port: 0, requestsPerMinute: 100_000, claimsPerMinute: 12 } } });
  await house.moveIn('p1', ['cuff-0'], { plan: [{ kind: 'blood-pressure', everyDays: 2 }] });
  await house.moveIn('p2', []);
  await hire({ doctor: 'doctor', coordinator: 'coordinator' });
});
afterAll(() => house.close());

const call = (method: string, path: string, body?: unknown, role = 'coordinator') => ask(method, path, role, body);
const claim = (body: unknown) => call('POST', '/devices/claim', body, 'nobody');
const made = async (body: unknown) =>
  (await (await call('POST', '/devices/claim-codes', body)).json()) as { id: string; code: string; until: number };
const mqtt = (device: string, password: string) =>
  connectAsync(`mqtt://127.0.0.1:${house.broker.port}`, { clientId: device, username: device, password, reconnectPeriod: 0 });

test('a claim code: made by staff, used by one of two who come at once, and then of no use', async () => {
  expect((await call('POST', '/devices/claim-codes', {}, 'doctor')).status).toBe(403);
  const { id, code, until } = await made({ patient: 'p1', model: 'BP-100', zone: 'Asia/Shanghai', hours: 2 });
  expect(Math.abs(until - Date.now() - 2 * HOUR)).toBeLessThan(HOUR);
  const listed = await call('GET', '/devices/claim-codes', undefined, 'doctor');
  const text = await listed.text();
  expect(JSON.parse(text)).toEqual([expect.objectContaining({ id, patient: 'p1', model: 'BP-100', by: 'coordinator', until })]);
  expect(text).not.toContain(code);

  const answers = await Promise.all([claim({ code, id: 'gateway-1' }), claim({ code, id: 'gateway-2' })]);
  expect(answers.map(({ status }) => status).toSorted()).toEqual([201, 403]);
  const enrolled = (await answers.find(({ status }) => status === 201)!.json()) as { id: string; secret: string; zone: string };
  expect(enrolled).toMatchObject({ id: expect.stringMatching(/^gateway-[12]$/), zone: 'Asia/Shanghai' });
  const session = await mqtt(enrolled.id, enrolled.secret);
  await session.endAsync();
  expect(await (await call('GET', `/devices/${enrolled.id}`)).json()).toMatchObject({
    patient: 'p1',
    model: 'BP-100',
    state: 'new',
    owners: [{ patient: 'p1' }],
  });
  expect(await (await call('GET', '/devices/claim-codes')).json()).toEqual([]);
  expect((await claim({ code })).status).toBe(403);
});

test('two who looked at a code before either used it: the commit decides', async () => {
  const { code } = await made({});
  const parts = { store: house.store, secrets };
  const both = await Promise.allSettled(['twin-1', 'twin-2'].map((id) => claimDevice(parts, { code, id }, Date.now())));
  expect(both.map(({ status }) => status).toSorted()).toEqual(['fulfilled', 'rejected']);
  expect(both.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'device.claim-refused' } });
  const there = await Promise.all(['twin-1', 'twin-2'].map((id) => house.store.devices.get(id)));
  expect(there.filter(Boolean)).toHaveLength(1);
});

test('a code that was withdrawn, or is none, is refused with the same words; a name that is taken leaves the code good', async () => {
  const withdrawn = await made({});
  expect((await call('DELETE', `/devices/claim-codes/${withdrawn.id}`, undefined, 'doctor')).status).toBe(403);
  expect((await call('DELETE', `/devices/claim-codes/${withdrawn.id}`)).status).toBe(204);
  expect((await call('DELETE', `/devices/claim-codes/${withdrawn.id}`)).status).toBe(404);
  const said = await Promise.all(
    [withdrawn.code, 'WDJB-MJHT', 'nonsense'].map(
      async (code) => (await (await claim({ code })).json()) as { code: string; detail: string },
    ),
  );
  expect(new Set(said.map(({ code, detail }) => `${code}: ${detail}`)).size).toBe(1);
  expect(said[0]!.code).toBe('device.claim-refused');

  const { code } = await made({});
  expect((await claim({ code, id: 'cuff-0' })).status).toBe(409);
  const answer = await claim({ code });
  expect([answer.status, ((await answer.json()) as { id: string }).id]).toEqual([201, expect.stringMatching(/^device-[a-z]{4}-[a-z]{4}$/)]);
});

test('a secret is changed: the session ends at once, the old one opens none, and the new one does', async () => {
  await house.moveIn('p1', ['cuff-3']);
  // Without the look that ends sessions for a command beside the server: the API does it by itself.
  const looks = house.store.devices as { accessChanges: unknown };
  looks.accessChanges = async () => [];
  const session = await mqtt('cuff-3', 'secret of cuff-3');
  const closed = new Promise<void>((resolve) => session.once('close', () => resolve()));
  expect((await call('POST', '/devices/cuff-3/rotate', {}, 'doctor')).status).toBe(403);
  const { secret } = (await (await call('POST', '/devices/cuff-3/rotate', {})).json()) as { secret: string };
  await closed;
  await expect(mqtt('cuff-3', 'secret of cuff-3')).rejects.toThrow('refused');

  const renewed = await mqtt('cuff-3', secret);
  const ended = new Promise<void>((resolve) => renewed.once('close', () => resolve()));
  expect(await (await call('POST', '/devices/cuff-3/retire', {})).json()).toMatchObject({ state: 'retired', users: [] });
  await ended;
  await expect(mqtt('cuff-3', secret)).rejects.toThrow('refused');
  const again = await call('POST', '/devices/cuff-3/assign', { patient: 'p1' });
  expect([again.status, ((await again.json()) as { code: string }).code]).toEqual([409, 'device.retired']);
  expect((await call('POST', '/devices', { id: 'cuff-3', zone: 'UTC' })).status).toBe(409);
});

test('many at once: all or none, and each that is wrong is named', async () => {
  const device = (id: string, patient?: string) => ({ id, zone: 'UTC', ...(patient ? { patient } : {}) });
  const refused = await call('POST', '/devices/batch', { devices: [device('many-1'), device('cuff-0'), device('many-2', 'nobody')] });
  expect([refused.status, ((await refused.json()) as { errors: unknown }).errors]).toEqual([
    400,
    [
      { pointer: '/devices/1/id', detail: 'There is a device called cuff-0 already.' },
      { pointer: '/devices/2/patient', detail: 'There is no patient nobody.' },
    ],
  ]);
  expect((await call('GET', '/devices/many-1')).status).toBe(404);
  const answer = await call('POST', '/devices/batch', { devices: [device('many-1', 'p1'), device('many-2')] });
  const enrolled = (await answer.json()) as { id: string; secret: string }[];
  expect([answer.status, enrolled.map(({ id }) => id)]).toEqual([201, ['many-1', 'many-2']]);
  await (await mqtt('many-2', enrolled[1]!.secret)).endAsync();
});

test('users of a shared cuff, days of silence, and who is silent', async () => {
  await house.moveIn('p1', ['cuff-4'], { plan: [{ kind: 'blood-pressure', everyDays: 2 }] });
  expect(await (await call('POST', '/devices/cuff-4/users/1', { patient: 'p1' })).json()).toMatchObject({
    users: [{ user: 1, patient: 'p1' }],
  });
  expect(await (await call('POST', '/devices/cuff-4/users/2', { patient: 'p2', from: 'last-hand-over' })).json()).toMatchObject({
    users: [
      { user: 1, patient: 'p1' },
      { user: 2, patient: 'p2' },
    ],
  });
  expect((await call('POST', '/devices/cuff-4/users/255', { patient: 'p2' })).status).toBe(400);
  expect((await call('POST', '/devices/cuff-4/users/3', { patient: 'nobody' })).status).toBe(404);

  await house.store.transact((records) => records.devices.seen(['cuff-4'], Date.now() - 3 * DAY));
  const silent = async () => ((await (await call('GET', '/devices?state=silent')).json()) as { id: string }[]).map(({ id }) => id);
  expect(await silent()).toEqual(['cuff-4']);
  expect((await call('PATCH', '/devices/cuff-4', {})).status).toBe(400);
  expect(await (await call('PATCH', '/devices/cuff-4', { silentAfterDays: 7 })).json()).toMatchObject({
    state: 'active',
    silentAfterDays: 7,
  });
  expect(await silent()).toEqual([]);
  await call('PATCH', '/devices/cuff-4', { silentAfterDays: null });
  expect(await silent()).toEqual(['cuff-4']);
});

/** The last: it uses up the minute. */
test('codes cannot be tried at will', async () => {
  const statuses: number[] = [];
  for (let i = 0; i < 12; i++) statuses.push((await claim({ code: 'BBBB-BBBB' })).status);
  expect(statuses.at(-1)).toBe(429);
  const { code } = await made({});
  expect((await claim({ code })).status).toBe(429);
  expect((await call('GET', '/devices')).status).toBe(200);
});
