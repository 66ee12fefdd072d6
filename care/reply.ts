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
}

export type ReplyOutcome = 'answered' | 'passed-on' | 'repeated';

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
 * Takes a reply, inside of a transaction. One that fits the last open question answers it; any other goes to a coordinator in the patient's
 * own words, at once: nobody writes "my chest hurts" to a machine that drops it.
 */
export async function takeReply(
  records: Records,
  { id, patient, text }: Reply,
  answer: (followUp: string, option: string) => Promise<unknown>,
  now: Instant,
): Promise<ReplyOutcome> {
  const key = messageKey(`reply ${id}`, 'reply', 'patient', patient);
  if ((await records.inbox.of(patient, REMEMBERED)).some((entry) => entry.key === key)) return 'repeated';
  await records.inbox.put({ key, patient, address: `reply:${patient}`, at: now, subject: 'reply', text });
  const question = (await records.followUps.open(patient)).find(({ options }) => options.length > 0);
  const option = question && optionOf(question, text);
  if (question && option !== undefined) {
    await answer(question.id, option);
    return 'answered';
  }
  const words = {
    'text.zh-CN': `患者回复消息说：“${text}”。系统没有把它当作任何问题的回答，请查看并联系患者。`,
    'text.en': `The patient replied to a message: “${text}”. It answers no open question; please read it and contact the patient.`,
  };
  await records.decisions.apply(
    [
      {
        do: 'send',
        message: {
          key: messageKey(`reply ${id}`, 'task', 'coordinator', 'team'),
          to: { person: 'team', role: 'coordinator' },
          about: patient,
          template: 'task',
          values: words,
          urgent: true,
          due: now,
        },
      },
    ],
    now,
  );
  return 'passed-on';
}

/** Providers repeat a webhook within hours; so many entries of one patient's inbox reach back further. */
const REMEMBERED = 300;
