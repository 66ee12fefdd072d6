import { expect, test } from 'vitest';
import { readRules } from '../house/packs.ts';
import { isWeaker, saferOf, safest } from './safer.ts';
import { weakened } from './weakened.ts';

const set = readRules([]);
const ruleOf = (id: string) => set.rules.find((rule) => rule.id === id)!;

test.each([
  ['bp.crisis', 'systolic', 'lower'],
  ['bp.crisis', 'systolicRecovered', 'lower'],
  ['glucose.very-low', 'limit', 'higher'],
  ['glucose.very-low', 'recovered', 'higher'],
  ['glucose.very-high', 'limit', 'lower'],
  ['bp.crisis', 'off', 'lower'],
  ['bp.orthostatic', 'systolic', 'lower'],
  ['bp.orthostatic', 'soonest', 'lower'],
  ['bp.orthostatic', 'latest', 'higher'],
  ['bp.morning-surge', 'rise', 'lower'],
  ['bp.morning-surge', 'settled', 'lower'],
])('%s.%s: the safer is the %s', (rule, name, way) => {
  expect(saferOf(ruleOf(rule), name)).toBe(way);
});

test('of every limit of an urgent rule it is known which way is safer', () => {
  const urgent = set.rules.filter(({ severity }) => severity === 'high');
  expect(urgent.length).toBeGreaterThan(3);
  const unknown = urgent.flatMap((rule) => Object.keys(rule.thresholds).filter((name) => saferOf(rule, name) === undefined));
  expect(unknown).toEqual([]);
});

test('weaker is what speaks later; a limit that works both ways weakens with any change', () => {
  expect([isWeaker('lower', 181, 180), isWeaker('lower', 180, 180), isWeaker('lower', 179, 180)]).toEqual([true, false, false]);
  expect([isWeaker('higher', 2.9, 3), isWeaker('higher', 3.1, 3)]).toEqual([true, false]);
  expect([isWeaker(undefined, 2, 1), isWeaker(undefined, 1, 1)]).toEqual([true, false]);
  expect([safest('lower', 170, 160), safest('higher', 3, 3.4), safest(undefined, 1, 2)]).toEqual([160, 3.4, 2]);
});

test('what an urgent rule loses is listed, what it gains is not, and a mild rule is free', () => {
  const key = 'bp.crisis.systolic';
  const value = ruleOf('bp.crisis').thresholds.systolic!.value;
  expect(weakened(set, {}, { [key]: value + 5 })).toEqual([
    { rule: 'bp.crisis', name: 'systolic', from: value, to: value + 5, unit: 'mmHg' },
  ]);
  expect(weakened(set, {}, { [key]: value - 5 })).toEqual([]);
  expect(weakened(set, { [key]: value + 9 }, { [key]: value + 5 }), 'back towards the guideline').toEqual([]);
  expect(weakened(set, { [key]: value - 9 }, {}), 'back to the guideline').toEqual([]);
  expect(weakened(set, {}, { 'bp.crisis.off': 1 })).toMatchObject([{ rule: 'bp.crisis', name: 'off', to: 1 }]);
  expect(weakened(set, { 'bp.crisis.off': 1 }, {})).toEqual([]);
  const mild = set.rules.find(({ severity }) => severity === 'low')!;
  expect(weakened(set, {}, { [`${mild.id}.off`]: 1 })).toEqual([]);
});

test('a pack may let one person go further alone', () => {
  const rules = set.rules.map((rule) =>
    rule.id === 'bp.crisis'
      ? { ...rule, thresholds: { ...rule.thresholds, systolic: { ...rule.thresholds.systolic!, protects: 190 } } }
      : rule,
  );
  expect(weakened({ ...set, rules }, {}, { 'bp.crisis.systolic': 190 })).toEqual([]);
  expect(weakened({ ...set, rules }, {}, { 'bp.crisis.systolic': 191 })).toHaveLength(1);
});
