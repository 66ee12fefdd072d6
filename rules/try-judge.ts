import type { Alert } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Limits, RuleState } from '../domain/rule-state.ts';
import type { RuleSet } from './compile.ts';
import { type About, judgeAll, type Verdict } from './judge.ts';
import { carryOut, emptyWorld, type World } from './world.ts';

/** For tests: a patient, the state of the judge, and what came of its decisions. */
export interface Bench {
  readonly about: About;
  readonly world: World;
  state: RuleState;
  /** Judges a batch; `now` is the latest receipt in it if it is not said. */
  hear(readings: readonly Reading[], now?: Instant): readonly Decision[];
  take(verdict: Verdict): readonly Decision[];
  /** Oldest first. */
  alerts(): readonly Alert[];
}

export const testPatient = (more: Partial<Patient> = {}): Patient => ({
  id: 'p1',
  language: 'en',
  zone: 'Asia/Shanghai',
  glucoseUnit: 'mmol/L',
  group: 'adult',
  conditions: [],
  medicines: [],
  allergies: [],
  plan: [],
  ...more,
});

export function createBench(set: RuleSet, patient: Patient = testPatient(), limits: Limits = {}): Bench {
  const world = emptyWorld();
  const bench: Bench = {
    about: { patient, limits },
    world,
    state: {},
    hear(readings, now = Math.max(...readings.map(({ received }) => received))) {
      const verdict = judgeAll(set, new Map([[patient.id, bench.about]]), new Map([[patient.id, bench.state]]), readings, now);
      return bench.take({ state: verdict.states.get(patient.id) ?? bench.state, decisions: verdict.decisions });
    },
    take({ state, decisions }) {
      bench.state = frozen(JSON.parse(JSON.stringify(state)));
      for (const decision of decisions) carryOut(decision, world);
      return decisions;
    },
    alerts: () => [...world.seen.values()].map(({ alert }) => alert).sort((a, b) => a.opened - b.opened),
  };
  return bench;
}

/** A state that the judge must not touch. */
function frozen<T>(value: T): T {
  if (typeof value === 'object' && value !== null) for (const inner of Object.values(Object.freeze(value))) frozen(inner);
  return value;
}

const said = { device: 'device', patient: 'p1', clock: 'device' as const, quality: [] };

export const glucoseReading = (id: string, at: Instant, value: number, more: Partial<Reading & { kind: 'glucose' }> = {}): Reading => ({
  ...said,
  id,
  at,
  received: at,
  kind: 'glucose',
  glucoseMmolL: value,
  reported: { value, unit: 'mmol/L' },
  specimen: 'capillary',
  ...more,
});

export const pressureReading = (
  id: string,
  at: Instant,
  systolicMmHg: number,
  diastolicMmHg: number,
  more: Partial<Reading & { kind: 'blood-pressure' }> = {},
): Reading => ({ ...said, id, at, received: at, kind: 'blood-pressure', systolicMmHg, diastolicMmHg, ...more });
