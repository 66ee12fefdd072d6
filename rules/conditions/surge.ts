import { z } from 'zod';
import { DAY } from '../../domain/clock.ts';
import { isMoved, type Moved, movedAsAsked, movedShape, moveOf, NOT_MOVED } from '../comparison.ts';
import { tidy, type Unit } from '../units.ts';
import { rounded } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';
import { homeMean, Protocol } from './mean.ts';

const FIELDS = ['systolic', 'diastolic'] as const;
const UNITS: readonly Unit[] = ['mmHg'];

/**
 * How far the mean of the mornings lies above that of the evenings, each by the same home protocol and each with its `minimum` of readings:
 * `{ surge: systolic, by: { days: 7, minimum: 6, ... }, risesBy: rise }`. It is what a cuff at home can say of a morning surge; the surge
 * from the lowest pressure of sleep takes an ambulatory measurement (semantics 3.19).
 */
export interface SurgeCondition extends Moved {
  readonly surge: (typeof FIELDS)[number];
  readonly by: Protocol;
}

export const surge: ConditionKind<SurgeCondition> = {
  name: 'surge',
  schema: () =>
    z
      .strictObject({ surge: z.enum(FIELDS), by: Protocol, ...movedShape })
      .refine(isMoved, NOT_MOVED)
      .refine(({ by }) => by.only === undefined, { path: ['by', 'only'], message: 'nothing: it takes the mornings and the evenings' }),
  uses: (condition) => {
    const { key, name } = moveOf(condition);
    return [{ name, path: [key], units: UNITS }];
  },
  inner: () => [],
  kinds: () => ['blood-pressure'],
  single: false,

  compile(condition, parts) {
    const { surge: field, by } = condition;
    const asked = movedAsAsked(condition, parts.limit);
    const limit = parts.limit(moveOf(condition).name);
    const [mornings, evenings] = [{ ...by, only: 'morning' } as const, { ...by, only: 'evening' } as const];
    const both = (look: Look) => {
      const history = look.history();
      if (history.length < 2 * by.minimum) return undefined;
      const morning = homeMean(history, look.point.at, look.zone, mornings);
      if (morning.is === 'not-enough') return undefined;
      const evening = homeMean(history, look.point.at, look.zone, evenings);
      return evening.is === 'not-enough' ? undefined : { morning, evening };
    };
    const of = (look: Look): number => {
      const found = both(look);
      return found ? tidy(found.morning[field] - found.evening[field]) : Number.NaN;
    };
    return {
      holds: (look) => asked(of(look), look),
      evidence(look) {
        const found = both(look);
        return found ? [...found.morning.points, ...found.evening.points].sort((a, b) => a.at - b.at) : [];
      },
      tell(look, values) {
        const found = both(look);
        if (!found) return;
        const shown = (mean: typeof found.morning) => `${Math.round(mean.systolic)}/${Math.round(mean.diastolic)}`;
        values.value = shown(found.morning);
        values.evening = shown(found.evening);
        values.mornings = found.morning.points.length;
        values.change = rounded(of(look), 'mmHg');
        values.within = by.days;
        values.limit ??= limit(look);
        values.field ??= field;
      },
      spanMs: (by.days + 1) * DAY,
    };
  },
};
