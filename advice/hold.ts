import type { Advice } from '../domain/advice.ts';
import type { Approval, ApprovalRules } from '../domain/advice-approval.ts';
import type { Alert } from '../domain/alert.ts';
import { type StaffSee, whoMayLook } from '../domain/care-team.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';
import type { Message } from '../domain/message.ts';
import type { PatientId } from '../domain/reading.ts';
import type { Localized } from '../domain/source.ts';
import type { Records } from '../domain/store.ts';

const PREFIX = 'advice-expires:';
const HEARTH = 'hearth';

/**
 * Whether an advice waits for a person, and how long: by the clinic's rules for the severity of its alert. What may be an emergency never
 * does, whatever the rules say.
 * @param label what the law wants said of a model's text: with one, a model wrote it
 */
export function holdFor(
  rules: ApprovalRules,
  { severity }: Pick<Alert, 'severity'>,
  urgent: boolean,
  label: Localized | undefined,
  now: Instant,
): Extract<Approval, { is: 'waiting' }> | undefined {
  const hold = rules[severity];
  if (urgent || hold === 'nothing' || (hold === 'models' && !label)) return undefined;
  return { is: 'waiting', since: now, expires: now + rules.waitMinutes * MINUTE };
}

/**
 * Tells who decides on it, for as long as there is something to decide: the doctors who may look at this patient; where there are none, the
 * coordinators. By the clock of quiet hours, like any task. The coordinators hear once more when it was left to expire: then a patient did
 * not get what was written for them.
 */
export async function tellThatItWaits(
  records: Pick<Records, 'users' | 'careTeams'>,
  { id, patient }: Pick<Advice, 'id' | 'patient'>,
  expires: Instant,
  staffSee: StaffSee,
  now: Instant,
): Promise<Decision> {
  const role = (await whoMayLook(records, 'doctor', patient, staffSee)).length > 0 ? 'doctor' : 'coordinator';
  return task(id, patient, 'waits', role, WAITS, now, expires);
}
const tellThatItExpired = ({ id, patient }: Pick<Advice, 'id' | 'patient'>, now: Instant): Decision =>
  task(id, patient, 'expired', 'coordinator', EXPIRED, now);

const WAITS: Localized = {
  'zh-CN': '有一条建议等待审核，审核后才会发给患者。请在控制台的“建议”中批准、修改或拒绝；过期后不再发送。',
  en: 'An advice waits for a person before it goes to the patient. Please approve, edit or refuse it under “Advice” in the console; when its time is over it is not sent any more.',
};
const EXPIRED: Localized = {
  'zh-CN': '一条等待审核的建议无人处理，已经过期，没有发给患者。',
  en: 'Nobody decided on an advice that waited: it has expired, and the patient was not sent it.',
};

function task(
  id: Advice['id'],
  patient: PatientId,
  what: string,
  role: 'doctor' | 'coordinator',
  text: Localized,
  due: Instant,
  expires?: Instant,
): Decision {
  return {
    do: 'send',
    message: {
      key: messageKey(`${id} ${what}`, 'task', role, 'team'),
      to: { person: 'team', role },
      about: patient,
      template: 'task',
      values: { 'text.zh-CN': text['zh-CN'], 'text.en': text.en, advice: id },
      urgent: false,
      due,
      ...(expires === undefined ? {} : { expires }),
    },
  };
}

/** Under which key the inbox holds a message. */
export type InboxKey = (message: Message) => string;
/** Of one patient so many messages are looked through: more do not come in the hours in which an advice waits. */
const LATELY = 500;

/**
 * Nobody needs to decide any more: what told of it and has not gone out is not sent, on no way that is still to be tried, and what lies in
 * the inbox is closed. What went out in one message with other tasks stays: the others are still to be done.
 */
export async function takeBackThatItWaits(
  records: Pick<Records, 'outbox' | 'inbox'>,
  { id, patient }: Pick<Advice, 'id' | 'patient'>,
  inboxKey: InboxKey,
  now: Instant,
): Promise<void> {
  for (const { message, delivery } of await records.outbox.of(patient, LATELY)) {
    if (message.values.advice !== id || message.values['text.en'] !== WAITS.en) continue;
    if (delivery.is === 'waiting') await records.outbox.settle(message.key, { is: 'expired', at: now });
    await records.inbox.markRead(inboxKey(message), `team:${message.to.role}`, now);
  }
}

/** Wakes when nobody has decided in time. */
export const expiry = ({ id, patient }: Pick<Advice, 'id' | 'patient'>, at: Instant): Decision => ({
  do: 'wake',
  at,
  what: `${PREFIX}${id}`,
  patient,
});
export const noExpiry = ({ id, patient }: Pick<Advice, 'id' | 'patient'>): Decision => ({ do: 'unwake', what: `${PREFIX}${id}`, patient });

/** A timer of this room is due: the advice expires unsent. Undefined for a timer of another room. Inside of the transaction that took the timer. */
export async function wakeHeld(
  patient: PatientId,
  what: string,
  records: Pick<Records, 'advice' | 'audit' | 'outbox' | 'inbox'>,
  now: Instant,
  inboxKey: InboxKey,
): Promise<readonly Decision[] | undefined> {
  if (!what.startsWith(PREFIX)) return undefined;
  const advice = await records.advice.get(what.slice(PREFIX.length));
  if (advice?.patient !== patient || advice.approval?.is !== 'waiting') return [];
  await expire(advice, records, now);
  await takeBackThatItWaits(records, advice, inboxKey, now);
  return [tellThatItExpired(advice, now)];
}

/** Nobody decided in time: kept as it was written, and said to nobody. */
async function expire(advice: Advice, records: Pick<Records, 'advice' | 'audit'>, now: Instant): Promise<void> {
  const { since, expires } = advice.approval!;
  await records.advice.save({ ...advice, approval: { is: 'expired', since, expires, at: now } });
  await records.audit.note([{ at: now, by: HEARTH, did: 'advice.expired', patient: advice.patient, about: { advice: advice.id } }]);
}
