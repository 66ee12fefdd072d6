import { z } from 'zod';
import { COMPARE, type Compared, comparedShape, comparisonOf, isCompared, NOT_COMPARED } from '../comparison.ts';
import { FIELDS, type Field, type Point } from '../point.ts';
import { tidy } from '../units.ts';
import { KINDS_OF, UNITS_OF } from '../window.ts';
import type { ConditionKind, Look, Values } from './condition.ts';

/** One number of the reading against one threshold: `{ value: systolic, above: systolic }`. */
export interface ValueCondition extends Compared {
  readonly value: Field;
}

export const value: ConditionKind<ValueCondition> = {
  name: 'value',
  schema: () => z.strictObject({ value: z.enum(FIELDS), ...comparedShape }).refine(isCompared, NOT_COMPARED),
  uses: (condition) => {
    const comparison = comparisonOf(condition);
    return [{ name: condition[comparison]!, path: [comparison], units: UNITS_OF[condition.value] }];
  },
  inner: () => [],
  kinds: (condition) => KINDS_OF[condition.value],
  single: true,

  compile(condition, { limit, margin }) {
    const comparison = comparisonOf(condition);
    const up = comparison === 'above' || comparison === 'atLeast';
    const stated = limit(condition[comparison]!);
    const limitOf = margin ? (look: Look) => tidy(up ? stated(look) - margin(look) : stated(look) + margin(look)) : stated;
    const read = READ[condition.value];
    const compare = COMPARE[comparison];
    const passes = up ? 'high' : 'low';
    return {
      // HI and LO are extremes: HI is above every limit and below none, whatever number stands beside it (semantics 3.4).
      holds: (look) => (look.point.beyond === '' ? compare(read(look.point), limitOf(look)) : look.point.beyond === passes),
      evidence: ({ point }) => [point],
      tell(look, values: Values) {
        values.limit ??= limitOf(look);
        values.field ??= condition.value;
      },
      spanMs: 0,
    };
  },
};

const READ: Readonly<Record<Field, (point: Point) => number>> = {
  glucose: (point) => point.glucose,
  systolic: (point) => point.systolic,
  diastolic: (point) => point.diastolic,
  pulse: (point) => point.pulse,
  weight: (point) => point.weight,
  temperature: (point) => point.temperature,
  saturation: (point) => point.saturation,
};
