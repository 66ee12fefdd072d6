import type { Meal, Posture } from '../domain/reading.ts';
import type { Limits } from '../domain/rule-state.ts';
import { compile } from './compile.ts';
import type { Look, Values } from './conditions/condition.ts';
import type { Condition } from './conditions/registry.ts';
import { emptyPoint, type Point, type PointUnit } from './point.ts';
import type { Rule, Threshold } from './rule.ts';
import type { Unit } from './units.ts';

/** A point in short, for tests: what is left out, the reading does not have. */
export interface ShortPoint {
  readonly at: number;
  readonly id?: string;
  readonly glucose?: number;
  readonly unit?: PointUnit;
  readonly systolic?: number;
  readonly diastolic?: number;
  readonly pulse?: number;
  readonly weight?: number;
  readonly temperature?: number;
  readonly saturation?: number;
  readonly meal?: Meal;
  readonly posture?: Posture;
  readonly beyond?: 'low' | 'high';
  readonly ahead?: boolean;
}

export const shortPoint = (short: ShortPoint): Point => ({
  ...emptyPoint(short.at, `at-${short.at}`, short.glucose === undefined ? 'mmHg' : 'mmol/L', false),
  ...short,
});

export const shortThreshold = (value: number, unit: Unit, inOtherUnit?: { readonly unit: Unit; readonly value: number }): Threshold => ({
  title: { 'zh-CN': '阈值', en: 'Limit' },
  unit,
  value,
  min: 0,
  max: 1000,
  ...(inOtherUnit ? { inOtherUnit } : {}),
});

export const shortRule = (more: Partial<Rule> & Pick<Rule, 'when' | 'thresholds'>): Rule => ({
  id: 'test.rule',
  version: 1,
  title: { 'zh-CN': '规则', en: 'Rule' },
  explanation: { 'zh-CN': '说明。', en: 'Explanation.' },
  source: { organisation: 'Hearth', title: 'Test', year: 2026, evidence: 'unverified' },
  severity: 'high',
  watches: 'glucose',
  endsAfter: 'PT2H',
  freshFor: 'PT1H',
  supersedes: [],
  tells: [
    { role: 'patient', template: 'alert.patient' },
    { role: 'coordinator', template: 'alert.team' },
  ],
  advises: [],
  ...more,
});

/** What a condition makes of the last of these points, for tests. */
export function tryCondition(
  when: Condition,
  thresholds: Readonly<Record<string, Threshold>>,
  points: readonly ShortPoint[],
  {
    limits = {},
    zone = 'Asia/Shanghai',
    answers = [],
  }: { readonly limits?: Limits; readonly zone?: string; readonly answers?: Look['answers'] } = {},
): { readonly holds: boolean; readonly evidence: readonly string[]; readonly values: Values } {
  const set = compile([shortRule({ when, thresholds, watches: points.at(-1)?.glucose === undefined ? 'blood-pressure' : 'glucose' })]);
  const rule = Object.values(set.byStream).flat()[0]!;
  const all = points.map(shortPoint);
  const look = { point: all.at(-1)!, history: () => ({ length: all.length, at: (i: number) => all[i]! }), limits, zone, answers };
  const values: Values = {};
  const holds = rule.when.holds(look);
  rule.when.tell(look, values);
  return { holds, evidence: holds ? rule.when.evidence(look).map(({ id }) => id) : [], values };
}
