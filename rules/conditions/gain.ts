import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { COMPARE, type Compared, comparedShape, comparisonOf, isCompared, NOT_COMPARED } from '../comparison.ts';
import { Duration, durationMs } from '../duration.ts';
import { FIELDS, type Field, type Point } from '../point.ts';
import { tidy } from '../units.ts';
import { isTimed, KINDS_OF, numberIn, pointsWithin, rounded, UNITS_OF, unitOfField } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';

/**
 * How far the reading lies above the lowest of the days before it: `{ gain: systolic, within: P3D, above: gain }`. Made for weight, where
 * a gain of days is water. Beyond `notBeyond` it is somebody else on the scale, and gives no answer.
 */
export interface GainCondition extends Compared {
  readonly gain: Field;
  readonly within: string;
  readonly notBeyond?: string | undefined;
}

export const gain: ConditionKind<GainCondition> = {
  name: 'gain',
  schema: () =>
    z
      .strictObject({ gain: z.enum(FIELDS), within: Duration, notBeyond: z.string().optional(), ...comparedShape })
      .refine(isCompared, NOT_COMPARED),
  uses: (condition) => {
    const key = comparisonOf(condition);
    const units = UNITS_OF[condition.gain];
    return [
      { name: condition[key]!, path: [key], units },
      ...(condition.notBeyond === undefined ? [] : [{ name: condition.notBeyond, path: ['notBeyond'], units }]),
    ];
  },
  inner: () => [],
  kinds: ({ gain: field }) => KINDS_OF[field],
  single: false,

  compile(condition, parts) {
    const { gain: field, notBeyond } = condition;
    const key = comparisonOf(condition);
    const limit = parts.limit(condition[key]!);
    const most = notBeyond === undefined ? undefined : parts.limit(notBeyond);
    const spanMs = durationMs(condition.within);
    const lowest = (look: Look): Point | undefined => {
      const number = (point: Point) => numberIn(look.point.unit, point, field);
      const before = pointsWithin(look, spanMs).filter(
        (point) => point !== look.point && point.id !== look.point.id && isTimed(point, field),
      );
      return before.reduce<Point | undefined>((least, point) => (least && number(least) <= number(point) ? least : point), undefined);
    };
    const of = (look: Look): number => {
      const least = isTimed(look.point, field) ? lowest(look) : undefined;
      if (!least) return Number.NaN;
      const gained = tidy(numberIn(look.point.unit, look.point, field) - numberIn(look.point.unit, least, field));
      return most && gained > most(look) ? Number.NaN : gained;
    };
    return {
      holds: (look) => COMPARE[key](of(look), limit(look)),
      evidence(look) {
        const least = lowest(look);
        return least ? [least, look.point] : [look.point];
      },
      tell(look, values) {
        values.change = rounded(of(look), look.point.unit);
        values.unit = unitOfField(field, look.point);
        const least = lowest(look);
        if (least) values.lowest = rounded(numberIn(look.point.unit, least, field), look.point.unit);
        values.within = spanMs / DAY;
        values.limit ??= limit(look);
        values.field ??= field;
      },
      spanMs,
    };
  },
};
