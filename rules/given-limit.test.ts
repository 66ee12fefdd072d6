import { expect, test } from 'vitest';
import { readRules } from '../house/packs.ts';
import { parseGivenLimit, readLimit } from './given-limit.ts';

const set = readRules([]);
const read = (rule: string, name: string, text: string) => readLimit(set, rule, name, parseGivenLimit(text)!);
const refused = (rule: string, name: string, text: string) => {
  const answer = read(rule, name, text);
  return 'problem' in answer ? `${answer.problem.code}: ${answer.problem.detail}` : answer.limit;
};

test.each([
  ['16.7 mmol/L', 16.7, 16.7, 'mmol/L'],
  ['16,5mmol/l', 16.5, 16.5, 'mmol/L'],
  ['300 mg/dL', 16.7, 300, 'mg/dL'],
  ['290 MG/DL', 16.0972, 290, 'mg/dL'],
  ['16', 16, 16, 'mmol/L'],
])('glucose.very-high begins at %s', (text, value, written, unit) => {
  expect(read('glucose.very-high', 'limit', text)).toEqual({ limit: { value, given: { value: written, unit } } });
});

test.each([
  [
    'glucose.low',
    'limit',
    '3.6 mg/dL',
    '3.6 mg/dL = 0.2 mmol/L is not between 3 and 5.6 mmol/L (54 and 101 mg/dL). Which is meant: 3.6 mmol/L = 65 mg/dL, or 3.6 mg/dL = 0.2 mmol/L?',
  ],
  ['glucose.low', 'limit', '65 mmol/L', 'Which is meant: 65 mg/dL = 3.6 mmol/L, or 65 mmol/L = 1171 mg/dL?'],
  ['glucose.low', 'limit', '65', '65 needs its unit here: 65 mmol/L = 1171 mg/dL, or 65 mg/dL = 3.6 mmol/L.'],
  ['glucose.low', 'limit', '3.6 mmHg', 'This limit is in mmol/L or mg/dL, not in mmHg.'],
  ['glucose.low', 'limit', '3.6 spoons', 'not in spoons'],
  ['bp.crisis', 'systolic', '24 kPa', 'This limit is in mmHg, not in kPa.'],
])('%s.%s is not %s', (rule, name, text, why) => {
  expect(refused(rule, name, text)).toContain(`threshold.unit: `);
  expect(refused(rule, name, text)).toContain(why);
});

test.each([
  ['glucose.low', 'limit', '40 mmol/L'],
  ['glucose.low', 'limit', '3.65 mmol/L'],
  ['glucose.low', 'limit', '65.5 mg/dL'],
  ['bp.crisis', 'systolic', '20 mmHg'],
])('%s.%s: %s lies outside, or is finer than a meter shows', (rule, name, text) => {
  expect(refused(rule, name, text)).toContain('threshold.out-of-bounds: ');
});

test('a number that could be either asks for its unit', () => {
  const wide = set.rules.map((rule) =>
    rule.id === 'glucose.low' ? { ...rule, thresholds: { limit: { ...rule.thresholds.limit!, min: 0.1, max: 100 } } } : rule,
  );
  expect(readLimit({ ...set, rules: wide }, 'glucose.low', 'limit', { value: 5.6 })).toMatchObject({
    problem: { code: 'threshold.unit', detail: '5.6 could be either: 5.6 mmol/L = 101 mg/dL, or 5.6 mg/dL = 0.3 mmol/L. Say which.' },
  });
});

test('what has no number is no limit', () => {
  for (const text of ['', 'mmol/L', 'low', '19O', '1l0']) expect(parseGivenLimit(text)).toBeUndefined();
});
