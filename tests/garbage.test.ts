/** Garbage on every door: no crash, no wrong reading, quarantine or a clear refusal. Prints its seed. */
import { connect as connectTcp } from 'node:net';
import fc from 'fast-check';
import { generate } from 'mqtt-packet';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestHouse, type TestHouse } from './house.ts';

let house: TestHouse;
const SEED = Number(process.env.HEARTH_SEED ?? Date.now() % 1_000_000);
beforeAll(async () => {
  console.log(`garbage.test seed: ${SEED}`);
  house = await openTestHouse();
  await house.moveIn('p1', ['meter-1']);
  await house.moveIn('p2', ['meter-2']);
});
afterAll(() => house.close());

const alive = async (): Promise<void> => {
  const meter = await house.connect('meter-2');
  await meter.publishAsync(
    'hearth/v1/meter-2/readings',
    JSON.stringify({ kind: 'glucose', value: 5.5, unit: 'mmol/L', at: Date.now() - Math.random() * 1e6 }),
    { qos: 1 },
  );
  await meter.endAsync();
  expect((await fetch(`${house.url}/healthz`)).status).toBe(200);
};

const login = generate({
  cmd: 'connect',
  protocolId: 'MQTT',
  protocolVersion: 4,
  clientId: 'meter-1',
  username: 'meter-1',
  password: Buffer.from('secret of meter-1'),
  clean: true,
  keepalive: 60,
});

/** Sends the bytes on a bare socket, with or without signing in first; resolves when the server has had its say. */
const throwAt = (bytes: Uint8Array, signedIn: boolean): Promise<void> =>
  new Promise((resolve) => {
    const socket = connectTcp(house.broker.port, '127.0.0.1');
    socket.on('error', () => {}).on('close', () => resolve());
    const send = () => {
      socket.write(bytes);
      setTimeout(() => socket.destroy(), 15);
    };
    if (!signedIn) return send();
    socket.write(login);
    socket.once('data', send);
  });

test('random bytes and cut packets on the MQTT port', { timeout: 60_000 }, async () => {
  const whole = generate({
    cmd: 'publish',
    topic: 'hearth/v1/meter-1/readings',
    payload: '{"kind":',
    qos: 1,
    messageId: 1,
    dup: false,
    retain: false,
  });
  const cut = fc.integer({ min: 1, max: whole.length - 1 }).map((length) => whole.subarray(0, length));
  await fc.assert(fc.asyncProperty(fc.oneof(fc.uint8Array({ maxLength: 300 }), cut), fc.boolean(), throwAt), { numRuns: 300, seed: SEED });
  await alive();
  expect(await house.store.readings.latest('p1', 'glucose', 9)).toEqual([]);
});

const NOW = Date.now();
const json = (value: unknown): string => JSON.stringify(value);
const said = { kind: 'glucose', value: 5.5, unit: 'mmol/L', at: NOW };

test.each([
  ['a wrong unit', json({ ...said, unit: 'mg/L' })],
  ['a value that its unit cannot have', json({ ...said, value: 5.5, unit: 'mg/dL' })],
  ['NaN', '{"kind":"glucose","value":NaN,"unit":"mmol/L"}'],
  ['a number as text', json({ ...said, value: '5.5' })],
  ['infinity', '{"kind":"glucose","value":1e999,"unit":"mmol/L"}'],
  ['a negative value', json({ ...said, value: -5.5 })],
  ['a pressure upside down without saying so', json({ kind: 'blood-pressure', systolic: '80', diastolic: 120 })],
  ['an unknown key', json({ ...said, patient: 'p2' })],
  ['an unknown kind', json({ ...said, kind: 'mood' })],
  ['a date in 1970 and no sequence', json({ ...said, at: 1000 })],
  ['a date in 2099 and no sequence', json({ ...said, at: Date.UTC(2099, 0, 1) })],
  ['a time without a zone', json({ ...said, at: '2026-03-01T08:00:00' })],
  ['nothing', ''],
  ['null', 'null'],
  ['an empty array', '[]'],
  ['deep JSON', '['.repeat(20_000) + ']'.repeat(20_000)],
  ['a key of the prototype', '{"__proto__":{"kind":"glucose"},"constructor":1}'],
  ['not UTF-8', Buffer.from([0xff, 0xfe, 0x00, 0xd8])],
])('%s waits in quarantine, is acknowledged, and becomes no reading', async (_, payload) => {
  const before = { readings: await house.store.readings.count(), quarantined: await house.store.quarantine.count() };
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', payload, { qos: 1 });
  await meter.endAsync();
  expect(await house.store.readings.count()).toBe(before.readings);
  expect(await house.store.quarantine.count()).toBe(before.quarantined + 1);
  const [latest] = await house.store.quarantine.list(1);
  expect(latest!.reason.length).toBeLessThan(1000);
  await alive();
});

test('a pressure upside down is stored, flagged and not judged', async () => {
  const meter = await house.connect('meter-1');
  await meter.publishAsync(
    'hearth/v1/meter-1/readings',
    json({ kind: 'blood-pressure', systolic: 80, diastolic: 220, unit: 'mmHg', at: NOW }),
    { qos: 1 },
  );
  await meter.endAsync();
  const [reading] = await house.store.readings.latest('p1', 'blood-pressure', 1);
  expect(reading!.quality).toContain('implausible');
  expect(await house.store.alerts.open('p1')).toEqual([]);
});

test('10 MB in one packet: cut off, and the server lives', async () => {
  await throwAt(
    generate({
      cmd: 'publish',
      topic: 'hearth/v1/meter-1/readings',
      payload: Buffer.alloc(10_000_000),
      qos: 1,
      messageId: 1,
      dup: false,
      retain: false,
    }),
    true,
  );
  await alive();
});

test('random notifications of every characteristic', { timeout: 60_000 }, async () => {
  const meter = await house.connect('meter-1');
  const topics = ['2a18', '2a34', '2a35', '2a37', 'ffff', 'zzzz'].map((code) => `hearth/v1/meter-1/gatt/${code}`);
  await fc.assert(
    fc.asyncProperty(fc.constantFrom(...topics), fc.uint8Array({ maxLength: 30 }), async (topic, bytes) => {
      await meter.publishAsync(topic, Buffer.from(bytes), { qos: 1 });
    }),
    { numRuns: 500, seed: SEED },
  );
  await meter.endAsync();
  await alive();
});

const basic = (user: string, secret: string) => ({ authorization: `Basic ${Buffer.from(`${user}:${secret}`).toString('base64')}` });

test.each([
  ['no credentials', {}, json(said), 401],
  ['a wrong secret', basic('meter-1', 'guess'), json(said), 401],
  ['10 MB', basic('meter-1', 'secret of meter-1'), `[${'1,'.repeat(5_000_000)}1]`, 413],
  ['not JSON', basic('meter-1', 'secret of meter-1'), '{"kind":', 400],
  ['a wrong field', basic('meter-1', 'secret of meter-1'), json({ ...said, unit: 'mg/L' }), 400],
])('HTTP: %s is refused with problem+json', async (_, headers, body, status) => {
  const response = await fetch(`${house.url}/api/v1/readings`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body,
  });
  expect(response.status).toBe(status);
  expect(response.headers.get('content-type')).toContain('application/problem+json');
  expect(await response.json()).toMatchObject({ status, code: expect.any(String), detail: expect.any(String) });
});
