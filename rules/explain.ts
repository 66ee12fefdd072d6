import type { RuleState } from '../domain/rule-state.ts';
import type { RuleSet } from './compile.ts';
import type { Values } from './conditions/condition.ts';
import { lookAtNewest, valuesOf } from './episodes.ts';
import type { About } from './judge.ts';
import { STREAMS } from './point.ts';
import { Memory } from './state.ts';

/** How a rule stands after the newest reading. */
export interface Standing {
  readonly rule: string;
  readonly holds: boolean;
  /** The numbers that decide; for a mean without enough readings, `have` and `need`. */
  readonly values: Values;
}

/** Why a rule holds or does not, for a person who asks. Decides nothing. */
export function explain(set: RuleSet, about: About, state: RuleState): readonly Standing[] {
  const memory = new Memory(state);
  const judging = { ...about, memory, now: 0, decisions: [], correcting: false };
  return STREAMS.flatMap((name) => {
    const stream = memory.known(name);
    const point = stream?.last();
    if (!stream || !point) return [];
    const look = lookAtNewest(judging, stream, point);
    return set.byStream[name]
      .filter((rule) => rule.appliesTo(about.patient, about.limits))
      .map((rule) => ({ rule: rule.id, holds: rule.when.holds(look), values: valuesOf(rule, look) }));
  });
}
