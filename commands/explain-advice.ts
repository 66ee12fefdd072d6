import type { Advice, AdviceAttempt, ModelExchange } from '../domain/advice.ts';
import type { Instant } from '../domain/clock.ts';
import type { Delivery } from '../domain/message.ts';

export interface Fate {
  readonly delivery: Delivery | undefined;
  /** When the person opened it in the app; undefined: nobody knows. */
  readonly read: Instant | undefined;
}

/** An advice told from its facts to its reader, for a person. `prompts`: also what models were asked, word for word. */
export function explainAdvice(advice: Advice, { delivery, read }: Fate, prompts: boolean): string {
  const { id, patient, alert, language, written, by, trail, facts, sentences } = advice;
  const used = new Set(facts.map((fact) => fact.id));
  const lines = [
    `Advice ${id} for patient ${patient}, about alert ${alert}`,
    `Written ${time(written)} in ${language} by ${by}${trail ? `; situation ${trail.situation}, topics ${trail.topics.join(', ')}` : ''}`,
    ...(trail?.urgent ? ['Somebody may have been in danger: no model was asked, the fixed text went out at once.'] : []),
    '',
    'Facts (* used in the text)',
    ...(trail?.facts ?? facts).map((fact) => `  ${used.has(fact.id) ? '*' : ' '} ${fact.id}: ${fact.statement}`),
    ...(trail && trail.mustAvoid.length > 0
      ? ['', 'Ruled out for this person', ...trail.mustAvoid.map(({ id: what, text }) => `    ${what}: ${text}`)]
      : []),
    ...(trail
      ? trail.attempts.flatMap((attempt, i) => ['', ...attemptLines(attempt, i + 1, prompts)])
      : ['', 'How it came about was not kept yet when it was written.']),
    '',
    'The text',
    ...sentences.map(
      ({ text, topic, facts: of, source }) =>
        `    ${text}  [${[topic, ...of, ...(source === undefined ? [] : [`says ${source}`])].join('; ')}]`,
    ),
    '',
    `Let out: ${trail?.approved ?? 'not kept'}`,
    `Delivery: ${delivery ? deliveryLine(delivery) : 'no message was owed'}`,
    `Read: ${read === undefined ? 'not known' : time(read)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function attemptLines(
  { by, outcome, failed, draft, verdicts, review, exchanges }: AdviceAttempt,
  nth: number,
  prompts: boolean,
): readonly string[] {
  const silent = verdicts.filter(({ findings }) => findings.length === 0).map(({ check }) => check);
  const told = verdicts.flatMap(({ check, findings }) =>
    findings.map(({ sentence, why }) => `    ${check}, sentence ${sentence + 1}: ${why}`),
  );
  return [
    `Attempt ${nth}: ${by}, ${outcome}${failed === undefined ? '' : ` (${failed})`}`,
    ...(draft ?? []).map(({ text }, i) => `    ${i + 1}. ${text}`),
    ...exchanges.flatMap((exchange) => exchangeLines(exchange, prompts)),
    ...(silent.length > 0 ? [`  Passed: ${silent.join(', ')}`] : []),
    ...(told.length > 0 ? ['  Turned down by', ...told] : []),
    ...(review
      ? [
          `  Second model ${review.by}: ${review.agrees ? 'agrees' : 'does not agree'}`,
          ...review.why.map((why) => `    ${why}`),
          ...review.exchanges.flatMap((exchange) => exchangeLines(exchange, prompts)),
        ]
      : []),
  ];
}

function exchangeLines({ model, prompt, raw, failed }: ModelExchange, prompts: boolean): readonly string[] {
  const said = raw === undefined ? `did not answer: ${failed}` : `answered ${raw.length} characters`;
  return prompts
    ? [
        `  ${model} was asked`,
        ...prompt.map(({ role, content }) => indented(`${role}: ${content}`)),
        `  ${model} ${said}`,
        ...(raw === undefined ? [] : [indented(raw)]),
      ]
    : [`  ${model} ${said}; --prompts shows all of it`];
}

function deliveryLine(delivery: Delivery): string {
  switch (delivery.is) {
    case 'waiting':
      return `waiting, ${delivery.attempts} attempts so far, next ${time(delivery.next)}`;
    case 'accepted':
      return `accepted by ${delivery.channel} ${time(delivery.at)}`;
    case 'gathered':
      return `told together with others at ${time(delivery.at)}`;
    case 'expired':
      return `expired ${time(delivery.at)}, and so not sent`;
    case 'dead':
      return `given up ${time(delivery.at)}: ${delivery.why}`;
  }
}

const indented = (text: string): string => text.replaceAll(/^/gm, '    ');
const time = (at: Instant): string => new Date(at).toISOString().replace(/\.\d+Z$/, 'Z');
