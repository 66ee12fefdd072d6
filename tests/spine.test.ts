import { afterEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { openDatabase } from '../house/open-database.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { glucose, openTestHouse, pressure, type TestHouse } from './house.ts';

/** One reading, from a cuff's PUBLISH to the doctor's page. */

let house: TestHouse;
afterEach(() => house.close());
const NOON = Date.UTC(2026, 2, 2, 12);
const topic = 'hearth/v1/cuff-1/gatt/2a35';

test('a crisis: PUBACK after the commit, one reading, one alert, one message each, a question, and the report tells it', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['cuff-1']);
  const cuff = await house.connect('cuff-1');

  await cuff.publishAsync(`${topic}/${NOON}`, pressure(192, 124), { qos: 1 });
  const [reading] = await house.store.readings.latest('p1', 'blood-pressure', 9);
  expect(reading).toMatchObject({ systolicMmHg: 192, diastolicMmHg: 124, patient: 'p1', device: 'cuff-1', at: NOON });
  const alerts = await house.store.alerts.open('p1');
  expect(alerts).toMatchObject([
    { rule: { id: 'bp.crisis' }, severity: 'high', late: false, evidence: [reading!.id], state: { is: 'active' } },
  ]);

  await cuff.publishAsync(`${topic}/${NOON}`, pressure(192, 124), { qos: 1 }); // the ack was lost; the gateway sends again
  expect(await house.store.readings.count()).toBe(1);
  expect(await house.store.alerts.count()).toBe(1);
  expect(house.received()).toMatchObject({ accepted: 1, duplicate: 1 });

  await house.settle();
  const inbox = await house.store.inbox.of('p1', 20);
  expect(inbox.length).toBeGreaterThan(0);
  const questions = await house.store.followUps.of('p1');
  expect(questions).toMatchObject([{ state: { is: 'open' } }]);
  const before = inbox.length;
  await house.settle();
  expect(await house.store.inbox.of('p1', 20)).toHaveLength(before);

  const made = house.report({ patient: 'p1', from: NOON - DAY, to: NOON + DAY, language: 'en' });
  expect(JSON.stringify(await made.json())).toContain(alerts[0]!.id);
  expect(await made.html()).toContain('192');
  await cuff.endAsync();
});

test('a reading of last week is told as late: no page, no pathway', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1']);
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(2.6, NOON - 7 * DAY, { sequence: 1 }), { qos: 1 });
  expect(await house.store.alerts.between('p1', NOON - 8 * DAY, NOON)).toMatchObject([
    { late: true, opened: NOON - 7 * DAY, raised: NOON },
  ]);
  await house.settle();
  expect((await house.store.outbox.of('p1', 20)).filter(({ message }) => message.urgent || message.to.role === 'patient')).toEqual([]);
  expect(await house.store.followUps.of('p1')).toEqual([]);
  await meter.endAsync();
});

test('what nobody can read and what nobody owns waits in quarantine, is acknowledged, and can be replayed', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['cuff-1']);
  const cuff = await house.connect('cuff-1');
  await cuff.publishAsync(topic, Buffer.from('00ff', 'hex'), { qos: 1 });
  expect(await house.store.quarantine.list(9)).toMatchObject([{ device: 'cuff-1', reason: expect.stringContaining('systolic at byte 1') }]);

  await house.store.transact((records) => records.owners.assign('cuff-1', undefined, NOON));
  await cuff.publishAsync(`${topic}/${NOON + MINUTE}`, pressure(140, 90), { qos: 1 });
  const [orphan] = await house.store.quarantine.list(9);
  expect(orphan!.reason).toBe('nobody-owns-it: no patient had cuff-1 at 2026-03-02 12:01 UTC');
  expect(await house.store.readings.count()).toBe(0);

  await house.store.transact((records) => records.owners.assign('cuff-1', 'p1', NOON));
  expect(await house.replayQuarantined(orphan!.id, 'admin')).toMatchObject({ outcome: 'accepted' });
  expect(await house.store.readings.count()).toBe(1);
  expect(await house.store.quarantine.list(9)).toHaveLength(1);
  await cuff.endAsync();
});

test('every stored reading knows which rules judged it', async () => {
  house = await openTestHouse({ clock: createReplayClock(NOON) });
  await house.moveIn('p1', ['meter-1']);
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(5.6, NOON - MINUTE), { qos: 1 });
  expect(await house.store.readings.unjudged(9)).toEqual([]);
  expect(await house.store.streams.after('readings', 0, 9)).toMatchObject([{ judgement: { is: 'judged', at: NOON } }]);
  await meter.endAsync();
});

test('a corrected value takes the place of the wrong one: in the store, and in the judge’s memory', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1']);
  const meter = await house.connect('meter-1');
  const say = (value: number, minutes: number, sequence: number) =>
    meter.publishAsync('hearth/v1/meter-1/readings', glucose(value, NOON + minutes * MINUTE, { sequence }), { qos: 1 });
  await say(2.6, 0, 1);
  const [alert] = await house.store.alerts.open('p1');
  expect(alert).toMatchObject({ severity: 'high', opened: NOON });
  await say(6.2, 0, 1);
  expect(house.received()).toMatchObject({ accepted: 1, correction: 1 });
  expect(await house.store.alerts.open('p1')).toEqual([]);
  await say(2.6, 0, 1); // and back again: the first word was the right one
  expect(await house.store.alerts.open('p1')).toMatchObject([{ rule: alert!.rule, opened: NOON }]);
  await meter.endAsync();
});

test('a low that turns out to be control solution is withdrawn, and so is its alert; what other readings say stands', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['meter-1']);
  const meter = await house.connect('meter-1');
  const say = (value: number, sequence: number, more = {}) =>
    meter.publishAsync('hearth/v1/meter-1/readings', glucose(value, NOON + sequence * MINUTE, { sequence, ...more }), { qos: 1 });
  await say(2.6, 1);
  expect(await house.store.alerts.open('p1')).toHaveLength(1);
  await say(2.6, 1, { quality: ['control-solution'] });
  expect(house.received()).toMatchObject({ accepted: 1, correction: 1 });
  expect(await house.store.alerts.open('p1')).toEqual([]);
  expect(await house.store.alerts.between('p1', NOON, NOON + DAY)).toMatchObject([{ state: { is: 'resolved', because: 'withdrawn' } }]);

  await say(2.5, 10);
  await say(2.4, 11);
  await say(2.5, 10, { quality: ['control-solution'] });
  expect(await house.store.alerts.open('p1')).toMatchObject([{ rule: { id: 'glucose.very-low' } }]);
  await meter.endAsync();
});

test('a device that is revoked by a command beside the server is not acknowledged any more, and loses its session', async () => {
  house = await openTestHouse();
  await house.moveIn('p1', ['meter-1']);
  const meter = await house.connect('meter-1');
  await meter.publishAsync('hearth/v1/meter-1/readings', glucose(6, Date.now() - 5 * MINUTE), { qos: 1 });
  const beside = await openDatabase(house.folder);
  await beside.transact(async (records) => records.devices.save({ ...(await records.devices.get('meter-1'))!, revoked: Date.now() }));
  await beside.close();
  const closed = new Promise((resolve) => meter.once('close', () => resolve(undefined)));
  meter.publish('hearth/v1/meter-1/readings', glucose(6.1, Date.now() - 4 * MINUTE), { qos: 1 }, () => {});
  await closed;
  expect(await house.store.readings.count()).toBe(1);
  expect(await house.store.quarantine.list(9)).toMatchObject([{ reason: 'revoked-device: meter-1 was revoked, and sends on' }]);
  await meter.endAsync(true);
});

test('the server ends while a console listens to its hints', async () => {
  house = await openTestHouse();
  const user = { id: 'nurse', name: 'Plainly Invented', role: 'coordinator', language: 'en' } as const;
  await house.store.transact((records) => records.users.save(user));
  const token = new URL(await createSignInLink(house.store, 'nurse', house.url, Date.now())).searchParams.get('token');
  const headers = { 'content-type': 'application/json', 'hearth-request': '1' };
  const entered = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
  const events = await fetch(`${house.url}/api/v1/events`, { headers: { cookie: entered.headers.get('set-cookie')!.split(';')[0]! } });
  expect(events.status).toBe(200);
  await house.close();
  expect(await events.text()).toContain('retry');
});

test('a scale, an oximeter and a thermometer: stored, judged by their own rules, in the report', async () => {
  const clock = createReplayClock(NOON - 3 * DAY);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['scale-1'], { conditions: ['heart-failure'] });
  const scale = await house.connect('scale-1');
  for (const [daysAgo, weightKg] of [
    [2, 70],
    [1, 70.4],
    [0, 72.1],
  ] as const) {
    const at = NOON - daysAgo * DAY;
    clock.advance(at);
    const bytes = Buffer.from([0, 0, 0]);
    bytes.writeUInt16LE(Math.round(weightKg * 200), 1);
    await scale.publishAsync(`hearth/v1/scale-1/gatt/2a9d/${at}`, bytes, { qos: 1 });
  }
  const said = [
    { kind: 'oxygen-saturation', value: 90, at: NOON - 5 * MINUTE },
    { kind: 'oxygen-saturation', value: 89, at: NOON },
    { kind: 'temperature', value: 102.6, unit: '°F', at: NOON },
  ];
  await scale.publishAsync('hearth/v1/scale-1/readings', JSON.stringify(said), { qos: 1 });
  expect((await house.store.readings.latest('p1', 'weight', 9)).map((one) => 'weightKg' in one && one.weightKg)).toEqual([72.1, 70.4, 70]);
  const raised = (await house.store.alerts.open('p1')).map(({ rule }) => rule.id).toSorted();
  expect(raised).toEqual(['oxygen.low', 'temperature.high', 'weight.rapid-gain']);
  await house.settle();
  const texts = (await house.store.inbox.of('p1', 20)).map(({ text }) => text).join('\n');
  expect(texts).toContain('72.1 kg');
  expect(texts).toContain('39.2 °C');
  const json = await house.report({ patient: 'p1', from: NOON - 3 * DAY, to: NOON + DAY, language: 'en' }).json();
  expect(json.sections.find(({ section }) => section === 'measures')).toMatchObject({
    kinds: [{ kind: 'weight', n: 3 }, { kind: 'temperature' }, { kind: 'oxygen-saturation', lowest: 89 }],
  });
});

test('a cuff whose clock was reset by a battery: the gateway says by how much, and its memory is put in its place, once', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['cuff-1'], { zone: 'Europe/London' });
  const cuff = await house.connect('cuff-1');
  // Measured an hour and two minutes ago by a clock that stands at 01:02 on 1 January 2000 now.
  const measured = Buffer.from('028a0058007800d0070101000000', 'hex');
  const now = Buffer.from('d007010101020006000001'.slice(0, 20), 'hex');
  const send = (when: number) => cuff.publishAsync(`${topic}/${when}`, measured, { qos: 1 });
  await send(NOON);
  expect(await house.store.readings.latest('p1', 'blood-pressure', 9)).toMatchObject([{ clock: 'gateway', quality: ['clock-suspect'] }]);
  await cuff.publishAsync(`hearth/v1/cuff-1/gatt/2a2b/${NOON}`, now, { qos: 1 });
  clock.advance(NOON + MINUTE);
  await send(NOON + MINUTE);
  const [corrected] = (await house.store.readings.latest('p1', 'blood-pressure', 9)).filter((one) => one.clock === 'corrected');
  expect(corrected).toMatchObject({ at: NOON - 62 * MINUTE, statedAt: Date.UTC(2000, 0, 1), quality: [] });
  // Again, and somebody has looked at the clock once more in the meantime: the same reading.
  await cuff.publishAsync(`hearth/v1/cuff-1/gatt/2a2b/${NOON - 20_000}`, now, { qos: 1 });
  await send(NOON + 2 * MINUTE);
  expect((await house.store.readings.latest('p1', 'blood-pressure', 9)).filter((one) => one.clock === 'corrected')).toEqual([corrected]);
  await cuff.endAsync();
});

test('one entry of a phone’s list cannot be read: the low beside it is stored, and the list waits for a person', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['phone-1']);
  const phone = await house.connect('phone-1');
  const list = [
    { type: 'sgv', sgv: 'abc', date: NOON - 10 * MINUTE },
    { type: 'sgv', sgv: 45, date: NOON },
  ];
  await phone.publishAsync('hearth/v1/phone-1/nightscout', JSON.stringify(list), { qos: 1 });
  expect(await house.store.readings.latest('p1', 'glucose', 9)).toMatchObject([{ reported: { value: 45, unit: 'mg/dL' } }]);
  expect(await house.store.quarantine.list(9)).toMatchObject([{ reason: expect.stringContaining('partly-unreadable: /0/sgv: a number') }]);
  await phone.endAsync();
});

test('a cuff whose clock stands still: three measurements are three, a resend is none, and no crisis is taken back', async () => {
  const clock = createReplayClock(NOON);
  house = await openTestHouse({ clock });
  await house.moveIn('p1', ['cuff-1']);
  const cuff = await house.connect('cuff-1');
  const at2015 = 'df070101000000';
  const send = (systolic: string, diastolic: string, after: number) =>
    cuff.publishAsync(`${topic}/${NOON + after}`, Buffer.from(`02${systolic}${diastolic}7800${at2015}`, 'hex'), { qos: 1 });
  await send('c300', '7900', 0); // 195/121
  await send('7c00', '5100', MINUTE); // 124/81
  await send('8a00', '5800', 2 * MINUTE);
  await send('c300', '7900', 0);
  expect(await house.store.readings.count()).toBe(3);
  expect(house.received()).toMatchObject({ accepted: 3, duplicate: 1, correction: 0 });
  await cuff.endAsync();
});
