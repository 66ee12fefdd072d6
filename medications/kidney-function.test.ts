import { expect, test } from 'vitest';
import { readMedications } from '../house/packs.ts';
import { check } from './check.ts';
import { nameOf } from './names.ts';
import { resolve } from './resolve.ts';

const graph = readMedications([]);

test.each<[string, readonly string[], string]>([
  ['eGFR 25', ['egfr-below-30'], ''],
  ['egfr 29.9', ['egfr-below-30'], ''],
  ['eGFR 30', ['egfr-30-45'], ''],
  ['eGFR: 44.9 mL/min/1.73 m²', ['egfr-30-45'], ''],
  ['eGFR 45', ['egfr-45-60'], ''],
  ['eGFR=59.9 ml/min', ['egfr-45-60'], ''],
  ['eGFR 60', ['egfr-60-or-above'], ''],
  ['估算肾小球滤过率25', ['egfr-below-30'], ''],
  ['eGFR低于30', ['egfr-below-30'], ''],
  ['eGFR < 30', ['egfr-below-30'], ''],
  ['eGFR ≤ 45', ['chronic-kidney-disease'], ''],
  ['eGFR > 60', ['egfr-60-or-above'], ''],
  ['eGFR 30-45', ['egfr-30-45'], ''],
  ['eGFR below 30', ['egfr-below-30'], ''],
  ['CKD, eGFR 38', ['chronic-kidney-disease', 'egfr-30-45'], ''],
  // What says too little, or cannot be, is not guessed.
  ['eGFR > 20', [], 'eGFR > 20'],
  ['eGFR 15-60', [], 'eGFR 15-60'],
  ['eGFR 30 or above', [], 'eGFR 30 or above'],
  ['eGFR 250', [], 'eGFR 250'],
  ['eGFR', [], 'eGFR'],
])('%s', (written, codes, rest) => {
  const found = resolve(graph, written, ['condition'])!;
  expect([found.codes.toSorted(), found.rest]).toEqual([codes, rest]);
});

test.each([
  ['eGFR 25', ['metformin-egfr-below-30 contraindicated certain']],
  ['eGFR 38', ['metformin-egfr-30-45 major certain']],
  ['eGFR 52', []],
])('metformin and %s', (condition, found) => {
  const { findings } = check(graph, { medicines: ['Glucophage'], conditions: [condition], allergies: [], foods: [] });
  expect(findings.map(({ id, severity, certainty }) => `${id} ${severity} ${certainty}`)).toEqual(found);
});

test('people go on seeing the number that was measured', () => {
  expect(nameOf(graph, 'eGFR 25', 'zh-CN')).toBe('eGFR 25');
});
