import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Clock } from '../domain/clock.ts';
import { systemClock } from '../house/system-clock.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { temporaryFolder } from './services.ts';

/** A clinic's own dialect through a whole house: a file in a folder, a real broker, real HTTP, a real thread. */

const NOON = Date.UTC(2026, 2, 1, 12);
let now = NOON;
const clock: Clock = { ...systemClock, now: () => now };
const folder = join(temporaryFolder(), 'mappings');
const file = join(folder, 'acme.yaml');
const write = (readings: string): void =>
  writeFileSync(file, `mapping: acme-bridge\ntitle: ACME bridge\nsensor: mac\nreadings: |\n  ${readings}\n`);
const GOOD = '[records[type = "bp"].{ "kind": "blood-pressure", "systolic": sys, "diastolic": dia, "at": time }]';

let house: TestHouse;
let logged = '';
beforeAll(async () => {
  mkdirSync(folder, { recursive: true });
  write(GOOD);
  const sink = new Writable({
    write(chunk, _, done) {
      logged += chunk;
      done();
    },
  });
  house = await openTestHouse({ clock, settings: { mappings: [folder] }, log: pino({ level: 'warn' }, sink) });
  await house.moveIn('p1', ['hall', 'hall.aabbcc000001'], { zone: 'Asia/Shanghai' });
});
afterAll(() => house.close());

const says = (sys: number, time = '2026-03-01 19:30') => ({
  mac: 'AA:BB:CC:00:00:01',
  records: [{ type: 'bp', sys, dia: 88, time }, { type: 'battery' }],
});
const pressures = async () =>
  (await house.store.readings.latest('p1', 'blood-pressure', 10)).map((said) => 'systolicMmHg' in said && said.systolicMmHg);
const heard = (payload: object) =>
  house.intake({ device: 'hall', received: now, topic: 'hearth/v1/hall/acme-bridge', payload: Buffer.from(JSON.stringify(payload)) });

test('over MQTT: acknowledged after the commit, the reading is the sensor’s, its wall clock the patient’s', async () => {
  const gateway = await house.connect('hall');
  await gateway.publishAsync('hearth/v1/hall/acme-bridge', JSON.stringify(says(138)), { qos: 1 });
  await gateway.endAsync();
  expect(await house.store.readings.latest('p1', 'blood-pressure', 1)).toEqual([
    expect.objectContaining({ device: 'hall.aabbcc000001', systolicMmHg: 138, at: Date.UTC(2026, 2, 1, 11, 30) }),
  ]);
});

test('over HTTP; a name that is neither dialect nor mapping is told as such', async () => {
  const post = (dialect: string) =>
    fetch(`${house.url}/api/v1/readings/${dialect}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', authorization: `Basic ${Buffer.from('hall:secret of hall').toString('base64')}` },
      body: JSON.stringify(says(139, '2026-03-01 19:31')),
    });
  expect((await post('acme-bridge')).status).toBe(201);
  expect(await pressures()).toContain(139);
  const unknown = await post('acme');
  expect([unknown.status, await unknown.text()]).toEqual([400, expect.stringContaining('There is no dialect acme; there are fhir,')]);
});

test('a file with a mistake never replaces a good one, and the mistake is told with its line', async () => {
  write('[records[type = "bp"].{ "kind":: "blood-pressure" }]');
  now += 3_000;
  expect(await heard(says(140, '2026-03-01 19:32'))).toMatchObject({ outcome: 'accepted' });
  expect(logged).toContain('acme.yaml:5:1: readings: JSONata: ');
});

test('what a mapping cannot read waits with its own bytes, and is replayed through the mended file', async () => {
  write(GOOD.replace('sys,', 'systolic,'));
  now += 3_000;
  expect(await heard(says(141, '2026-03-01 19:33'))).toMatchObject({ outcome: 'quarantined', why: expect.stringContaining('systolic') });
  const [waiting] = await house.store.quarantine.list(1);
  expect(JSON.parse(Buffer.from(waiting!.payload).toString())).toEqual(says(141, '2026-03-01 19:33'));
  write(GOOD);
  now += 3_000;
  expect(await house.replayQuarantined(waiting!.id, 'anna')).toMatchObject({ outcome: 'accepted' });
  expect(await pressures()).toContain(141);
});

test('no mapping speaks for a sensor that is not behind its gateway', async () => {
  expect(await heard({ ...says(150), mac: 'AA:BB:CC:00:00:02' })).toMatchObject({
    outcome: 'quarantined',
    why: expect.stringContaining('no device called hall.aabbcc000002'),
  });
  expect(await heard({ ...says(150), mac: 'hall.aabbcc000001' })).toMatchObject({
    outcome: 'quarantined',
    why: expect.stringContaining('a MAC address'),
  });
  expect(await heard({ mac: 'AA:BB:CC:00:00:09', records: [{ type: 'battery' }] })).toMatchObject({ outcome: 'passed-over' });
});
