import { isDeepStrictEqual } from 'node:util';
import type { Clock, Instant } from '../domain/clock.ts';
import { DAY } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import { given as present } from '../domain/given.ts';
import {
  CLINIC,
  cohortOf,
  type GivenLimit,
  type LimitDone,
  OFF,
  type Proposal,
  patientOf,
  type Scope,
  scopeOfCohort,
  type ThresholdChange,
  type WantedLimit,
  whomOf,
} from '../domain/limit.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Limits } from '../domain/rule-state.ts';
import type { Records, Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { readLimit } from '../rules/given-limit.ts';
import { saferOf } from '../rules/safer.ts';
import { checkPair } from '../rules/thresholds.ts';
import { type Weakened, weakened } from '../rules/weakened.ts';
import { mustStand, sameThatWaits, whoseOf } from './proposal-standing.ts';

export interface LimitDeskParts {
  readonly store: Store;
  readonly rules: () => RuleSet;
  readonly clock: Clock;
  readonly newId: () => string;
  /** Sets timers that are missing: a rule about silence that is on again waits for nobody yet. */
  readonly listen: () => Promise<unknown>;
}

/** So long a proposal waits: over a weekend. Engineering choice. */
export const PROPOSAL_LASTS_MS = 3 * DAY;

/**
 * What people do with limits, each act in one transaction with its audit. What weakens the protection of an urgent rule is written down
 * as a proposal instead, and is in force once somebody else approves it (semantics 10.1, 10.2, 10.5, 10.8).
 */
export function createLimitDesk({ store, rules, clock, newId, listen }: LimitDeskParts) {
  async function change(wanted: WantedLimit): Promise<LimitDone> {
    const at = clock.now();
    const limit = await understood(wanted, at);
    const done = await unlessItWeakens(
      limit.scope,
      [limit.scope],
      [limit.since, ...ifThere(limit.until)],
      (records) => setLimit(limit, wanted.by, at, records),
      { change: { is: 'limit', limit }, by: wanted.by, reason: wanted.reason },
    );
    await listenAgain(limit);
    return done;
  }

  async function join(cohort: string, patient: PatientId, by: string, reason: string): Promise<LimitDone> {
    const at = clock.now();
    const whose = [patient, scopeOfCohort(cohort)];
    return unlessItWeakens(patient, whose, [at], (records) => enter({ cohort, patient, by, reason, since: at }, records), {
      change: { is: 'join', cohort, patient },
      by,
      reason,
    });
  }

  /** Out of the cohort whose limits protected them, another's may hold: that is proposed, too. */
  async function leave(cohort: string, patient: PatientId, by: string, reason: string): Promise<LimitDone> {
    const at = clock.now();
    return unlessItWeakens(patient, [patient], [at], (records) => goOut({ cohort, patient, by, reason, since: at }, records), {
      change: { is: 'leave', cohort, patient },
      by,
      reason,
    });
  }

  async function decide(id: string, by: string, as: 'approved' | 'refused', note: string): Promise<Proposal> {
    const at = clock.now();
    const decided = await store.transact(async (records) => {
      const proposal = await records.proposals.get(id);
      if (!proposal) throw new HearthError('api.not-found', 'There is no such proposal.');
      if (proposal.decided) throw new HearthError('proposal.decided');
      if (proposal.expires <= at) throw new HearthError('proposal.expired');
      if (proposal.by === by) throw new HearthError('proposal.own');
      const after: Proposal = { ...proposal, decided: { as, at, by, note } };
      await records.proposals.save(after);
      const { change: what } = proposal;
      const about = { proposal: id, ...(what.is === 'limit' ? { rule: what.limit.rule, name: what.limit.name } : { cohort: what.cohort }) };
      const patient = what.is === 'limit' ? patientOf(what.limit.scope) : what.patient;
      await records.audit.note([{ at, by, did: `proposal.${as}`, ...present({ patient }), about: { ...about, note } }]);
      if (as === 'approved') await carryOutAsShown(proposal, by, at, records);
      return after;
    });
    if (as === 'approved' && decided.change.is === 'limit') await listenAgain(decided.change.limit);
    return decided;
  }

  /** Whoever approves has seen what it would weaken: if that is no longer so, because somebody decided otherwise since, it is refused. */
  async function carryOutAsShown(proposal: Proposal, approvedBy: string, at: Instant, records: Records): Promise<void> {
    await mustStand(rules(), proposal, at, records);
    const { change: what, weakens } = proposal;
    const own = what.is === 'limit' ? [Math.max(what.limit.since, at), ...ifThere(what.limit.until)] : [at];
    const found = await weakenedBy(records, whomOf(proposal), whoseOf(proposal), own, () => carryOut(proposal, approvedBy, at, records));
    if (!isDeepStrictEqual(found?.weakens ?? [], weakens)) throw new HearthError('proposal.outdated');
  }

  async function carryOut({ change: what, by, reason }: Proposal, approvedBy: string, at: Instant, records: Records): Promise<void> {
    if (what.is === 'join') return enter({ ...what, by, reason, since: at }, records);
    if (what.is !== 'limit') return goOut({ ...what, by, reason, since: at }, records);
    const { limit } = what;
    if (limit.until !== undefined && limit.until <= at)
      throw new HearthError('proposal.expired', 'The time for which it was meant is over.');
    // The packs may have changed in the meantime.
    if (limit.value !== undefined && limit.name !== OFF) understand(limit, { value: limit.value, unit: undefined }, limit.given);
    await setLimit({ ...limit, approvedBy, since: Math.max(limit.since, at) }, by, at, records);
  }

  async function goOut({ cohort, patient, by, reason, since: at }: Membership, records: Records): Promise<void> {
    if (!(await records.cohorts.leave(cohort, patient, at, { by, because: reason })))
      throw new HearthError('api.not-found', 'This patient is not in this cohort.');
    await records.audit.note([{ at, by, did: 'cohort.leave', patient, about: { cohort, reason } }]);
  }

  async function enter({ cohort, patient, by, reason, since }: Membership, records: Records): Promise<void> {
    if (!(await records.cohorts.get(cohort))) throw new HearthError('api.not-found', 'There is no such cohort.');
    if (!(await records.patients.get([patient])).has(patient)) throw new HearthError('api.not-found', 'There is no such patient.');
    if (!(await records.cohorts.join({ cohort, patient, by, reason, since })))
      throw new HearthError('api.exists', 'This patient is in this cohort already.');
    await records.audit.note([{ at: since, by, did: 'cohort.join', patient, about: { cohort, reason } }]);
  }

  async function setLimit(limit: ThresholdChange, by: string, at: Instant, records: Records): Promise<void> {
    const { scope, rule, name, value, given, reason, since, until } = limit;
    await records.thresholds.set(limit);
    if (name !== OFF) {
      const limits = await inForceFor(scope, since, records);
      const threshold = rules().rules.find(({ id }) => id === rule)!.thresholds[name]!;
      const contradiction = checkPair(rules(), rule, name, limits[`${rule}.${name}`] ?? threshold.value, limits);
      if (contradiction) throw new HearthError('threshold.out-of-bounds', contradiction, [{ pointer: '/value', detail: contradiction }]);
    }
    const patient = patientOf(scope);
    const about = { scope, rule, name, value: value ?? null, reason, since, ...present({ unit: given?.unit, until }) };
    await records.audit.note([{ at, by, did: 'threshold.change', ...present({ patient }), about }]);
  }

  /**
   * Does it, or takes it all back and proposes it. Looked at is each moment from now on at which another limit begins or ends: what
   * protects today may cover what will not.
   */
  async function unlessItWeakens(
    whom: Scope,
    whose: readonly Scope[],
    own: readonly Instant[],
    work: (records: Records) => Promise<void>,
    wanted: Pick<Proposal, 'change' | 'by' | 'reason'>,
  ): Promise<LimitDone> {
    try {
      await store.transact(async (records) => {
        const found = await weakenedBy(records, whom, whose, own, () => work(records));
        if (found) throw new Weakens(found);
      });
      return { is: 'in-force' };
    } catch (error) {
      if (!(error instanceof Weakens)) throw error;
      return { is: 'proposed', proposal: await propose(wanted, error.found) };
    }
  }

  /** Does it, and says what it weakens at the first moment at which it does. */
  async function weakenedBy(
    records: Records,
    whom: Scope,
    whose: readonly Scope[],
    own: readonly Instant[],
    work: () => Promise<void>,
  ): Promise<Found | undefined> {
    const moments = [...new Set([...own, ...(await turnsOf(whose, Math.min(...own), records))])].sort((a, b) => a - b);
    const before = await Promise.all(moments.map((moment) => inForceFor(whom, moment, records)));
    await work();
    for (const [i, moment] of moments.entries()) {
      const found = weakened(rules(), before[i]!, await inForceFor(whom, moment, records));
      if (found.length > 0) return { weakens: found, weakensAt: moment };
    }
    return undefined;
  }

  /** The same proposal waits once: who made it has it back, anybody else is told that it is theirs to approve. */
  async function propose({ change: what, by, reason }: Pick<Proposal, 'change' | 'by' | 'reason'>, found: Found): Promise<Proposal> {
    const at = clock.now();
    const proposal: Proposal = { id: newId(), at, by, expires: at + PROPOSAL_LASTS_MS, reason, change: what, ...found };
    return store.transact(async (records) => {
      const waits = await sameThatWaits(proposal, records);
      if (waits && waits.by !== by) throw new HearthError('proposal.waiting');
      if (waits) return waits;
      await records.proposals.save(proposal);
      const patient = what.is === 'limit' ? patientOf(what.limit.scope) : what.patient;
      const about =
        what.is === 'limit' ? { scope: what.limit.scope, rule: what.limit.rule, name: what.limit.name } : { cohort: what.cohort };
      await records.audit.note([
        { at, by, did: 'proposal.made', ...present({ patient }), about: { proposal: proposal.id, ...about, reason } },
      ]);
      return proposal;
    });
  }

  async function understood(
    { scope, rule, name, given, by, reason, since: from, until }: WantedLimit,
    at: Instant,
  ): Promise<ThresholdChange> {
    const known = rules().rules.find(({ id }) => id === rule);
    if (!known || (name !== OFF && !(name in known.thresholds))) throw new HearthError('threshold.unknown');
    const cohort = cohortOf(scope);
    if (cohort !== undefined && !(await store.cohorts.get(cohort))) throw new HearthError('api.not-found', 'There is no such cohort.');
    const since = from ?? at;
    if (since < at) throw wrong('/since', 'A limit begins now or later: what was judged stays judged.');
    if (until !== undefined && until <= since) throw wrong('/until', 'A limit ends after it began.');
    const safer = saferOf(known, name);
    const change = { scope, rule, name, by, reason, since, ...present({ until, safer }) };
    if (given === null) return { ...change, value: undefined };
    return understand(change, given);
  }

  function understand(
    change: Omit<ThresholdChange, 'value' | 'given'>,
    given: GivenLimit,
    written?: ThresholdChange['given'],
  ): ThresholdChange {
    if (change.name === OFF) {
      if (given.value !== 0 && given.value !== 1) throw wrong('/value', 'A rule is off (1) or on (0).');
      return { ...change, value: given.value };
    }
    const read = readLimit(rules(), change.rule, change.name, written ?? given);
    if ('problem' in read)
      throw new HearthError(read.problem.code, read.problem.detail, [{ pointer: '/value', detail: read.problem.detail }]);
    return { ...change, ...read.limit };
  }

  async function listenAgain({ rule, name }: Pick<ThresholdChange, 'rule' | 'name'>): Promise<void> {
    if (name === OFF && rules().silences.some(({ id }) => id === rule)) await listen();
  }

  return { change, join, leave, decide };
}

/** For a clinic or a cohort: as if it were one patient. */
const inForceFor = async (scope: Scope, at: Instant, records: Pick<Records, 'thresholds'>): Promise<Limits> =>
  (await records.thresholds.inForce([scope], at)).get(scope) ?? {};

/** When, after that moment, a limit of these scopes, of the patient's cohorts or of the clinic begins or ends. */
async function turnsOf(scopes: readonly Scope[], after: Instant, records: Pick<Records, 'thresholds' | 'cohorts'>): Promise<Instant[]> {
  const patient = scopes.map(patientOf).find((one) => one !== undefined);
  const cohorts = patient === undefined ? [] : (await records.cohorts.of(patient)).map(({ cohort }) => scopeOfCohort(cohort));
  const histories = await Promise.all([...new Set([CLINIC, ...scopes, ...cohorts])].map((scope) => records.thresholds.history(scope)));
  return histories.flat().flatMap(({ since, until }) => [since, until].filter((at) => at !== undefined && at > after) as Instant[]);
}

/** Into a cohort, or out of it. */
interface Membership {
  readonly cohort: string;
  readonly patient: PatientId;
  readonly by: string;
  readonly reason: string;
  readonly since: Instant;
}

const wrong = (pointer: string, detail: string): HearthError => new HearthError('api.invalid', detail, [{ pointer, detail }]);

const ifThere = (at: Instant | undefined): readonly Instant[] => (at === undefined ? [] : [at]);

interface Found {
  readonly weakens: readonly Weakened[];
  readonly weakensAt: Instant;
}

/** Takes a transaction back: what it found needs a second person. */
class Weakens extends Error {
  readonly found: Found;
  constructor(found: Found) {
    super('needs another person’s approval');
    this.found = found;
  }
}
