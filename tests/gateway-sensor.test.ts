import { afterEach, expect, test, vi } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { type HouseAndHome, openHouseAndHome, soon } from './house-and-home.ts';
import { describeWith } from './services.ts';

/** A continuous sensor behind the gateway: its memory counts minutes from its session, and a new sensor counts them anew. */

vi.setConfig({ testTimeout: 180_000 });

let both: HouseAndHome;
afterEach(() => both.close());

describeWith('dbus-daemon', 'a sensor', () => {
  test('away in the middle of its memory, then replaced by another that counts from the same minutes: each reading once, at its time', async () => {
    both = await openHouseAndHome({ meter: { kind: 'continuous-glucose-sensor' } });
    const { home, addMeter, stored } = both;
    const session = Math.floor(Date.now() / HOUR) * HOUR - 10 * HOUR;
    const minutes = Array.from({ length: 60 }, (_, i) => 5 * (i + 1));
    const records = minutes.map((minute) => ({ sequence: minute, at: 0, mmolPerL: 6 }));
    const sensor = addMeter(0, { session, records });
    sensor.onGive = (nth) => {
      if (nth === 31) sensor.switchOff();
    };
    sensor.switchOn();
    home.start();
    await soon('the gateway to notice', () => home.said().includes('the device has disconnected'));
    sensor.onGive = () => {};
    sensor.switchOn();
    await soon('60 readings', async () => (await stored()).length === 60);
    expect((await stored()).map(({ at }) => at)).toEqual(minutes.map((minute) => session + minute * MINUTE));
    // From the last that the server had, not all again.
    expect(sensor.asked.filter((asked) => asked === '0101')).toHaveLength(1);

    // The same minutes and values, six hours later: other readings.
    sensor.startSession(session + 6 * HOUR);
    sensor.records.splice(40);
    await soon('100 readings', async () => (await stored()).length === 100);
    expect((await stored()).slice(-1)).toMatchObject([
      { at: session + 6 * HOUR + 200 * MINUTE, specimen: 'interstitial', clock: 'device' },
    ]);
    expect(both.house.received().duplicate ?? 0).toBe(0);
  });

  test('a sensor that was not started yet: a sentence, and nothing is guessed', async () => {
    both = await openHouseAndHome({ meter: { kind: 'continuous-glucose-sensor' } });
    const { home, addMeter, stored } = both;
    const sensor = addMeter(0, { session: Number.NaN, records: [{ sequence: 5, at: 0, mmolPerL: 6 }] });
    sensor.switchOn();
    home.start();
    await soon('a sentence', () => home.said().includes('its sensor has not been started yet'));
    expect(sensor.asked).toEqual([]);
    expect(await stored()).toEqual([]);
  });
});
