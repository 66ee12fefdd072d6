import { expect, test } from 'vitest';
import { firstUnit, inOwnUnit, inShownUnit, needsSecond, writtenAs } from './limit.ts';

const low = { min: 3, max: 5.6, step: 0.1, unit: 'mmol/L', units: ['mmol/L', 'mg/dL'], value: 4.1631, given: { value: 75, unit: 'mg/dL' } };

test('a limit of glucose is shown in either unit, as it was written where it was written so', () => {
  expect(inShownUnit(low, 'mmol/L')).toEqual({ min: 3, max: 5.6, step: 0.1, value: 4.2 });
  expect(inShownUnit(low, 'mg/dL')).toEqual({ min: 54, max: 101, step: 1, value: 75 });
  expect([inOwnUnit(75, 'mg/dL', low), inOwnUnit(4.4, 'mmol/L', low)]).toEqual([4.2, 4.4]);
  expect([writtenAs(low), writtenAs({ unit: 'mmHg' })]).toEqual(['75 mg/dL', undefined]);
});

test('a person begins to type in the unit that was written, or in the patient’s', () => {
  expect(firstUnit(low, 'mmol/L')).toBe('mg/dL');
  expect(firstUnit({ units: low.units, unit: 'mmol/L' }, 'mg/dL')).toBe('mg/dL');
  expect(firstUnit({ units: ['mmHg'], unit: 'mmHg' }, 'mg/dL')).toBe('mmHg');
});

test('a second person is needed beyond the protected bound, and further than it is now', () => {
  const crisis = { protects: 180, safer: 'lower', value: 180 } as const;
  expect([needsSecond(crisis, 181), needsSecond(crisis, 179), needsSecond({ ...crisis, value: 190 }, 185)]).toEqual([true, false, false]);
  expect(needsSecond({ safer: 'lower', value: 1 }, 2)).toBe(false);
  expect(needsSecond({ protects: 3, safer: 'higher', value: 3 }, 2.8)).toBe(true);
});
