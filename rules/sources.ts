import type { Localized, Source } from '../domain/source.ts';
import { type Condition, kindOf } from './conditions/registry.ts';
import type { Rule } from './rule.ts';

/** One thing in a rule that somebody decided, and where it comes from. */
export interface Sourced {
  readonly what: string;
  readonly text: Localized;
  readonly source: Source;
}

/** Everything in a rule that has a source of its own, for whoever reviews it: the rule, its limits, its rest, its measuring protocols. */
export function sourcesOf(rule: Rule): readonly Sourced[] {
  const { id, title, source, thresholds, rests, when, clears } = rule;
  const protocols = [when, ...(clears && !('margin' in clears) ? [clears] : [])].flatMap(protocolsIn);
  const found: readonly Sourced[] = [
    { what: id, text: title, source },
    ...Object.entries(thresholds).flatMap(([name, limit]) =>
      limit.source ? [{ what: `${id}.${name}`, text: limit.title, source: limit.source }] : [],
    ),
    ...(rests ? [{ what: `${id}.rests`, text: title, source: rests.source }] : []),
    ...protocols.map((protocol) => ({ what: `${id}.mean`, text: title, source: protocol })),
  ];
  // One protocol stands in `when` and in `clears`.
  return [...new Map(found.map((one) => [`${one.what} ${JSON.stringify(one.source)}`, one])).values()];
}

const protocolsIn = (condition: Condition): readonly Source[] =>
  'mean' in condition
    ? [condition.mean.source]
    : 'surge' in condition
      ? [condition.by.source]
      : kindOf(condition)
          .inner(condition)
          .flatMap((inner) => protocolsIn(inner.condition));
