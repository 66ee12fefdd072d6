import { afterEach, expect, test, vi } from 'vitest';
import { addFakeCuff } from './fake-cuff.ts';
import { CUFF, type HouseAndHome, openHouseAndHome, soon } from './house-and-home.ts';
import { describeWith } from './services.ts';

/** From a meter's memory to the doctor's page: fake BlueZ over a real bus, the real gateway as a process of its own, a real house. */

vi.setConfig({ testTimeout: 180_000 });

let both: HouseAndHome;
afterEach(() => both.close());

describeWith('dbus-daemon', 'a home with a gateway', () => {
  test('a meter with 400 records, switched off in the middle, comes back: 400 readings, none twice', async () => {
    both = await openHouseAndHome();
    const { home, house, addMeter, expectAll, stored } = both;
    const meter = addMeter(400);
    meter.onGive = (nth) => {
      if (nth === 201) meter.switchOff();
    };
    meter.switchOn();
    home.start();
    await soon('the gateway to notice', () => home.said().includes('the device has disconnected'));
    expect(meter.given()).toBe(200);
    meter.onGive = () => {};
    meter.switchOn();
    await expectAll(400);
    expect((await stored()).filter((one) => one.kind === 'glucose' && one.meal === 'before')).toHaveLength(100);
    expect(house.received().duplicate ?? 0).toBe(0);
    // The second visit has asked from what the server had, and not for all again.
    expect(meter.asked.filter((asked) => asked === '0101')).toHaveLength(1);
    expect(meter.asked.some((asked) => asked.startsWith('010301'))).toBe(true);
    expect(await home.status()).toMatch(/^meter-1\tglucose-meter\t20\S+Z\tbattery 73 %\tclock (right|\d s behind)\t0 waiting$/m);
  });

  test('the gateway is killed in the middle: BlueZ is still connected, and the next gateway finds all', async () => {
    both = await openHouseAndHome();
    const { home, addMeter, expectAll } = both;
    const meter = addMeter(200);
    meter.silentAfter = 60;
    meter.switchOn();
    home.start();
    await soon('the middle', () => meter.given() === 60);
    await home.end('SIGKILL');
    expect(meter.isConnected()).toBe(true);
    // It is still busy with what the dead gateway asked for, and does nothing else until it is told to stop.
    meter.silentAfter = undefined;
    home.start();
    await soon('the abort', () => meter.asked.includes('0300'));
    await expectAll(200);
    expect(home.said()).not.toContain('its memory');
    await soon('the goodbye', () => !meter.isConnected());
  });

  test('no internet: what was heard waits on the disk, over visits and a restart, and arrives in order when the line is mended', async () => {
    both = await openHouseAndHome();
    const { home, line, addMeter, expectAll, stored } = both;
    line.cut();
    const meter = addMeter(60);
    meter.switchOn();
    home.start();
    await soon('two visits', () => meter.asked.filter((asked) => asked === '0101').length >= 2);
    await soon('60 measurements and 15 contexts', async () => home.waiting('meter-1') === 75);
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
    both = await openHouseAndHome();
    const { home, house, line, stored } = both;
    const cuff = addFakeCuff(home.bluez, CUFF);
    cuff.measured.push([138, 88]);
    line.loseAnswersAfter(4); // the CONNACK has four bytes; the PUBACK behind it never comes
    const before = Date.now();
    cuff.switchOn();
    home.start();
    await soon('the second try', () => house.received().duplicate === 1);
    const readings = await stored('blood-pressure');
    expect(readings).toMatchObject([{ systolicMmHg: 138, diastolicMmHg: 88, clock: 'gateway', quality: [] }]);
    expect(readings[0]!.at).toBeGreaterThanOrEqual(before);
    await both.nothingWaits('cuff-1');
    expect(await home.status()).not.toContain('disconnected');
  });

  test('a cuff that knows the gateway speaks at the moment of the connection: it is heard', async () => {
    both = await openHouseAndHome();
    const { home, stored } = both;
    const cuff = addFakeCuff(home.bluez, CUFF);
    home.start();
    for (const measured of [
      [138, 88],
      [141, 91],
      [129, 80],
    ] as const) {
      cuff.measured.push(measured);
      cuff.switchOn();
      await soon(`${measured}`, async () =>
        (await stored('blood-pressure')).some((one) => 'systolicMmHg' in one && one.systolicMmHg === measured[0]),
      );
    }
  });

  test('a meter with a passkey: refused with a sentence while it is wrong', async () => {
    both = await openHouseAndHome({ meter: { passkey: 123_456 } });
    const { home, addMeter } = both;
    const meter = addMeter(3, { passkey: 654_321 });
    meter.switchOn();
    home.start();
    await soon('a sentence', () => home.said().includes('pairing failed: put the device into pairing mode, and check its passkey'));
    expect(meter.isPaired()).toBe(false);
    expect(meter.given()).toBe(0);
    expect(await home.status()).toContain('pairing failed');
  });

  test('a meter that the settings call a scale: a sentence that says what it is', async () => {
    both = await openHouseAndHome({ meter: { kind: 'weight-scale' } });
    const { home, addMeter } = both;
    const meter = addMeter(3);
    meter.switchOn();
    home.start();
    await soon('a sentence', () => home.said().includes('it is no weight-scale: it has no service 181d; it is a glucose-meter'));
    expect(meter.given()).toBe(0);
    expect(await home.status()).toContain('it is a glucose-meter');
  });

  test('a meter with a passkey that is right is bonded, its clock set, and read', async () => {
    both = await openHouseAndHome({ meter: { passkey: 4_321 } });
    const { home, addMeter, expectAll } = both;
    const meter = addMeter(3, { passkey: 4_321, skewMs: 25 * 60_000 });
    meter.switchOn();
    home.start();
    await expectAll(3);
    expect(meter.isPaired()).toBe(true);
    expect(meter.clockSetTo).toHaveLength(10);
    expect(home.said()).toMatch(/"clockSkewMs":1[45]\d{5},"clockSet":true/);
    // What it had measured by the wrong clock is moved by as much.
    expect(
      new Set((await both.stored()).map(({ clock, at, statedAt }) => [clock, Math.round((statedAt! - at) / 60_000)].join(' '))),
    ).toEqual(new Set(['corrected 25']));
  });

  test('another program scans all the time: the gateway scans besides', async () => {
    both = await openHouseAndHome();
    const { home, addMeter, expectAll } = both;
    home.bluez.scanBesides();
    const meter = addMeter(3);
    home.start();
    meter.switchOn();
    await expectAll(3);
    expect(home.said()).not.toContain('"level":40');
  });

  test('sixty match rules, and visit after visit: no connection to the bus outlives its visit', async () => {
    both = await openHouseAndHome({ matchRules: 60, settings: { restSeconds: 0.05 } });
    const { home, addMeter, expectAll } = both;
    const meter = addMeter(2);
    meter.switchOn();
    home.start();
    await soon('twelve visits', () => meter.connections() >= 12);
    await expectAll(2);
    expect(home.said()).not.toContain('"level":40');
  });

  test('an adapter that is off, BlueZ that is not there: a sentence, and it goes on by itself', async () => {
    both = await openHouseAndHome();
    const { home, addMeter, expectAll } = both;
    home.bluez.setPowered(false);
    const meter = addMeter(5);
    meter.switchOn();
    home.start();
    await soon('a sentence', () => home.said().includes('the Bluetooth adapter is switched off: bluetoothctl power on'));
    home.bluez.setPowered(true);
    await expectAll(5);
    await home.bluez.stop();
    await soon('another', () => home.said().includes('BlueZ is not running: systemctl start bluetooth'));
    await home.bus.stop();
    await soon('a third', () => home.said().includes('the system bus is not there'));
    expect(await home.end()).toBe(0);
  });
});
