import { expect, test } from 'vitest';
import { compile } from './compile.ts';
import { checkLimit, thresholdsOf } from './thresholds.ts';
import { shortRule, shortThreshold } from './try-condition.ts';

const limit = { ...shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 }), min: 3, max: 5.6 };
const own = { organisation: 'Hearth', title: 'A choice', year: 2026, evidence: 'unverified' } as const;
const set = compile([
  shortRule({
    id: 'glucose.often',
    when: { repeat: { value: 'glucose', below: 'limit' }, times: 'times', within: 'P1D' },
    clears: { value: 'glucose', atLeast: 'limit' },
    thresholds: { limit, times: { ...shortThreshold(3, 'readings'), min: 2, max: 5, source: own } },
    appliesTo: { groups: ['adult'] },
  }),
]);

test('all that a person needs to move a limit', () => {
  const [first, second] = thresholdsOf(set);
  expect(first).toEqual({
    rule: 'glucose.often',
    name: 'limit',
    title: { 'zh-CN': '规则', en: 'Rule' },
    label: { 'zh-CN': '阈值', en: 'Limit' },
    watches: 'glucose',
    onValue: true,
    unit: 'mmol/L',
    value: 3.9,
    inOtherUnit: { unit: 'mg/dL', value: 70 },
    min: 3,
    max: 5.6,
    step: 0.1,
    units: ['mmol/L', 'mg/dL'],
    safer: 'higher',
    protects: 3.9,
    source: { organisation: 'Hearth', title: 'Test', year: 2026, evidence: 'unverified' },
    severity: 'high',
    appliesTo: { groups: ['adult'] },
  });
  expect(second).toMatchObject({ name: 'times', unit: 'readings', step: 1, source: own });
});

test.each([
  ['limit', 3, undefined],
  ['limit', 5.6, undefined],
  ['limit', 2.9, 'threshold.out-of-bounds'],
  ['limit', 5.7, 'threshold.out-of-bounds'],
  ['limit', 70, 'threshold.out-of-bounds'], // mg/dL by mistake
  ['limit', Number.NaN, 'threshold.out-of-bounds'],
  ['times', 4, undefined],
  ['times', 2.5, 'threshold.out-of-bounds'],
  ['gone', 1, 'threshold.unknown'],
])('%s = %s: %s', (name, value, code) => {
  expect(checkLimit(set, 'glucose.often', name, value)?.code).toBe(code);
});

test('an unknown rule has no limits', () => {
  expect(checkLimit(set, 'glucose.gone', 'limit', 4)).toEqual({
    code: 'threshold.unknown',
    detail: 'There is no limit glucose.gone.limit.',
  });
  expect(checkLimit(set, 'glucose.often', 'limit', 70)?.detail).toBe('70 mmol/L is not between 3 and 5.6 mmol/L.');
});
