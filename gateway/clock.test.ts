import { expect, test } from 'vitest';
import { currentTimeBytes, dateTimeBytes, skewMs } from './clock.ts';

const NOW = Date.UTC(2026, 2, 1, 0, 5, 7, 500);

test('the bytes of Current Time and Date Time, on the wall clock of the home', () => {
  // 2026-03-01 08:05:07.5, a Sunday (7), set by hand (1). Fields as the Current Time Service lays them out.
  expect(Buffer.from(currentTimeBytes(NOW, 'Asia/Shanghai')).toString('hex')).toBe('ea070301080507078001');
  expect(Buffer.from(dateTimeBytes(NOW, 'Asia/Shanghai')).toString('hex')).toBe('ea070301080507');
});

test.each<[string, string, string, number | undefined]>([
  ['right', 'ea070301080507078000', 'Asia/Shanghai', 0],
  ['an hour ahead', 'ea070301090507078000', 'Asia/Shanghai', 3_600_000],
  ['in another zone', 'ea070301000507078000', 'Asia/Shanghai', -8 * 3_600_000],
  ['without fractions, as Date Time', 'ea070301080507', 'Asia/Shanghai', -500],
  ['a device that does not know the date', '000000000c0000000000', 'Asia/Shanghai', undefined],
])('skew: %s', (_, bytes, zone, expected) => {
  expect(skewMs(Buffer.from(bytes, 'hex'), NOW, zone)).toBe(expected);
});

test('a date in no calendar is a DecodeError, not a skew', () => {
  expect(() => skewMs(Buffer.from('ea070d01080507078000', 'hex'), NOW, 'Asia/Shanghai')).toThrow(/month/);
});
