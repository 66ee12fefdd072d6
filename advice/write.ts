import type { AdviceAttempt, ModelExchange } from '../domain/advice.ts';
import type { Localized } from '../domain/source.ts';
import { basis } from './basis.ts';
import type { Fact } from './fact.ts';
import { type AdviceGenerator, type Brief, type Draft, GeneratorError, orError } from './generator.ts';
import type { Finding, GuardBrief } from './guard/check.ts';
import { findingsOf, verdictsOf } from './guard/registry.ts';
import type { AdviceReviewer } from './reviewer.ts';

export interface Written {
  readonly by: string;
  readonly label: Localized | undefined;
  readonly draft: Draft;
  /** Every attempt, the last of them the one that is sent. */
  readonly attempts: readonly AdviceAttempt[];
  /** Every draft that was turned down before, and every refusal or outage, with the reasons. */
  readonly turnedDown: readonly { readonly by: string; readonly why: readonly string[] }[];
}

export interface Writers {
  /** Undefined: the fallback writes at once. */
  readonly generator?: AdviceGenerator | undefined;
  /** Undefined: the guard alone decides. */
  readonly reviewer?: AdviceReviewer | undefined;
  readonly fallback: AdviceGenerator;
}

/**
 * Has a text written that the guard lets pass, and the reviewer where there is one: by the generator, once more with the reasons, else by
 * the fallback, of which single sentences are left out when even they fail. The fallback's sentences were reviewed by people: no model is
 * asked about them. Takes as long as `signal` allows, and always comes back with something.
 */
export async function writeGuarded(writers: Writers, facts: readonly Fact[], brief: GuardBrief, signal: AbortSignal): Promise<Written> {
  const { generator, reviewer, fallback } = writers;
  const attempts: AdviceAttempt[] = [];
  if (generator) {
    let reasons: readonly string[] = [];
    for (let nth = 0; nth < 2; nth++) {
      const { attempt, draft, again } = await attemptOf(generator, reviewer, facts, { ...brief, reasons }, signal);
      attempts.push(attempt);
      if (draft) return { by: generator.name, label: generator.label, draft, attempts, turnedDown: turnedDown(attempts) };
      if (!again) break;
      reasons = reasonsOf(attempt);
    }
  }

  const draft = await fallback.write(facts, told(brief), signal);
  const verdicts = verdictsOf(draft, facts, brief);
  const findings = findingsOf(verdicts);
  const passed = draft.sentences.filter((_, i) => findings.every(({ sentence }) => sentence !== i));
  const outcome = findings.length === 0 ? 'sent' : 'sent in part';
  attempts.push({ by: fallback.name, exchanges: [], draft: draft.sentences as AdviceAttempt['draft'] & {}, verdicts, outcome });
  return { by: fallback.name, label: fallback.label, draft: { sentences: passed }, attempts, turnedDown: turnedDown(attempts) };
}

/** One text of the generator: the draft when it may go out, else whether asking again makes sense. */
async function attemptOf(
  generator: AdviceGenerator,
  reviewer: AdviceReviewer | undefined,
  facts: readonly Fact[],
  brief: GuardBrief,
  signal: AbortSignal,
): Promise<{ readonly attempt: AdviceAttempt; readonly draft?: Draft; readonly again: boolean }> {
  const exchanges: ModelExchange[] = [];
  const given = await orError(
    generator.write(facts, told(brief), signal, (exchange) => exchanges.push(exchange)),
    signal,
  );
  if (given instanceof GeneratorError) {
    const failed = `${given.what}: ${given.message}`;
    return { attempt: { by: generator.name, exchanges, verdicts: [], failed, outcome: 'turned down' }, again: given.what === 'malformed' };
  }
  const verdicts = [
    ...verdictsOf(given, facts, brief),
    { check: 'repeat', findings: repeats(given, brief) },
    { check: 'basis', findings: basis(given, facts, brief) },
  ];
  const attempt = { by: generator.name, exchanges, draft: given.sentences as AdviceAttempt['draft'] & {}, verdicts };
  if (verdicts.some(({ findings }) => findings.length > 0)) return { attempt: { ...attempt, outcome: 'turned down' }, again: true };
  if (!reviewer) return { attempt: { ...attempt, outcome: 'sent' }, draft: given, again: false };

  const asked: ModelExchange[] = [];
  const said = await orError(
    reviewer.review(given, facts, told(brief), signal, (exchange) => asked.push(exchange)),
    signal,
  );
  const isSilent = said instanceof GeneratorError;
  const review = {
    by: reviewer.name,
    exchanges: asked,
    agrees: !isSilent && said.agrees,
    why: isSilent
      ? [`no review: ${said.message}`]
      : said.why.length > 0 || said.agrees
        ? said.why
        : ['it does not agree and gives no reason'],
  };
  // Both must agree; who cannot be asked has not agreed, and another draft would not be reviewed either.
  return review.agrees
    ? { attempt: { ...attempt, review, outcome: 'sent' }, draft: given, again: false }
    : { attempt: { ...attempt, review, outcome: 'turned down' }, again: !isSilent };
}

/** Why a draft did not go out, as its writer is told. */
const reasonsOf = ({ verdicts, review, failed }: AdviceAttempt): readonly string[] => [
  ...(failed === undefined ? [] : [failed]),
  ...findingsOf(verdicts).map(({ sentence, why }) => `sentence ${sentence + 1}: ${why}`),
  ...(review && !review.agrees ? review.why.map((why) => `review: ${why}`) : []),
];

const turnedDown = (attempts: readonly AdviceAttempt[]): Written['turnedDown'] =>
  attempts.filter(({ outcome }) => outcome !== 'sent').map((attempt) => ({ by: attempt.by, why: reasonsOf(attempt) }));

/** What the guard looks for is not for the writer to know. */
function told({ hidden: _, ...brief }: GuardBrief): Brief {
  return brief;
}

/** Nobody gets the same text twice running. */
function repeats({ sentences }: Draft, { previous }: Brief): readonly Finding[] {
  const said = new Set(previous[0]?.map(({ text }) => text));
  return sentences.length > 0 && sentences.every(({ text }) => said.has(text))
    ? [{ sentence: 0, why: 'this is what was said last time' }]
    : [];
}
