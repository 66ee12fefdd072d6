import { expect, test } from 'vitest';
import type { Alert } from './alert.ts';
import { inBothUnits, valuesIn } from './reader-unit.ts';
import type { GlucoseUnit } from './units.ts';

test.each<[Alert['values'], GlucoseUnit, Alert['values']]>([
  // The meter says mg/dL, the patient reads mmol/L: the guideline's own limit beside it.
  [{ value: 303, unit: 'mg/dL', limit: 300, meal: 'before' }, 'mmol/L', { value: 16.8, unit: 'mmol/L', limit: 16.7, meal: 'before' }],
  [{ value: 53, unit: 'mg/dL', limit: 54 }, 'mmol/L', { value: 2.9, unit: 'mmol/L', limit: 3 }],
  [{ value: 17.2, unit: 'mmol/L', limit: 16.7 }, 'mg/dL', { value: 310, unit: 'mg/dL', limit: 300 }],
  [{ value: 3.8, unit: 'mmol/L', limit: 3.9 }, 'mg/dL', { value: 68, unit: 'mg/dL', limit: 70 }],
  // Nobody reads "10.0, limit 10.0".
  [{ value: 181, unit: 'mg/dL', limit: 180 }, 'mmol/L', { value: '10.05', unit: 'mmol/L', limit: 10 }],
  // A limit of the clinic's own, and what a rule says of a change.
  [{ value: 211, unit: 'mg/dL', limit: 210 }, 'mmol/L', { value: '11.71', unit: 'mmol/L', limit: 11.7 }],
  [{ value: 90, unit: 'mg/dL', change: -54, per: 30, limit: 45 }, 'mmol/L', { value: 5, unit: 'mmol/L', change: -3, per: 30, limit: 2.5 }],
  // Already so, or no glucose at all.
  [{ value: 303, unit: 'mg/dL', limit: 300 }, 'mg/dL', { value: 303, unit: 'mg/dL', limit: 300 }],
  [{ value: '192/124', unit: 'mmHg', limit: 180 }, 'mmol/L', { value: '192/124', unit: 'mmHg', limit: 180 }],
  [{ value: 2, unit: 'd', limit: 1.5 }, 'mg/dL', { value: 2, unit: 'd', limit: 1.5 }],
])('%j in %s', (values, wanted, shown) => {
  expect(valuesIn(values, wanted)).toEqual(shown);
});

test('a limit that guidelines print in both units is theirs, there and back', () => {
  expect(inBothUnits(16.7, 'mmol/L')).toEqual(inBothUnits(300, 'mg/dL'));
  expect(inBothUnits(7.8, 'mmol/L')['mg/dL']).toBe(140);
  expect(inBothUnits(9.1, 'mmol/L')).toEqual({ 'mmol/L': 9.1, 'mg/dL': 164 });
});
