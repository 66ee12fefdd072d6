import type { Instant } from '../domain/clock.ts';
import type { FollowUp } from '../domain/follow-up.ts';
import { messageKey } from '../domain/identity.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Records } from '../domain/store.ts';

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

/** `passed-on`: kept in the conversation, where it is understood and answered. */
export type ReplyOutcome = 'answered' | 'passed-on' | 'repeated';

/** Keeps a message in the patient's conversation, inside of the transaction; `answered` is the option that it was taken as. */
export type Keep = (
  records: Records,
  message: Required<Pick<Reply, 'id' | 'patient' | 'text' | 'via'>> & {
    readonly attachments?: number | undefined;
    readonly answered?: string;
  },
  now: Instant,
) => Promise<unknown>;

/** The option that a reply means: its number in the list, or its words; in whatever width, case and punctuation. */
export function optionOf({ options }: Pick<FollowUp, 'options'>, text: string): string | undefined {
  const said = plain(text);
  const numbered = /^[(（]?(\d{1,2})[)）.]?$/u.exec(text.normalize('NFKC').trim())?.[1];
  if (numbered !== undefined) return options[Number(numbered) - 1]?.id;
  return options.find((option) => Object.values(option.text).some((words) => plain(words) === said))?.id;
}

const plain = (text: string): string =>
  text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');

/**
 * Takes a reply, inside of a transaction. One that fits the last open question answers it; any other is kept in the patient's conversation,
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
  const question = (await records.followUps.open(patient)).find(({ options }) => options.length > 0);
  const option = question && optionOf(question, text);
  if (question && option !== undefined && (await keep(records, { id, patient, text, via, answered: option }, now)) !== 'repeated') {
    await answer(question.id, option);
    return 'answered';
  }
  return (await keep(records, { id, patient, text, via, attachments }, now)) === 'repeated' ? 'repeated' : 'passed-on';
}

/** Providers repeat a webhook within hours; so many entries of one patient's inbox reach back further. */
const REMEMBERED = 300;
