import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { GivenAnswer } from '../domain/follow-up.ts';
import type { Patient } from '../domain/patient.ts';
import type { PatientId, Reading, ReadingId } from '../domain/reading.ts';
import type { Limits, RuleState } from '../domain/rule-state.ts';
import type { CompiledRule, RuleSet } from './compile.ts';
import { recheck } from './correction.ts';
import { alertOf, consider, type Judging, lookAt, lookAtNewest, reviewEnds } from './episodes.ts';
import { hearAnswer } from './hear-answer.ts';
import { failAlone, isolated } from './isolated.ts';
import { byTime, judgedAt, type Point, pointOf, STREAMS, type StreamName, streamOf } from './point.ts';
import { ReplayStream } from './replay-stream.ts';
import { breakSilence, fallSilent, listen } from './silences.ts';
import { Memory, standsOn } from './state.ts';
import type { PointStream } from './stream.ts';
import { judgeMilder } from './superseded.ts';

/** Whose readings these are, and which limits are in force for them. */
export interface About {
  readonly patient: Patient;
  readonly limits: Limits;
}

export interface Known {
  /** It corrects no earlier reading, so the memory need not be searched for one. */
  unheardOf(id: ReadingId): boolean;
  /** A correction that no rule may look at any more (it was control solution, it is implausible): what stood on it is withdrawn. */
  exempt(reading: Reading): boolean;
  /** It was withdrawn, and counts again: an alert that was taken back with it is there again. */
  restored?(id: ReadingId): boolean;
}

const NOTHING_KNOWN: Known = { unheardOf: () => false, exempt: () => false };

export interface Verdict {
  readonly state: RuleState;
  readonly decisions: readonly Decision[];
}

/** What the rules make of one reading. Pure: the same arguments, the same verdict, on every node and in every replay (semantics 1.4). */
export function judge(set: RuleSet, about: About, state: RuleState, reading: Reading, now: Instant): Verdict {
  const judging = begin(about, state, now);
  judgeReading(set, judging, reading, false);
  return { state: judging.memory.state(), decisions: judging.decisions };
}

/**
 * The same over a batch of several patients' readings. Those of one patient are judged in the order in which they happened, whatever
 * the order in the batch (semantics 6.7). A reading with the id of an earlier one is its correction.
 * @param known what the caller knows of the readings beforehand
 * @returns `states`: only those that changed
 */
export function judgeAll(
  set: RuleSet,
  about: ReadonlyMap<PatientId, About>,
  states: ReadonlyMap<PatientId, RuleState>,
  readings: readonly Reading[],
  now: Instant,
  known: Known = NOTHING_KNOWN,
): { readonly states: ReadonlyMap<PatientId, RuleState>; readonly decisions: readonly Decision[] } {
  const changed = new Map<PatientId, RuleState>();
  const decisions: Decision[] = [];
  for (const [patient, theirs] of Map.groupBy(readings, (reading) => reading.patient)) {
    const them = about.get(patient);
    if (!them) throw new Error(`judge: a reading of ${patient}, of whom nothing is known`);
    const judging = begin(them, states.get(patient), now, decisions);
    if (theirs.length > 1) theirs.sort((a, b) => byTime({ at: judgedAt(a), id: a.id }, { at: judgedAt(b), id: b.id }));
    for (const reading of theirs) {
      if (known.exempt(reading)) withdrawReading(set, judging, reading);
      else judgeReading(set, judging, reading, known.unheardOf(reading.id), known.restored?.(reading.id));
    }
    changed.set(patient, judging.memory.state());
  }
  return { states: changed, decisions };
}

/** What the rules make of a patient's answers, which may complete what readings began: before them or after, it ends in the same alerts. */
export function judgeAnswers(set: RuleSet, about: About, state: RuleState, answers: readonly GivenAnswer[], now: Instant): Verdict {
  const judging = begin(about, state, now);
  for (const answer of answers) hearAnswer(set, judging, answer);
  return { state: judging.memory.state(), decisions: judging.decisions };
}

/** A timer of this room has come due: opens the alert of a silence, or waits on because something was heard in the meantime. */
export function wake(set: RuleSet, about: About, state: RuleState, what: string, now: Instant): Verdict {
  const judging = begin(about, state, now);
  const rule = set.silences.find(({ id }) => timerOf(id) === what);
  if (rule) isolated(judging, rule, () => fallSilent(judging, rule, what));
  return { state: judging.memory.state(), decisions: judging.decisions };
}

/**
 * Timers for what the patient's plan expects, so that "never heard of" is noticed too. For a new patient and for a changed plan;
 * not at every start: it would begin to wait anew (semantics 7.2).
 */
export function enrol(set: RuleSet, about: About, now: Instant): readonly Decision[] {
  return set.silences.map((rule) => listen(about, rule, timerOf(rule.id), now));
}

/**
 * A person resolved the alert: its episode is over for the judge too, so that the next reading that fulfils the rule opens a new one
 * instead of adding to an alert at which nobody looks any more. A silence is waited for anew (semantics 4.9, 7.2).
 */
export function settle(set: RuleSet, about: About, state: RuleState, alert: Pick<Alert, 'id' | 'rule'>, now: Instant): Verdict {
  const judging = begin(about, state, now);
  const rule = [...STREAMS.flatMap((stream) => set.byStream[stream]), ...set.silences].find(({ id }) => id === alert.rule.id);
  const episode = rule && judging.memory.episodes(rule.id).find((one) => alertOf(judging, rule, one) === alert.id);
  if (!rule || !episode) return { state, decisions: [] };
  if (rule.graceHours) {
    judging.memory.drop(rule.id, episode);
    judging.memory.since[rule.id] = now;
    judging.decisions.push(listen(about, rule, timerOf(rule.id), now));
  } else {
    episode.over = true;
    episode.settled = true;
    episode.end = Math.min(episode.end ?? now, now);
  }
  return { state: judging.memory.state(), decisions: judging.decisions };
}

/** One patient's history, lived through again. */
export interface Replay {
  /** Judges one that no other corrects; after those that were received before it. `point`: what the reading is to the judge, if it is known already. */
  hear(reading: Reading, point?: Point): readonly Decision[];
  wake(what: string, now: Instant): readonly Decision[];
  hearAnswer(answer: GivenAnswer): readonly Decision[];
}

/**
 * The same as `judge` after `judge`, without the state written and read between them: for previews, which go through millions of readings.
 */
export function createReplay(set: RuleSet, about: About): Replay {
  const memory = new Memory(undefined, (name) => new ReplayStream(name));
  const at = (now: Instant): Judging => ({ ...about, now, decisions: [], correcting: false, memory });
  return {
    hear(reading, point) {
      const judging = at(reading.received);
      judgeReading(set, judging, reading, true, false, point);
      return judging.decisions;
    },
    wake(what, now) {
      const judging = at(now);
      const rule = set.silences.find(({ id }) => timerOf(id) === what);
      if (rule) isolated(judging, rule, () => fallSilent(judging, rule, what));
      return judging.decisions;
    },
    hearAnswer(answer) {
      const judging = at(answer.at);
      hearAnswer(set, judging, answer);
      return judging.decisions;
    },
  };
}

/** The timers of this room: `silence:glucose.no-readings`. */
export const timerOf = (rule: string): string => `silence:${rule}`;

const begin = ({ patient, limits }: About, state: RuleState | undefined, now: Instant, decisions: Decision[] = []): Judging => ({
  patient,
  limits,
  now,
  decisions,
  correcting: false,
  memory: new Memory(state),
});

function judgeReading(
  set: RuleSet,
  judging: Judging,
  reading: Reading,
  unheardOf: boolean,
  restored = false,
  point: Point | undefined = pointOf(reading),
): void {
  const name = streamOf(reading);
  if (!name || !point) return;
  const { memory } = judging;
  if (point.ahead) memory.heardAhead(reading.kind, reading.received);
  else memory.heard[reading.kind] = Math.max(memory.heard[reading.kind] ?? 0, reading.received);
  for (const rule of set.silences) {
    if (rule.rule.watches === reading.kind && !point.ahead)
      isolated(judging, rule, () => breakSilence(judging, rule, timerOf(rule.id), reading.received));
  }
  if (set.memoryMs[name] === 0) return;

  const replaced = unheardOf ? undefined : takeBack(set, judging, name, point);
  judging.correcting = replaced !== undefined || restored;
  const stream = memory.stream(name);
  const newest = isAfterAll(stream, point);
  const index = newest ? undefined : stream.insert(point);
  if (newest) stream.append(point);
  const look = index === undefined ? lookAtNewest(judging, stream, point) : lookAt(judging, stream, index);

  for (const rule of set.byStream[name]) {
    if (!rule.appliesTo(judging.patient, judging.limits)) continue;
    try {
      // Evidence that the memory has let go is known by its name alone.
      if (replaced || (!unheardOf && memory.episodes(rule.id).some((episode) => standsOn(episode, point.id)))) {
        recheck(judging, rule, stream, point, replaced ?? point);
      }
      consider(judging, rule, stream, look);
      if (index !== undefined && rule.spanMs > 0) {
        considerFollowers(judging, rule, stream, index);
        reviewEnds(judging, rule, stream, point);
      }
    } catch (error) {
      failAlone(judging, rule, error);
    }
  }
  if (index !== undefined || replaced) {
    judgeMilder(set, judging, name, stream, Math.min(point.at, replaced?.at ?? point.at));
  }
  if (newest) forgetOld(set, judging, name, stream, point);
}

function isAfterAll(stream: PointStream, point: Point): boolean {
  const lastAt = stream.lastAt();
  return lastAt === undefined || lastAt < point.at || (lastAt === point.at && byTime(stream.last()!, point) < 0);
}

/** The reading counts for nothing any more: the episodes that stand on it, or whose window it lay in, are looked at without it. */
function withdrawReading(set: RuleSet, judging: Judging, reading: Reading): void {
  const point = pointOf(reading);
  if (!point) return;
  for (const name of STREAMS) {
    const stream = judging.memory.known(name);
    if (!stream) continue;
    const was = stream.remove(point.id);
    for (const rule of set.byStream[name]) {
      isolated(judging, rule, () => {
        if (was || judging.memory.episodes(rule.id).some((episode) => standsOn(episode, point.id))) {
          recheck(judging, rule, stream, point, was ?? point);
        }
      });
    }
    judgeMilder(set, judging, name, stream, point.at);
  }
}

/** A correction takes the place of what it corrects. When that was of another stream (a specimen corrected), it leaves its rules there (semantics 6.5). */
function takeBack(set: RuleSet, judging: Judging, name: StreamName, point: Point): Point | undefined {
  const mine = judging.memory.known(name)?.remove(point.id);
  if (mine || (name !== 'glucose' && name !== 'sensor')) return mine;
  const other = name === 'glucose' ? 'sensor' : 'glucose';
  const stream = judging.memory.known(other);
  const was = stream?.remove(point.id);
  if (!stream || !was) return undefined;
  for (const rule of set.byStream[other]) {
    if (!set.byStream[name].includes(rule)) isolated(judging, rule, () => recheck(judging, rule, stream, point, was));
  }
  judgeMilder(set, judging, other, stream, was.at);
  return was;
}

/** A reading that came late may change what the readings after it mean, as far as the rule's window reaches (semantics 6.4). */
function considerFollowers(judging: Judging, rule: CompiledRule, stream: PointStream, index: number): void {
  const until = stream.at(index).at + rule.spanMs;
  for (let i = index + 1; i < stream.length && stream.at(i).at <= until; i++) consider(judging, rule, stream, lookAt(judging, stream, i));
}

function forgetOld(set: RuleSet, { memory }: Judging, name: StreamName, stream: PointStream, { at }: Point): void {
  const before = at - set.memoryMs[name];
  stream.trim(before);
  if (!memory.hasEpisodes) return;
  for (const rule of set.byStream[name]) memory.forget(rule.id, before - rule.endsAfterMs);
}
