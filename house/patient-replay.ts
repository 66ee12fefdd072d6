import { setImmediate } from 'node:timers/promises';
import type { PreviewRequest } from '../api/parts.ts';
import { answersIn, answerTo } from '../care/given-answers.ts';
import { exemption } from '../devices/plausible.ts';
import { DAY, type Instant, SECOND } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { GivenAnswer } from '../domain/follow-up.ts';
import { withMeasuringTimes } from '../domain/measuring-times.ts';
import type { Patient } from '../domain/patient.ts';
import type { Kind, PatientId, Reading } from '../domain/reading.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { Store } from '../domain/store.ts';
import type { Draft, Drafted } from '../rules/draft.ts';
import type { About } from '../rules/judge.ts';
import { pointOf } from '../rules/point.ts';
import { asHeard, createLife, type Life, mayMatter, warmUpMs } from '../rules/preview.ts';
import { readPathways, readQuestionnaires } from './packs.ts';

export interface PatientReplayParts {
  readonly store: Pick<Store, 'patients' | 'plans' | 'thresholds' | 'cohorts' | 'readings' | 'runs' | 'followUps' | 'responses'>;
  readonly now: () => Instant;
}

/** Whom a draft is tried on. */
export type DraftOf = PreviewRequest['of'];

/** So many readings are replayed before whoever waits (an intake, above all) has its turn: a few milliseconds. */
const BREATHE_EVERY = 500;

/** Replays one patient's stored history under the rules of today and under a draft. Tells nobody, writes nothing. */
export function createPatientReplay({ store, now }: PatientReplayParts) {
  const [pathways, questionnaires] = [readPathways(), readQuestionnaires()];
  let last: { readonly name: string; readonly readings: readonly Reading[]; readonly until: Instant } | undefined;
  return { live, patientsOf, aboutBoth };

  /** The patient with the limits of a moment, as they are and as the draft would have them. */
  async function aboutBoth(
    draft: Draft,
    of: DraftOf,
    record: Patient,
    at: Instant,
  ): Promise<{ readonly today: About; readonly draft: About }> {
    const patient = withMeasuringTimes(record, (await store.plans.of([record.id])).get(record.id), at);
    const limits = (await store.thresholds.inForce([patient.id], at)).get(patient.id) ?? {};
    return { today: { patient, limits }, draft: { patient, limits: await limitsUnder(draft, of, patient.id, limits) } };
  }

  /** Throws HearthError api.not-found. */
  async function patientsOf(whom: DraftOf, at: Instant): Promise<readonly Patient[]> {
    if (whom !== 'all' && 'patient' in whom) {
      const patient = (await store.patients.get([whom.patient])).get(whom.patient);
      if (!patient) throw new HearthError('api.not-found', `There is no patient ${whom.patient}.`);
      return [patient];
    }
    const all = await store.patients.list();
    if (whom === 'all') return all;
    if ('group' in whom) return all.filter(({ group }) => group === whom.group);
    if (!(await store.cohorts.get(whom.cohort))) throw new HearthError('api.not-found', `There is no cohort ${whom.cohort}.`);
    const now = (await store.cohorts.members(whom.cohort)).filter(({ until }) => until === undefined || until > at);
    const members = new Set(now.map(({ patient }) => patient));
    return all.filter(({ id }) => members.has(id));
  }

  /** A change for many goes below what a patient has of their own; one for a patient is their own (semantics 8.6). */
  async function limitsUnder({ limits: tried = {} }: Draft, of: DraftOf, patient: PatientId, inForce: Limits): Promise<Limits> {
    if (of !== 'all' && 'patient' in of) return { ...inForce, ...tried };
    const history = await store.thresholds.history(patient);
    const own = new Set(history.filter(({ until }) => until === undefined).map(({ rule, name }) => `${rule}.${name}`));
    return { ...inForce, ...Object.fromEntries(Object.entries(tried).filter(([key]) => !own.has(key))) };
  }

  /** One patient's history under both sets; `readings`: of the period, without those before that fill the windows. */
  async function live(sets: Drafted, about: { readonly today: About; readonly draft: About }, from: Instant, to: Instant, often: boolean) {
    const whose = about.today.patient.id;
    const stored = storedOf(whose, sets, from, to);
    // As a rule they were heard in the order in which they were measured, and need not all be in memory at once.
    const given = await answersOf(whose, sets, from, to);
    const alone = often || stored.kinds.size > 1 ? undefined : await liveThrough(stored.pages());
    return alone ?? (await liveThrough([asHeard(await remembered(stored, often))]))!;

    /** Undefined where one was heard before another that was measured earlier: nothing of it counts then. */
    async function liveThrough(pages: AsyncIterable<readonly Reading[]> | readonly (readonly Reading[])[]) {
      let lives: readonly Life[] = [];
      let heard = Number.NEGATIVE_INFINITY;
      let replayed = 0;
      let readings = 0;
      const answers = [...given];
      const hearAnswers = (before: Instant): void => {
        for (let answer = answers[0]; answer && answer.at < before; answer = answers[0]) {
          answers.shift();
          for (const one of lives) one.hearAnswer(answer);
        }
      };
      for await (const page of pages) {
        if (page.length > 0 && lives.length === 0) lives = begin(page[0]!.received);
        for (const reading of page) {
          if (reading.received < heard) return undefined;
          heard = reading.received;
          hearAnswers(reading.received);
          const point = pointOf(reading);
          for (const one of lives) one.hear(reading, point);
          if (reading.received >= from) readings++;
          if (++replayed % BREATHE_EVERY === 0) await setImmediate();
        }
      }
      if (lives.length === 0) lives = begin(from);
      hearAnswers(to);
      return { today: lives[0]!.end(to), draft: lives[1]!.end(to), readings };
    }

    function begin(start: Instant): readonly Life[] {
      return [createLife(sets.today, about.today, start, from), createLife(sets.draft, about.draft, start, from)];
    }
  }

  /** The stored answers that a rule may look at, oldest first (semantics 8.7). */
  async function answersOf(patient: PatientId, { today, draft }: Drafted, from: Instant, to: Instant): Promise<readonly GivenAnswer[]> {
    if (today.answersMs === 0 && draft.answersMs === 0) return [];
    const since = from - Math.max(warmUpMs(today), warmUpMs(draft));
    const runs = new Map((await store.runs.of(patient)).map((run) => [run.id, run]));
    const chosen = (await store.followUps.of(patient)).flatMap((one) => {
      const run = runs.get(one.run);
      return run ? answerTo(pathways, one, run) : [];
    });
    const filled = (await store.responses.of(patient, MOST_RESPONSES)).flatMap((one) => answersIn(questionnaires, one));
    return [...chosen, ...filled].filter(({ at }) => at >= since && at < to).sort((a, b) => a.at - b.at);
  }

  /** What is stored of those kinds that the drafted rules watch; a page holds what a rule may look at. */
  function storedOf(patient: PatientId, { today, draft, rules: ids }: Drafted, from: Instant, to: Instant): Stored {
    const kinds = new Set([...today.rules, ...draft.rules].filter(({ id }) => ids.includes(id)).map(({ watches }) => watches));
    const since = Math.max(0, from - Math.max(warmUpMs(today), warmUpMs(draft)));
    async function* pages(): AsyncGenerator<readonly Reading[]> {
      for (const kind of kinds) {
        for await (const page of store.readings.pages(patient, kind, since, to))
          yield page.filter((reading) => (mayMatter(today, reading) || mayMatter(draft, reading)) && !exemption(reading));
      }
    }
    return { name: [patient, today.version, ...[...kinds].sort(), Math.round((to - from) / DAY)].join(' '), kinds, pages };
  }

  /** All of it; while somebody tries one value after the other on one patient, it is read once (semantics 8.5). */
  async function remembered({ name, pages }: Stored, often: boolean): Promise<readonly Reading[]> {
    if (often && last?.name === name && last.until > now()) return last.readings;
    const readings: Reading[] = [];
    for await (const page of pages()) readings.push(...page);
    if (often) last = { name, readings, until: now() + REMEMBER_MS };
    return readings;
  }
}

/** More questionnaires than anybody fills in within a year. */
const MOST_RESPONSES = 500;

/** So long the history of the patient whom somebody tries a limit on is remembered: what comes in meanwhile is not in it. */
const REMEMBER_MS = 30 * SECOND;

interface Stored {
  readonly name: string;
  readonly kinds: ReadonlySet<Kind>;
  readonly pages: () => AsyncIterable<readonly Reading[]>;
}
