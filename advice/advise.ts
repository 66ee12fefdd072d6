import type { Advice } from '../domain/advice.ts';
import type { StaffSee } from '../domain/care-team.ts';
import { type Clock, DAY, SECOND } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Follower } from '../domain/follower.ts';
import { adviceId } from '../domain/identity.ts';
import type { Store } from '../domain/store.ts';
import { adviceMessage } from './advice-message.ts';
import { adviceText, closing } from './closing.ts';
import type { AdviceGenerator } from './generator.ts';
import { expiry, holdFor, tellThatItWaits } from './hold.ts';
import { type PrepareParts, prepareAdvice } from './prepare.ts';
import type { AdviceReviewer } from './reviewer.ts';
import { writeGuarded } from './write.ts';

type Advise = Extract<Decision, { do: 'advise' }>;
type Sentence = Advice['sentences'][number];

export interface AdviceParts extends PrepareParts {
  readonly store: Pick<Store, 'transact' | 'patients' | 'readings' | 'alerts' | 'advice' | 'approvalRules' | 'sentenceSwitches'>;
  /** Undefined: the fallback writes everything. */
  readonly generator?: AdviceGenerator | undefined;
  /** Must agree, where there is one, before a text of the generator goes out. */
  readonly reviewer?: AdviceReviewer | undefined;
  /** Writes when the generator cannot or must not, and whenever somebody may be in danger. Needs no network. */
  readonly fallback: AdviceGenerator;
  readonly clock: Clock;
  /** Whom the clinic's staff see: nobody is asked to decide who cannot look. Left out: everybody. */
  readonly staffSee?: StaffSee;
  /** Hears what went wrong without stopping anything: a model's outage, an alert that is gone. Ids only, no secret. */
  readonly report?: (problem: { readonly alert: string; readonly why: string }) => void;
  /** For one advice, all attempts together; real time, whatever the clock says. */
  readonly budgetMs?: number;
}

/** People whose advice is written at the same time. */
const AT_ONCE = 4;
/** Later, "this reading" is no longer what the patient thinks of. */
const EXPIRES_MS = DAY;

/**
 * Writes advice wherever the rules decided so. One advice for each alert, however often the decision is heard; the advice and its message
 * are one transaction, in which nothing but the store is awaited. The same history gets the same facts, because they end with the alert.
 */
export function createAdvice(parts: AdviceParts): { readonly follower: Follower } {
  const { store, generator, fallback, clock, budgetMs = 30 * SECOND } = parts;
  const report = parts.report ?? (() => {});

  async function advise({ alert: alertName, topics }: Advise, signal: AbortSignal): Promise<void> {
    const id = adviceId(alertName);
    if (await store.advice.get(id)) return;
    const prepared = await prepareAdvice({ ...parts, store }, alertName, topics);
    if (typeof prepared === 'string') return prepared === 'withdrawn' ? undefined : report({ alert: alertName, why: prepared });
    const { alert, patient, facts, brief, openings } = prepared;
    const { language } = patient;
    // Emergencies never wait for a model.
    const writers = { generator: brief.urgent ? undefined : generator, reviewer: parts.reviewer, fallback };
    const written = await writeGuarded(writers, facts, brief, AbortSignal.any([signal, AbortSignal.timeout(budgetMs)]));
    signal.throwIfAborted();
    const { by, label, draft, turnedDown } = written;
    for (const { by: who, why } of turnedDown) report({ alert: alert.id, why: `${who}: ${why.join('; ')}` });

    const isOpening = ({ source }: Sentence) => source !== undefined && openings.has(source);
    const body = draft.sentences.map(({ source, ...sentence }): Sentence => (source === undefined ? sentence : { ...sentence, source }));
    const sentences = [...body.filter(isOpening), ...body.filter((sentence) => !isOpening(sentence)), ...closing(language, label)];
    const said = new Set(sentences.flatMap((sentence) => sentence.facts));
    const text = adviceText(sentences, language, body.filter(isOpening).length);
    const now = clock.now();
    const approval = body.length > 0 ? holdFor((await store.approvalRules.inForce()).rules, alert, brief.urgent, label, now) : undefined;
    const advice: Advice = {
      id,
      patient: patient.id,
      alert: alert.id,
      language,
      written: now,
      by,
      sentences,
      facts: facts.filter((fact) => said.has(fact.id)).map(({ id: fact, statement }) => ({ id: fact, statement })),
      turnedDown,
      trail: {
        situation: brief.situation,
        urgent: brief.urgent,
        topics,
        facts: facts.map(({ id: fact, statement }) => ({ id: fact, statement })),
        mustAvoid: brief.mustAvoid.map(({ id: avoidance, text: why }) => ({ id: avoidance, text: why })),
        attempts: written.attempts,
        ...(body.length > 0 ? { text } : {}),
        approved: approval ? 'by a person' : 'by the guard',
      },
      ...(approval ? { approval } : {}),
    };
    await store.transact(async (records) => {
      if (await records.advice.get(id)) return;
      await records.advice.save(advice);
      // Kept either way; but nobody is sent an advice that says nothing.
      if (approval) {
        const told = await tellThatItWaits(records, advice, approval.expires, parts.staffSee ?? 'everybody', now);
        await records.decisions.apply([expiry(advice, approval.expires), told], advice.written);
      } else if (body.length > 0) await records.decisions.apply([adviceMessage(advice, text, now, now + EXPIRES_MS)], now);
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
