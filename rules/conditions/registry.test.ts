import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { expect, test } from 'vitest';
import { Condition, conditions, kindOf } from './registry.ts';

test('the registry is the folder', () => {
  const files = globSync(`${import.meta.dirname}/*.ts`).map((file) => basename(file, '.ts'));
  const kinds = files.filter((file) => !file.endsWith('.test') && file !== 'registry' && file !== 'condition');
  expect(conditions.map(({ name }) => name).toSorted()).toEqual(kinds.toSorted());
  for (const kind of [...kinds, 'registry']) expect(files, `${kind} has a test`).toContain(`${kind}.test`);
});

test('a condition is known by its key', () => {
  const condition = Condition.parse({ not: { meal: ['after'] } });
  expect(kindOf(condition).name).toBe('not');
});

test.each([
  ['an unknown key', { vlaue: 'glucose', below: 'limit' }],
  ['two comparisons', { value: 'glucose', below: 'limit', above: 'limit' }],
  ['no comparison', { value: 'glucose' }],
  ['an unknown field', { value: 'mood', below: 'limit' }],
  ['an unknown meal', { meal: ['brunch'] }],
  ['an empty list', { all: [] }],
  ['a duration without unit', { repeat: { meal: ['after'] }, times: 'times', within: '14' }],
  ['a mean without limits', { mean: {}, anyAtLeast: {} }],
])('%s is none', (_, condition) => {
  expect(Condition.safeParse(condition).success).toBe(false);
});
