import { expect, test } from 'vitest';
import type { Reading } from '../domain/reading.ts';
import { alertOf, glucose, pressure } from './sample.ts';
import { isUrgent, situationOf } from './situation.ts';

const stick = (value: number, more: Parameters<typeof glucose>[2] = {}, unit: 'mmol/L' | 'mg/dL' = 'mmol/L') => [
  glucose([1, 12], value, more, unit),
];
const cuff = (systolic: number, diastolic: number) => [pressure([1, 12], systolic, diastolic)];

test.each([
  ['glucose.high-after-meal', stick(12), 'glucose.high-after-meal'],
  ['glucose.postprandial', stick(12), 'glucose.high-after-meal'],
  ['glucose.fasting-high', stick(8), 'glucose.high-fasting'],
  ['glucose.high', stick(11, { meal: 'after' }), 'glucose.high-after-meal'],
  ['glucose.high', stick(9, { meal: 'fasting' }), 'glucose.high-fasting'],
  ['glucose.high', stick(11), 'glucose.high'],
  ['glucose.repeated-high', stick(11), 'glucose.high'],
  ['glucose.high', stick(17), 'glucose.very-high'],
  ['glucose.high', stick(299, {}, 'mg/dL'), 'glucose.high'],
  ['glucose.high', stick(300, {}, 'mg/dL'), 'glucose.very-high'],
  ['glucose.high', stick(33.3, { beyond: 'high' }), 'glucose.very-high'],
  ['glucose.very-high', stick(15), 'glucose.very-high'],
  ['glucose.low', stick(3.5), 'glucose.low'],
  ['glucose.low', stick(2.9), 'glucose.very-low'],
  ['glucose.low', stick(54, {}, 'mg/dL'), 'glucose.low'],
  ['glucose.low', stick(53, {}, 'mg/dL'), 'glucose.very-low'],
  ['glucose.very-low', stick(2.5), 'glucose.very-low'],
  ['glucose.unheard-of', stick(3.2), 'glucose.low'],
  ['glucose.unheard-of', stick(12), 'glucose.high'],
  ['glucose.no-readings', [], 'glucose.silent'],
  ['glucose.silence', [], 'glucose.silent'],
  ['bp.home-mean', cuff(146, 88), 'pressure.raised'],
  ['bp.crisis', cuff(190, 121), 'pressure.crisis'],
  ['bp.very-high', cuff(190, 121), 'pressure.raised'],
  ['bp.low', cuff(85, 50), 'pressure.low'],
  ['bp.orthostatic', cuff(118, 76), 'pressure.low'],
  ['bp.irregular-pulse', cuff(130, 80), 'pressure.pulse'],
  ['bp.no-readings', [], 'pressure.silent'],
  ['clinic.something', cuff(150, 95), 'pressure.raised'],
] as const satisfies readonly (readonly [string, readonly Reading[], string])[])('%s', (rule, evidence, situation) => {
  expect(situationOf(alertOf(rule, evidence), evidence, undefined)).toBe(situation);
});

test('what a rule watches decides where its id says nothing', () => {
  expect(situationOf(alertOf('clinic.silence', []), [], 'blood-pressure')).toBe('pressure.silent');
  expect(situationOf(alertOf('clinic.silence', [], { values: { kind: 'blood-pressure' } }), [], undefined)).toBe('pressure.silent');
});

test('a grave blood-pressure alert is a crisis, whatever its rule is called, and grave alerts are urgent', () => {
  const alert = alertOf('bp.very-high', cuff(190, 121), { severity: 'high' });
  expect(situationOf(alert, cuff(190, 121), undefined)).toBe('pressure.crisis');
  expect(isUrgent('glucose.low', { severity: 'high' })).toBe(true);
  expect(isUrgent('glucose.very-high', { severity: 'low' })).toBe(true);
  expect(isUrgent('glucose.high', { severity: 'medium' })).toBe(false);
});
