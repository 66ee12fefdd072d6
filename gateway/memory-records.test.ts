import fc from 'fast-check';
import { expect, test } from 'vitest';
import { recordsIn } from './memory-records.ts';

test.each([
  ['2a18', '1b0f00e807011e053a1b53016fb0f80000', [[15, '1b0f00e807011e053a1b53016fb0f80000']]],
  [
    '2aa7',
    '06000c10050006000c100600',
    [
      [5, '06000c100500'],
      [6, '06000c100600'],
    ],
  ],
  ['2aa7', '08000c100600596f', [[6, '08000c100600596f']]],
])('%s %s', (characteristic, hex, records) => {
  const found = recordsIn(characteristic, Buffer.from(hex, 'hex'))!;
  expect(found.map(({ number, bytes }) => [number, bytes.toString('hex')])).toEqual(records);
});

test.each([
  ['2a34', '02050001'],
  ['2a18', '1b0f'],
  ['2aa7', '06000c1005'],
  ['2aa7', '06000c10050000'],
])('%s %s cannot be told apart, and goes as it is', (characteristic, hex) => {
  expect(recordsIn(characteristic, Buffer.from(hex, 'hex'))).toBeUndefined();
});

test('whatever a sensor sends: nothing is lost between its records, and nothing hangs', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const records = recordsIn('2aa7', Buffer.from(bytes));
      if (records) expect(Buffer.concat(records.map((one) => one.bytes))).toEqual(Buffer.from(bytes));
    }),
  );
});
