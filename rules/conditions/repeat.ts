import { z } from 'zod';
import { Duration, durationMs } from '../duration.ts';
import type { Point } from '../point.ts';
import { type ConditionKind, elsewhere, type Look } from './condition.ts';
import type { Condition } from './registry.ts';

/**
 * This reading fulfils a condition, and so do at least `times` of them, this one included, within a time:
 * `{ repeat: {...}, times: times, within: P14D }`, both ends included (semantics 3.8); or of the last m: `among: { meal: [fasting] }, ofLast: 5`.
 */
export interface RepeatCondition {
  readonly repeat: Condition;
  /** A threshold in readings. */
  readonly times: string;
  readonly within: string;
  /** The readings that are counted at all; without it, all of the stream. */
  readonly among?: Condition | undefined;
  /** Looks at no more than this many of the counted readings, the latest. */
  readonly ofLast?: number | undefined;
}

export const repeat: ConditionKind<RepeatCondition> = {
  name: 'repeat',
  schema: (condition) =>
    z.strictObject({
      repeat: condition,
      times: z.string(),
      within: Duration,
      among: condition.optional(),
      ofLast: z.int().min(2).max(100).optional(),
    }),
  uses: ({ times }) => [{ name: times, path: ['times'], units: ['readings'] }],
  inner: ({ repeat: condition, among }) => [
    { condition, path: ['repeat'], alone: true },
    ...(among ? [{ condition: among, path: ['among'], alone: true }] : []),
  ],
  kinds: () => undefined,
  single: false,

  compile({ repeat: condition, times, within, among, ofLast = Number.POSITIVE_INFINITY }, parts) {
    const fulfils = parts.compile(condition);
    const counts = among ? parts.compile(among) : undefined;
    const limit = parts.limit(times);
    const spanMs = durationMs(within);

    /** Those that fulfil it, oldest first; empty when this reading is none of them. */
    const found = (look: Look): readonly Point[] => {
      if (!fulfils.holds(look) || counts?.holds(look) === false) return [];
      const history = look.history();
      const from = look.point.at - spanMs;
      const points: Point[] = [];
      let counted = 0;
      for (let i = history.length - 1; i >= 0 && counted < ofLast && history.at(i).at >= from; i--) {
        const there = elsewhere(look, history.at(i));
        if (counts?.holds(there) === false) continue;
        counted++;
        if (fulfils.holds(there)) points.push(there.point);
      }
      return points.reverse();
    };

    return {
      holds: (look) => fulfils.holds(look) && counts?.holds(look) !== false && found(look).length >= limit(look),
      evidence: found,
      tell(look, values) {
        fulfils.tell(look, values);
        counts?.tell(look, values);
        values.times = found(look).length;
        if (Number.isFinite(ofLast)) values.ofLast = ofLast;
        values.days = spanMs / 86_400_000;
      },
      spanMs,
    };
  },
};
