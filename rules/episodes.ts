import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { alertId } from '../domain/identity.ts';
import type { Patient } from '../domain/patient.ts';
import type { ReadingId } from '../domain/reading.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { CompiledRule } from './compile.ts';
import type { Look, Values } from './conditions/condition.ts';
import type { Field, Point, PointUnit } from './point.ts';
import { type Episode, evidenceOf, evidenceText, type Memory } from './state.ts';
import { type PointStream, upTo } from './stream.ts';
import { type Telling, tellAgain, tellFresh, tellLate } from './tell.ts';
import { isGlucose } from './units.ts';
import { rounded } from './window.ts';

/** What is at hand while the readings of one patient are judged. */
export interface Judging {
  readonly patient: Patient;
  readonly limits: Limits;
  readonly memory: Memory;
  readonly now: Instant;
  readonly decisions: Decision[];
  /** The reading at hand corrects an earlier one: an alert that it opens may have been there before, and withdrawn. */
  correcting: boolean;
}

/** The most readings that an alert keeps as evidence (semantics 4.10). */
export const MOST_EVIDENCE = 50;

/** The newest point of a stream, seen with its past. */
export const lookAtNewest = ({ limits, patient, memory }: Judging, stream: PointStream, point: Point): Look => ({
  point,
  history: () => stream,
  limits,
  zone: patient.zone,
  answers: memory.answers,
});

/** The point at that place, seen with its past and without its future. */
export const lookAt = ({ limits, patient, memory }: Judging, stream: PointStream, index: number): Look => ({
  point: stream.at(index),
  history: () => upTo(stream, index),
  limits,
  zone: patient.zone,
  answers: memory.answers,
});

/**
 * What one reading means for the episodes of one rule: opens one, adds to one, ends one, or nothing.
 *
 * The rules of the house: an episode that was opened keeps its name, whatever arrives later (semantics 4.1); only a reading later than its
 * latest evidence ends it (semantics 4.4, 4.7). So an older reading never retracts a live alert, and never hides one.
 */
export function consider(judging: Judging, rule: CompiledRule, stream: PointStream, look: Look): void {
  if (rule.when.holds(look)) {
    join(judging, rule, stream, look);
    return;
  }
  const episodes = judging.memory.episodes(rule.id);
  if (episodes.length === 0) return;
  const { at } = look.point;
  let clears: boolean | undefined;
  for (const episode of episodes) {
    if (at <= episode.to || at >= (episode.end ?? Number.POSITIVE_INFINITY)) continue;
    const faded = at - episode.to > rule.endsAfterMs;
    if (faded && episode.over) continue;
    clears ??= rule.clears(look);
    if (clears && !faded) close(judging, rule, episode, at);
    else if (faded) close(judging, rule, episode, undefined);
  }
}

function join(judging: Judging, rule: CompiledRule, stream: PointStream, look: Look): void {
  const { at } = look.point;
  const episodes = judging.memory.episodes(rule.id);
  const episode =
    episodes.findLast((one) => covers(one, at, rule) || rejoins(one, at, rule)) ??
    episodes.find((one) => beginsSoonAfter(judging, rule, stream, one, at));
  // The word of a person (semantics 4.9): what it says is resolved is no evidence of anything for a while.
  if (episode?.settled && at >= episode.end!) return;
  if (episode) {
    extend(judging, rule, stream, look, episode);
    return;
  }
  for (const one of episodes) if (!one.over && at - one.to > rule.endsAfterMs) close(judging, rule, one, undefined);
  if (!isSuperseded(judging, rule, look)) open(judging, rule, stream, look);
}

/** Whether a reading of that moment belongs to the episode: not before it, not after its end, not long after its latest evidence (semantics 4.2). */
export const covers = ({ from, to, end }: Episode, at: Instant, { endsAfterMs }: CompiledRule): boolean =>
  at >= from && at - to <= endsAfterMs && at < (end ?? Number.POSITIVE_INFINITY);

/** Whether a reading that fulfils the rule soon after the end of an episode is no news, but the same going on (semantics 4.8). */
const rejoins = ({ to, end }: Episode, at: Instant, { endsAfterMs, restsMs }: CompiledRule): boolean =>
  end !== undefined && at >= end && at - end < restsMs && at - to <= endsAfterMs;

/** A reading that came late and lies shortly before an episode, with nothing between that would have ended it, is the same episode (semantics 4.3). */
function beginsSoonAfter(judging: Judging, rule: CompiledRule, stream: PointStream, { from }: Episode, at: Instant): boolean {
  if (from <= at || from - at > rule.endsAfterMs) return false;
  for (let i = stream.startOf(at + 1); i < stream.length && stream.at(i).at < from; i++) {
    const look = lookAt(judging, stream, i);
    if (!rule.when.holds(look) && rule.clears(look)) return from - look.point.at < rule.restsMs;
  }
  return true;
}

function extend(judging: Judging, rule: CompiledRule, stream: PointStream, look: Look, episode: Episode): void {
  const { at } = look.point;
  episode.from = Math.min(episode.from, at);
  if (at > episode.to) {
    episode.to = at;
    if (episode.over && (episode.end === undefined || at >= episode.end)) endAnew(judging, rule, stream, episode);
  }
  const known = new Set(evidenceOf(episode));
  const room = MOST_EVIDENCE - known.size;
  const more =
    room > 0
      ? idsOf(rule, look)
          .filter((id) => !known.has(id))
          .slice(0, room)
      : [];
  if (more.length > 0) {
    episode.readings = evidenceText([...known, ...more]);
    judging.decisions.push({ do: 'add-evidence', alert: alertOf(judging, rule, episode), patient: judging.patient.id, readings: more });
  }
  // It was heard of too late to act on; now it goes on, and somebody can (semantics 6.3).
  if (episode.late && !episode.over && isFresh(judging, rule, at) && !isSuperseded(judging, rule, look)) {
    delete episode.late;
    noteTold(judging, rule, episode);
    judging.decisions.push(...tellFresh(tellingNow(judging, rule, look, episode)));
  } else if (isDueAgain(judging, rule, episode) && isFresh(judging, rule, at) && !isSuperseded(judging, rule, look)) {
    noteTold(judging, rule, episode);
    judging.decisions.push(...tellAgain(tellingNow(judging, rule, look, episode)));
  }
}

const isDueAgain = ({ now }: Judging, { renotifyMs }: CompiledRule, { over, settled, told }: Episode): boolean =>
  renotifyMs > 0 && told !== undefined && !over && !settled && now - told >= renotifyMs;

function noteTold({ now }: Judging, { renotifyMs }: CompiledRule, episode: Episode): void {
  if (renotifyMs > 0) episode.told = now;
}

const tellingNow = (judging: Judging, rule: CompiledRule, look: Look, episode: Episode): Telling =>
  tellingOf(judging, rule, look, { id: alertOf(judging, rule, episode), patient: judging.patient.id }, valuesOf(rule, look));

/**
 * An episode that had faded reaches further than was known, because a reading came late. What was measured after it says anew how it
 * ended: by a recovery, which the next reading that fulfils the rule must not be counted over; by fading, as before; or not yet.
 */
export function endAnew(judging: Judging, rule: CompiledRule, stream: PointStream, episode: Episode): void {
  delete episode.end;
  for (let i = stream.startOf(episode.to + 1); i < stream.length; i++) {
    const look = lookAt(judging, stream, i);
    const faded = look.point.at - episode.to > rule.endsAfterMs;
    if (faded || rule.when.holds(look)) {
      close(judging, rule, episode, undefined);
      return;
    }
    if (rule.clears(look)) {
      close(judging, rule, episode, look.point.at);
      return;
    }
  }
  reopen(judging, rule, episode);
}

/** A reading that came late changed what the readings after it mean: an end that one of them made, and makes no more, is none. */
export function reviewEnds(judging: Judging, rule: CompiledRule, stream: PointStream, late: Point): void {
  for (const episode of judging.memory.episodes(rule.id)) {
    const { end, settled } = episode;
    if (end === undefined || settled || end <= late.at || end > late.at + rule.spanMs) continue;
    const place = stream.startOf(end);
    if (place === stream.length || stream.at(place).at !== end) continue;
    const look = lookAt(judging, stream, place);
    if (rule.when.holds(look) || !rule.clears(look)) endAnew(judging, rule, stream, episode);
  }
}

/**
 * Evidence moved past the moment that ended the episode, so that moment did not. What a person resolved stays resolved, and one open alert
 * is enough.
 */
export function reopen(judging: Judging, rule: CompiledRule, episode: Episode): void {
  if (episode.settled || judging.memory.episodes(rule.id).some(({ over }) => !over)) {
    episode.end = episode.to + 1;
    return;
  }
  delete episode.end;
  delete episode.over;
  judging.decisions.push({ do: 'change-alert', alert: alertOf(judging, rule, episode), patient: judging.patient.id, to: { is: 'active' } });
}

function open(judging: Judging, rule: CompiledRule, stream: PointStream, look: Look): void {
  const { patient, memory, now, decisions } = judging;
  const { at, id } = look.point;
  const episode: Episode = { by: id, from: at, to: at, readings: evidenceText(idsOf(rule, look)) };
  seeHowItWentOn(judging, rule, stream, episode);
  const late = !isFresh(judging, rule, at);
  if (late || episode.over) episode.late = true;
  else noteTold(judging, rule, episode);
  memory.add(rule.id, episode);

  const alert: Alert = {
    id: alertOf(judging, rule, episode),
    patient: patient.id,
    rule: { id: rule.id, version: rule.rule.version },
    severity: rule.rule.severity,
    opened: at,
    raised: now,
    late,
    evidence: evidenceOf(episode),
    values: valuesOf(rule, look),
    state: { is: 'active' },
  };
  decisions.push({ do: 'open-alert', alert });
  if (judging.correcting) decisions.push({ do: 'change-alert', alert: alert.id, patient: patient.id, to: { is: 'active' } });
  if (episode.over) decisions.push(resolved(judging, rule, episode));
  const telling = tellingOf(judging, rule, look, alert, alert.values);
  decisions.push(...(episode.late ? tellLate(telling) : tellFresh(telling)));
}

/** What is known already of the time after a reading that came late: whether it went on, and whether it is over (semantics 6.2). */
function seeHowItWentOn(judging: Judging, rule: CompiledRule, stream: PointStream, episode: Episode): void {
  for (let i = stream.startOf(episode.from + 1); i < stream.length; i++) {
    const { at } = stream.at(i);
    const look = lookAt(judging, stream, i);
    if (at - (episode.end ?? Number.POSITIVE_INFINITY) >= rule.restsMs) return;
    if (at - episode.to > rule.endsAfterMs) {
      episode.over = true;
      return;
    }
    if (rule.when.holds(look)) {
      delete episode.over;
      delete episode.end;
      episode.to = at;
      episode.readings = evidenceText([...new Set([...evidenceOf(episode), ...idsOf(rule, look)])].slice(0, MOST_EVIDENCE));
    } else if (episode.end === undefined && rule.clears(look)) {
      episode.over = true;
      episode.end = at;
      if (rule.restsMs === 0) return;
    }
  }
}

/**
 * Ends an episode: by the reading of that moment, or, without one, because it has faded. Of one that is over already, an older reading
 * tells more exactly when.
 */
export function close(judging: Judging, rule: CompiledRule, episode: Episode, end: Instant | undefined, note?: string): void {
  if (end !== undefined) episode.end = end;
  episode.over = true;
  if (!episode.settled) judging.decisions.push(resolved(judging, rule, episode, note));
}

/** Recovered at the moment that a body showed it, or faded: `endsAfter` went by without another sign of it (semantics 4.5). */
function resolved(judging: Judging, rule: CompiledRule, episode: Episode, note?: string): Decision {
  const { end } = episode;
  const because = 'recovered';
  // The end of one that was superseded lies just after its last reading, which may be of this very moment.
  return {
    do: 'change-alert',
    alert: alertOf(judging, rule, episode),
    patient: judging.patient.id,
    to:
      end === undefined
        ? { is: 'resolved', at: fadedAt(judging, rule, episode), because, note: FADED }
        : { is: 'resolved', at: Math.min(end, judging.now), because, ...(note ? { note } : {}) },
  };
}

/** Not after the next episode has begun: what comes late may stretch one that was over until it reaches the next. */
function fadedAt({ memory, now }: Judging, rule: CompiledRule, { to }: Episode): Instant {
  const next = memory.episodes(rule.id).find(({ from }) => from > to);
  return Math.min(to + rule.endsAfterMs, next?.from ?? now);
}

/** The note of an alert that no reading ended: a code, which pages put in words. */
export const FADED = 'faded';

/** A graver rule has an episode at this moment: the milder one stays quiet (semantics 5.2, 5.3). The graver is always judged first. */
const isSuperseded = ({ patient, limits, memory }: Judging, rule: CompiledRule, { point }: Look): boolean =>
  rule.supersededBy.some(
    (graver) => graver.appliesTo(patient, limits) && memory.episodes(graver.id).some((episode) => covers(episode, point.at, graver)),
  );

const isFresh = ({ now }: Judging, { freshForMs }: CompiledRule, at: Instant): boolean => now - at <= freshForMs;

export const alertOf = ({ patient }: Judging, { id }: CompiledRule, { by }: Episode): string => alertId(patient.id, id, by);

const idsOf = (rule: CompiledRule, look: Look): readonly ReadingId[] =>
  rule.when
    .evidence(look)
    .slice(-MOST_EVIDENCE)
    .map(({ id }) => id);

function tellingOf({ now }: Judging, { rule, freshForMs }: CompiledRule, look: Look, alert: Telling['alert'], values: Values): Telling {
  const { at } = look.point;
  return { rule, alert, values, at, now, expires: at + freshForMs };
}

/** The numbers that decided: of the reading first, then whatever the conditions add or know better. */
export function valuesOf(rule: CompiledRule, look: Look): Values {
  const { point } = look;
  const values: Values =
    point.unit === 'mmHg'
      ? { value: `${point.systolic}/${point.diastolic}`, unit: 'mmHg', systolic: point.systolic, diastolic: point.diastolic }
      : { value: asRead(point), unit: point.unit };
  if (!Number.isNaN(point.pulse)) values.pulse = point.pulse;
  if (point.beyond !== '') values.beyond = point.beyond;
  if (point.meal !== '') values.meal = point.meal;
  rule.when.tell(look, values);
  return values;
}

/** As people read it: glucose as the display showed it, kg and °C with one decimal. */
const asRead = (point: Point): number => {
  const value = point[FIELD_OF[point.unit as keyof typeof FIELD_OF]];
  return isGlucose(point.unit) ? value : rounded(value, point.unit);
};

/** The number that a reading of this unit is about. */
const FIELD_OF: Readonly<Record<Exclude<PointUnit, 'mmHg'>, Field>> = {
  'mmol/L': 'glucose',
  'mg/dL': 'glucose',
  kg: 'weight',
  '°C': 'temperature',
  '%': 'saturation',
  '1/min': 'pulse',
};
