import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import type { Direction } from '../domain/duty.ts';
import { directionOf, quiets } from './direction.ts';
import { parsePack } from './pack.ts';

const rules = globSync(join(import.meta.dirname, 'packs/*.yaml'))
  .filter((file) => !file.endsWith('.cases.yaml'))
  .flatMap((file) => parsePack(readFileSync(file, 'utf8'), file));
const rule = (id: string) => rules.find((one) => one.id === id)!;

/** Read by hand from the packs: what lies above a limit, and what lies below. */
const LOW = [
  'glucose.very-low',
  'glucose.low',
  'glucose.sensor-very-low',
  'glucose.sensor-low',
  'glucose.sensor-long-low',
  'glucose.sensor-falling',
  'glucose.sensor-time-below',
  'glucose.older-sensor-time-below',
  'glucose.older-tight',
  'bp.low',
  'oxygen.low',
  'oxygen.low-copd',
];
/** High in the morning and not in the evening is both; so only its own snooze quiets it. So is a difference between two readings. */
const OTHER = [
  'glucose.sensor-variable',
  'bp.raised-morning-mean',
  'bp.orthostatic',
  'bp.morning-surge',
  'bp.not-like-you',
  'weight.not-like-you',
];

test('every rule of the packs has the direction that a person reads in it', () => {
  expect(rules.length).toBeGreaterThan(25);
  const expected = (id: string): Direction =>
    LOW.includes(id) ? 'low' : id.endsWith('.no-readings') ? 'silence' : OTHER.includes(id) ? 'other' : 'high';
  expect(rules.map((one) => [one.id, directionOf(one)])).toEqual(rules.map(({ id }) => [id, expected(id)]));
});

const snoozed = (id: string) => {
  const { severity, watches } = rule(id);
  return { rule: id, kind: watches, direction: directionOf(rule(id)), severity };
};
const about = (id: string) => ({ id, severity: rule(id).severity, rule: rule(id) });

test.each([
  ['glucose.very-high', 'glucose.high', true],
  ['glucose.very-high', 'glucose.sensor-high', true],
  ['glucose.high', 'glucose.very-high', false],
  ['glucose.very-high', 'glucose.very-low', false],
  ['glucose.very-high', 'glucose.low', false],
  ['glucose.very-low', 'glucose.very-high', false],
  ['glucose.very-high', 'bp.crisis', false],
  ['glucose.very-high', 'glucose.no-readings', false],
  ['glucose.sensor-variable', 'glucose.sensor-variable', true],
  ['glucose.very-high', 'glucose.sensor-variable', false],
  ['bp.orthostatic', 'bp.low', false],
  ['bp.low', 'bp.orthostatic', false],
])('a snooze of %s quiets %s: %s', (by, of, does) => {
  expect(quiets(snoozed(by), about(of))).toBe(does);
});

test('a rule that is gone is quieted by its own snooze alone', () => {
  expect(quiets(snoozed('glucose.very-high'), { id: 'gone.rule', severity: 'low', rule: undefined })).toBe(false);
  expect(quiets({ rule: 'gone.rule', direction: 'other', severity: 'low' }, { id: 'gone.rule', severity: 'low', rule: undefined })).toBe(
    true,
  );
});
