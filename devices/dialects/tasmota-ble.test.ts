import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DecodeError, NothingToKeep } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { bloodPressure } from '../gatt/blood-pressure.ts';
import { tasmotaBle } from './tasmota-ble.ts';

const samples = JSON.parse(readFileSync(new URL('tasmota-ble.samples.json', import.meta.url), 'utf8'));
const context = { received: Date.UTC(2026, 2, 1, 12), zone: 'Europe/Berlin', topic: '' };
const bytes = (said: unknown) => Buffer.from(typeof said === 'string' ? said : JSON.stringify(said));
const decode = (said: unknown) => tasmotaBle.decode(bytes(said), context);

/** A cuff's indication (138/88/120 mmHg) in the shape of the published notification. */
const CUFF = {
  BLEOperation: {
    ...samples.notified.BLEOperation,
    svc: '0x1810',
    char: '0x2a49',
    notifychar: '0x2a35',
    notify: '008A0058007800',
  },
};
const changed = (more: object) => ({ BLEOperation: { ...CUFF.BLEOperation, ...more } });

dialectStands(tasmotaBle, [CUFF, samples.notified, samples.name, samples.vendor]);

test.each([
  ['short', '0x2a35'],
  ['long', '00002A35-0000-1000-8000-00805F9B34FB'],
])('the bytes go to the profile: the characteristic’s %s form', (_, notifychar) => {
  expect(decode(changed({ notifychar }))).toEqual(bloodPressure.decode(Buffer.from('008a0058007800', 'hex'), context));
});

test('a characteristic that was read', () => {
  const said = changed({ state: 'DONEREAD', char: '0x2a9d', read: '00B437', notifychar: undefined, notify: undefined });
  expect(decode(said)).toEqual([expect.objectContaining({ kind: 'weight', weightKg: 71.3 })]);
});

test.each([
  ['a device’s name', changed({ state: 'DONEREAD', char: '0x2a24', read: '4250' }), 'Model Number is no measurement'],
  ['an operation that begins', changed({ state: 'START' }), 'no bytes yet'],
  ['one that fails', changed({ state: 'FAILCONNECT' }), 'no bytes yet'],
  ['a list of who is near', { BLEDevices: { A4C1389628F7: { r: -70 } } }, 'no BLEOperation'],
])('%s is passed over', (_, said, sentence) => {
  expect(() => decode(said)).toThrow(NothingToKeep);
  expect(() => decode(said)).toThrow(sentence);
});

test.each([
  ['a vendor’s own characteristic', samples.vendor, 'no decoder for the characteristic 00001525-1212'],
  ['a vendor’s own notification', samples.notified, 'no decoder'],
  ['a service’s name of the device', samples.name, 'no decoder for the characteristic 2a00'],
  ['bytes that Tasmota cut off', changed({ notify: '008A0058+' }), 'cut the bytes off'],
  ['no hexadecimal', changed({ notify: 'hello' }), 'bytes in hexadecimal'],
  ['the broken JSON of old builds', samples.broken, 'not JSON'],
])('%s waits for a person', (_, said, sentence) => {
  const attempt = () => decode(said);
  expect(attempt).toThrow(DecodeError);
  expect(attempt).not.toThrow(NothingToKeep);
  expect(attempt).toThrow(sentence);
});

test('the sensor is the MAC', () => {
  expect(tasmotaBle.sensorOf!(bytes(CUFF))).toBe('4c65a8daf43a');
  expect(() => tasmotaBle.sensorOf!(bytes(samples.hiddenAddress))).toThrow('/BLEOperation/MAC');
});
