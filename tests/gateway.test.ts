import { afterEach, expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import { addFakeMeter, type FakeRecord } from './fake-meter.ts';
import { type GatewayHome, openGatewayHome } from './gateway-home.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { describeWith, eventually } from './services.ts';

/** From a meter's memory to the doctor's page: fake BlueZ over a real bus, the real gateway, a real house. */

const ADDRESS = 'C0:26:DA:00:53:01';
let house: TestHouse;
let home: GatewayHome;
afterEach(async () => {
  await home?.close();
  await house?.close();
});

const records = (count: number, first = 1): FakeRecord[] =>
  Array.from({ length: count }, (_, i) => ({
    sequence: first + i,
    at: Math.floor(Date.now() / HOUR) * HOUR - (count - i) * HOUR,
    mmolPerL: 5 + (i % 40) / 10,
    ...(i % 4 === 0 ? { meal: 1 } : {}),
  }));

const meterTold = (more = {}) => ({ name: 'meter-1', kind: 'glucose-meter', address: ADDRESS, secret: 'secret of meter-1', ...more });

async function openBoth({ devices = [meterTold()], settings = {} }: { devices?: Record<string, unknown>[]; settings?: object } = {}) {
  house = await openTestHouse();
  await house.moveIn(
    'p1',
    devices.map(({ name }) => String(name)),
  );
  home = await openGatewayHome({ server: `mqtt://127.0.0.1:${house.broker.port}`, devices, settings: { ...settings } });
}

const stored = async () => {
  const all = [];
  for await (const reading of house.store.readings.between('p1', 'glucose', 0, Date.now() + HOUR)) all.push(reading);
  return all;
};

describeWith('dbus-daemon', 'a home with a gateway', () => {
  test('a meter with 400 records, switched off in the middle, comes back: 400 readings, none twice, in order', async () => {
    await openBoth();
    const meter = addFakeMeter(home.bluez, { address: ADDRESS, records: records(400) });
    meter.onGive = (nth) => {
      if (nth !== 201) return;
      meter.onGive = () => {};
      meter.switchOff();
    };
    meter.switchOn();
    home.start();
    await eventually('the first half', () => meter.given() === 200);
    await eventually('the gateway to notice', () => home.said().includes('disconnected'));
    meter.switchOn();
    await eventually('all 400', async () => (await stored()).length >= 400);
    await eventually('an empty queue', async () => (await home.status()).includes('\t0 waiting'));
    const readings = await stored();
    expect(readings.map(({ sequence }) => sequence).toSorted((a, b) => a! - b!)).toEqual(records(400).map(({ sequence }) => sequence));
    expect(readings.filter((one) => one.kind === 'glucose' && one.meal === 'before')).toHaveLength(100);
    expect(house.received()).toMatchObject({ accepted: 500 }); // 400 measurements, and 100 contexts
    expect(house.received().duplicate ?? 0).toBe(0);
  });
});
