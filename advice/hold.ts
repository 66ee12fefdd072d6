import type { Advice } from '../domain/advice.ts';
import type { Approval, ApprovalRules } from '../domain/advice-approval.ts';
import type { Alert } from '../domain/alert.ts';
import { type StaffSee, whoMayLook } from '../domain/care-team.ts';
import { type Instant, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';
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
 * Tells who decides on it: the doctors who may look at this patient; where there are none, the coordinators. Worth nothing once it has
 * expired; several of one patient are one letter.
 */
export async function askToDecide(
  records: Pick<Records, 'users' | 'careTeams'>,
  { id, patient }: Pick<Advice, 'id' | 'patient'>,
  expires: Instant,
  staffSee: StaffSee,
  now: Instant,
): Promise<Decision> {
  const role = (await whoMayLook(records, 'doctor', patient, staffSee)).length > 0 ? 'doctor' : 'coordinator';
  const text: Localized = {
    en: 'An advice for this patient waits for a person. Please read it in the console under “Advice to approve” before it expires.',
    'zh-CN': '有一条给该患者的建议等待人工审核。请在其过期前在控制台“待审核的建议”中处理。',
  };
  return {
    do: 'send',
    message: {
      key: messageKey(`held ${id}`, 'task', role, 'team'),
      to: { person: 'team', role },
      about: patient,
      template: 'task',
      values: { 'text.en': text.en, 'text.zh-CN': text['zh-CN'] },
      urgent: false,
      due: now,
      expires,
    },
  };
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
  records: Pick<Records, 'advice' | 'audit'>,
  now: Instant,
): Promise<readonly Decision[] | undefined> {
  if (!what.startsWith(PREFIX)) return undefined;
  const advice = await records.advice.get(what.slice(PREFIX.length));
  if (advice?.patient !== patient || advice.approval?.is !== 'waiting') return [];
  await expire(advice, records, now);
  return [];
}

/** Nobody decided in time: kept as it was written, and said to nobody. */
export async function expire(advice: Advice, records: Pick<Records, 'advice' | 'audit'>, now: Instant): Promise<void> {
  const { since, expires } = advice.approval!;
  await records.advice.save({ ...advice, approval: { is: 'expired', since, expires, at: now } });
  await records.audit.note([{ at: now, by: HEARTH, did: 'advice.expired', patient: advice.patient, about: { advice: advice.id } }]);
}
