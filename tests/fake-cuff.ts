/**
 * A blood pressure cuff without a clock, behind the fake org.bluez: it speaks as soon as somebody listens, and goes. To a partner that it knows it
 * speaks at once: whoever listens later than that has missed it.
 */
import type { FakeBluez, FakeDevice } from './fake-bluez.ts';
import { pressure } from './house.ts';

export interface FakeCuff extends FakeDevice {
  /** Measured, and not told to anybody yet: systolic and diastolic in mmHg. */
  readonly measured: (readonly [number, number])[];
}

export function addFakeCuff(bluez: FakeBluez, address: string): FakeCuff {
  const measured: (readonly [number, number])[] = [];
  let speaks = false;
  const speak = () => {
    if (speaks) return;
    speaks = true;
    setTimeout(() => {
      for (let next = measured.shift(); next; next = measured.shift()) device.notify('2a35', pressure(...next));
      device.switchOff();
      speaks = false;
    }, 2);
  };
  const device = bluez.add({
    address,
    connected: speak,
    services: [{ uuid: '1810', characteristics: [{ uuid: '2a35', flags: ['indicate'], subscribed: speak }] }],
  });
  return { ...device, measured };
}
