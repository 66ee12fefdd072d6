import { z } from 'zod';
import { MINUTE } from '../../domain/clock.ts';
import { isMoved, type Moved, movedAsAsked, movedShape, moveOf, NOT_MOVED } from '../comparison.ts';
import type { Point } from '../point.ts';
import { tidy } from '../units.ts';
import { KINDS_OF, rounded, UNITS_OF } from '../window.ts';
import type { ConditionKind, Look } from './condition.ts';

const FIELDS = ['systolic', 'diastolic'] as const;

/**
 * How far a pressure measured standing lies from the one before it that was not, where the two lie at least `soonest` and at most `latest`
 * minutes apart: `{ standing: systolic, soonest: soonest, latest: latest, fallsBy: drop }` (semantics 3.18).
 */
export interface StandingCondition extends Moved {
  readonly standing: (typeof FIELDS)[number];
  /** Thresholds in minutes. */
  readonly soonest: string;
  readonly latest: string;
}

export const standing: ConditionKind<StandingCondition> = {
  name: 'standing',
  schema: () =>
    z.strictObject({ standing: z.enum(FIELDS), soonest: z.string(), latest: z.string(), ...movedShape }).refine(isMoved, NOT_MOVED),
  uses: (condition) => {
    const { key, name } = moveOf(condition);
    return [
      { name, path: [key], units: UNITS_OF[condition.standing] },
      { name: condition.soonest, path: ['soonest'], units: ['min'] },
      { name: condition.latest, path: ['latest'], units: ['min'] },
    ];
  },
  inner: () => [],
  kinds: ({ standing: field }) => KINDS_OF[field],
  single: false,

  compile(condition, parts) {
    const { standing: field } = condition;
    const asked = movedAsAsked(condition, parts.limit);
    const limit = parts.limit(moveOf(condition).name);
    const [soonest, latest] = [parts.limit(condition.soonest), parts.limit(condition.latest)];
    const spanMs = parts.most(condition.latest) * MINUTE;

    /** The last that was measured before the patient stood; none for a reading that is not of somebody standing. */
    const before = (look: Look): Point | undefined => {
      const { point } = look;
      if (point.posture !== 'standing' || point.ahead) return undefined;
      const history = look.history();
      const [from, to] = [point.at - latest(look) * MINUTE, point.at - soonest(look) * MINUTE];
      for (let i = history.length - 2; i >= 0 && history.at(i).at >= from; i--) {
        const earlier = history.at(i);
        // Sitting until then: who has stood for less than `soonest` says nothing yet.
        if (earlier.posture !== 'standing' && !earlier.ahead) return earlier.at <= to ? earlier : undefined;
      }
      return undefined;
    };
    const of = (look: Look): number => {
      const earlier = before(look);
      return earlier ? tidy(look.point[field] - earlier[field]) : Number.NaN;
    };
    return {
      holds: (look) => asked(of(look), look),
      evidence(look) {
        const earlier = before(look);
        return earlier ? [earlier, look.point] : [look.point];
      },
      tell(look, values) {
        const earlier = before(look);
        // Of two sides that fell, the first is told.
        if (!earlier || values.before !== undefined) return;
        values.change = rounded(of(look), look.point.unit);
        values.before = `${earlier.systolic}/${earlier.diastolic}`;
        values.per = Math.round((look.point.at - earlier.at) / MINUTE);
        values.limit ??= limit(look);
        values.field ??= field;
      },
      spanMs,
    };
  },
};
