import { expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { readingId } from '../../domain/identity.ts';
import { type Context, DecodeError, NothingToKeep } from '../decoder.ts';
import { bytesOf } from '../vectors.ts';
import { cgm } from './cgm-measurement.ts';

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const decode = (bytes: string, more: Partial<Context> = {}) =>
  cgm.decode(bytesOf(bytes), { received: RECEIVED, zone: 'Asia/Shanghai', topic: '', ...more });
/** 120 mg/dL in the fifth minute of the session, 130 in the tenth. */
const TWO = '06 00 7800 0500 06 00 8200 0a00';

test('with the session, a minute is a time, and the number of a record', () => {
  const session = RECEIVED - 3 * DAY;
  const said = decode(TWO, { stamped: RECEIVED, session });
  expect(said).toEqual([
    expect.objectContaining({ at: session + 5 * MINUTE, clock: 'device', sequence: 5, specimen: 'interstitial', quality: [] }),
    expect.objectContaining({ at: session + 10 * MINUTE, sequence: 10, reported: { value: 130, unit: 'mg/dL' } }),
  ]);
  // Fetched again an hour later, it is the same; the same minute of the next sensor is another.
  const again = decode(TWO, { stamped: RECEIVED + HOUR, session });
  const next = decode(TWO, { stamped: RECEIVED + HOUR, session: session + DAY });
  expect(again.map((one) => readingId('s', one))).toEqual(said.map((one) => readingId('s', one)));
  expect(next.map((one) => readingId('s', one))).not.toEqual(said.map((one) => readingId('s', one)));
});

test('without it, the last record is of the moment it was heard, and those before it lie back by their minutes', () => {
  expect(decode(TWO, { stamped: RECEIVED - HOUR })).toEqual([
    expect.objectContaining({ at: RECEIVED - HOUR - 5 * MINUTE, clock: 'gateway', quality: [] }),
    expect.objectContaining({ at: RECEIVED - HOUR, clock: 'gateway' }),
  ]);
  expect(decode(TWO)[1]).toMatchObject({ at: RECEIVED, clock: 'server', quality: ['unstamped'] });
});

test('a session that began in 2099 is not believed', () => {
  const [, last] = decode(TWO, { stamped: RECEIVED, session: Date.UTC(2099, 0, 1) });
  expect(last).toMatchObject({ at: RECEIVED, clock: 'gateway', quality: ['clock-suspect'] });
});

test.each([
  ['below what the sensor can show', '07 20 2800 0500 40', { beyond: 'low' }],
  ['above what it can show', '07 20 9001 0500 80', { beyond: 'high' }],
  ['LO in place of a number', '06 00 0208 0500', { beyond: 'low', reported: { value: 40, unit: 'mg/dL' } }],
  ['HI by its bit, without a number', '07 20 ff07 0500 80', { beyond: 'high', reported: { value: 400, unit: 'mg/dL' } }],
  ['a battery that is low, a sensor that fails', '07 80 7800 0500 0a', { quality: ['battery-low', 'sensor-fault'] }],
  ['too warm, and out of time', '07 40 7800 0500 11', { quality: ['temperature-out-of-range', 'time-fault'] }],
])('%s', (_, bytes, expected) => {
  expect(decode(bytes, { stamped: RECEIVED })).toEqual([expect.objectContaining(expected)]);
});

test('a low among others is not lost', () => {
  expect(decode('07 20 0208 0500 40 06 00 7800 0a00', { stamped: RECEIVED })).toMatchObject([
    { beyond: 'low' },
    { reported: { value: 120 } },
  ]);
});

test('a record without a number is left out', () => {
  expect(decode('06 00 ff07 0500 06 00 8200 0a00', { stamped: RECEIVED })).toHaveLength(1);
});

const thrownBy = (bytes: string): unknown => {
  try {
    return decode(bytes, { stamped: RECEIVED });
  } catch (error) {
    return error;
  }
};

test.each([
  ['it warms up', '06 00 ff07 0500'],
  ['it wants to be calibrated', '07 40 0008 0500 08 06 00 ff07 0a00'],
])('all without a number, as %s: passed over', (_, bytes) => {
  expect(thrownBy(bytes)).toBeInstanceOf(NothingToKeep);
});

test.each([
  ['it has failed', '07 80 ff07 0500 08'],
  ['it warns of a low', '07 20 ff07 0500 04'],
  ['its word is a reserved one', '06 00 0108 0500'],
  ['one of two has failed', '06 00 ff07 0500 07 80 ff07 0a00 20'],
])('all without a number, and %s: somebody is told', (_, bytes) => {
  expect(thrownBy(bytes)).toBeInstanceOf(DecodeError);
  expect(thrownBy(bytes)).not.toBeInstanceOf(NothingToKeep);
});
