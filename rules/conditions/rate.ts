import { z } from 'zod';
import { MINUTE, SECOND } from '../../domain/clock.ts';
import { isMoved, type Moved, movedAsAsked, movedShape, moveOf, NOT_MOVED } from '../comparison.ts';
import { Duration, durationMs } from '../duration.ts';
import { FIELDS, type Field, type Point } from '../point.ts';
import { tidy } from '../units.ts';
import { isTimed, KINDS_OF, numberIn, pointsWithin, rounded, UNITS_OF, unitOfField } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';

/**
 * How fast it goes now, as a sensor's arrow: `{ rate: glucose, over: PT15M, fallsBy: drop }` is a speed of at least `drop` in 15 minutes.
 * Measured from the oldest reading within that time; one that is younger than half of it says too little about a speed.
 */
export interface RateCondition extends Moved {
  readonly rate: Field;
  readonly over: string;
}

/** A sensor's "every five minutes" comes some seconds early or late. */
const JITTER_MS = 30 * SECOND;

export const rate: ConditionKind<RateCondition> = {
  name: 'rate',
  schema: () => z.strictObject({ rate: z.enum(FIELDS), over: Duration, ...movedShape }).refine(isMoved, NOT_MOVED),
  uses: (condition) => {
    const { key, name } = moveOf(condition);
    return [{ name, path: [key], units: UNITS_OF[condition.rate] }];
  },
  inner: () => [],
  kinds: ({ rate: field }) => KINDS_OF[field],
  single: false,

  compile(condition, parts) {
    const { rate: field } = condition;
    const overMs = durationMs(condition.over);
    const spanMs = overMs + JITTER_MS;
    const asked = movedAsAsked(condition, parts.limit);
    const limit = parts.limit(moveOf(condition).name);
    const ends = (look: Look): readonly Point[] => {
      if (!isTimed(look.point, field)) return [];
      const first = pointsWithin(look, spanMs).find((point) => isTimed(point, field));
      return first && look.point.at - first.at >= overMs / 2 ? [first, look.point] : [];
    };
    const of = (look: Look): number => {
      const [first, last] = ends(look);
      if (!first || !last) return Number.NaN;
      return tidy(((numberIn(look.point.unit, last, field) - numberIn(look.point.unit, first, field)) / (last.at - first.at)) * overMs);
    };
    return {
      holds: (look) => asked(of(look), look),
      evidence: ends,
      tell(look, values) {
        values.change = rounded(of(look), look.point.unit);
        values.unit = unitOfField(field, look.point);
        values.per = overMs / MINUTE;
        values.limit ??= limit(look);
        values.field ??= field;
      },
      spanMs,
    };
  },
};
