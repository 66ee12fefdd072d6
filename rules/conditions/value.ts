import { z } from 'zod';
import { FIELDS, type Field, type Point } from '../point.ts';
import { tidy } from '../units.ts';
import type { ConditionKind, Look, Values } from './condition.ts';

const COMPARISONS = ['above', 'atLeast', 'below', 'atMost'] as const;
type Comparison = (typeof COMPARISONS)[number];

/** One number of the reading against one threshold: `{ value: systolic, above: systolic }`. */
export interface ValueCondition {
  readonly value: Field;
  readonly above?: string | undefined;
  readonly atLeast?: string | undefined;
  readonly below?: string | undefined;
  readonly atMost?: string | undefined;
}

const UNITS = { glucose: ['mmol/L', 'mg/dL'], systolic: ['mmHg'], diastolic: ['mmHg'], pulse: ['1/min'] } as const;

/** NaN, a field that the reading does not have, compares as false with everything (semantics 3.5). */
const COMPARE: Readonly<Record<Comparison, (value: number, limit: number) => boolean>> = {
  above: (value, limit) => value > limit,
  atLeast: (value, limit) => value >= limit,
  below: (value, limit) => value < limit,
  atMost: (value, limit) => value <= limit,
};

export const value: ConditionKind<ValueCondition> = {
  name: 'value',
  schema: () =>
    z
      .strictObject({
        value: z.enum(FIELDS),
        above: z.string().optional(),
        atLeast: z.string().optional(),
        below: z.string().optional(),
        atMost: z.string().optional(),
      })
      .refine((condition) => COMPARISONS.filter((comparison) => condition[comparison] !== undefined).length === 1, {
        message: 'exactly one of above, atLeast, below, atMost, with the name of a threshold',
      }),
  uses: (condition) => {
    const comparison = comparisonOf(condition);
    return [{ name: condition[comparison]!, path: [comparison], units: UNITS[condition.value] }];
  },
  inner: () => [],
  kind: (condition) => (condition.value === 'glucose' ? 'glucose' : 'blood-pressure'),
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
};

const comparisonOf = (condition: ValueCondition): Comparison => COMPARISONS.find((comparison) => condition[comparison] !== undefined)!;
