import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { MqttClient } from 'mqtt';
import { connectAsync } from 'mqtt';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { deviceView } from '../api/device-views.ts';
import { device as deviceCommand } from '../commands/device.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openTestHouse, pressure, type TestHouse } from './house.ts';
import { eventually } from './services.ts';

/** The life of a device: whose it is, what it says of itself, when it falls silent, and how its secret ends. */

let house: TestHouse;
const open: MqttClient[] = [];
const NOON = Date.UTC(2026, 2, 2, 12);
let clock: ReturnType<typeof createReplayClock>;
beforeEach(async () => {
  clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
});
afterEach(async () => {
  for (const client of open.splice(0)) await client.endAsync(true);
  await house.close();
});

const connect = async (device: string, password = `secret of ${device}`): Promise<MqttClient> => {
  const client = await connectAsync(`mqtt://127.0.0.1:${house.broker.port}`, {
    clientId: device,
    username: device,
    password,
    reconnectPeriod: 0,
  });
  open.push(client);
  return client;
};

/** A device that listens to its receipts; `say` resolves to the receipt. */
async function speaker(device: string) {
  const client = await connect(device);
  const receipts: { readonly topic: string; readonly outcome: string; readonly why?: string }[] = [];
  client.on('message', (_topic, payload) => receipts.push(JSON.parse(payload.toString())));
  await client.subscribeAsync(`hearth/v1/${device}/down/receipts`);
  return async (what: string, payload: string | Buffer) => {
    const before = receipts.length;
    await client.publishAsync(`hearth/v1/${device}/${what}`, payload, { qos: 1 });
    await eventually('a receipt', () => receipts.length > before);
    return receipts.at(-1)!;
  };
}

const command = async (...args: string[]) => {
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  let written = '';
  const out = { write: (one: string) => void (written += one), say: () => {}, isTerminal: false };
  expect(await deviceCommand.run([...args, '--config', config], out)).toBe(0);
  return written;
};

const give = (device: string, user: number, patient: string | undefined) =>
  house.store.transact((records) => records.owners.assign(device, patient, clock.now(), user));
const cuffSays = (systolic: number, at: number, user?: number) =>
  JSON.stringify({ kind: 'blood-pressure', systolic, diastolic: 80, at, ...(user === undefined ? {} : { user }) });
const systolics = async (patient: string) =>
  (await house.store.readings.latest(patient, 'blood-pressure', 9)).map((reading) => 'systolicMmHg' in reading && reading.systolicMmHg);

test('a shared cuff: each user’s readings are that patient’s, and nobody else’s land in anybody’s record', async () => {
  await house.moveIn('ann', ['cuff-1']);
  await house.moveIn('bob', []);
  const say = await speaker('cuff-1');
  expect(await say('readings', cuffSays(121, NOON, 2))).toMatchObject({ outcome: 'accepted' });

  clock.advance(clock.now() + HOUR);
  await give('cuff-1', 1, 'ann');
  await give('cuff-1', 2, 'bob');
  expect(await say('readings', cuffSays(122, NOON + HOUR, 1))).toMatchObject({ outcome: 'accepted' });
  expect(await say('readings', cuffSays(123, NOON + HOUR + 1, 2))).toMatchObject({ outcome: 'accepted' });
  // The same as the cuff itself says it over Bluetooth: flags, three pressures, the user.
  const bytes = Buffer.concat([pressure(124, 80), Buffer.from([2])]);
  bytes[0] = 0b1000;
  expect(await say(`gatt/2a35/${NOON + HOUR + 2}`, bytes)).toMatchObject({ outcome: 'accepted' });
  expect(await say('readings', cuffSays(199, NOON + HOUR + 3, 3))).toMatchObject({
    outcome: 'quarantined',
    why: 'unknown-user: several people share cuff-1, and its user 3 was no patient at 2026-03-02 13:00 UTC',
  });
  expect(await say('readings', cuffSays(198, NOON + HOUR + 4))).toMatchObject({
    outcome: 'quarantined',
    why: 'unknown-user: several people share cuff-1, and it does not say which user was measured',
  });
  expect(await systolics('ann')).toEqual([122, 121]);
  expect(await systolics('bob')).toEqual([124, 123]);
  // Late, of before it was shared: still of whoever had it then.
  expect(await say('readings', cuffSays(120, NOON + MINUTE, 2))).toMatchObject({ outcome: 'accepted' });
  expect(await systolics('ann')).toEqual([122, 120, 121]);

  // Its third user turns up: what waited becomes hers.
  await house.moveIn('cat', []);
  clock.advance(clock.now() + HOUR);
  await command('user', 'cuff-1', '3', 'cat', '--also-before');
  const [waiting] = (await house.store.quarantine.list(9)).filter(({ reason }) => reason.includes('user 3'));
  expect(await house.replayQuarantined(waiting!.id, 'nurse')).toMatchObject({ outcome: 'accepted' });
  expect(await systolics('cat')).toEqual([199]);

  // Handed over to another household: the users of the last one are gone with it.
  await house.moveIn('dan', []);
  clock.advance(clock.now() + HOUR);
  await house.store.transact((records) => records.owners.assign('cuff-1', 'dan', clock.now()));
  expect(await say('readings', cuffSays(125, clock.now(), 1))).toMatchObject({ outcome: 'accepted' });
  expect(await systolics('dan')).toEqual([125]);
});

test('what a device says of itself is acknowledged, kept and shown, and is no reading', async () => {
  await house.moveIn('ann', ['cuff-1']);
  const say = await speaker('cuff-1');
  const shown = () => deviceView(house.store, 'cuff-1', clock.now());
  expect(await say('status', '{"battery":80,"model":"BP-100","firmware":"1.4.2","clockSkewMs":-1200}')).toEqual({
    topic: 'hearth/v1/cuff-1/status',
    outcome: 'accepted',
    readings: [],
  });
  expect(await shown()).toMatchObject({
    batteryPercent: 80,
    model: 'BP-100',
    firmware: '1.4.2',
    clockSkewMs: -1200,
    factsAt: NOON,
    lastSeen: NOON,
  });
  clock.advance(clock.now() + MINUTE);
  expect(await say('gatt/2a19', Buffer.from([41]))).toMatchObject({ outcome: 'accepted' });
  expect(await say('gatt/2a24', Buffer.from('UA-651BLE\0'))).toMatchObject({ outcome: 'accepted' });
  expect(await say(`gatt/2a26/${NOON + MINUTE}`, Buffer.from('2.0'))).toMatchObject({ outcome: 'accepted' });
  // Five minutes ahead, in London: 12:06:00 on 2 March 2026, a Monday.
  const time = Buffer.from([0xea, 0x07, 3, 2, 12, 6, 0, 1, 0, 0]);
  expect(await say(`gatt/2a2b/${NOON + MINUTE}`, time)).toMatchObject({ outcome: 'accepted' });
  expect(await shown()).toMatchObject({ batteryPercent: 41, model: 'UA-651BLE', firmware: '2.0', clockSkewMs: 5 * MINUTE });

  expect(await say('status', '{"battery":101}')).toMatchObject({ outcome: 'quarantined', why: expect.stringContaining('/battery') });
  expect(await say('gatt/2a19', Buffer.from([101]))).toMatchObject({ outcome: 'quarantined' });
  expect(await shown()).toMatchObject({ batteryPercent: 41 });
  const basic = { authorization: `Basic ${Buffer.from('cuff-1:secret of cuff-1').toString('base64')}`, 'content-type': 'application/json' };
  const posted = await fetch(`${house.url}/api/v1/devices/status`, { method: 'POST', headers: basic, body: '{"battery":12}' });
  expect([posted.status, await posted.json()]).toEqual([201, { outcome: 'accepted', readings: [] }]);
  expect(await shown()).toMatchObject({ batteryPercent: 12, model: 'UA-651BLE' });
  expect(await house.store.readings.count()).toBe(0);
});

test('a device is silent by the server’s clock: by its own days, else by the strictest plan of those who use it', async () => {
  await house.moveIn('ann', ['cuff-1', 'cuff-2', 'cuff-3'], { plan: [{ kind: 'blood-pressure', everyDays: 3 }] });
  await house.moveIn('bob', ['cuff-4']);
  await house.moveIn('cat', ['cuff-5'], {
    plan: [
      { kind: 'blood-pressure', everyDays: 2 },
      { kind: 'weight', everyDays: 30 },
    ],
  });
  await house.store.transact(async (records) => {
    await records.devices.save({ ...(await records.devices.get('cuff-2'))!, silentAfterDays: 1 });
  });
  const stateOf = async (id: string) => {
    const view = await deviceView(house.store, id, clock.now());
    return [view?.state, view?.since];
  };
  for (const id of ['cuff-1', 'cuff-2', 'cuff-4', 'cuff-5']) {
    // A clock that runs ahead by years makes nobody less silent.
    await (await speaker(id))('readings', cuffSays(120, NOON + HOUR));
  }
  clock.advance(clock.now() + DAY - 1);
  expect(await Promise.all(['cuff-1', 'cuff-2', 'cuff-3', 'cuff-4'].map(stateOf))).toEqual([
    ['active', undefined],
    ['active', undefined],
    ['new', undefined],
    ['active', undefined],
  ]);
  clock.advance(clock.now() + 1);
  expect(await stateOf('cuff-2')).toEqual(['silent', NOON + DAY]);
  clock.advance(clock.now() + 2 * DAY);
  expect(await stateOf('cuff-1')).toEqual(['silent', NOON + 3 * DAY]);
  // A cuff: that its patient steps on a scale once a month does not make it wait so long.
  expect(await stateOf('cuff-5')).toEqual(['silent', NOON + 2 * DAY]);
  expect(await stateOf('cuff-3')).toEqual(['new', undefined]);
  expect(await stateOf('cuff-4')).toEqual(['active', undefined]);
});

test.each([
  ['rotate', 'rotate'],
  ['revoke', 'revoke'],
  ['retire', 'retire'],
])('%s on the command line, beside the server: the session that is open ends by itself, and the old secret opens none', async (_, verb) => {
  await house.close();
  house = await openTestHouse(); // the command line has the real clock
  await house.moveIn('ann', ['cuff-1']);
  const cuff = await connect('cuff-1');
  const other = await house.store.transact(async (records) => {
    await records.devices.save({ ...(await records.devices.get('cuff-1'))!, id: 'cuff-2' });
    return 'secret of cuff-1';
  });
  const beside = await connect('cuff-2', other);
  const closed = new Promise<void>((resolve) => cuff.once('close', () => resolve()));
  const secret = (await command(verb, 'cuff-1')).trim();
  await closed;
  expect(beside.connected).toBe(true);
  await expect(connect('cuff-1')).rejects.toThrow('Connection refused');
  if (verb !== 'rotate') return;
  const again = await connect('cuff-1', secret);
  await again.publishAsync('hearth/v1/cuff-1/readings', cuffSays(120, Date.now()), { qos: 1 });
  expect(await systolics('ann')).toEqual([120]);
});
