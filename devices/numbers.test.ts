import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { Bytes, wallClockText } from './bytes.ts';
import { DecodeError } from './decoder.ts';
import type { Vector } from './vectors.ts';

type Numbers = Vector & { readonly characteristic: 'SFLOAT' | 'FLOAT' | '2A08' };
const all = JSON.parse(readFileSync(new URL('./numbers.vectors.json', import.meta.url), 'utf8')) as readonly Numbers[];

const read = {
  SFLOAT: (bytes: Bytes) => ({ value: bytes.sfloat('value') }),
  FLOAT: (bytes: Bytes) => ({ value: bytes.float('value') }),
  '2A08': (bytes: Bytes) => ({ dateTime: wallClockText(bytes.dateTime('dateTime')) }),
};

test('29 February of a leap year, and of a year that the device does not know', () => {
  for (const hex of ['e807021d000000', '0000021d000000'])
    expect(new Bytes(Buffer.from(hex, 'hex')).dateTime('dateTime')).toMatchObject({ day: 29 });
});

test.each(all.map((vector) => [vector.id, vector] as const))('%s', (_, { characteristic, hex, outcome, expected }) => {
  const bytes = new Bytes(Uint8Array.from(Buffer.from(hex, 'hex')));
  if (outcome === 'error') expect(() => read[characteristic](bytes)).toThrow(DecodeError);
  else expect(read[characteristic](bytes)).toEqual(expected);
});

test.each([
  ['31 February', 'e607021f000000', 'dateTime.day at byte 3: 31 is in no calendar'],
  ['29 February of a common year', 'e907021d000000', 'dateTime.day at byte 3: 29 is in no calendar'],
  ['a 13th month', 'e6070d01000000', 'dateTime.month at byte 2: 13 is in no calendar'],
  ['the year 1500', 'dc050101000000', 'dateTime.year at byte 0: 1500 is in no calendar'],
  ['25 o’clock', 'e6070101190000', 'dateTime.hours at byte 4: 25 is in no calendar'],
])('%s is refused with its place', (_, hex, message) => {
  expect(() => new Bytes(Buffer.from(hex, 'hex')).dateTime('dateTime')).toThrow(message);
});

test.each([
  ['u8', 'f0', 240],
  ['u16', 'f0ff', 65_520],
  ['i16', 'f0ff', -16],
  ['u24', 'f0fffe', 0xfefff0],
  ['u32', 'f0fffefd', 0xfdfefff0],
] as const)('%s %s is %s, and a byte less is an error with its place', (kind, hex, value) => {
  const whole = Buffer.from(hex, 'hex');
  expect(new Bytes(whole)[kind]('field')).toBe(value);
  expect(() => new Bytes(whole.subarray(1))[kind]('field')).toThrow('field at byte 0: needs');
});

test('a byte too many names the place', () => {
  expect(() => new Bytes(Uint8Array.of(1)).end()).toThrow('end at byte 0: 1 byte too many');
});
