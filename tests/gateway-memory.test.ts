import { afterEach, expect, test, vi } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import { type HouseAndHome, openHouseAndHome, soon } from './house-and-home.ts';
import { describeWith } from './services.ts';

/** Meters whose memory is difficult to read. */

vi.setConfig({ testTimeout: 180_000 });

let both: HouseAndHome;
afterEach(() => both.close());

describeWith('dbus-daemon', 'a gateway and difficult meters', () => {
  test('a meter that falls silent in the middle is told to stop, and asked again', async () => {
    both = await openHouseAndHome({ settings: { silenceSeconds: 0.5 } });
    const { home, addMeter, expectAll } = both;
    const meter = addMeter(30);
    meter.silentAfter = 12;
    meter.switchOn();
    home.start();
    await soon('the abort', () => meter.asked.includes('0300'));
    meter.silentAfter = undefined;
    await expectAll(30);
    expect(home.said()).toContain('its memory: the meter has said nothing for ');
  });

  test('a meter that can neither count nor report from a number gives all each time; the server hears each once', async () => {
    both = await openHouseAndHome();
    const { home, house, addMeter, expectAll } = both;
    const meter = addMeter(20);
    meter.without.add('04').add('0103');
    meter.switchOn();
    home.start();
    await soon('three visits', () => meter.given() >= 60);
    await expectAll(20);
    expect(house.received().duplicate ?? 0).toBe(0);
  });

  test('a meter that gives a late record among the first, and goes in the middle: what lies in between is not taken for given', async () => {
    both = await openHouseAndHome();
    const { home, addMeter, expectAll, stored } = both;
    const meter = addMeter(60);
    meter.order = (all) => [...all.slice(0, 2), all.at(-1)!, ...all.slice(2, -1)];
    meter.onGive = (nth) => {
      if (nth === 20) meter.switchOff();
    };
    meter.switchOn();
    home.start();
    await soon('the gateway to notice', () => home.said().includes('the device has disconnected'));
    await soon('19 readings', async () => (await stored()).length === 19);
    await both.nothingWaits('meter-1');
    meter.onGive = () => {};
    meter.switchOn();
    await expectAll(60);
  });

  test('a queue that is full, far from the server: a sentence, the rest stays in the meter, and nothing is missing in the end', async () => {
    both = await openHouseAndHome({ settings: { queueMegabytes: 0.08 } });
    const { home, line, addMeter, expectAll } = both;
    line.cut();
    const meter = addMeter(300);
    meter.switchOn();
    home.start();
    await soon('a sentence', () => home.said().includes('gateway.db: there is no more room for readings; bring the server back'));
    expect(await home.status()).toContain('there is no more room');
    line.mend();
    await expectAll(300);
  });

  test('numbers that begin anew after a change of batteries: the new records are not missed', async () => {
    both = await openHouseAndHome();
    const { home, addMeter, expectAll, stored } = both;
    const meter = addMeter(20);
    meter.switchOn();
    home.start();
    await expectAll(20);
    const fresh = { sequence: 1, at: Math.floor(Date.now() / HOUR) * HOUR - 60_000, mmolPerL: 7.7 };
    meter.records.splice(0, 20, fresh);
    await soon('the new first record', async () => (await stored()).length === 21);
  });
});
