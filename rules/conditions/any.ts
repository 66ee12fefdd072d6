import { z } from 'zod';
import { holding, together } from './all.ts';
import type { ConditionKind } from './condition.ts';
import type { Condition } from './registry.ts';

/** At least one of them holds: `systolic and/or diastolic`. */
export interface AnyCondition {
  readonly any: readonly Condition[];
}

export const any: ConditionKind<AnyCondition> = {
  name: 'any',
  schema: (condition) => z.strictObject({ any: z.array(condition).min(1) }),
  uses: () => [],
  inner: ({ any: members }) => members.map((condition, i) => ({ condition, path: ['any', i], alone: false })),
  kinds: () => undefined,
  single: true,

  compile({ any: members }, parts) {
    const compiled = members.map(parts.compile);
    return {
      holds(look) {
        for (const member of compiled) if (member.holds(look)) return true;
        return false;
      },
      evidence: (look) => together(holding(compiled, look).map((member) => member.evidence(look))),
      tell(look, values) {
        for (const member of holding(compiled, look)) member.tell(look, values);
      },
      spanMs: Math.max(...compiled.map(({ spanMs }) => spanMs)),
    };
  },
};
