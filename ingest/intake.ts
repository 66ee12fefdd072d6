import { exemption } from '../devices/plausible.ts';
import type { Clock, Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Delivery, Intake, Receipt } from '../domain/delivery.ts';
import { withMeasuringTimes } from '../domain/measuring-times.ts';
import type { Patient } from '../domain/patient.ts';
import type { Judgement, PatientId, Reading } from '../domain/reading.ts';
import type { Limits, RuleState } from '../domain/rule-state.ts';
import type { Records, Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { judgeAll, type Known } from '../rules/judge.ts';
import { groupCommit } from './group-commit.ts';
import { type Heard, hearAll, type Kept, quarantined, receiptsFor } from './hear-all.ts';
import { amendments, mayHaveContext, withKnownContext } from './join-context.ts';
import { retimed } from './re-time.ts';

export interface IntakeParts {
  readonly store: Store;
  /** The rules in force now; asked anew for each batch, so a changed rule needs no restart. */
  readonly rules: () => RuleSet;
  readonly clock: Clock;
  /** Has the last word on what the judge decided, before it is written: who hears of an alert that opens. `judged`: what it looked at, and what it remembers now. */
  readonly watchOpenings?: (
    decisions: readonly Decision[],
    records: Records,
    now: Instant,
    judged: { readonly readings: readonly Reading[]; readonly states: ReadonlyMap<PatientId, RuleState> },
  ) => Promise<readonly Decision[]>;
  /** The largest batch: enough readings to spread an fsync over, few enough that the first of them does not wait long. */
  readonly most?: number;
  /** Told of each batch after its commit: for counters, never for work that matters. */
  readonly onCommitted?: (receipts: readonly Receipt[]) => void;
}

/**
 * The one way in. What a delivery says is stored, judged, and everything that follows from it is queued, in one durable transaction.
 * The promise resolves after that commit, and rejects when nothing was stored: then nobody may say "received".
 */
export function createIntake({
  store,
  rules,
  clock,
  watchOpenings = async (decisions) => decisions,
  most = 1000,
  onCommitted,
}: IntakeParts): Intake {
  const commit = (deliveries: readonly Delivery[]): Promise<readonly Receipt[]> =>
    store.transact(async (records) => {
      const now = clock.now();
      const set = rules();
      const heard: Heard[] = [];
      const kept: Kept[] = [];
      for (let from = 0; from < deliveries.length; from += AT_ONCE) {
        const some = await hearAll(deliveries.slice(from, from + AT_ONCE), records);
        heard.push(...some);
        kept.push(...(await keep(some, set, now, records)));
      }
      kept.push(...(await append(await retimed(heard, now, records), set, now, records)));
      const fresh = toJudge(kept);
      const patients = [...new Set(fresh.map(({ patient }) => patient))].sort();
      const states = await records.ruleStates.lock(patients);
      const verdict = judgeAll(set, await about(patients, records, now), states, fresh, now, knownOf(kept));
      await records.ruleStates.save(verdict.states);
      await records.decisions.apply(await watchOpenings(verdict.decisions, records, now, { readings: fresh, states: verdict.states }), now);
      await records.quarantine.keep(heard.flatMap(quarantined));
      for (const { delivery, facts } of heard) if (facts) await records.devices.report(delivery.device, facts, now);
      await records.devices.seen([...new Set(heard.flatMap(heardFrom))], now);
      return receiptsFor(heard, kept);
    });

  return groupCommit(
    async (deliveries: readonly Delivery[]) => {
      const receipts = await commit(deliveries).catch((reason) => oneByOne(deliveries, reason));
      onCommitted?.(receipts);
      return receipts;
    },
    { most },
  );

  /** A batch failed. If the store is ill, all wait; if one delivery is poison, it alone goes into quarantine and the others go on. */
  async function oneByOne(deliveries: readonly Delivery[], reason: unknown): Promise<readonly Receipt[]> {
    const receipts: Receipt[] = [];
    for (const delivery of deliveries) {
      if (!store.health().ok) throw reason;
      receipts.push(...(await commit([delivery]).catch((fault) => setAside(delivery, fault))));
    }
    return receipts;
  }

  async function setAside(delivery: Delivery, fault: unknown): Promise<readonly Receipt[]> {
    if (!store.health().ok) throw fault;
    const problem = `fault: ${fault instanceof Error ? fault.message : String(fault)}`;
    await store.transact((records) => records.quarantine.keep(quarantined({ delivery, readings: [], problem })));
    return [{ outcome: 'quarantined', readings: [], why: problem }];
  }
}

/** The sender, and the sensors behind it whose readings it brought. */
const heardFrom = ({ delivery, readings }: Heard): readonly string[] => [delivery.device, ...readings.map(({ device }) => device)];

/** A large batch spreads its fsync over many readings; what is left behind while few of them are read and written dies young. */
const AT_ONCE = 200;

/** Stores what was heard; each reading with its meal context, whichever of the two came first. */
async function keep(heard: readonly Heard[], set: RuleSet, now: Instant, records: Records): Promise<readonly Kept[]> {
  const all = heard.flatMap(({ delivery, readings }) => readings.map((reading) => ({ delivery, reading })));
  const contexts = all.filter(({ reading }) => reading.kind === 'glucose-context');
  const others = contexts.length === all.length ? [] : all.filter(({ reading }) => reading.kind !== 'glucose-context');

  const keptContexts = await append(contexts, set, now, records);
  const joined: typeof others = [];
  for (const { delivery, reading } of others) {
    joined.push({ delivery, reading: mayHaveContext(reading) ? await withKnownContext(reading, records.readings) : reading });
  }
  const keptOthers = await append(joined, set, now, records);
  const amended = await append(await amendments(keptContexts, records.readings), set, now, records);
  return [...keptContexts, ...keptOthers, ...amended];
}

async function append(
  entries: readonly { readonly delivery?: Delivery; readonly reading: Reading }[],
  set: RuleSet,
  now: Instant,
  records: Records,
): Promise<readonly Kept[]> {
  if (entries.length === 0) return [];
  const outcomes = await records.readings.append(entries.map(({ reading }) => ({ reading, judgement: judgementOf(reading, set, now) })));
  return entries.map((entry, i) => ({ ...entry, outcome: outcomes[i]! }));
}

/**
 * New readings that rules may look at, and all corrections: one that rules may not look at any more takes back what it corrects.
 * In commit order; of two versions of one reading, the later.
 */
function toJudge(kept: readonly Kept[]): readonly Reading[] {
  // Without a correction no reading is there twice.
  if (kept.every(({ outcome }) => outcome === 'new')) return kept.map(({ reading }) => reading).filter((reading) => !exemption(reading));
  const latest = new Map<string, Reading>();
  for (const { reading, outcome } of kept) {
    if (outcome === 'correction' || (outcome === 'new' && !exemption(reading))) latest.set(reading.id, reading);
  }
  return [...latest.values()];
}

/** What the store had never seen corrects nothing. */
function knownOf(kept: readonly Kept[]): Known {
  const corrected = new Set(kept.filter(({ outcome }) => outcome !== 'new').map(({ reading }) => reading.id));
  return { unheardOf: (id) => corrected.size === 0 || !corrected.has(id), exempt: (reading) => exemption(reading) !== undefined };
}

const judgementOf = (reading: Reading, set: RuleSet, now: Instant): Judgement =>
  exemption(reading) ?? { is: 'judged', rules: set.version, at: now };

async function about(
  patients: readonly PatientId[],
  records: Records,
  now: Instant,
): Promise<ReadonlyMap<PatientId, { readonly patient: Patient; readonly limits: Limits }>> {
  const [found, limits] = [await records.patients.get(patients), await records.thresholds.inForce(patients, now)];
  const plans = await records.plans.of(patients);
  return new Map(
    [...found].map(([id, patient]) => [id, { patient: withMeasuringTimes(patient, plans.get(id), now), limits: limits.get(id) ?? {} }]),
  );
}
