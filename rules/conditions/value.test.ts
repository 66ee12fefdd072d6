import { describe, expect, test } from 'vitest';
import { shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const low = { limit: shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 }) };
const below: Condition = { value: 'glucose', below: 'limit' };

test.each([
  ['above', 179, false],
  ['above', 180, false],
  ['above', 181, true],
  ['atLeast', 179, false],
  ['atLeast', 180, true],
  ['below', 180, false],
  ['below', 179, true],
  ['atMost', 181, false],
  ['atMost', 180, true],
] as const)('systolic %s 180, at %s: %s', (comparison, systolic, holds) => {
  const condition = { value: 'systolic', [comparison]: 'limit' } as unknown as Condition;
  expect(tryCondition(condition, { limit: shortThreshold(180, 'mmHg') }, [{ at: 0, systolic, diastolic: 80 }]).holds).toBe(holds);
});

describe('in the unit that the device reported', () => {
  test.each([
    [3.8, 'mmol/L', true],
    [3.9, 'mmol/L', false],
    [69, 'mg/dL', true],
    [70, 'mg/dL', false], // 3.885 mmol/L: converting first would call it low.
  ] as const)('%s %s is low: %s', (glucose, unit, holds) => {
    expect(tryCondition(below, low, [{ at: 0, glucose, unit }]).holds).toBe(holds);
  });

  test('a value of the patient is converted for the other unit', () => {
    const limits = { 'test.rule.limit': 4.5 };
    expect(tryCondition(below, low, [{ at: 0, glucose: 4.4 }], { limits }).values.limit).toBe(4.5);
    expect(tryCondition(below, low, [{ at: 0, glucose: 80, unit: 'mg/dL' }], { limits })).toMatchObject({
      holds: true,
      values: { limit: 81 },
    });
    expect(tryCondition(below, low, [{ at: 0, glucose: 81, unit: 'mg/dL' }], { limits }).holds).toBe(false);
  });

  test('a value of the patient that is the same as the default keeps the rounding of the guideline', () => {
    const limits = { 'test.rule.limit': 16.7 };
    const high = { limit: shortThreshold(16.7, 'mmol/L', { unit: 'mg/dL', value: 300 }) };
    expect(tryCondition({ value: 'glucose', atLeast: 'limit' }, high, [{ at: 0, glucose: 300, unit: 'mg/dL' }], { limits }).holds).toBe(
      true,
    );
  });
});

test.each([
  ['low', { value: 'glucose', below: 'limit' }, true],
  ['low', { value: 'glucose', atMost: 'limit' }, true],
  ['low', { value: 'glucose', above: 'limit' }, false],
  ['high', { value: 'glucose', above: 'limit' }, true],
  ['high', { value: 'glucose', atLeast: 'limit' }, true],
  ['high', { value: 'glucose', below: 'limit' }, false],
] as const)('a display that shows beyond %s: %j is %s, whatever number stands beside it', (beyond, condition, holds) => {
  for (const glucose of [0.6, 3.9, 33.3]) expect(tryCondition(condition, low, [{ at: 0, glucose, beyond }]).holds).toBe(holds);
});

test('a number that the reading does not have is neither above nor below', () => {
  for (const condition of [
    { value: 'pulse', above: 'limit' },
    { value: 'pulse', below: 'limit' },
  ] as const) {
    expect(tryCondition(condition, { limit: shortThreshold(50, '1/min') }, [{ at: 0, systolic: 120, diastolic: 80 }]).holds).toBe(false);
  }
});
