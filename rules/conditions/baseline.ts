import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { isMoved, type Moved, movedAsAsked, movedShape, moveOf, NOT_MOVED } from '../comparison.ts';
import { Duration, durationMs } from '../duration.ts';
import { FIELDS, type Field, type Point } from '../point.ts';
import { tidy } from '../units.ts';
import { isTimed, KINDS_OF, numberIn, pointsWithin, rounded, UNITS_OF, unitOfField } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';

/**
 * The reading against what is usual for this person, the median of an earlier time:
 * `{ baseline: pulse, within: P28D, apart: P2D, minimum: 10, risesBy: rise }`. What lies less than `apart` back is no part of the
 * baseline, so that a slow beginning does not hide itself; fewer readings than `minimum` give none.
 */
export interface BaselineCondition extends Moved {
  readonly baseline: Field;
  readonly within: string;
  readonly apart: string;
  readonly minimum: number;
}

export const baseline: ConditionKind<BaselineCondition> = {
  name: 'baseline',
  schema: () =>
    z
      .strictObject({ baseline: z.enum(FIELDS), within: Duration, apart: Duration, minimum: z.int().min(3).max(200), ...movedShape })
      .refine(isMoved, NOT_MOVED)
      .refine(({ within, apart }) => durationMs(apart) < durationMs(within), { path: ['apart'], message: 'shorter than within' }),
  uses: (condition) => {
    const { key, name } = moveOf(condition);
    return [{ name, path: [key], units: UNITS_OF[condition.baseline] }];
  },
  inner: () => [],
  kinds: ({ baseline: field }) => KINDS_OF[field],
  single: false,

  compile(condition, parts) {
    const { baseline: field, minimum } = condition;
    const spanMs = durationMs(condition.within);
    const apartMs = durationMs(condition.apart);
    const asked = movedAsAsked(condition, parts.limit);
    const limit = parts.limit(moveOf(condition).name);
    const usual = (look: Look): number => {
      const before = pointsWithin(look, spanMs).filter((point) => look.point.at - point.at >= apartMs && isTimed(point, field));
      return before.length < minimum ? Number.NaN : medianOf(before, field, look);
    };
    const of = (look: Look): number =>
      isTimed(look.point, field) ? tidy(numberIn(look.point.unit, look.point, field) - usual(look)) : Number.NaN;
    return {
      holds: (look) => asked(of(look), look),
      evidence: ({ point }) => [point],
      tell(look, values) {
        values.change = rounded(of(look), look.point.unit);
        values.usual = rounded(usual(look), look.point.unit);
        values.unit = unitOfField(field, look.point);
        values.within = spanMs / DAY;
        values.limit ??= limit(look);
        values.field ??= field;
      },
      spanMs,
    };
  },
};

function medianOf(points: readonly Point[], field: Field, { point: { unit } }: Look): number {
  const sorted = points.map((point) => numberIn(unit, point, field)).sort((a, b) => a - b);
  return (sorted[(sorted.length - 1) >> 1]! + sorted[sorted.length >> 1]!) / 2;
}
