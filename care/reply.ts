import { DAY, type Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import { messageKey } from '../domain/identity.ts';
import type { Role } from '../domain/message.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Localized } from '../domain/source.ts';
import type { Records } from '../domain/store.ts';
import { TEMPLATES } from './ask-and-tell.ts';
import {
  askedBack,
  closedMeanwhile,
  dangerFirst,
  isChoice,
  isDanger,
  type Meaning,
  mayBeDanger,
  meant,
  nothingOpen,
  optionOf,
  takenAs,
} from './meant.ts';
import { isLateDanger } from './step.ts';

/** What a patient wrote back to a message. */
export interface Reply {
  /** The provider's own name of it: the same again is the same reply. */
  readonly id: string;
  readonly patient: PatientId;
  readonly text: string;
  /** The door: a message of a provider, or the patient's own page. */
  readonly via?: 'own-page' | 'reply';
  /** How many pictures, recordings or files came along. */
  readonly attachments?: number | undefined;
}

/**
 * `passed-on`: kept in the conversation, where it is understood and answered. `asked-back`: it fits several open questions, and the patient is
 * asked which one is meant; or it is a number and nothing is open that it could answer.
 */
export type ReplyOutcome = 'answered' | 'asked-back' | 'passed-on' | 'repeated';

/** Keeps a message in the patient's conversation, inside of the transaction; `answered` is the option that it was taken as. */
export type Keep = (
  records: Records,
  message: Required<Pick<Reply, 'id' | 'patient' | 'text' | 'via'>> & {
    readonly attachments?: number | undefined;
    readonly answered?: string;
  },
  now: Instant,
) => Promise<unknown>;

/**
 * Takes a reply, inside of a transaction. One that fits an open question answers it, and where it fits several nothing is guessed; any other is kept in the patient's conversation,
 * where danger is seen at once and everything else is answered or goes to a person: nobody writes "my chest hurts" to a machine that drops it.
 */
export async function takeReply(
  records: Records,
  { id, patient, text, via = 'reply', attachments = 0 }: Reply,
  answer: (followUp: string, option: string) => Promise<unknown>,
  keep: Keep,
  now: Instant,
): Promise<ReplyOutcome> {
  const key = messageKey(`reply ${id}`, 'reply', 'patient', patient);
  if (via === 'reply') {
    if ((await records.inbox.of(patient, REMEMBERED)).some((entry) => entry.key === key)) return 'repeated';
    await records.inbox.put({ key, patient, address: `reply:${patient}`, at: now, subject: 'reply', text });
  }
  const open = (await records.followUps.open(patient)).filter(({ options }) => options.length > 0);
  const meaning =
    (await lateDanger(records, patient, open, text, now)) ?? meant(open, text, open.length > 0 ? await lettered(records, patient) : []);
  if (meaning.is === 'no-answer' && open.length === 0 && attachments === 0 && isChoice(text)) {
    if ((await keep(records, { id, patient, text, via, answered: 'unclear' }, now)) === 'repeated') return 'repeated';
    const number = /\d/.exec(text.normalize('NFKC'))![0];
    const asked = await lastAsked(records, patient, number, now);
    const danger = asked.some((one) => isDanger(one, optionOf(one, number)));
    const roles: readonly Role[] = asked.length === 0 ? [] : danger ? ['coordinator', 'doctor'] : ['coordinator'];
    const tasks = roles.map((role) => task(id, patient, role, closedMeanwhile(asked, number), danger, now));
    await records.decisions.apply([say(id, patient, nothingOpen(asked, number), danger, now), ...tasks], now);
    return asked.length === 0 ? 'asked-back' : 'passed-on';
  }
  if (meaning.is === 'no-answer')
    return (await keep(records, { id, patient, text, via, attachments }, now)) === 'repeated' ? 'repeated' : 'passed-on';
  const answered = meaning.is === 'answer' ? meaning.option : 'unclear';
  if ((await keep(records, { id, patient, text, via, answered }, now)) === 'repeated') return 'repeated';
  if (meaning.is === 'unclear') {
    const among = dangerFirst(meaning.among);
    const letters = among.map((one) => one.id).join(' ');
    await records.decisions.apply([say(id, patient, askedBack(among), among.some(mayBeDanger), now, { [LETTERS]: letters })], now);
    return 'asked-back';
  }
  if (meaning.told) await records.decisions.apply([say(id, patient, takenAs(meaning.question, meaning.option, text), true, now)], now);
  await answer(meaning.question.id, meaning.option);
  return 'answered';
}

/** The answer that means danger to a question that was closed a moment ago: before every other meaning, and the patient is told how it was taken. */
async function lateDanger(
  { followUps }: Pick<Records, 'followUps'>,
  patient: PatientId,
  open: readonly FollowUp[],
  text: string,
  now: Instant,
): Promise<Meaning | undefined> {
  if (open.some((one) => isDanger(one, optionOf(one, text)))) return undefined;
  const question = (await followUps.of(patient)).find((one) => isLateDanger(one, optionOf(one, text) ?? '', now));
  return question && { is: 'answer', question, option: optionOf(question, text)!, told: true };
}

/** A number that comes so long after a question may still mean it; of older ones nobody remembers the options. A working default (evidence: unverified). */
const STILL_MEANT_MS = 2 * DAY;
const MOST_NAMED = 2;

/** The last questions of this patient that are closed and have such an answer, the latest first. */
async function lastAsked(
  { followUps }: Pick<Records, 'followUps'>,
  patient: PatientId,
  number: string,
  now: Instant,
): Promise<readonly FollowUp[]> {
  return (await followUps.of(patient))
    .filter((one) => one.state.is !== 'open' && now - one.asked <= STILL_MEANT_MS && optionOf(one, number) !== undefined)
    .sort((a, b) => b.asked - a.asked)
    .slice(0, MOST_NAMED);
}

const task = (reply: string, patient: PatientId, role: Role, text: Localized, urgent: boolean, now: Instant): Decision => ({
  do: 'send',
  message: {
    key: messageKey(`about reply ${reply}`, TEMPLATES.task, role, 'team'),
    to: { person: 'team', role },
    about: patient,
    template: TEMPLATES.task,
    values: { 'text.zh-CN': text['zh-CN'], 'text.en': text.en },
    urgent,
    due: now,
  },
});

/** Among the values of a message that asks which question is meant: their ids in the order of their letters. */
const LETTERS = 'letters';
/** An answer by letter follows soon upon the question. */
const LATELY = 50;

async function lettered({ outbox }: Pick<Records, 'outbox'>, patient: PatientId): Promise<readonly string[]> {
  const asked = (await outbox.of(patient, LATELY)).map(({ message }) => message).filter(({ values }) => values[LETTERS] !== undefined);
  const [last] = asked.toSorted((a, b) => b.due - a.due);
  return last ? String(last.values[LETTERS]).split(' ') : [];
}

const say = (
  reply: string,
  patient: PatientId,
  text: Localized,
  urgent: boolean,
  now: Instant,
  more: Record<string, string> = {},
): Decision => ({
  do: 'send',
  message: {
    key: messageKey(`about reply ${reply}`, TEMPLATES.message, 'patient', patient),
    to: { person: patient, role: 'patient' },
    about: patient,
    template: TEMPLATES.message,
    values: { 'text.zh-CN': text['zh-CN'], 'text.en': text.en, ...more },
    urgent,
    due: now,
  },
});

/** Providers repeat a webhook within hours; so many entries of one patient's inbox reach back further. */
const REMEMBERED = 300;
