import type { AlertId } from '../domain/alert.ts';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';
import { ALERT_LASTS, ALERT_TEXT, type Delivery, type Message } from '../domain/message.ts';
import type { PatientId } from '../domain/reading.ts';
import { Language } from '../domain/source.ts';
import type { Records } from '../domain/store.ts';
import { TEMPLATES } from './ask-and-tell.ts';

/** The two letters that hold an alert's own text together with what a pathway says: without a question, and with one. */
const ALERT_AND_WHAT_TO_DO = 'alert.pathway';
const ALERT_AND_QUESTION = 'alert.question';

/** A questionnaire, a visit and a reminder stand for themselves. */
const PARTS: ReadonlySet<string> = new Set([ALERT_TEXT, TEMPLATES.message, TEMPLATES.ask]);
/** The newest by when they are due, so what is held for a pathway is among them. */
const MOST_LOOKED_AT = 100;

/**
 * Semantics 11.2. Who sits there with a pressure of 190 reads one message: what was measured, what to do, and the question. Of what one step of a
 * run says to the patient, in the transaction that has just queued it, one letter is made; the parts stay in the outbox, settled as gathered
 * into it, so that the record of an alert explains each of them.
 * @param said what was decided and applied in this transaction
 * @param alert the one that began the run: its own text was held back for this, and is in the letter; it goes out by itself at once where the
 *   run begins without a word to the patient
 */
export async function asOneLetter(
  records: Pick<Records, 'outbox' | 'decisions'>,
  patient: PatientId,
  said: readonly Decision[],
  alert: AlertId | undefined,
  now: Instant,
): Promise<void> {
  const spoken = said.flatMap((one) => (one.do === 'send' && isPart(one.message) ? [one.message.key] : []));
  if (alert === undefined && spoken.length < 2) return;
  const waiting = (await records.outbox.of(patient, MOST_LOOKED_AT)).filter(
    ({ message, delivery }) => isPart(message) && delivery.is === 'waiting' && delivery.attempts === 0,
  );
  const held = alert === undefined ? [] : waiting.filter((one) => one.message.alert === alert && isHeldForPathway(one, now));
  if (spoken.length === 0) {
    for (const { message } of held) await records.outbox.settle(message.key, { is: 'waiting', attempts: 0, next: now });
    return;
  }
  const own = spoken.flatMap((key) => waiting.filter(({ message }) => message.key === key));
  const parts = inOrder([...new Set([...held, ...own])].map(({ message }) => message));
  if (parts.length < 2) return;
  const letter = letterOf(parts, now);
  await records.decisions.apply([{ do: 'send', message: letter }], now);
  for (const { key } of parts) await records.outbox.settle(key, { is: 'gathered', at: now, into: letter.key });
}

/**
 * An alert's own text that waits for its pathway: what is due later nobody has taken yet to send it. What waits for another reason (a way that
 * failed, quiet hours) carries that reason, and has been said on other ways.
 */
export const isHeldForPathway = ({ message, delivery }: Written, now: Instant): boolean =>
  message.to.role === 'patient' &&
  message.template === ALERT_TEXT &&
  delivery.is === 'waiting' &&
  delivery.attempts === 0 &&
  delivery.why === undefined &&
  delivery.next > now;

interface Written {
  readonly message: Message;
  readonly delivery: Delivery;
}

const isPart = ({ to, template }: Message): boolean => to.role === 'patient' && PARTS.has(template);

/** The alert first, then what to do, then the question. A second alert or question has a letter of its own. */
function inOrder(parts: readonly Message[]): readonly Message[] {
  const of = (template: string) => parts.filter((one) => one.template === template);
  return [...of(ALERT_TEXT).slice(0, 1), ...of(TEMPLATES.message), ...of(TEMPLATES.ask).slice(0, 1)];
}

function letterOf(parts: readonly Message[], now: Instant): Message {
  const alert = parts.find(({ template }) => template === ALERT_TEXT);
  const question = parts.find(({ template }) => template === TEMPLATES.ask);
  const texts = parts.filter(({ template }) => template === TEMPLATES.message);
  const first = alert ?? question ?? parts[0]!;
  const template = question ? (alert ? ALERT_AND_QUESTION : TEMPLATES.ask) : alert ? ALERT_AND_WHAT_TO_DO : TEMPLATES.message;
  const expires = expiryOf(parts, question);
  const lasts = alert?.expires !== undefined && expires !== undefined && alert.expires > expires ? { [ALERT_LASTS]: alert.expires } : {};
  return {
    key: messageKey(parts.map(({ key }) => key).join(' '), template, first.to.role, first.to.person),
    to: first.to,
    about: first.about,
    ...(first.alert === undefined ? {} : { alert: first.alert }),
    template,
    values: {
      ...alert?.values,
      ...texts[0]?.values,
      ...question?.values,
      ...spokenIn(texts, question, alert),
      step: stepsOf(parts),
      ...lasts,
    },
    urgent: parts.some(({ urgent }) => urgent),
    due: now,
    ...(expires === undefined ? {} : { expires }),
  };
}

/** All texts as one; where there is no room for a text of its own, they stand before the question. */
function spokenIn(texts: readonly Message[], question: Message | undefined, alert: Message | undefined): Message['values'] {
  return Object.fromEntries(
    Language.options.map((language) => {
      const text = texts.map(({ values }) => String(values[`text.${language}`])).join('\n\n');
      const asked = question && String(question.values[`question.${language}`]);
      return question && !alert ? [`question.${language}`, `${text}\n\n${asked}`] : [`text.${language}`, text];
    }),
  );
}

/** Every step that speaks in it, so that a person who reads the outbox finds the lines in the pathway's file. */
const stepsOf = (parts: readonly Message[]): string =>
  parts.flatMap(({ values: { step } }) => (step === undefined ? [] : [step])).join('+');

/** As soon as the first of its instructions would do harm; a question alone does not end it, its reminder comes without what to do. */
function expiryOf(parts: readonly Message[], question: Message | undefined): Instant | undefined {
  const of = (some: readonly Message[]) => some.flatMap(({ expires }) => expires ?? []);
  const instructions = of(parts.filter((one) => one !== question));
  const all = instructions.length > 0 ? instructions : of(parts);
  return all.length === 0 ? undefined : Math.min(...all);
}
