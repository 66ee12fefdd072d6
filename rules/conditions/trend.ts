import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { isMoved, type Moved, movedAsAsked, movedShape, moveOf, NOT_MOVED } from '../comparison.ts';
import { Duration, durationMs } from '../duration.ts';
import { FIELDS, type Field, type Point, type PointUnit } from '../point.ts';
import { tidy } from '../units.ts';
import { isTimed, KINDS_OF, numberIn, pointsWithin, rounded, UNITS_OF, unitOfField } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';
import type { Condition } from './registry.ts';

/**
 * How far the readings of a time went, from the first to the last: `{ trend: systolic, by: slope, within: P28D, minimum: 12, risesBy: rise }`.
 * `change`: the last one less the first. `slope`: what the straight line that fits all of them best (least squares) rises by between these
 * two moments, so that one odd reading decides nothing.
 */
export interface TrendCondition extends Moved {
  readonly trend: Field;
  readonly by: 'change' | 'slope';
  readonly within: string;
  readonly minimum: number;
  readonly among?: Condition | undefined;
}

export const trend: ConditionKind<TrendCondition> = {
  name: 'trend',
  schema: (condition) =>
    z
      .strictObject({
        trend: z.enum(FIELDS),
        by: z.enum(['change', 'slope']),
        within: Duration,
        minimum: z.int().min(2).max(200),
        among: condition.optional(),
        ...movedShape,
      })
      .refine(isMoved, NOT_MOVED),
  uses: (condition) => {
    const { key, name } = moveOf(condition);
    return [{ name, path: [key], units: UNITS_OF[condition.trend] }];
  },
  inner: ({ among }) => (among ? [{ condition: among, path: ['among'], alone: true }] : []),
  kinds: ({ trend: field }) => KINDS_OF[field],
  single: false,

  compile(condition, parts) {
    const { trend: field, by, minimum, among } = condition;
    const asked = movedAsAsked(condition, parts.limit);
    const limit = parts.limit(moveOf(condition).name);
    const counts = among && parts.compile(among);
    const spanMs = durationMs(condition.within);
    const counted = (look: Look): readonly Point[] => pointsWithin(look, spanMs, counts).filter((point) => isTimed(point, field));
    const of = (look: Look): number => {
      if (!isTimed(look.point, field) || counts?.holds(look) === false) return Number.NaN;
      const points = counted(look);
      if (points.length < minimum) return Number.NaN;
      return tidy(by === 'change' ? changeOf(points, field, look.point.unit) : slopeOf(points, field, look.point.unit));
    };
    return {
      holds: (look) => asked(of(look), look),
      evidence: counted,
      tell(look, values) {
        values.change = rounded(of(look), look.point.unit);
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

const changeOf = (points: readonly Point[], field: Field, unit: PointUnit): number =>
  numberIn(unit, points.at(-1)!, field) - numberIn(unit, points[0]!, field);

/** NaN when all were measured at one moment. */
function slopeOf(points: readonly Point[], field: Field, unit: PointUnit): number {
  const start = points[0]!.at;
  const meanX = points.reduce((sum, { at }) => sum + (at - start), 0) / points.length;
  const meanY = points.reduce((sum, point) => sum + numberIn(unit, point, field), 0) / points.length;
  let along = 0;
  let spread = 0;
  for (const point of points) {
    const x = point.at - start - meanX;
    along += x * (numberIn(unit, point, field) - meanY);
    spread += x * x;
  }
  return (along / spread) * (points.at(-1)!.at - start);
}
