import { type Clock, DAY, HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { Follower } from '../domain/follower.ts';
import { shadowId } from '../domain/identity.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Shadow, ShadowMark, ShadowOf } from '../domain/shadow.ts';
import type { Records, Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { type Draft, drafted } from '../rules/draft.ts';
import { parsePack } from '../rules/pack.ts';
import { type Comparison, compare } from '../rules/preview-summary.ts';
import { createPatientReplay } from './patient-replay.ts';

export interface ShadowParts {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
}

/** What somebody wants to run in the shadow. */
export interface WantedShadow {
  readonly name: string;
  readonly by: string;
  readonly days: number;
  readonly of: ShadowOf;
  readonly limits: Readonly<Record<string, number>>;
  readonly pack?: string;
}

export interface ShadowReport {
  readonly shadow: Shadow;
  readonly comparison: Comparison;
  /** So many patients were heard of since they were last looked at. */
  readonly waiting: number;
  /** The rules are others than when it was started: both sides are told under those of now. */
  readonly rulesChanged: boolean;
}

/** More would take the processor from the live rules. */
const MOST_RUNNING = 3;
/** A patient who is heard of all the time is looked at so often. */
const PACE_MS = 10 * MINUTE;
/** So often everybody is looked at, also of whom nothing is heard: silence is a rule, too. */
const SWEEP_MS = 6 * HOUR;
const AT_ONCE = 20;

/**
 * Drafts that run beside the live rules (semantics 8): a follower of what was committed notes of whom something was heard, and these
 * patients' time since the start is replayed under both sets, away from the intake and a little at a time. Nobody is told. All of it is
 * stored: what a restart interrupts is done again and comes to the same. Throws HearthError api.not-found, shadow.too-many,
 * shadow.ended, and PackError for a draft that does not fit.
 */
export function createShadows({ store, rules, clock }: ShadowParts) {
  const replay = createPatientReplay({ store, now: clock.now });

  const follower: Follower = {
    name: 'shadows',
    hears: 'readings',
    async follow(entries) {
      const heard = [...new Set(entries.flatMap((entry) => ('reading' in entry ? [entry.reading.patient] : [])))];
      if (heard.length === 0) return;
      const running = await store.shadows.running();
      if (running.length === 0) return;
      const marks: (readonly [string, readonly PatientId[]])[] = [];
      for (const { id, of } of running) marks.push([id, await among(heard, of)]);
      await store.transact(async (records) => {
        for (const [id, patients] of marks) await records.shadows.mark(id, patients);
      });
    },
  };

  /** Those of some patients at whom a shadow looks. */
  async function among(heard: readonly PatientId[], of: ShadowOf): Promise<readonly PatientId[]> {
    if (of === 'all') return heard;
    if ('patient' in of) return heard.filter((one) => one === of.patient);
    const theirs = new Set((await replay.patientsOf(of, clock.now())).map(({ id }) => id));
    return heard.filter((one) => theirs.has(one));
  }

  async function start({ name, by, days, of, limits, pack }: WantedShadow): Promise<Shadow> {
    const set = rules();
    drafted(set, draftOf({ limits, ...(pack === undefined ? {} : { pack }) }));
    const started = clock.now();
    const patients = await replay.patientsOf(of, started);
    const until = started + days * DAY;
    const one: Shadow = {
      id: shadowId(by, started),
      name,
      by,
      started,
      until,
      of,
      limits,
      rules: set.version,
      swept: started,
      ...(pack === undefined ? {} : { pack }),
    };
    await store.transact(async (records) => {
      if ((await records.shadows.running()).length >= MOST_RUNNING) throw new HearthError('shadow.too-many');
      await records.shadows.save(one);
      await records.shadows.mark(
        one.id,
        patients.map(({ id }) => id),
      );
      await records.audit.note([
        { at: started, by, did: 'shadow.start', about: { shadow: one.id, days, limits: Object.keys(limits).join(' ') } },
      ]);
    });
    return one;
  }

  async function end(records: Records, one: Shadow, ended: NonNullable<Shadow['ended']>): Promise<Shadow> {
    const over = { ...one, ended };
    await records.shadows.save(over);
    const patients = await replay.patientsOf(one.of, ended.at);
    await records.shadows.mark(
      one.id,
      patients.map(({ id }) => id),
    );
    await records.audit.note([
      { at: clock.now(), by: ended.by ?? 'hearth', did: 'shadow.end', about: { shadow: one.id, because: ended.because } },
    ]);
    return over;
  }

  /** Ends those whose time has come, and looks at all patients of those that run, now and then. */
  async function keepTime(now: Instant): Promise<void> {
    for (const one of await store.shadows.running()) {
      if (one.until <= now) await store.transact((records) => end(records, one, { at: one.until, because: 'time' }));
      else if (one.swept + SWEEP_MS <= now) {
        const patients = (await replay.patientsOf(one.of, now)).map(({ id }) => id);
        await store.transact(async (records) => {
          await records.shadows.save({ ...one, swept: now });
          await records.shadows.mark(one.id, patients);
        });
      }
    }
  }

  async function lookAt(mark: ShadowMark): Promise<void> {
    const now = clock.now();
    const one = (await store.shadows.get(mark.shadow))!;
    const patient = (await store.patients.get([mark.patient])).get(mark.patient);
    const to = Math.min(now, one.ended?.at ?? now);
    const draft = draftOf(one);
    const life = patient
      ? await replay.live(drafted(rules(), draft), await replay.aboutBoth(draft, one.of, patient, to), one.started, to, false)
      : { today: [], draft: [], readings: 0 };
    await store.transact((records) => records.shadows.keep(mark, life, now), { quiet: true });
  }

  return {
    follower,
    start,
    stop: (id: string, by: string): Promise<Shadow> =>
      store.transact(async (records) => {
        const one = await records.shadows.get(id);
        if (!one) throw new HearthError('api.not-found', 'There is no such shadow.');
        if (one.ended) throw new HearthError('shadow.ended');
        return end(records, one, { at: Math.min(clock.now(), one.until), because: 'person', by });
      }),
    async report(id: string): Promise<ShadowReport> {
      const shadow = await store.shadows.get(id);
      if (!shadow) throw new HearthError('api.not-found', 'There is no such shadow.');
      const lives = await store.shadows.lives(id);
      const to = Math.min(clock.now(), shadow.ended?.at ?? shadow.until);
      const readings = lives.reduce((sum, life) => sum + life.readings, 0);
      return {
        shadow,
        comparison: compare(
          lives.flatMap(({ today }) => today),
          lives.flatMap(({ draft }) => draft),
          { patients: lives.length, readings, from: shadow.started, to },
        ),
        waiting: await store.shadows.waitingOf(id),
        rulesChanged: rules().version !== shadow.rules,
      };
    },
    /** Looks at some who wait for it. How many. */
    async tick(signal: AbortSignal): Promise<number> {
      const now = clock.now();
      await keepTime(now);
      const waiting = await store.shadows.waiting(now - PACE_MS, AT_ONCE);
      for (const mark of waiting) {
        if (signal.aborted) break;
        await lookAt(mark);
      }
      return waiting.length;
    },
    async next(): Promise<Instant | undefined> {
      const looked = await store.shadows.oldestWaiting();
      const running = await store.shadows.running();
      const moments = [
        ...running.map(({ until, swept }) => Math.min(until, swept + SWEEP_MS)),
        ...(looked === undefined ? [] : [looked + PACE_MS]),
      ];
      return moments.length === 0 ? undefined : Math.min(...moments);
    },
  };
}

const draftOf = ({ limits, pack }: Pick<Shadow, 'limits' | 'pack'>): Draft => ({
  limits,
  ...(pack === undefined ? {} : { rules: parsePack(pack, 'draft') }),
});
