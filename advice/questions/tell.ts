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
