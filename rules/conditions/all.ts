import { z } from 'zod';
import { byTime, type Point } from '../point.ts';
import type { ConditionKind, Look } from './condition.ts';
import type { Condition } from './registry.ts';

/** Every one of them holds. */
export interface AllCondition {
  readonly all: readonly Condition[];
}

export const all: ConditionKind<AllCondition> = {
  name: 'all',
  schema: (condition) => z.strictObject({ all: z.array(condition).min(1) }),
  uses: () => [],
  inner: ({ all: members }) => members.map((condition, i) => ({ condition, path: ['all', i], alone: false })),
  kinds: () => undefined,
  single: true,

  compile({ all: members }, parts) {
    const compiled = members.map(parts.compile);
    return {
      holds(look) {
        for (const member of compiled) if (!member.holds(look)) return false;
        return true;
      },
      evidence: (look) => together(compiled.map((member) => member.evidence(look))),
      tell(look, values) {
        for (const member of compiled) member.tell(look, values);
      },
      spanMs: Math.max(...compiled.map(({ spanMs }) => spanMs)),
    };
  },
};

/** Each point once, oldest first. */
export function together(lists: readonly (readonly Point[])[]): readonly Point[] {
  if (lists.length === 1) return lists[0]!;
  return [...new Map(lists.flat().map((point) => [point.id, point])).values()].sort(byTime);
}

/** The members that hold, for whoever must say why. */
export const holding = <M extends { holds(look: Look): boolean }>(members: readonly M[], look: Look): readonly M[] =>
  members.filter((member) => member.holds(look));
