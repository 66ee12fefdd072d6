import { z } from 'zod';
import { HOUR } from '../../domain/clock.ts';
import { COMPARE, type Compared, comparedShape, comparisonOf, isCompared, NOT_COMPARED } from '../comparison.ts';
import { Duration, durationMs } from '../duration.ts';
import { FIELDS, type Field, type Point } from '../point.ts';
import { tidy } from '../units.ts';
import { isNumber, KINDS_OF, numberIn, pointsWithin, rounded } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';

/**
 * The coefficient of variation, standard deviation over mean, in per cent: `{ variation: glucose, within: P1D, minimum: 200, above: limit }`.
 * The standard deviation is that of a sample (n - 1), as the consensus on sensors and iglu have it.
 */
export interface VariationCondition extends Compared {
  readonly variation: Field;
  readonly within: string;
  readonly minimum: number;
}

export const variation: ConditionKind<VariationCondition> = {
  name: 'variation',
  schema: () =>
    z
      .strictObject({ variation: z.enum(FIELDS), within: Duration, minimum: z.int().min(2).max(2000), ...comparedShape })
      .refine(isCompared, NOT_COMPARED),
  uses: (condition) => {
    const key = comparisonOf(condition);
    return [{ name: condition[key]!, path: [key], units: ['%'] }];
  },
  inner: () => [],
  kinds: ({ variation: field }) => KINDS_OF[field],
  single: false,

  compile(condition, parts) {
    const { variation: field, minimum } = condition;
    const key = comparisonOf(condition);
    const limit = parts.limit(condition[key]!);
    const spanMs = durationMs(condition.within);
    const counted = (look: Look): readonly Point[] => pointsWithin(look, spanMs).filter((point) => isNumber(point, field));
    const of = (look: Look): number => {
      const points = counted(look);
      return points.length < minimum ? Number.NaN : variationPercent(points.map((point) => numberIn(look.point.unit, point, field)));
    };
    return {
      holds: (look) => COMPARE[key](of(look), limit(look)),
      evidence: counted,
      tell(look, values) {
        values.value = rounded(of(look), '%');
        values.unit = '%';
        values.count = counted(look).length;
        values.hours = spanMs / HOUR;
        values.limit ??= limit(look);
        values.field ??= field;
      },
      spanMs,
    };
  },
};

/** NaN for fewer than two values, or a mean of nothing. */
function variationPercent(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return mean > 0 && values.length > 1 ? tidy((100 * Math.sqrt(squares / (values.length - 1))) / mean) : Number.NaN;
}
