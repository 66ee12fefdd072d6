import { afterAll, beforeAll, expect, test } from 'vitest';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { OwnPage } from './contract.ts';

const MINUTE = 60_000;
let house: TestHouse;
const { call, hire } = createCallers(() => house);

beforeAll(async () => {
  house = await openTestHouse();
  await hire({ co: 'coordinator' });
});
afterAll(() => house.close());

test('of a sensor the own page tells the latest and the hours before it; of a meter the latest', async () => {
  await house.moveIn('p1', ['sensor-1']);
  await house.moveIn('p2', ['meter-1']);
  const now = Date.now();
  const say = async (device: string, more: object) => {
    const client = await house.connect(device);
    for (let i = 0; i < 40; i++) {
      const reading = { kind: 'glucose', value: 6 + i / 10, unit: 'mmol/L', at: now - (i * 5 + 1) * MINUTE, ...more };
      await client.publishAsync(`hearth/v1/${device}/readings`, JSON.stringify(reading), { qos: 1 });
    }
    await client.endAsync();
  };
  await say('sensor-1', { specimen: 'interstitial' });
  await say('meter-1', {});
  const shown = async (patient: string) => {
    const { path } = (await (await call('POST', `/patients/${patient}/own-page`, 'co', {})).json()) as { path: string };
    return ((await (await call('GET', `/own-page/${path.slice(3)}`, 'co')).json()) as OwnPage).readings.map(
      ({ reported }) => reported!.value,
    );
  };
  expect(await shown('p1')).toEqual([6, 7.2, 8.4, 9.6]);
  expect((await shown('p2')).slice(0, 3)).toEqual([6, 6.1, 6.2]);
  expect(await shown('p2')).toHaveLength(20);
});
