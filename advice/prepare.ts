import type { Topic } from '../domain/advice.ts';
import { sentencesSent } from '../domain/advice.ts';
import type { Alert, AlertId } from '../domain/alert.ts';
import { DAY } from '../domain/clock.ts';
import { adviceId } from '../domain/identity.ts';
import type { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Store } from '../domain/store.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import { ruledOutFor, spelledOut } from '../medications/person.ts';
import { composeBrief } from './brief.ts';
import type { Fact } from './fact.ts';
import { evidenceOf, gatherFacts, type RuleWords, slotOfAlert } from './facts.ts';
import type { GuardBrief } from './guard/check.ts';
import type { Knowledge } from './knowledge.ts';
import { inUse } from './knowledge-desk.ts';
import { isUrgent, situationOf } from './situation.ts';
import { traitsOf } from './traits.ts';

export interface PrepareParts {
  readonly store: Pick<Store, 'patients' | 'readings' | 'alerts' | 'advice' | 'sentenceSwitches'>;
  readonly knowledge: Knowledge;
  /** The medication graph as it stands now; without one, only the knowledge base rules things out. */
  readonly medications?: (() => MedicationGraph) | undefined;
  /** What a rule is called and watches; undefined for a rule that is no longer in force. */
  readonly words: (rule: string) => RuleWords | undefined;
}

/** What a text about an alert may stand on, and what the guard holds it against. */
export interface Prepared {
  readonly alert: Alert;
  readonly patient: Patient;
  readonly facts: readonly Fact[];
  readonly brief: GuardBrief;
  /** Sentences of the knowledge base that say what was measured and when to get help: they open a text. */
  readonly openings: ReadonlySet<string>;
}

/** 14 days: the longest that a fact speaks of; at most a reading a minute in them. */
const WINDOW_MS = 14 * DAY;
const MOST_READINGS = 14 * 24 * 60;
/** How many earlier advices a new one tries not to repeat. */
const REMEMBERED = 3;

/**
 * The facts end with the alert, so the same history gives the same ones whenever it is asked; what is ruled out for the person is as of now.
 * A sentence says why there is nothing to stand on; `withdrawn`: the readings behind the alert were taken back.
 */
export async function prepareAdvice(
  { store, knowledge: all, medications, words }: PrepareParts,
  alertName: AlertId,
  topics: readonly Topic[],
): Promise<Prepared | 'there is no such alert' | 'there is no such patient' | 'withdrawn'> {
  const id = adviceId(alertName);
  const alert = await store.alerts.get(alertName);
  if (!alert) return 'there is no such alert';
  const patient = (await store.patients.get([alert.patient])).get(alert.patient);
  if (!patient) return 'there is no such patient';
  if (alert.state.is === 'resolved' && alert.state.because === 'withdrawn') return 'withdrawn';

  const knowledge = inUse(all, await store.sentenceSwitches.last());
  const readings = await readingsFor(store, patient, alert);
  const { language } = patient;
  const graph = medications?.();
  const known = graph ? spelledOut(graph, patient) : patient;
  const evidence = evidenceOf(alert, readings);
  const situation = situationOf(alert, evidence, words(alert.rule.id)?.watches);
  const now = alert.raised;
  const facts = gatherFacts({ patient: known, alert, readings, words: words(alert.rule.id), knowledge, language, now });
  const before = (await store.advice.of(patient.id, REMEMBERED)).filter((one) => one.id !== id);
  const brief: GuardBrief = {
    ...composeBrief({
      language,
      topics,
      situation,
      urgent: isUrgent(situation, alert),
      slot: slotOfAlert(alert, readings, patient, now),
      traits: traitsOf(known, now),
      facts,
      knowledge,
      ruledOut: graph ? ruledOutFor(graph, patient, now) : [],
      previous: before.map((one) => ({ sentences: sentencesSent(one) })),
      seed: id,
    }),
    hidden: [patient.id, ...new Set(evidence.map(({ device }) => device))],
  };
  const openings = new Set(brief.offers.filter(({ part }) => part === 'finding' || part === 'warning').map((offer) => offer.id));
  return { alert, patient, facts, brief, openings };
}

/** The 14 days up to the alert, those that raised it, and the latest of each kind, however old. */
async function readingsFor(store: PrepareParts['store'], patient: Patient, alert: Alert): Promise<readonly Reading[]> {
  const found = new Map<string, Reading>();
  const keep = (reading: Reading): void => void found.set(reading.id, reading);
  for (const kind of ['glucose', 'blood-pressure'] as const) {
    for (const reading of await store.readings.latest(patient.id, kind, 1)) keep(reading);
    for await (const reading of store.readings.between(patient.id, kind, alert.raised - WINDOW_MS, alert.raised + 1)) {
      keep(reading);
      if (found.size > 2 * MOST_READINGS) break;
    }
  }
  for (const reading of await store.readings.get(alert.evidence)) keep(reading);
  return [...found.values()];
}
