import type { AdviceAttempt, ModelExchange } from '../../domain/advice.ts';
import type { Instant } from '../../domain/clock.ts';
import type { Patient } from '../../domain/patient.ts';
import type { MedicationGraph } from '../../medications/graph.ts';
import { ruledOutFor, spelledOut } from '../../medications/person.ts';
import { composeBrief } from '../brief.ts';
import type { Fact } from '../fact.ts';
import { type Draft, GeneratorError, type Offer, orError } from '../generator.ts';
import { mentions } from '../guard/avoid.ts';
import type { GuardBrief } from '../guard/check.ts';
import { findingsOf, verdictsOf } from '../guard/registry.ts';
import type { Knowledge } from '../knowledge.ts';
import type { AdviceReviewer } from '../reviewer.ts';
import { traitsOf } from '../traits.ts';
import { plain } from '../wording/surface.ts';
import type { Answer, HandOn } from './answer.ts';
import type { Answerer } from './answerer.ts';
import type { Faq } from './faq.ts';
import { grounded } from './grounded.ts';

/** How many sentences of the knowledge base a model is offered: those that have most in common with the question. */
const OFFERED = 60;

export interface FreeParts {
  readonly faqs: readonly Faq[];
  readonly knowledge: Knowledge;
  readonly graph: MedicationGraph;
  readonly answerer?: Answerer | undefined;
  readonly reviewer?: AdviceReviewer | undefined;
}

/** What may be said to this person, and what the guard must know: nothing that anybody typed. */
export function questionBrief(
  { faqs, knowledge, graph }: FreeParts,
  patient: Patient,
  hidden: readonly string[],
  seed: string,
  now: Instant,
): GuardBrief {
  const { language } = patient;
  const traits = traitsOf(spelledOut(graph, patient), now);
  const { mustAvoid } = composeBrief({
    language,
    topics: ['diet', 'exercise', 'measuring'],
    situation: 'glucose.silent',
    urgent: false,
    slot: undefined,
    traits,
    facts: [],
    knowledge: knowledge.filter(({ is }) => is === 'avoidance'),
    ruledOut: ruledOutFor(graph, patient, now),
    previous: [],
    seed,
  });
  const offers = faqs
    .filter(({ unless }) => !unless.some((trait) => traits.has(trait)))
    .flatMap((faq) => {
      const mine = offersOf(faq, language);
      // An answer is whole: of one that this person may hear only in part, none is offered.
      return mine.every(({ text }) => mustAvoid.every((one) => mentions(text, one, language) === undefined)) ? mine : [];
    });
  return {
    language,
    topics: ['diet', 'exercise', 'measuring'],
    situation: 'question',
    urgent: false,
    mustAvoid,
    offers,
    previous: [],
    reasons: [],
    seed,
    hidden,
  };
}

const offersOf = ({ id, topic, text }: Faq, language: Patient['language']): readonly Offer[] =>
  text[language].map((sentence, i) => ({ id: `${id}.${i + 1}`, topic, part: 'step', text: sentence, facts: [], fit: 1 }));

/** The reviewed answer to a question that many people ask; handed on where this person may not hear all of it. */
export function answerFaq(faq: Faq, brief: GuardBrief): Answer {
  const mine = brief.offers.filter(({ id }) => id.startsWith(`${faq.id}.`));
  const draft: Draft = { sentences: mine.map(({ id, text, topic }) => ({ text, topic, facts: [], source: id })) };
  const verdicts = verdictsOf(draft, [], brief);
  const passed = mine.length > 0 && findingsOf(verdicts).length === 0;
  const attempt: AdviceAttempt = {
    by: 'questions',
    exchanges: [],
    draft: draft.sentences as AdviceAttempt['draft'] & {},
    verdicts,
    outcome: passed ? 'sent' : 'turned down',
  };
  return {
    paragraphs: passed ? [joined(draft, brief)] : [],
    by: 'questions',
    facts: [],
    sources: [faq.source],
    attempts: [attempt],
    ...(passed ? {} : { handOn: notForThem(faq) }),
  };
}

const notForThem = ({ role }: Faq): HandOn => ({
  role,
  why: {
    'zh-CN': '现成的回答不适合这位患者的病情或用药。',
    en: 'The reviewed answer does not fit this patient’s conditions or medicines.',
  },
});

/** A model's answer, held by the guard and by what it cites; a second model agrees where there is one. Undefined: nobody could answer. */
export async function answerFreely(
  question: string,
  facts: readonly Fact[],
  whole: GuardBrief,
  { answerer, reviewer, faqs }: FreeParts,
  signal: AbortSignal,
): Promise<{ readonly answer?: Answer; readonly attempts: readonly AdviceAttempt[] }> {
  const attempts: AdviceAttempt[] = [];
  if (!answerer) return { attempts };
  const brief = { ...whole, offers: nearest(whole.offers, question) };
  let reasons: readonly string[] = [];
  for (let nth = 0; nth < 2; nth++) {
    const { attempt, draft, again } = await attemptOf(question, facts, { ...brief, reasons }, answerer, reviewer, signal);
    attempts.push(attempt);
    if (draft) {
      const said = new Set(draft.sentences.flatMap((sentence) => sentence.facts));
      const cited = new Set(draft.sentences.map(({ source }) => source?.replace(/\.\d+$/, '')));
      const answer: Answer = {
        paragraphs: [joined(draft, brief)],
        by: answerer.name,
        facts: facts.filter(({ id }) => said.has(id)).map(({ id, statement }) => ({ id, statement })),
        sources: [...new Set(faqs.filter(({ id }) => cited.has(id)).map(({ source }) => source))],
        attempts,
        ...(answerer.label ? { label: answerer.label } : {}),
      };
      return { answer, attempts };
    }
    if (!again) break;
    reasons = [
      ...(attempt.failed === undefined ? [] : [attempt.failed]),
      ...findingsOf(attempt.verdicts).map(({ sentence, why }) => `sentence ${sentence + 1}: ${why}`),
      ...(attempt.review && !attempt.review.agrees ? attempt.review.why : []),
    ];
  }
  return { attempts };
}

async function attemptOf(
  question: string,
  facts: readonly Fact[],
  brief: GuardBrief,
  answerer: Answerer,
  reviewer: AdviceReviewer | undefined,
  signal: AbortSignal,
): Promise<{ readonly attempt: AdviceAttempt; readonly draft?: Draft; readonly again: boolean }> {
  const exchanges: ModelExchange[] = [];
  const { hidden: _, ...told } = brief;
  const draft = await orError(
    answerer.write(question, facts, told, signal, (exchange) => exchanges.push(exchange)),
    signal,
  );
  const by = answerer.name;
  if (draft instanceof GeneratorError) {
    const failed = `${draft.what}: ${draft.message}`;
    return { attempt: { by, exchanges, verdicts: [], failed, outcome: 'turned down' }, again: draft.what === 'malformed' };
  }
  if (draft.sentences.length === 0)
    return { attempt: { by, exchanges, verdicts: [], failed: 'it says that it cannot answer', outcome: 'turned down' }, again: false };
  const verdicts = [...verdictsOf(draft, facts, brief), { check: 'grounded', findings: grounded(draft, facts, brief) }];
  const attempt = { by, exchanges, draft: draft.sentences as AdviceAttempt['draft'] & {}, verdicts };
  if (verdicts.some(({ findings }) => findings.length > 0)) return { attempt: { ...attempt, outcome: 'turned down' }, again: true };
  if (!reviewer) return { attempt: { ...attempt, outcome: 'sent' }, draft, again: false };
  const asked: ModelExchange[] = [];
  const opinion = await orError(
    reviewer.review(draft, facts, told, signal, (exchange) => asked.push(exchange)),
    signal,
  );
  const silent = opinion instanceof GeneratorError;
  const review = {
    by: reviewer.name,
    exchanges: asked,
    agrees: !silent && opinion.agrees,
    why: silent ? [`no review: ${opinion.message}`] : opinion.why,
  };
  return review.agrees
    ? { attempt: { ...attempt, review, outcome: 'sent' }, draft, again: false }
    : { attempt: { ...attempt, review, outcome: 'turned down' }, again: !silent };
}

const joined = ({ sentences }: Draft, { language }: GuardBrief): string =>
  sentences.map(({ text }) => text).join(language === 'en' ? ' ' : '');

/** Sentences by what they share with the question; whole answers stay together because their sentences are alike. */
function nearest(offers: readonly Offer[], question: string): readonly Offer[] {
  if (offers.length <= OFFERED) return offers;
  const asked = new Set(pairsOf(question));
  const score = (text: string) => pairsOf(text).filter((pair) => asked.has(pair)).length;
  return offers.toSorted((a, b) => score(b.text) - score(a.text)).slice(0, OFFERED);
}

function pairsOf(text: string): readonly string[] {
  const letters = [...plain(text)].filter((letter) => /[\p{L}\p{N}]/u.test(letter));
  return letters.slice(1).map((letter, i) => `${letters[i]}${letter}`);
}
