import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { COMPARE, type Compared, comparedShape, comparisonOf, isCompared, NOT_COMPARED } from '../comparison.ts';
import { Duration, durationMs } from '../duration.ts';
import { FIELDS, type Field } from '../point.ts';
import { tidy } from '../units.ts';
import { isNumber, KINDS_OF, numberIn, pointsWithin, rounded, UNITS_OF, unitOfField } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';
import type { Condition } from './registry.ts';

const STATISTICS = {
  mean: (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length,
  median: (values: readonly number[]) => {
    const sorted = values.toSorted((a, b) => a - b);
    const middle = sorted.length >> 1;
    return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2;
  },
  min: (values: readonly number[]) => Math.min(...values),
  max: (values: readonly number[]) => Math.max(...values),
} as const;
type Statistic = keyof typeof STATISTICS;

/**
 * One number for all readings of a time: `{ statistic: median, of: glucose, within: P7D, minimum: 5, above: goal }`; of some of them:
 * `among: { meal: [fasting] }`. Fewer readings than `minimum` give none. Of an even number, the median lies between the two in the middle.
 */
export interface StatisticCondition extends Compared {
  readonly statistic: Statistic;
  readonly of: Field;
  readonly within: string;
  readonly minimum: number;
  readonly among?: Condition | undefined;
}

export const statistic: ConditionKind<StatisticCondition> = {
  name: 'statistic',
  schema: (condition) =>
    z
      .strictObject({
        statistic: z.enum(['mean', 'median', 'min', 'max']),
        of: z.enum(FIELDS),
        within: Duration,
        minimum: z.int().min(1).max(200),
        among: condition.optional(),
        ...comparedShape,
      })
      .refine(isCompared, NOT_COMPARED),
  uses: (condition) => {
    const key = comparisonOf(condition);
    return [{ name: condition[key]!, path: [key], units: UNITS_OF[condition.of] }];
  },
  inner: ({ among }) => (among ? [{ condition: among, path: ['among'], alone: true }] : []),
  kinds: ({ of }) => KINDS_OF[of],
  single: false,

  compile(condition, parts) {
    const { statistic: which, of: field, minimum, among } = condition;
    const key = comparisonOf(condition);
    const limit = parts.limit(condition[key]!);
    const counts = among && parts.compile(among);
    const spanMs = durationMs(condition.within);
    const counted = (look: Look) => pointsWithin(look, spanMs, counts).filter((point) => isNumber(point, field));
    const of = (look: Look): number => {
      if (counts?.holds(look) === false) return Number.NaN;
      const points = counted(look);
      return points.length < minimum ? Number.NaN : tidy(STATISTICS[which](points.map((point) => numberIn(look.point.unit, point, field))));
    };
    return {
      holds: (look) => COMPARE[key](of(look), limit(look)),
      evidence: counted,
      tell(look, values) {
        values.statistic = which;
        values.value = rounded(of(look), look.point.unit);
        values.unit = unitOfField(field, look.point);
        values.count = counted(look).length;
        values.within = spanMs / DAY;
        values.limit ??= limit(look);
        values.field ??= field;
      },
      spanMs,
    };
  },
};
