import { setImmediate } from 'node:timers/promises';
import type { PreviewRequest, PreviewStep } from './api/parts.ts';
import { exemption } from './devices/plausible.ts';
import { DAY, type Instant } from './domain/clock.ts';
import { HearthError } from './domain/errors.ts';
import type { Patient } from './domain/patient.ts';
import type { PatientId, Reading } from './domain/reading.ts';
import type { Limits } from './domain/rule-state.ts';
import type { Store } from './domain/store.ts';
import type { RuleSet } from './rules/compile.ts';
import { type Draft, type Drafted, drafted } from './rules/draft.ts';
import { asHeard, createLife, mayMatter, type PreviewAlert, warmUpMs } from './rules/preview.ts';
import { compare } from './rules/preview-summary.ts';

export interface PreviewParts {
  readonly store: Pick<Store, 'patients' | 'thresholds' | 'cohorts' | 'readings'>;
  readonly rules: () => RuleSet;
  readonly now: () => Instant;
}

/** So many readings are replayed before whoever waits (an intake, above all) has its turn: a few milliseconds. */
const BREATHE_EVERY = 500;

/**
 * What a draft would have brought: stored history is replayed under the rules of today and under the draft. Tells nobody, writes nothing.
 * Throws HearthError api.not-found without patients, and PackError when the draft does not fit with the other rules.
 */
export function createPreview({ store, rules, now }: PreviewParts) {
  return async function* preview({ draft, of, days }: PreviewRequest): AsyncGenerator<PreviewStep> {
    const to = now();
    const from = to - days * DAY;
    const sets = drafted(rules(), draft);
    const patients = await patientsOf(of);
    const today: PreviewAlert[] = [];
    const then: PreviewAlert[] = [];
    let readings = 0;
    for (const [i, patient] of patients.entries()) {
      yield { is: 'progress', done: i, of: patients.length, readings };
      const limits = (await store.thresholds.inForce([patient.id], to)).get(patient.id) ?? {};
      const own = await limitsUnder(draft, patient.id, limits);
      const heard = asHeard(await historyOf(patient.id, sets, from, to));
      const start = heard[0]?.received ?? from;
      const lives = [
        createLife(sets.today, { patient, limits }, start, from),
        createLife(sets.draft, { patient, limits: own }, start, from),
      ];
      for (const [nth, reading] of heard.entries()) {
        for (const life of lives) life.hear(reading);
        if (nth % BREATHE_EVERY === 0) await setImmediate();
      }
      today.push(...lives[0]!.end(to));
      then.push(...lives[1]!.end(to));
      readings += heard.length;
    }
    yield { is: 'progress', done: patients.length, of: patients.length, readings };
    yield { is: 'result', comparison: compare(today, then, { patients: patients.length, readings, from, to }) };

    async function patientsOf(whom: PreviewRequest['of']): Promise<readonly Patient[]> {
      if (whom !== 'all' && 'patient' in whom) {
        const patient = (await store.patients.get([whom.patient])).get(whom.patient);
        if (!patient) throw new HearthError('api.not-found', `There is no patient ${whom.patient}.`);
        return [patient];
      }
      const all = await store.patients.list();
      if (whom === 'all') return all;
      if ('group' in whom) return all.filter(({ group }) => group === whom.group);
      if (!(await store.cohorts.get(whom.cohort))) throw new HearthError('api.not-found', `There is no cohort ${whom.cohort}.`);
      const now = (await store.cohorts.members(whom.cohort)).filter(({ until }) => until === undefined || until > to);
      const members = new Set(now.map(({ patient }) => patient));
      return all.filter(({ id }) => members.has(id));
    }

    /** A change for many goes below what a patient has of their own; one for a patient is their own (semantics 8.6). */
    async function limitsUnder({ limits: tried = {} }: Draft, patient: PatientId, inForce: Limits): Promise<Limits> {
      if (of !== 'all' && 'patient' in of) return { ...inForce, ...tried };
      const history = await store.thresholds.history(patient);
      const own = new Set(history.filter(({ until }) => until === undefined).map(({ rule, name }) => `${rule}.${name}`));
      return { ...inForce, ...Object.fromEntries(Object.entries(tried).filter(([key]) => !own.has(key))) };
    }
  };

  async function historyOf(patient: PatientId, { today, draft, rules: ids }: Drafted, from: Instant, to: Instant): Promise<Reading[]> {
    const kinds = new Set([...today.rules, ...draft.rules].filter(({ id }) => ids.includes(id)).map(({ watches }) => watches));
    const since = Math.max(0, from - Math.max(warmUpMs(today), warmUpMs(draft)));
    const readings: Reading[] = [];
    for (const kind of kinds) {
      for await (const reading of store.readings.between(patient, kind, since, to)) {
        if ((mayMatter(today, reading) || mayMatter(draft, reading)) && !exemption(reading)) readings.push(reading);
      }
    }
    return readings;
  }
}
