import type { CompiledRule } from './compile.ts';
import { alertOf, consider, type Judging, lookAt, reopen } from './episodes.ts';
import type { Point } from './point.ts';
import { type Episode, evidenceOf, evidenceText, standsOn } from './state.ts';
import type { PointStream } from './stream.ts';

/**
 * A reading was corrected: the episodes that stand on it, or whose window it lies in, are looked at again. Where nothing is left that
 * fulfils the rule, the alert is withdrawn; what it kept quiet is judged after all (semantics 6.5, 6.6, 5.4).
 * @param point as it stands now, in its place in the stream, unless it has gone to another one
 * @param was as it stood before
 */
export function recheck(judging: Judging, rule: CompiledRule, stream: PointStream, point: Point, was: Point): void {
  for (const episode of [...judging.memory.episodes(rule.id)]) {
    const evidence = standsOn(episode, point.id);
    const inWindow = rule.spanMs > 0 && [point.at, was.at].some((at) => at <= episode.to && at >= episode.from - rule.spanMs);
    if (evidence || inWindow) review(judging, rule, stream, point, episode, evidence);
  }
}

function review(judging: Judging, rule: CompiledRule, stream: PointStream, point: Point, episode: Episode, evidence: boolean): void {
  const holding: Point[] = [];
  for (let i = 0; i < stream.length; i++) {
    const { at, id } = stream.at(i);
    const concerned = (at >= episode.from && at <= episode.to) || (evidence && id === point.id);
    if (concerned && rule.when.holds(lookAt(judging, stream, i))) holding.push(stream.at(i));
  }
  // What the memory has let go (or another stream holds) cannot be looked at again: it counts as what it was.
  const unseen = evidenceOf(episode).some((id) => id !== point.id && !stream.has(id));
  if (holding.length === 0 && !unseen) {
    withdraw(judging, rule, stream, episode);
    return;
  }

  if (rule.spanMs === 0 && !holding.some(({ id }) => id === point.id)) {
    episode.readings = evidenceText(evidenceOf(episode).filter((id) => id !== point.id));
  }
  if (holding.length > 0) {
    episode.from = unseen ? Math.min(episode.from, holding[0]!.at) : holding[0]!.at;
    episode.to = holding.at(-1)!.at;
  }
  if (episode.end !== undefined && episode.end <= episode.to) reopen(judging, rule, episode);
  for (let i = stream.startOf(episode.to + 1); i < stream.length && !episode.over; i++) {
    consider(judging, rule, stream, lookAt(judging, stream, i));
  }
}

function withdraw(judging: Judging, rule: CompiledRule, stream: PointStream, episode: Episode): void {
  judging.memory.drop(rule.id, episode);
  if (!episode.settled) {
    const to = { is: 'resolved', at: judging.now, because: 'withdrawn' } as const;
    judging.decisions.push({ do: 'change-alert', alert: alertOf(judging, rule, episode), patient: judging.patient.id, to });
  }
  const until = episode.end ?? episode.to + rule.endsAfterMs;
  for (const milder of rule.supersedes) {
    if (!milder.appliesTo(judging.patient, judging.limits)) continue;
    for (let i = stream.startOf(episode.from); i < stream.length && stream.at(i).at <= until; i++) {
      consider(judging, milder, stream, lookAt(judging, stream, i));
    }
  }
}
