import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DeviceFacts } from '../domain/device.ts';
import { DecodeError } from './decoder.ts';
import { characteristics } from './gatt/characteristics.ts';
import { decoders } from './registry.ts';
import { selfReports } from './self-report.ts';
import { hear } from './topics.ts';
import { bytesOf } from './vectors.ts';

const RECEIVED = Date.UTC(2026, 2, 2, 12);

function facts(what: string, payload: Uint8Array, zone = 'UTC') {
  const heard = hear(`hearth/v1/cuff-1/${what}`);
  if (!('selfReport' in heard)) throw new Error(`nobody hears ${what}`);
  const context = { received: RECEIVED, zone, topic: '', ...(heard.stamped === undefined ? {} : { stamped: heard.stamped }) };
  return heard.selfReport.facts(payload, context);
}
const status = (said: unknown) => facts('status', Buffer.from(typeof said === 'string' ? said : JSON.stringify(said)));

test('each hears what nobody else hears, and can be shown by `hearth decode`', () => {
  const all = [...decoders, ...selfReports].map(({ hears }) => JSON.stringify(hears));
  expect(new Set(all).size).toBe(all.length);
  for (const { hears } of selfReports)
    if ('characteristic' in hears) expect(Object.keys(characteristics)).toContain(hears.characteristic.toString(16).toUpperCase());
});

describe('status', () => {
  test.each([
    [{ battery: 80 }, { batteryPercent: 80 }],
    [
      { battery: 0, model: ' BP-100 ', firmware: '1.4.2', clockSkewMs: -1200 },
      { batteryPercent: 0, model: 'BP-100', firmware: '1.4.2', clockSkewMs: -1200 },
    ],
    [
      { serial: 'A1', manufacturer: 'M', hardware: '1', software: '2' },
      { serial: 'A1', manufacturer: 'M', hardware: '1', software: '2' },
    ],
  ])('%j', (said, expected) => {
    expect(status(said)).toEqual(expected);
  });

  test.each([
    [{}, 'says nothing; it may say battery, model'],
    [{ battery: 101 }, '/battery'],
    [{ battery: '80' }, '/battery'],
    [{ clockSkewMs: 1.5 }, '/clockSkewMs'],
    [{ model: '' }, '/model'],
    [{ model: 'x'.repeat(81) }, '/model'],
    [{ batteryPercent: 80 }, '/batteryPercent: no such field'],
    [{ battery: 80, patient: 'p1' }, '/patient: no such field'],
    [[{ battery: 80 }], '/: '],
    ['{', 'not JSON'],
  ])('%j is refused: %s', (said, problem) => {
    expect(() => status(said)).toThrow(DecodeError);
    expect(() => status(said)).toThrow(problem);
  });
});

describe('over Bluetooth', () => {
  test.each([
    ['gatt/2a19', '50', { batteryPercent: 80 }],
    ['gatt/00002A19-0000-1000-8000-00805F9B34FB', '64', { batteryPercent: 100 }],
    ['gatt/2a24', Buffer.from('UA-651BLE\0').toString('hex'), { model: 'UA-651BLE' }],
    ['gatt/2a26/1772452800000', Buffer.from('血压计 2').toString('hex'), { firmware: '血压计 2' }],
    // 2026-03-02T12:00:00, a Monday; fractions and reason 0.
    ['gatt/2a2b', 'ea070302 0c0000 01 00 00', { clockSkewMs: 0 }],
    [`gatt/2a2b/${RECEIVED - 60_000}`, 'ea070302 0c0000 01 00 00', { clockSkewMs: 60_000 }],
    [`gatt/2a08/${RECEIVED - 60_000}`, 'ea070302 0c0000', { clockSkewMs: 60_000 }],
    // A stamp of 1997 is a gateway without a clock: the server's counts.
    ['gatt/2a2b/852076800000', 'ea070302 0b3b37 01 00 00', { clockSkewMs: -5_000 }],
  ])('%s %s', (what, hex, expected) => {
    expect(facts(what, bytesOf(hex))).toEqual(expected);
  });

  test('the wall clock is read in the device’s zone', () => {
    expect(facts('gatt/2a2b', bytesOf('ea070302 140000 01 00 00'), 'Asia/Shanghai')).toEqual({ clockSkewMs: 0 });
  });

  test.each([
    ['gatt/2a19', '65', 'more than a battery holds'],
    ['gatt/2a19', '', 'needs 1 byte'],
    ['gatt/2a19', '5050', '1 byte too many'],
    ['gatt/2a24', '', 'between 1 and 80 letters'],
    ['gatt/2a24', '00', 'between 1 and 80 letters'],
    ['gatt/2a24', '41'.repeat(81), 'between 1 and 80 letters'],
    ['gatt/2a24', 'ff', 'not UTF-8'],
    ['gatt/2a2b', '00000302 0c0000 01 00 00', 'does not know the date'],
    ['gatt/2a2b', 'ea070302 0c0000', 'needs 1 byte'],
    ['gatt/2a08', 'ea070302 0c0000 01', '1 byte too many'],
    ['gatt/2a08', 'ea070300 0c0000', 'does not know the date'],
  ])('%s %s is refused: %s', (what, hex, problem) => {
    expect(() => facts(what, bytesOf(hex))).toThrow(DecodeError);
    expect(() => facts(what, bytesOf(hex))).toThrow(problem);
  });
});

test('any bytes and any JSON: nothing but DecodeError, and no fact that a device may not have', () => {
  const payloads = fc.oneof(
    fc.uint8Array({ maxLength: 100 }),
    fc.json().map((text) => new TextEncoder().encode(text)),
    fc
      .record(
        { battery: fc.oneof(fc.double(), fc.integer()), model: fc.string(), firmware: fc.string(), clockSkewMs: fc.double() },
        { requiredKeys: [] },
      )
      .map((said) => new TextEncoder().encode(JSON.stringify(said))),
  );
  fc.assert(
    fc.property(fc.constantFrom(...selfReports), payloads, (report, payload) => {
      try {
        const said = report.facts(payload, { received: RECEIVED, zone: 'Europe/Berlin', topic: '' });
        expect(DeviceFacts.safeParse(said).error).toBeUndefined();
        expect(Object.keys(said).length).toBeGreaterThan(0);
      } catch (error) {
        if (!(error instanceof DecodeError)) throw error;
      }
    }),
    { numRuns: 5_000 },
  );
});
