import type { Advice, AdviceAttempt, CheckVerdict, ModelExchange } from '../domain/advice.ts';
import type { Approval } from '../domain/advice-approval.ts';
import { CHECK_NAMES } from '../domain/advice-checks.ts';
import type { Instant } from '../domain/clock.ts';
import { reasonText } from '../domain/guard-words.ts';
import type { Delivery } from '../domain/message.ts';
import type { Language } from '../domain/source.ts';
import { type ExplainWords, explainWords } from './explain-words.ts';

export interface Fate {
  readonly delivery: Delivery | undefined;
  /** When the person opened it in the app; undefined: nobody knows. */
  readonly read: Instant | undefined;
}
interface Telling {
  readonly language: Language;
  /** Also what models were asked, word for word. */
  readonly prompts: boolean;
  readonly words: ExplainWords;
}

/** An advice told from its facts to its reader, for a person who reads this language; the texts themselves stay in the patient's. */
export function explainAdvice(advice: Advice, { delivery, read }: Fate, prompts: boolean, reader: Language = 'en'): string {
  const { id, patient, alert, language, written, by, trail, facts, sentences, approval } = advice;
  const words = explainWords[reader];
  const telling: Telling = { language: reader, prompts, words };
  const used = new Set(facts.map((fact) => fact.id));
  const lines = [
    words.head(id, patient, alert),
    `${words.written(time(written), language, by)}${trail ? words.situation(trail.situation, trail.topics.join(', ')) : ''}`,
    ...(trail?.urgent ? [words.urgent] : []),
    '',
    words.facts,
    ...(trail?.facts ?? facts).map((fact) => `  ${used.has(fact.id) ? '*' : ' '} ${fact.id}: ${fact.statement}`),
    ...(trail && trail.mustAvoid.length > 0
      ? ['', words.ruledOut, ...trail.mustAvoid.map(({ id: what, text }) => `    ${what}: ${text}`)]
      : []),
    ...(trail ? trail.attempts.flatMap((attempt, i) => ['', ...attemptLines(attempt, i + 1, telling)]) : ['', words.noTrail]),
    '',
    words.text,
    ...sentences.map(
      ({ text, topic, facts: of, source }) =>
        `    ${text}  [${[topic, ...of, ...(source === undefined ? [] : [words.says(source)])].join('; ')}]`,
    ),
    '',
    words.letOut(trail ? (trail.approved === 'by the guard' ? words.byGuard : words.byPerson) : words.notKept),
    ...(approval ? approvalLines(approval, telling) : []),
    words.delivery(delivery ? deliveryLine(delivery, words) : words.noMessage),
    words.read(read === undefined ? words.unknown : time(read)),
  ];
  return `${lines.join('\n')}\n`;
}

/** Who decided and when; of an edited text what was sent, and every check of it. */
function approvalLines(approval: Approval, telling: Telling): readonly string[] {
  const { words } = telling;
  switch (approval.is) {
    case 'waiting':
      return [words.waits(time(approval.since), time(approval.expires))];
    case 'refused':
      return [words.refused(approval.by, time(approval.at), approval.reason)];
    case 'expired':
      return [words.lapsed(time(approval.at))];
    case 'approved': {
      const { edited, overridden } = approval;
      return [
        words.approved(approval.by, time(approval.at)),
        ...(overridden ? [words.setAside(overridden.checks.join(', '), overridden.reason)] : []),
        ...(edited
          ? [
              '',
              words.changed,
              ...edited.sentences.map(({ text, topic }) => `    ${text}  [${topic}]`),
              words.looked,
              ...verdictLines(edited.verdicts, telling),
              '',
            ]
          : [words.unchanged]),
      ];
    }
  }
}

function attemptLines(
  { by, outcome, failed, draft, verdicts, review, exchanges }: AdviceAttempt,
  nth: number,
  telling: Telling,
): readonly string[] {
  const { words } = telling;
  return [
    `${words.attempt(nth, by, words.outcome[outcome])}${failed === undefined ? '' : ` (${failed})`}`,
    ...(draft ?? []).map(({ text }, i) => `    ${i + 1}. ${text}`),
    ...exchanges.flatMap((exchange) => exchangeLines(exchange, telling)),
    ...verdictLines(verdicts, telling),
    ...(review
      ? [
          words.second(review.by, review.agrees),
          ...review.why.map((why) => `    ${why}`),
          ...review.exchanges.flatMap((exchange) => exchangeLines(exchange, telling)),
        ]
      : []),
  ];
}

/** Checks are named as the code names them, for a reader of Chinese with what that means beside it. */
function verdictLines(verdicts: readonly CheckVerdict[], { words, language }: Telling): readonly string[] {
  const named = (check: string) => (language === 'en' ? check : `${check}（${CHECK_NAMES[check]?.[language] ?? check}）`);
  const silent = verdicts.filter(({ findings }) => findings.length === 0).map(({ check }) => named(check));
  const told = verdicts.flatMap(({ check, findings }) =>
    findings.map(({ sentence, why }) => words.finding(named(check), sentence + 1, reasonText(why, language))),
  );
  return [...(silent.length > 0 ? [words.passed(silent.join(', '))] : []), ...(told.length > 0 ? [words.turnedDown, ...told] : [])];
}

function exchangeLines({ model, prompt, raw, failed }: ModelExchange, { prompts, words }: Telling): readonly string[] {
  const said = raw === undefined ? words.noAnswer(failed ?? words.unknown) : words.answered(raw.length);
  return prompts
    ? [
        words.asked(model),
        ...prompt.map(({ role, content }) => indented(`${role}: ${content}`)),
        words.said(model, said),
        ...(raw === undefined ? [] : [indented(raw)]),
      ]
    : [words.showAll(model, said)];
}

function deliveryLine(delivery: Delivery, words: ExplainWords): string {
  switch (delivery.is) {
    case 'waiting':
      return words.waiting(delivery.attempts, time(delivery.next));
    case 'accepted':
      return words.accepted(delivery.channel, time(delivery.at));
    case 'gathered':
      return words.gathered(time(delivery.at));
    case 'expired':
      return words.expired(time(delivery.at));
    case 'dead':
      return words.dead(time(delivery.at), delivery.why);
  }
}

const indented = (text: string): string => text.replaceAll(/^/gm, '    ');
const time = (at: Instant): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
