import { afterEach, expect, test, vi } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import type { Kind, Reading } from '../domain/reading.ts';
import { addFakeCuff } from './fake-cuff.ts';
import { addFakeMeter, type FakeMeterParts, type FakeRecord } from './fake-meter.ts';
import { type GatewayHome, openGatewayHome } from './gateway-home.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { type LossyLine, openLossyLine } from './lossy-line.ts';
import { describeWith, eventually } from './services.ts';

/** From a meter's memory to the doctor's page: fake BlueZ over a real bus, the real gateway as a process of its own, a real house. */

// Three processes and a radio that takes its time.
vi.setConfig({ testTimeout: 60_000 });

const [METER, CUFF] = ['C0:26:DA:00:53:01', 'C0:26:DA:00:53:02'];
let house: TestHouse;
let home: GatewayHome;
let line: LossyLine;
afterEach(async () => {
  await home.close();
  await line.close();
  await house.close();
});

const records = (count: number): FakeRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    sequence: 1 + i,
    at: Math.floor(Date.now() / HOUR) * HOUR - (count - i) * HOUR,
    mmolPerL: 5 + (i % 40) / 10,
    ...(i % 4 === 0 ? { meal: 1 } : {}),
  }));

async function open({ meter = {}, settings = {}, matchRules = 512 }: { meter?: object; settings?: object; matchRules?: number } = {}) {
  house = await openTestHouse();
  await house.moveIn('p1', ['meter-1', 'cuff-1']);
  line = await openLossyLine(house.broker.port);
  home = await openGatewayHome({
    server: `mqtt://127.0.0.1:${line.port}`,
    devices: [
      { name: 'meter-1', kind: 'glucose-meter', address: METER, secret: 'secret of meter-1', ...meter },
      { name: 'cuff-1', kind: 'blood-pressure-cuff', address: CUFF, secret: 'secret of cuff-1' },
    ],
    settings: { ...settings },
    matchRules,
  });
}

const addMeter = (count: number, more: Partial<FakeMeterParts> = {}) =>
  addFakeMeter(home.bluez, { address: METER, records: records(count), ...more });

async function stored(kind: Kind = 'glucose'): Promise<Reading[]> {
  const all: Reading[] = [];
  for await (const reading of house.store.readings.between('p1', kind, 0, Date.now() + HOUR)) all.push(reading);
  return all;
}

/** Each of so many sequence numbers is there, and none twice. */
async function expectAll(count: number): Promise<void> {
  await eventually(`${count} readings`, async () => (await stored()).length >= count);
  await eventually('nothing waits', async () => (await home.status()).split('\n')[0]!.includes('\t0 waiting'));
  const sequences = (await stored()).map(({ sequence }) => sequence!).toSorted((a, b) => a - b);
  expect(sequences).toEqual(records(count).map(({ sequence }) => sequence));
}

describeWith('dbus-daemon', 'a home with a gateway', () => {
  test('a meter with 400 records, switched off in the middle, comes back: 400 readings, none twice', async () => {
    await open();
    const meter = addMeter(400);
    meter.onGive = (nth) => {
      if (nth === 201) meter.switchOff();
    };
    meter.switchOn();
    home.start();
    await eventually('the gateway to notice', () => home.said().includes('the device has disconnected'));
    expect(meter.given()).toBe(200);
    meter.onGive = () => {};
    meter.switchOn();
    await expectAll(400);
    expect((await stored()).filter((one) => one.kind === 'glucose' && one.meal === 'before')).toHaveLength(100);
    expect(house.received().duplicate ?? 0).toBe(0);
    // The second visit has asked from what the server had, and not for all again.
    expect(meter.asked.filter((asked) => asked === '0101')).toHaveLength(1);
    expect(meter.asked.some((asked) => asked.startsWith('010301'))).toBe(true);
    expect(await home.status()).toMatch(/^meter-1\tglucose-meter\t20\S+Z\tbattery 73 %\tclock 0 s ahead\t0 waiting$/m);
  });

  test('the gateway is killed in the middle: BlueZ is still connected, and the next gateway finds all', async () => {
    await open();
    const meter = addMeter(200, { msPerRecord: 20 });
    meter.switchOn();
    home.start();
    await eventually('the middle', () => meter.given() > 60);
    await home.end('SIGKILL');
    expect(meter.isConnected()).toBe(true);
    home.start();
    // It still gives what the dead gateway asked for, and does nothing else until it is told to stop.
    await eventually('the abort', () => meter.asked.includes('0300'));
    await expectAll(200);
    expect(home.said()).not.toContain('its memory');
    await eventually('the goodbye', () => !meter.isConnected());
  });

  test('no internet: what was heard waits on the disk, over visits and a restart, and arrives in order when the line is mended', async () => {
    await open();
    line.cut();
    const meter = addMeter(60);
    meter.switchOn();
    home.start();
    await eventually('two visits', () => meter.asked.filter((asked) => asked === '0101').length >= 2);
    await eventually('60 measurements and 15 contexts', async () => (await home.status()).includes('\t75 waiting'));
    expect(home.said()).toContain('the server has closed the connection');
    await home.end();
    meter.switchOff();
    home.start();
    line.mend();
    await expectAll(60);
    const received = (await stored()).toSorted((a, b) => a.sequence! - b.sequence!).map((one) => one.received);
    expect(received).toEqual(received.toSorted((a, b) => a - b));
  });

  test('a cuff without a clock goes as soon as it has spoken; the acknowledgement is lost: one reading, with the moment it was heard', async () => {
    await open();
    const cuff = addFakeCuff(home.bluez, CUFF);
    cuff.measured.push([138, 88]);
    line.loseAnswersAfter(4); // the CONNACK has four bytes; the PUBACK behind it never comes
    const before = Date.now();
    cuff.switchOn();
    home.start();
    await eventually('the second try', () => house.received().duplicate === 1);
    const readings = await stored('blood-pressure');
    expect(readings).toMatchObject([{ systolicMmHg: 138, diastolicMmHg: 88, clock: 'gateway', quality: [] }]);
    expect(readings[0]!.at).toBeGreaterThanOrEqual(before);
    await eventually('nothing waits', async () => (await home.status()).split('\n')[1]!.includes('\t0 waiting'));
    expect(await home.status()).not.toContain('disconnected');
  });

  test('a cuff that knows the gateway speaks at the moment of the connection: it is heard', async () => {
    await open();
    const cuff = addFakeCuff(home.bluez, CUFF);
    home.start();
    for (const measured of [
      [138, 88],
      [141, 91],
      [129, 80],
    ] as const) {
      cuff.measured.push(measured);
      cuff.switchOn();
      await eventually(`${measured}`, async () =>
        (await stored('blood-pressure')).some((one) => 'systolicMmHg' in one && one.systolicMmHg === measured[0]),
      );
    }
  });

  test('a meter with a passkey: refused with a sentence while it is wrong', async () => {
    await open({ meter: { passkey: 123_456 } });
    const meter = addMeter(3, { passkey: 654_321 });
    meter.switchOn();
    home.start();
    await eventually('a sentence', () => home.said().includes('pairing failed: put the device into pairing mode, and check its passkey'));
    expect(meter.isPaired()).toBe(false);
    expect(meter.given()).toBe(0);
    expect(await home.status()).toContain('pairing failed');
  });

  test('a meter with a passkey that is right is bonded, its clock set, and read', async () => {
    await open({ meter: { passkey: 4_321 } });
    const meter = addMeter(3, { passkey: 4_321, skewMs: 25 * 60_000 });
    meter.switchOn();
    home.start();
    await expectAll(3);
    expect(meter.isPaired()).toBe(true);
    expect(meter.clockSetTo).toHaveLength(10);
    expect(home.said()).toMatch(/"clockSkewMs":1[45]\d{5},"clockSet":true/);
  });

  test('a meter that falls silent in the middle is told to stop, and asked again', async () => {
    await open({ settings: { silenceSeconds: 0.5 } });
    const meter = addMeter(30);
    meter.silentAfter = 12;
    meter.switchOn();
    home.start();
    await eventually('the abort', () => meter.asked.includes('0300'));
    meter.silentAfter = undefined;
    await expectAll(30);
    expect(home.said()).toContain('its memory: the meter has said nothing for ');
  });

  test('a meter that can neither count nor report from a number gives all each time; the server hears each once', async () => {
    await open();
    const meter = addMeter(20);
    meter.without.add('04').add('0103');
    meter.switchOn();
    home.start();
    await eventually('three visits', () => meter.given() >= 60);
    await expectAll(20);
    expect(house.received().duplicate ?? 0).toBe(0);
  });

  test('a meter that gives a late record among the first, and goes in the middle: what lies in between is not taken for given', async () => {
    await open();
    const meter = addMeter(60);
    meter.order = (all) => [...all.slice(0, 2), all.at(-1)!, ...all.slice(2, -1)];
    meter.onGive = (nth) => {
      if (nth === 20) meter.switchOff();
    };
    meter.switchOn();
    home.start();
    await eventually('the gateway to notice', () => home.said().includes('the device has disconnected'));
    await eventually('19 readings', async () => (await stored()).length === 19);
    await eventually('nothing waits', async () => (await home.status()).split('\n')[0]!.includes('\t0 waiting'));
    meter.onGive = () => {};
    meter.switchOn();
    await expectAll(60);
  });

  test('a queue that is full, far from the server: a sentence, the rest stays in the meter, and nothing is missing in the end', async () => {
    await open({ settings: { queueMegabytes: 0.08 } });
    line.cut();
    const meter = addMeter(300);
    meter.switchOn();
    home.start();
    await eventually('a sentence', () => home.said().includes('gateway.db: there is no more room for readings; bring the server back'));
    expect(await home.status()).toContain('there is no more room');
    line.mend();
    await expectAll(300);
  });

  test('numbers that begin anew after a change of batteries: the new records are not missed', async () => {
    await open();
    const meter = addMeter(20);
    meter.switchOn();
    home.start();
    await expectAll(20);
    const fresh = { sequence: 1, at: Math.floor(Date.now() / HOUR) * HOUR - 60_000, mmolPerL: 7.7 };
    meter.records.splice(0, 20, fresh);
    await eventually('the new first record', async () => (await stored()).length === 21);
  });

  test('another program scans all the time: the gateway scans besides', async () => {
    await open();
    home.bluez.scanBesides();
    const meter = addMeter(3);
    home.start();
    meter.switchOn();
    await expectAll(3);
    expect(home.said()).not.toContain('"level":40');
  });

  test('sixty match rules, and visit after visit: no connection to the bus outlives its visit', async () => {
    await open({ matchRules: 60, settings: { restSeconds: 0.05 } });
    const meter = addMeter(2);
    meter.switchOn();
    home.start();
    await eventually('twelve visits', () => meter.connections() >= 12);
    await expectAll(2);
    expect(home.said()).not.toContain('"level":40');
  });

  test('an adapter that is off, BlueZ that is not there: a sentence, and it goes on by itself', async () => {
    await open();
    home.bluez.setPowered(false);
    const meter = addMeter(5);
    meter.switchOn();
    home.start();
    await eventually('a sentence', () => home.said().includes('the Bluetooth adapter is switched off: bluetoothctl power on'));
    home.bluez.setPowered(true);
    await expectAll(5);
    await home.bluez.stop();
    await eventually('another', () => home.said().includes('BlueZ is not running: systemctl start bluetooth'));
    await home.bus.stop();
    await eventually('a third', () => home.said().includes('the system bus is not there'));
    expect(await home.end()).toBe(0);
  });
});
