import { expect, test } from 'vitest';
import { bytesOf, vectors } from '../vectors.ts';
import { glucoseContext, parseGlucoseContext } from './glucose-context.ts';

vectors(glucoseContext, parseGlucoseContext, new URL('./glucose-context.vectors.json', import.meta.url));

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const decode = (bytes: string) =>
  glucoseContext.decode(bytesOf(bytes), { received: RECEIVED, stamped: RECEIVED - 9, zone: 'UTC', topic: '' });

test.each([
  [
    '60 g of carbohydrate, before eating, 8 mL of rapid insulin',
    '33 0500 01 3cd0 01 01 08d0',
    {
      sequence: 5,
      meal: 'before',
      carbohydrateG: 60,
      medication: 'rapid-insulin',
      medicationAmount: { value: 8, unit: 'mL' },
      quality: [],
    },
  ],
  ['850 mg of it', '10 0500 04 52a3', { medication: 'long-insulin', medicationAmount: { value: 850, unit: 'mg' } }],
  ['half an hour of exercise at 40 %', '08 0500 0807 28', { exerciseMinutes: 30, exerciseIntensityPercent: 40 }],
  ['stress, and an HbA1c of 6.5 %', '44 0500 41 41f0', { health: 'stress', hba1cPercent: 6.5 }],
  ['extended flags are read over', '82 0500 ff 03', { meal: 'fasting' }],
  ['stamped by the gateway', '02 0500 05', { meal: 'bedtime', at: RECEIVED - 9, clock: 'gateway' }],
])('%s', (_, bytes, expected) => {
  expect(decode(bytes)).toEqual([expect.objectContaining({ kind: 'glucose-context', ...expected })]);
});

test.each([
  ['60 kg of carbohydrate', '03 0500 01 3c00 01', 'carbohydrateG'],
  ['123 L of insulin', '32 0500 01 04 d2f4', 'medicationAmount'],
  ['exercise at 200 %', '0a 0500 01 0807 c8', 'exerciseIntensityPercent'],
  ['an HbA1c of 345 %', '42 0500 01 5901', 'hba1cPercent'],
])('%s is left out and said to be; the meal stays', (_, bytes, field) => {
  const [said] = decode(bytes);
  expect(said).toMatchObject({ meal: 'before', quality: ['implausible'] });
  expect(said).not.toHaveProperty(field);
});

test.each([
  ['an amount that was not measured', '03 0500 01 ff07 01'],
  ['an exercise longer than its field', '0a 0500 01 ffff 28'],
  ['a meal of a newer edition', '02 0500 06'],
])('%s is absent', (_, bytes) => {
  const [said] = decode(bytes);
  expect(said).toMatchObject({ quality: [] });
  expect(said).not.toHaveProperty('carbohydrateG');
  expect(said).not.toHaveProperty('exerciseMinutes');
});
