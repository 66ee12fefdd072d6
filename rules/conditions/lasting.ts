import { z } from 'zod';
import { MINUTE, SECOND } from '../../domain/clock.ts';
import { Duration, durationMs } from '../duration.ts';
import type { Point } from '../point.ts';
import { type ConditionKind, elsewhere, type Look } from './condition.ts';
import type { Condition } from './registry.ts';

/**
 * Every reading has fulfilled a condition for at least so long, without a longer gap: for sensors, whose single readings mean little.
 * `{ lasting: { value: glucose, below: limit }, for: minutes, gap: PT20M }`.
 */
export interface LastingCondition {
  readonly lasting: Condition;
  /** A threshold in minutes: first and last reading lie at least so far apart. */
  readonly for: string;
  /** Between two readings there is no more than this; a longer gap begins anew. */
  readonly gap: string;
}

/** A sensor's "every five minutes" comes some seconds early or late; three of its intervals are a quarter of an hour all the same. */
const JITTER_MS = 30 * SECOND;

export const lasting: ConditionKind<LastingCondition> = {
  name: 'lasting',
  schema: (condition) => z.strictObject({ lasting: condition, for: z.string(), gap: Duration }),
  uses: (condition) => [{ name: condition.for, path: ['for'], units: ['min'] }],
  inner: ({ lasting: condition }) => [{ condition, path: ['lasting'], alone: true }],
  kinds: () => undefined,
  single: false,

  compile(condition, parts) {
    const fulfils = parts.compile(condition.lasting);
    const minutes = parts.limit(condition.for);
    const gapMs = durationMs(condition.gap);

    /** The readings since it began, oldest first, as far back as needed. */
    const run = (look: Look): readonly Point[] => {
      const history = look.history();
      const enoughMs = minutes(look) * MINUTE - JITTER_MS;
      let start = history.length - 1;
      while (start > 0 && look.point.at - history.at(start).at < enoughMs) {
        const there = elsewhere(look, history.at(start - 1));
        if (history.at(start).at - there.point.at > gapMs || !fulfils.holds(there)) break;
        start--;
      }
      return Array.from({ length: history.length - start }, (_, i) => history.at(start + i));
    };

    return {
      holds: (look) => fulfils.holds(look) && look.point.at - run(look)[0]!.at >= minutes(look) * MINUTE - JITTER_MS,
      evidence: run,
      tell(look, values) {
        fulfils.tell(look, values);
        values.minutes = minutes(look);
      },
      spanMs: parts.most(condition.for) * MINUTE + gapMs,
    };
  },
};
