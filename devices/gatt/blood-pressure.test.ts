import { expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import type { Context } from '../decoder.ts';
import { bytesOf, vectors } from '../vectors.ts';
import { bloodPressure, parseBloodPressure } from './blood-pressure.ts';

vectors(bloodPressure, parseBloodPressure, new URL('./blood-pressure.vectors.json', import.meta.url));

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const decode = (bytes: string, more: Partial<Context> = {}) =>
  bloodPressure.decode(bytesOf(bytes), { received: RECEIVED, zone: 'Asia/Shanghai', topic: '', ...more });

test.each([
  [
    'the device’s own time',
    '02 8a00 5800 7800 ea07021c080f00',
    {},
    { at: Date.UTC(2026, 1, 28, 0, 15), clock: 'device', deviceTime: '2026-02-28T08:15:00', quality: [] },
  ],
  [
    'no clock, stamped by the gateway',
    '00 8a00 5800 7800',
    { stamped: RECEIVED - HOUR },
    { at: RECEIVED - HOUR, clock: 'gateway', quality: [] },
  ],
  ['no clock, no stamp', '00 8a00 5800 7800', {}, { at: RECEIVED, clock: 'server', quality: ['unstamped'] }],
  [
    'a date in the future is not believed, and kept',
    '02 8a00 5800 7800 6f080101000000',
    {},
    { at: RECEIVED, clock: 'server', deviceTime: '2159-01-01T00:00:00', quality: ['clock-suspect', 'unstamped'] },
  ],
  [
    'the same from a gateway that stamps: a resend is the same reading',
    '02 8a00 5800 7800 6f080101000000',
    { stamped: RECEIVED - HOUR },
    { at: RECEIVED - HOUR, clock: 'gateway', quality: ['clock-suspect'] },
  ],
  [
    '16 kPa over 10 kPa, mean 12',
    '01 a0f0 64f0 78f0',
    {},
    { systolicMmHg: 120, diastolicMmHg: 75, meanMmHg: 90, reported: { systolic: 16, diastolic: 10, unit: 'kPa' } },
  ],
  ['24 kPa are 180 mmHg, and not over 180', '01 f0f0 64f0 ff07', {}, { systolicMmHg: 180 }],
  ['a pulse and a user', '0c 8a00 5800 7800 3c00 02', {}, { pulsePerMin: 60, user: 2 }],
])('%s', (_, bytes, more, expected) => {
  expect(decode(bytes, more)).toEqual([expect.objectContaining(expected)]);
});

test.each([
  ['a mean that was not measured', '00 8a00 5800 ff07', 'meanMmHg'],
  ['a pulse that was not measured', '04 8a00 5800 7800 ff07', 'pulsePerMin'],
  ['an unknown user', '08 8a00 5800 7800 ff', 'user'],
])('%s is absent', (_, bytes, field) => {
  const [said] = decode(bytes);
  expect(said).toMatchObject({ systolicMmHg: 138 });
  expect(said).not.toHaveProperty(field);
});

test.each([
  [
    'movement, loose cuff, irregular pulse, wrong position',
    '2700',
    ['body-movement', 'cuff-loose', 'irregular-pulse', 'improper-position'],
  ],
  ['a pulse over its range', '0800', ['pulse-out-of-range']],
  ['a pulse under its range', '1000', ['pulse-out-of-range']],
  ['reserved bits', 'd8ff', []],
])('status: %s', (_, status, quality) => {
  expect(decode(`10 8a00 5800 7800 ${status}`, { stamped: RECEIVED })).toMatchObject([{ quality }]);
});

test.each([
  ['the systolic', '00 ff07 5800 ff07', 'systolic at byte 1: NaN is no pressure'],
  ['the diastolic', '00 8a00 ff07 ff07', 'diastolic at byte 3: NaN is no pressure'],
  ['anything below zero', '00 8aff 5800 7800', 'systolic at byte 1: -11.8 is no pressure'],
  ['anything that fits no arm', '00 8a10 5800 7800', 'systolic at byte 1: 1380 is no pressure'],
])('a cuff that could not measure %s', (_, bytes, message) => {
  expect(() => decode(bytes)).toThrow(message);
});
