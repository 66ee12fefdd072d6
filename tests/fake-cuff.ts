/** A blood pressure cuff without a clock, behind the fake org.bluez: it speaks as soon as somebody listens, and goes. */
import type { FakeBluez, FakeDevice } from './fake-bluez.ts';
import { pressure } from './house.ts';

export interface FakeCuff extends FakeDevice {
  /** Measured, and not told to anybody yet: systolic and diastolic in mmHg. */
  readonly measured: (readonly [number, number])[];
}

export function addFakeCuff(bluez: FakeBluez, address: string): FakeCuff {
  const measured: (readonly [number, number])[] = [];
  const speak = () =>
    setTimeout(() => {
      for (let next = measured.shift(); next; next = measured.shift()) device.notify('2a35', pressure(...next));
      device.switchOff();
    }, 20);
  const device = bluez.add({
    address,
    services: [{ uuid: '1810', characteristics: [{ uuid: '2a35', flags: ['indicate'], subscribed: speak }] }],
  });
  return { ...device, measured };
}
