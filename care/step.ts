import type { AlertState } from '../domain/alert.ts';
import { HOUR, type Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { FollowUp, Run } from '../domain/follow-up.ts';
import { followUpId } from '../domain/identity.ts';
import type { Watched } from '../domain/reading.ts';
import { ask, closed, remind, type Setting, stranded, tell } from './ask-and-tell.ts';
import { isDanger } from './meant.ts';
import { isQuestion, type Pathway, type Question, type Step } from './pathway.ts';
import { reachable } from './pathway-problems.ts';

/** What may move a run. `question` is the run's open question, if it has one. */
export type Event =
  | { readonly is: 'started' }
  /** `option`: of a visit `accept` or `decline`; of a questionnaire the gravest of its findings, or `none`. */
  | {
      readonly is: 'answered';
      readonly option: string;
      readonly question: FollowUp;
      /** How the question keeps the answer, where that is not the option. */
      readonly keptAs?: string;
    }
  | { readonly is: 'due'; readonly question?: FollowUp | undefined }
  | {
      readonly is: 'alert-resolved';
      /** `recovered`: a reading ended it. `beyond`: one did that is no recovery. `faded`: none did, it only grew old. */
      readonly because: Extract<AlertState, { is: 'resolved' }>['because'] | 'beyond' | 'faded';
      readonly question?: FollowUp | undefined;
    }
  /** A reading came: `Known` has it. */
  | { readonly is: 'measured'; readonly question?: FollowUp | undefined }
  /** Another run takes over. */
  | { readonly is: 'replaced'; readonly question?: FollowUp | undefined };

/** A reading that has not ended the run's alert. */
export interface Measured {
  readonly kind: Watched;
  readonly at: Instant;
}

/** Where a run stands: the step, and in which round of the pathway's loops. Written `treat`, and from the second round on `treat#2`. */
export interface Place {
  readonly step: string;
  readonly round: number;
}
export const placeOf = (run: Run): Place => {
  const [step, round] = run.at.split('#');
  return { step: step!, round: Number(round ?? 1) };
};
const written = ({ step, round }: Place): string => (round === 1 ? step : `${step}#${round}`);

/** The timer of a run. It has at most one. */
export const TIMER = 'run:';
export const timerOf = (run: Pick<Run, 'id'>): string => `${TIMER}${run.id}`;
export const runOfTimer = (what: string): string => what.slice(TIMER.length);

/** The id of the question that the run waits for, if it waits for one. */
export function questionOf(pathway: Pathway, run: Run): string | undefined {
  const { step: name, round } = placeOf(run);
  const step = pathway.steps.get(name);
  if (run.done || (!isQuestion(step) && step?.is !== 'remind')) return undefined;
  return followUpId(run.id, written({ step: step.is === 'remind' ? step.remind : name, round }));
}

export interface Stepped {
  readonly run: Run;
  readonly decisions: readonly Decision[];
  /** The steps that were entered, in order. */
  readonly trail: readonly string[];
}

/** No clinic and no questionnaires: enough for a pathway that has neither visits nor questionnaires. */
const NOWHERE: Setting = { zone: 'UTC', questionnaires: new Map() };

/**
 * What an event makes of a run: goes on until the run has to wait or ends. `measured`: the readings of the time since the alert that have not
 * ended it, oldest first. Pure; the same arguments give the same keys and ids, so
 * that doing it twice is doing it once. An event that no longer fits (the run has ended, or waits for nothing) changes nothing.
 */
export function step(
  pathway: Pathway,
  run: Run,
  event: Event,
  now: Instant,
  setting: Setting = NOWHERE,
  measured: readonly Measured[] = [],
): Stepped {
  if (run.done) return { run, decisions: [], trail: [] };
  const place = placeOf(run);
  const current = pathway.steps.get(place.step);
  if (!current) return strand(run, unanswered('question' in event ? event.question : undefined, now), now);
  const stop: Decision = { do: 'unwake', what: timerOf(run), patient: run.patient };
  const walk: Walk = { pathway, run, now, setting, measured };

  switch (event.is) {
    case 'started': {
      const late = now - run.started > pathway.startsWithin;
      return enter(walk, { step: late ? pathway.whenLate : place.step, round: 1 }, []);
    }
    case 'answered': {
      const asked = current.is === 'remind' ? pathway.steps.get(current.remind) : current;
      const next = isQuestion(asked) ? nextAfter(asked, event.option) : undefined;
      const answered = closed(event.question, { is: 'answered', answer: event.keptAs ?? event.option, at: now });
      if (next === undefined)
        return event.question.options.some(({ id }) => id === event.option)
          ? strand(run, answered, now)
          : { run, decisions: [], trail: [] };
      return enter(walk, { ...place, step: next }, [stop, answered]);
    }
    case 'due': {
      if (current.is === 'wait') return enter(walk, { ...place, step: current.next }, [stop]);
      if (current.is === 'measure') return enter(walk, { ...place, step: current.unmeasured }, [stop]);
      if (!isQuestion(current) && current.is !== 'remind') return { run, decisions: [stop], trail: [] };
      const staysOpen = pathway.steps.get(current.unanswered)?.is === 'remind';
      const over = staysOpen ? undefined : unanswered(event.question, now);
      return enter(walk, { ...place, step: current.unanswered }, [stop, ...(over ? [over] : [])], event.question);
    }
    case 'measured': {
      const found = stillSo(walk, current);
      if (!found) return { run, decisions: [], trail: [] };
      const over = unanswered(event.question, now);
      return enter({ ...walk, run: found.run }, { ...place, step: found.next }, [stop, ...(over ? [over] : [])]);
    }
    case 'replaced':
    case 'alert-resolved': {
      const over = unanswered(event.question, now);
      const before = [stop, ...(over ? [over] : [])];
      const recovered = event.is === 'alert-resolved' && event.because === 'recovered';
      const onwards = recovered ? (current.is === 'measure' ? current.recovered : pathway.whenRecovered) : undefined;
      if (onwards === undefined) return save({ ...run, done: true }, before, []);
      // The same resolution, heard again after a crash, finds the run on its way out already.
      if (reachable(pathway.steps, [onwards]).has(place.step)) return { run, decisions: [], trail: [] };
      return enter(walk, { ...place, step: onwards }, before);
    }
  }
}

/** Ends a run whose pathway no longer has the step or the answer that it needs, or is gone: a person takes over. */
export function strand(run: Run, over: Decision | undefined, now: Instant): Stepped {
  const stop: Decision = { do: 'unwake', what: timerOf(run), patient: run.patient };
  return save({ ...run, done: true }, [stop, ...(over ? [over] : []), stranded(run, now)], []);
}

/** So long after a question was closed by something else, an answer that means danger counts: the patient has it before their eyes. A working default (evidence: unverified). */
const DANGER_COUNTS_MS = 2 * HOUR;

/** Whether this answer to a question that nobody answered in its time is one that a person must hear of all the same. */
export const isLateDanger = ({ state, options }: FollowUp, option: string, now: Instant): boolean =>
  state.is === 'unanswered' && now - state.at <= DANGER_COUNTS_MS && isDanger({ options }, option);

/** What follows from such an answer, once however often it is given: the run goes where it would have led, also if it has ended. What is closed stays closed. */
export function hearLateDanger(
  pathway: Pathway,
  run: Run,
  { asked, open }: { readonly asked: FollowUp; readonly open: FollowUp | undefined },
  option: string,
  now: Instant,
  setting: Setting = NOWHERE,
): Stepped {
  const place = placeOfQuestion(pathway, run, asked);
  const step = place && pathway.steps.get(place.step);
  const next = step && isQuestion(step) ? nextAfter(step, option) : undefined;
  if (!place || next === undefined) return strand(run, undefined, now);
  const over = unanswered(open, now);
  const stop: Decision = { do: 'unwake', what: timerOf(run), patient: run.patient };
  const walk: Walk = { pathway, run: { ...run, done: false }, now, setting, measured: [] };
  return enter(walk, { ...place, step: next }, [stop, ...(over ? [over] : [])]);
}

/** More often than any pathway goes round. */
const MOST_ROUNDS = 20;

/** Where in its pathway a question stands; undefined where the pathway has no such step any more. */
export function placeOfQuestion(pathway: Pathway, run: Pick<Run, 'id'>, { id }: Pick<FollowUp, 'id'>): Place | undefined {
  const steps = [...pathway.steps].filter(([, step]) => isQuestion(step)).map(([step]) => step);
  for (let round = 1; round <= MOST_ROUNDS; round++) {
    const step = steps.find((name) => followUpId(run.id, written({ step: name, round })) === id);
    if (step !== undefined) return { step, round };
  }
  return undefined;
}

/** Closes a question that nobody answered; nothing to do where there is none. */
export const unanswered = (question: FollowUp | undefined, now: Instant): Decision | undefined =>
  question && closed(question, { is: 'unanswered', at: now });

/** Where an answer leads; undefined for one that there is not. */
function nextAfter(question: Question, option: string): string | undefined {
  switch (question.is) {
    case 'ask':
      return question.options[option]?.next;
    case 'visit':
      return { accept: question.accepted, decline: question.declined }[option];
    case 'fill':
      return question.found[option as keyof typeof question.found] ?? question.answered;
  }
}

/** The kinds of which a step waits for a reading, and where it leads if that has not ended the alert. */
function waitsFor(pathway: Pathway, step: Step): { readonly kind: Watched; readonly still: string } | undefined {
  const asked = step.is === 'remind' ? pathway.steps.get(step.remind) : step;
  if (asked?.is === 'measure') return { kind: asked.measure, still: asked.still };
  return asked?.is === 'ask' && asked.reading ? { kind: asked.reading.measure, still: asked.reading.still } : undefined;
}

/** Where the first reading that counts leads; it has counted then, and a later one would be news. */
function stillSo({ pathway, run, measured }: Walk, step: Step): { readonly next: string; readonly run: Run } | undefined {
  const waits = waitsFor(pathway, step);
  const first = waits && measured.find(({ kind, at }) => kind === waits.kind && at >= (run.readingsFrom ?? Number.POSITIVE_INFINITY));
  return first && { next: waits.still, run: { ...run, readingsFrom: first.at + 1 } };
}

interface Walk {
  readonly pathway: Pathway;
  readonly run: Run;
  readonly now: Instant;
  readonly setting: Setting;
  readonly measured: readonly Measured[];
}

/** Enters a step and goes on from it. Ends: steps only lead forwards, and `again` counts its rounds. */
function enter(walk: Walk, to: Place, before: readonly Decision[], question?: FollowUp): Stepped {
  const { pathway, now, setting } = walk;
  const decisions = [...before];
  const trail: string[] = [];
  let run = walk.run;
  for (let place = to; ; ) {
    const step = pathway.steps.get(place.step)!;
    if (waitsFor(pathway, step) && run.readingsFrom === undefined) run = { ...run, readingsFrom: now };
    const here: Run = { ...run, at: written(place) };
    const wake = (ms: number): Decision => ({ do: 'wake', at: now + ms, what: timerOf(run), patient: run.patient });
    trail.push(place.step);
    switch (step.is) {
      case 'message':
      case 'task':
        decisions.push(...tell(here, step, now));
        if (step.is === 'message' && step.readingsFrom !== undefined) run = { ...run, readingsFrom: now + step.readingsFrom };
        place = { ...place, step: step.next };
        break;
      case 'again':
        place = place.round <= step.atMost ? { step: step.again, round: place.round + 1 } : { ...place, step: step.otherwise };
        break;
      case 'wait':
        return save(here, [...decisions, wake(step.wait)], trail);
      case 'measure': {
        const found = stillSo({ ...walk, run }, step);
        if (!found) return save(here, [...decisions, wake(step.within)], trail);
        run = found.run;
        place = { ...place, step: found.next };
        break;
      }
      case 'ask':
      case 'fill':
      case 'visit': {
        const found = stillSo({ ...walk, run }, step);
        if (found) {
          run = found.run;
          place = { ...place, step: found.next };
          break;
        }
        const asked = ask(here, pathway, step, now, setting);
        if (!asked) return { ...strand(here, undefined, now), trail };
        return save(here, [...decisions, ...asked, wake(step.within)], trail);
      }
      case 'remind':
        return save(here, [...decisions, ...remind(here, step, question, now), wake(step.within)], trail);
      case 'end':
        return save({ ...here, done: true }, decisions, trail);
    }
  }
}

const save = (run: Run, decisions: readonly Decision[], trail: readonly string[]): Stepped => ({
  run,
  decisions: [...decisions, { do: 'save-run', run }],
  trail,
});
