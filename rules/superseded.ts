import type { Instant } from '../domain/clock.ts';
import type { CompiledRule, RuleSet } from './compile.ts';
import type { Look } from './conditions/condition.ts';
import { close, consider, covers, endAnew, type Judging, lookAt } from './episodes.ts';
import { isolated } from './isolated.ts';
import type { StreamName } from './point.ts';
import type { Episode } from './state.ts';
import type { PointStream } from './stream.ts';

/** The note of an alert that a graver one has taken the place of: a code, which pages put in words. */
export const SUPERSEDED = 'superseded';

/** What the graver rules cover may be more or less than it was, from that moment on. */
export function judgeMilder(set: RuleSet, judging: Judging, name: StreamName, stream: PointStream, from: Instant): void {
  for (const rule of set.byStream[name]) {
    if (rule.supersededBy.length > 0) isolated(judging, rule, () => judgeBelow(judging, rule, stream, from));
  }
}

/**
 * A late or corrected reading may have changed what a graver rule covers, and so what a milder one may say: readings that it kept quiet
 * and does not any more are judged, and an alert of which it covers every reading is closed, because in the order in which things happened it would
 * never have opened (semantics 5.5). Not an urgent one: nothing retracts those.
 */
function judgeBelow(judging: Judging, rule: CompiledRule, stream: PointStream, from: Instant): void {
  if (!rule.appliesTo(judging.patient, judging.limits)) return;
  const gravers = rule.supersededBy.filter(
    (graver) => graver.appliesTo(judging.patient, judging.limits) && judging.memory.episodes(graver.id).length > 0,
  );
  if (gravers.length === 0 && !judging.memory.episodes(rule.id).some(({ superseded }) => superseded)) return;
  const until = from + Math.max(0, ...gravers.map(({ endsAfterMs }) => endsAfterMs));
  for (let i = stream.startOf(from); i < stream.length && stream.at(i).at <= until; i++)
    consider(judging, rule, stream, lookAt(judging, stream, i));
  if (rule.rule.severity === 'high') return;

  const isCovered = ({ point }: Look): boolean =>
    gravers.some((graver) => judging.memory.episodes(graver.id).some((episode) => covers(episode, point.at, graver)));
  for (const episode of judging.memory.episodes(rule.id)) {
    if (episode.settled || (episode.over && !episode.superseded)) continue;
    const covered = isCoveredWhole(judging, rule, stream, episode, isCovered);
    if (covered && !episode.superseded) {
      episode.superseded = true;
      close(judging, rule, episode, episode.to + 1, SUPERSEDED);
    } else if (covered === false && episode.superseded) {
      delete episode.superseded;
      endAnew(judging, rule, stream, episode);
    }
  }
}

/** Whether each reading that fulfils the rule is covered; undefined where the memory no longer reaches back to all of them, or none is left. */
function isCoveredWhole(
  judging: Judging,
  rule: CompiledRule,
  stream: PointStream,
  { from, to }: Episode,
  isCovered: (look: Look) => boolean,
): boolean | undefined {
  const first = stream.startOf(from);
  if (first === stream.length || stream.at(first).at !== from) return undefined;
  let any = false;
  for (let i = first; i < stream.length && stream.at(i).at <= to; i++) {
    const look = lookAt(judging, stream, i);
    if (!rule.when.holds(look)) continue;
    if (!isCovered(look)) return false;
    any = true;
  }
  return any ? true : undefined;
}
