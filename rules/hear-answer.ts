import type { GivenAnswer } from '../domain/follow-up.ts';
import { type CompiledRule, MARGIN_MS, type RuleSet } from './compile.ts';
import { consider, type Judging, lookAt } from './episodes.ts';
import { isolated } from './isolated.ts';
import { STREAMS } from './point.ts';
import type { PointStream } from './stream.ts';
import { judgeMilder } from './superseded.ts';

/**
 * An answer was given: remembered if a rule asks for it, and the readings around it are looked at again by the rules that do, as the
 * readings after a late one are (semantics 6.8). Heard twice, it changes nothing.
 */
export function hearAnswer(set: RuleSet, judging: Judging, answer: GivenAnswer): void {
  const asks = ({ asks: all }: CompiledRule) =>
    all.filter(({ question, options }) => question === answer.question && options.includes(answer.option));
  if (!STREAMS.some((name) => set.byStream[name].some((rule) => asks(rule).length > 0))) return;
  // Kept as long as a reading that it may concern can still come late.
  if (!judging.memory.hearAnswer(answer, set.answersMs + MARGIN_MS)) return;
  for (const name of STREAMS) {
    const stream = judging.memory.known(name);
    if (!stream) continue;
    for (const rule of set.byStream[name]) {
      const asked = asks(rule);
      if (asked.length === 0 || !rule.appliesTo(judging.patient, judging.limits)) continue;
      const withinMs = Math.max(...asked.map((one) => one.withinMs));
      isolated(judging, rule, () => considerAround(judging, rule, stream, answer, withinMs));
    }
    judgeMilder(set, judging, name, stream, answer.at - set.answersMs);
  }
}

function considerAround(judging: Judging, rule: CompiledRule, stream: PointStream, { at }: GivenAnswer, withinMs: number): void {
  for (let i = stream.startOf(at - withinMs); i < stream.length && stream.at(i).at <= at + withinMs; i++) {
    const look = lookAt(judging, stream, i);
    // An answer takes nothing away, so what does not hold with it need not be asked again.
    if (rule.when.holds(look)) consider(judging, rule, stream, look);
  }
}
