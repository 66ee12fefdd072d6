import { expect, test } from 'vitest';
import type { Decoder } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { measurementsOfMapped } from './mapped.ts';

const decode: Decoder['decode'] = measurementsOfMapped;
const context = { received: Date.UTC(2026, 2, 1, 12), zone: 'Asia/Shanghai', topic: '' };
const measure = (said: unknown) => decode(Buffer.from(JSON.stringify(said)), context);
const PRESSURE = { kind: 'blood-pressure', systolic: 138, diastolic: 88, at: '2026-03-01 08:00' };

dialectStands({ decode } as unknown as Decoder, [PRESSURE, [PRESSURE, { ...PRESSURE, at: '2026-03-01T08:05:30' }]]);

test.each(['2026-03-01 08:00', '2026-03-01T08:00:00', '2026-03-01T08:00:00+08:00', '2026-03-01T00:00:00Z', Date.UTC(2026, 2, 1)])(
  '%s is the wall clock of the device where it has no zone',
  (at) => {
    expect(measure({ ...PRESSURE, at })).toEqual([
      expect.objectContaining({ systolicMmHg: 138, at: Date.UTC(2026, 2, 1), clock: 'device' }),
    ]);
  },
);

test('what a mapping says of the posture goes with the pressure, and a word that is none is refused', () => {
  expect(measure({ ...PRESSURE, posture: 'standing' })).toEqual([expect.objectContaining({ systolicMmHg: 138, posture: 'standing' })]);
  expect(measure(PRESSURE)[0]).not.toHaveProperty('posture');
  expect(() => measure({ ...PRESSURE, posture: 'stood' })).toThrow('/readings/posture');
  expect(() => measure({ kind: 'heart-rate', value: 70, at: PRESSURE.at, posture: 'standing' })).toThrow('posture');
});

test.each([
  [[], '1 to 1000'],
  [{ ...PRESSURE, at: '2026-02-30 08:00' }, '/readings/at: "2026-02-30 08:00" is in no calendar'],
  [[PRESSURE, { ...PRESSURE, systolic: '138' }], '/readings/1/systolic'],
  ['text', '/readings'],
])('%j is refused', (said, sentence) => {
  expect(() => measure(said)).toThrow(sentence);
});
