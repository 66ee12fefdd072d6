import { exemption } from '../devices/plausible.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { HearthError } from '../domain/errors.ts';
import type { Judgement, PatientId, Quality, Reading, ReadingId } from '../domain/reading.ts';
import type { Records, Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { judgeAll } from '../rules/judge.ts';
import { aboutPatient } from './about-patient.ts';
import { retractions } from './retractions.ts';

/**
 * What people decide about readings: "that was not me", "that was my wife", "it was mine after all". The reading is stored anew and the
 * old one kept in its history; the judge takes back what stood on it; and whoever was told something that no longer stands is told so.
 * All of it in one transaction. A device that sends the reading again changes nothing any more.
 */
export function createReadingDesk({
  store,
  rules,
  clock,
  watchOpenings = async (decisions) => decisions,
}: {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
  /** Who hears of the alerts among these decisions: asked before they are written. */
  readonly watchOpenings?: (decisions: readonly Decision[], records: Records, now: Instant) => Promise<readonly Decision[]>;
}) {
  interface Change {
    readonly id: ReadingId;
    readonly by: string;
    readonly why: string;
    readonly did: 'reading.withdraw' | 'reading.restore' | 'reading.assign';
    /** Only a reading of this patient: for whoever may look at no other. */
    readonly of?: PatientId | undefined;
    readonly to: (reading: Reading, records: Records) => Promise<Reading>;
  }

  const change = ({ id, by, why, did, of, to }: Change): Promise<Reading> =>
    store.transact(async (records) => {
      const now = clock.now();
      const [before] = await records.readings.get([id]);
      if (!before || (of !== undefined && before.patient !== of)) throw new HearthError('api.not-found', 'There is no such reading.');
      const after = await to(before, records);
      const set = rules();
      const exempt = exemption(after);
      const judgement: Judgement = exempt ?? { is: 'judged', rules: set.version, at: now };
      await records.readings.append([{ reading: after, judgement, decided: now }]);
      const moved = after.patient !== before.patient;
      const decisions = [
        ...(exempt || moved ? await judgeAgain(before, set, now, records, true) : []),
        ...(exempt ? [] : await judgeAgain(after, set, now, records, false)),
      ];
      const watched = await watchOpenings(decisions, records, now);
      await records.decisions.apply([...watched, ...(await retractions(decisions, [], now, records))], now);
      await records.audit.note([
        { at: now, by, did, patient: before.patient, about: { reading: id, why, ...(moved ? { to: after.patient } : {}) } },
      ]);
      return after;
    });

  /** `gone`: it counts for this patient no longer. */
  async function judgeAgain(reading: Reading, set: RuleSet, now: Instant, records: Records, gone: boolean): Promise<readonly Decision[]> {
    const { patient: id } = reading;
    const about = await aboutPatient(records, id, now);
    if (!about) return [];
    const states = await records.ruleStates.lock([id]);
    const verdict = judgeAll(set, new Map([[id, about]]), states, [reading], now, {
      unheardOf: () => false,
      exempt: () => gone,
      restored: () => !gone,
    });
    await records.ruleStates.save(verdict.states);
    return verdict.decisions;
  }

  return {
    /** It is not the patient's, or was not measured as it should be. Throws api.not-found, reading.withdrawn. */
    withdraw: (id: ReadingId, by: string, why: string, of?: PatientId) =>
      change({
        id,
        by,
        why,
        did: 'reading.withdraw',
        of,
        to: async (reading) => {
          if (reading.quality.includes('withdrawn')) throw new HearthError('reading.withdrawn');
          return { ...reading, quality: [...reading.quality, 'withdrawn', ...(by === reading.patient ? (['disowned'] as const) : [])] };
        },
      }),
    /** It counts after all. What the team took back, the patient cannot fetch. Throws api.not-found, reading.not-withdrawn, reading.by-team. */
    restore: (id: ReadingId, by: string, why: string, of?: PatientId) =>
      change({
        id,
        by,
        why,
        did: 'reading.restore',
        of,
        to: async (reading) => {
          if (!reading.quality.includes('withdrawn')) throw new HearthError('reading.not-withdrawn');
          if (by === reading.patient && !reading.quality.includes('disowned')) throw new HearthError('reading.by-team');
          return { ...reading, quality: withoutWithdrawn(reading) };
        },
      }),
    /** It is another patient's. Throws api.not-found. */
    assign: (id: ReadingId, patient: PatientId, by: string, why: string) =>
      change({
        id,
        by,
        why,
        did: 'reading.assign',
        to: async (reading, records) => {
          if (!(await records.patients.get([patient])).has(patient))
            throw new HearthError('api.not-found', `There is no patient ${patient}.`);
          const quality = withoutWithdrawn(reading).filter((flag) => flag !== 'reassigned');
          return { ...reading, patient, quality: [...quality, 'reassigned'] };
        },
      }),
  };
}

const withoutWithdrawn = ({ quality }: Reading): readonly Quality[] =>
  quality.filter((flag) => flag !== 'withdrawn' && flag !== 'disowned');
