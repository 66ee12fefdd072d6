import type { Alert } from '../../domain/alert.ts';
import type { Instant } from '../../domain/clock.ts';
import type { AskedRole, Conversation, Said } from '../../domain/conversation.ts';
import type { Decision } from '../../domain/decision.ts';
import { messageKey } from '../../domain/identity.ts';
import type { Localized } from '../../domain/source.ts';

/** Tells a role of the team something about a conversation. `cause` makes it one of a kind. */
export const tellTeam = (
  { id, patient }: Pick<Conversation, 'id' | 'patient'>,
  role: AskedRole,
  { cause, text, urgent, now, alert }: { cause: string; text: Localized; urgent: boolean; now: Instant; alert?: string },
): Decision => ({
  do: 'send',
  message: {
    key: messageKey(cause, 'task', role, 'team'),
    to: { person: 'team', role },
    about: patient,
    ...(alert === undefined ? {} : { alert }),
    template: 'task',
    values: { 'text.zh-CN': text['zh-CN'], 'text.en': text.en, conversation: id },
    urgent,
    due: now,
  },
});

/** What whoever looks after a patient at home reads of any alarm: what it is about, and what to do. The patient's own words stay with the team. */
const CAREGIVER = 'alert.caregiver';
const WROTE: Localized = {
  'zh-CN': '您照护的人刚才发来消息，可能有急症。医生和随访护士已经收到通知。',
  en: 'The person you care for has just written a message that speaks of an emergency. Doctor and care team were told.',
};

/**
 * Tells the caregivers, those who agreed to hear of it by a way of theirs: once for each alert, however often the patient writes. Where there
 * are none, nobody is told that it failed.
 */
export const tellCaregivers = ({ id, patient, rule, severity, opened, raised, values }: Alert, now: Instant): Decision => ({
  do: 'send',
  message: {
    key: messageKey(`${id} opened`, CAREGIVER, 'caregiver', patient),
    to: { person: patient, role: 'caregiver' },
    about: patient,
    alert: id,
    template: CAREGIVER,
    values: { ...values, rule: rule.id, severity, at: opened, raised, 'text.zh-CN': WROTE['zh-CN'], 'text.en': WROTE.en },
    urgent: true,
    due: now,
    ifAny: true,
  },
});

/** Sends the patient what was said in the conversation: what came by a message goes back as one. */
export const tellPatient = (
  said: Said,
  template: 'answer' | 'answer.person',
  more: { readonly urgent: boolean; readonly alert?: string; readonly who?: Localized },
): Decision => ({
  do: 'send',
  message: {
    key: messageKey(said.id, template, 'patient', said.patient),
    to: { person: said.patient, role: 'patient' },
    about: said.patient,
    ...(more.alert === undefined ? {} : { alert: more.alert }),
    template,
    values: { text: said.text, ...(more.who ? { 'who.zh-CN': more.who['zh-CN'], 'who.en': more.who.en } : {}) },
    urgent: more.urgent,
    due: said.at,
  },
});

/** For the team, a patient's words as they are; long ones are read in the console. */
export const quoted = (text: string): string => (text.length > 200 ? `${text.slice(0, 200)}…` : text);
