import type { Advice } from '../domain/advice.ts';
import type { Alert } from '../domain/alert.ts';
import { type Clock, DAY, SECOND } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Follower } from '../domain/follower.ts';
import { adviceId, messageKey } from '../domain/identity.ts';
import type { Patient } from '../domain/patient.ts';
import type { Reading } from '../domain/reading.ts';
import type { Store } from '../domain/store.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import { ruledOutFor, spelledOut } from '../medications/person.ts';
import { composeBrief } from './brief.ts';
import { adviceText, closing } from './closing.ts';
import { evidenceOf, gatherFacts, type RuleWords, slotOfAlert } from './facts.ts';
import type { AdviceGenerator } from './generator.ts';
import type { GuardBrief } from './guard/check.ts';
import type { Knowledge } from './knowledge.ts';
import type { AdviceReviewer } from './reviewer.ts';
import { isUrgent, situationOf } from './situation.ts';
import { traitsOf } from './traits.ts';
import { writeGuarded } from './write.ts';

type Advise = Extract<Decision, { do: 'advise' }>;
type Sentence = Advice['sentences'][number];

export interface AdviceParts {
  readonly store: Pick<Store, 'transact' | 'patients' | 'readings' | 'alerts' | 'advice'>;
  /** Undefined: the fallback writes everything. */
  readonly generator?: AdviceGenerator | undefined;
  /** Must agree, where there is one, before a text of the generator goes out. */
  readonly reviewer?: AdviceReviewer | undefined;
  /** Writes when the generator cannot or must not, and whenever somebody may be in danger. Needs no network. */
  readonly fallback: AdviceGenerator;
  readonly knowledge: Knowledge;
  /** The medication graph as it stands now; without one, only the knowledge base rules things out. */
  readonly medications?: () => MedicationGraph;
  readonly clock: Clock;
  /** What a rule is called and watches; undefined for a rule that is no longer in force. */
  readonly words: (rule: string) => RuleWords | undefined;
  /** Hears what went wrong without stopping anything: a model's outage, an alert that is gone. Ids only, no secret. */
  readonly report?: (problem: { readonly alert: string; readonly why: string }) => void;
  /** For one advice, all attempts together; real time, whatever the clock says. */
  readonly budgetMs?: number;
}

/** 14 days: the longest that a fact speaks of; at most a reading a minute in them. */
const WINDOW_MS = 14 * DAY;
const MOST_READINGS = 14 * 24 * 60;
/** People whose advice is written at the same time. */
const AT_ONCE = 4;
/** How many earlier advices a new one tries not to repeat. */
const REMEMBERED = 3;
/** Later, "this reading" is no longer what the patient thinks of. */
const EXPIRES_MS = DAY;

/**
 * Writes advice wherever the rules decided so. One advice for each alert, however often the decision is heard; the advice and its message
 * are one transaction, in which nothing but the store is awaited. The same history gets the same facts, because they end with the alert.
 */
export function createAdvice(parts: AdviceParts): { readonly follower: Follower } {
  const { store, generator, fallback, knowledge, clock, words, budgetMs = 30 * SECOND } = parts;
  const report = parts.report ?? (() => {});

  async function advise({ alert: alertName, topics }: Advise, signal: AbortSignal): Promise<void> {
    const id = adviceId(alertName);
    if (await store.advice.get(id)) return;
    const alert = await store.alerts.get(alertName);
    const patient = alert && (await store.patients.get([alert.patient])).get(alert.patient);
    if (!alert || !patient) return report({ alert: alertName, why: alert ? 'there is no such patient' : 'there is no such alert' });
    if (alert.state.is === 'resolved' && alert.state.because === 'withdrawn') return;

    const readings = await readingsFor(store, patient, alert);
    const { language } = patient;
    const graph = parts.medications?.();
    const known = graph ? spelledOut(graph, patient) : patient;
    const evidence = evidenceOf(alert, readings);
    const situation = situationOf(alert, evidence, words(alert.rule.id)?.watches);
    const now = alert.raised;
    const facts = gatherFacts({ patient: known, alert, readings, words: words(alert.rule.id), knowledge, language, now });
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
        previous: await store.advice.of(patient.id, REMEMBERED),
        seed: id,
      }),
      hidden: [patient.id, ...new Set(evidence.map(({ device }) => device))],
    };
    // Emergencies never wait for a model.
    const writers = { generator: brief.urgent ? undefined : generator, reviewer: parts.reviewer, fallback };
    const written = await writeGuarded(writers, facts, brief, AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]));
    signal.throwIfAborted();
    const { by, label, draft, turnedDown } = written;
    for (const { by: who, why } of turnedDown) report({ alert: alert.id, why: `${who}: ${why.join('; ')}` });

    const openings = new Set(brief.offers.filter(({ part }) => part === 'finding' || part === 'warning').map((offer) => offer.id));
    const isOpening = ({ source }: Sentence) => source !== undefined && openings.has(source);
    const body = draft.sentences.map(({ source, ...sentence }): Sentence => (source === undefined ? sentence : { ...sentence, source }));
    const sentences = [...body.filter(isOpening), ...body.filter((sentence) => !isOpening(sentence)), ...closing(language, label)];
    const said = new Set(sentences.flatMap((sentence) => sentence.facts));
    const text = adviceText(sentences, language, body.filter(isOpening).length);
    const advice: Advice = {
      id,
      patient: patient.id,
      alert: alert.id,
      language,
      written: clock.now(),
      by,
      sentences,
      facts: facts.filter((fact) => said.has(fact.id)).map(({ id: fact, statement }) => ({ id: fact, statement })),
      turnedDown,
      trail: {
        situation,
        urgent: brief.urgent,
        topics,
        facts: facts.map(({ id: fact, statement }) => ({ id: fact, statement })),
        mustAvoid: brief.mustAvoid.map(({ id: avoidance, text: why }) => ({ id: avoidance, text: why })),
        attempts: written.attempts,
        ...(body.length > 0 ? { text } : {}),
        approved: 'by the guard',
      },
    };
    await store.transact(async (records) => {
      if (await records.advice.get(id)) return;
      await records.advice.save(advice);
      // Kept either way; but nobody is sent an advice that says nothing.
      if (body.length > 0) await records.decisions.apply([send(advice, text)], advice.written);
    });
    if (body.length === 0) report({ alert: alert.id, why: 'no sentence was left to send' });
  }

  return {
    follower: {
      name: 'advice',
      hears: 'decisions',
      async follow(entries, signal) {
        const asked = entries.flatMap((entry) => ('decision' in entry && entry.decision.do === 'advise' ? [entry.decision] : []));
        // One person's advices in order, so that each knows the one before it; different people side by side.
        const people = [...Map.groupBy(asked, ({ patient }) => patient).values()];
        const walk = async (): Promise<void> => {
          for (let person = people.shift(); person; person = people.shift()) {
            for (const decision of person) {
              signal.throwIfAborted();
              await advise(decision, signal);
            }
          }
        };
        await Promise.all(Array.from({ length: Math.min(AT_ONCE, people.length) }, walk));
      },
    },
  };
}

function send(advice: Advice, text: string): Decision {
  return {
    do: 'send',
    message: {
      key: messageKey(advice.id, 'advice', 'patient', advice.patient),
      to: { person: advice.patient, role: 'patient' },
      about: advice.patient,
      alert: advice.alert,
      template: 'advice',
      values: { text, advice: advice.id },
      urgent: false,
      due: advice.written,
      expires: advice.written + EXPIRES_MS,
    },
  };
}

/** The 14 days up to the alert, those that raised it, and the latest of each kind, however old. */
async function readingsFor(store: AdviceParts['store'], patient: Patient, alert: Alert): Promise<readonly Reading[]> {
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
