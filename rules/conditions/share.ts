import { z } from 'zod';
import { HOUR } from '../../domain/clock.ts';
import { Duration, durationMs } from '../duration.ts';
import type { Point } from '../point.ts';
import { startOf } from '../stream.ts';
import { tidy } from '../units.ts';
import { rounded } from '../window.ts';
import { type ConditionKind, elsewhere, type Look } from './condition.ts';
import type { Condition } from './registry.ts';

/**
 * For what part of a time a condition was fulfilled, in per cent: time below, in or above a range.
 * `{ share: { value: glucose, below: limit }, within: P1D, gap: PT15M, coveredPercent: 70, atLeast: percent }`, or `below: percent`, which
 * ends it (semantics 3.12). A reading stands for the time since the one before it, but for no longer than `gap`; where less than `coveredPercent` of the
 * time is covered, there is no answer. It looks at all of the time: a `time` beside it says when it is asked.
 */
export interface ShareCondition {
  readonly share: Condition;
  readonly within: string;
  readonly gap: string;
  readonly coveredPercent: number;
  readonly atLeast?: string | undefined;
  readonly below?: string | undefined;
}

export const share: ConditionKind<ShareCondition> = {
  name: 'share',
  schema: (condition) =>
    z
      .strictObject({
        share: condition,
        within: Duration,
        gap: Duration,
        coveredPercent: z.int().min(1).max(100),
        atLeast: z.string().optional(),
        below: z.string().optional(),
      })
      .refine(({ atLeast, below }) => (atLeast === undefined) !== (below === undefined), 'one of atLeast and below'),
  uses: ({ atLeast, below }) => [{ name: (atLeast ?? below)!, path: [atLeast === undefined ? 'below' : 'atLeast'], units: ['%'] }],
  inner: ({ share: condition }) => [{ condition, path: ['share'], alone: true }],
  kinds: () => undefined,
  single: false,

  compile({ share: condition, within, gap, coveredPercent, atLeast, below }, parts) {
    const fulfils = parts.compile(condition);
    const limit = parts.limit((atLeast ?? below)!);
    const spanMs = durationMs(within);
    const gapMs = durationMs(gap);

    /** Per cent of the covered time; NaN when too little of it is covered. */
    const of = (look: Look): { readonly percent: number; readonly points: readonly Point[] } => {
      const history = look.history();
      const from = look.point.at - spanMs;
      const points: Point[] = [];
      let covered = 0;
      let fulfilled = 0;
      for (let i = Math.max(1, startOf(history, from)); i < history.length; i++) {
        const point = history.at(i);
        const ms = Math.min(point.at - Math.max(from, history.at(i - 1).at), gapMs);
        covered += ms;
        if (!fulfils.holds(elsewhere(look, point))) continue;
        fulfilled += ms;
        points.push(point);
      }
      const percent = covered * 100 >= spanMs * coveredPercent && covered > 0 ? tidy((100 * fulfilled) / covered) : Number.NaN;
      return { percent, points };
    };

    return {
      holds: (look) => (below === undefined ? of(look).percent >= limit(look) : of(look).percent < limit(look)),
      evidence: (look) => of(look).points,
      tell(look, values) {
        const inner = {};
        fulfils.tell(look, inner);
        values.value = rounded(of(look).percent, '%');
        values.unit = '%';
        values.limit ??= limit(look);
        if ('limit' in inner) values.bound = inner.limit as number;
        values.hours = spanMs / HOUR;
      },
      spanMs: spanMs + gapMs,
    };
  },
};
