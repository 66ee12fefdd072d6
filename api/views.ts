import type { Advice } from '../domain/advice.ts';
import { type Alert, ownTitle } from '../domain/alert.ts';
import { tokenActor } from '../domain/api-token.ts';
import { toCaregiver } from '../domain/caregiver-words.ts';
import type { FollowUp, Response } from '../domain/follow-up.ts';
import type { Message } from '../domain/message.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import type { Reading } from '../domain/reading.ts';
import type { UserRole } from '../domain/roles.ts';
import type { InboxEntry, OutboxEntry, Store } from '../domain/store.ts';
import type { RuleSet } from '../rules/compile.ts';
import { judgedAt } from '../rules/point.ts';
import type { ApprovalView } from './advice-contract.ts';
import type { AdviceView, AlertView, FollowUpView, MessageView, QuestionnaireView, ReadingView, ResponseView } from './contract.ts';

/* From what the rooms know to what goes over HTTP. */

/** `staff`: the names of those who sign in, by their ids. `role`: of who reads it; a caregiver is no colleague, and reads what patients do. */
export function alertView(
  alert: Alert,
  rules: RuleSet,
  staff: ReadonlyMap<string, string>,
  { patientName, role }: { readonly patientName?: string | undefined; readonly role?: UserRole | undefined } = {},
): AlertView {
  const found = rules.rules.find(({ id }) => id === alert.rule.id);
  const rule = found && role === 'caregiver' ? atHome(found) : found;
  const unknown = { en: alert.rule.id, 'zh-CN': alert.rule.id };
  return {
    ...alert,
    evidence: [...alert.evidence],
    state: { ...alert.state, ...('by' in alert.state ? byName(alert.state.by, staff) : {}) },
    title: rule?.title ?? ownTitle(alert) ?? unknown,
    ...(rule?.explanation ? { explanation: rule.explanation } : {}),
    ...(rule ? { watches: rule.watches } : {}),
    ...(patientName === undefined ? {} : { patientName }),
  };
}

/** The title is said of the patient; how a rule is explained to those who treat is left out where it says nothing to patients. */
function atHome({ title, titleForPatient, forPatient, watches }: RuleSet['rules'][number]) {
  return { title: titleForPatient ? toCaregiver(titleForPatient) : title, explanation: forPatient, watches };
}

export const byName = (by: string | undefined, staff: ReadonlyMap<string, string>): { byName?: string } => {
  const name = by === undefined ? undefined : staff.get(by);
  return name === undefined ? {} : { byName: name };
};

/** Who signs in, by id: people read names. */
export const staffNames = async (store: Pick<Store, 'users'>): Promise<ReadonlyMap<string, string>> =>
  new Map((await store.users.list()).map(({ id, name }) => [id, name]));

/** Whoever stands in the audit: staff, and programs by what their tokens are called. */
export const actorNames = async (store: Pick<Store, 'users' | 'apiTokens'>): Promise<ReadonlyMap<string, string>> =>
  new Map([...(await staffNames(store)), ...(await store.apiTokens.list()).map((token) => [tokenActor(token), token.name] as const)]);

/** The latest of the last few by the clocks of their devices: one of a clock that runs ahead is not the latest for a day. */
export const latestOf = (readings: readonly Reading[]): Reading | undefined =>
  [...readings].sort((a, b) => judgedAt(b) - judgedAt(a) || b.received - a.received)[0];

export function readingView(reading: Reading): ReadingView | undefined {
  if (reading.kind === 'glucose-context' || reading.kind === 'body-composition') return undefined;
  const { id, received, device } = reading;
  const common = { id, at: judgedAt(reading), received, device, quality: [...reading.quality] };
  const pulse = 'pulsePerMin' in reading && reading.pulsePerMin !== undefined ? { pulsePerMin: reading.pulsePerMin } : {};
  switch (reading.kind) {
    case 'glucose': {
      const { kind, glucoseMmolL, reported, beyond, meal, specimen } = reading;
      return { ...common, kind, glucoseMmolL, reported, specimen, ...(beyond ? { beyond } : {}), ...(meal ? { meal } : {}) };
    }
    case 'blood-pressure': {
      const { kind, systolicMmHg, diastolicMmHg, posture } = reading;
      return { ...common, kind, systolicMmHg, diastolicMmHg, ...pulse, ...(posture ? { posture } : {}) };
    }
    case 'weight':
      return { ...common, kind: reading.kind, weightKg: reading.weightKg };
    case 'temperature':
      return { ...common, kind: reading.kind, temperatureC: reading.temperatureC, ...(reading.site ? { site: reading.site } : {}) };
    case 'oxygen-saturation':
      return { ...common, kind: reading.kind, saturationPercent: reading.saturationPercent, ...pulse };
    case 'heart-rate':
      return { ...common, kind: reading.kind, ...pulse };
    case 'activity': {
      const { kind, steps, minutes, activeMinutes } = reading;
      return { ...common, kind, steps, minutes, ...(activeMinutes === undefined ? {} : { activeMinutes }) };
    }
  }
}

export function adviceView(advice: Advice, withdrawn: ReadonlySet<string>, staff: ReadonlyMap<string, string>): AdviceView {
  const { id, alert, language, written, by, sentences, facts } = advice;
  const approval = approvalView(advice, staff);
  return {
    id,
    alert,
    language,
    written,
    by,
    withdrawn: withdrawn.has(alert),
    ...(approval ? { approval } : {}),
    sentences: sentences.map(({ text, topic, source }) => ({ text, topic, ...(source === undefined ? {} : { source }) })),
    facts: facts.map(({ id: fact, statement }) => ({ id: fact, statement })),
  };
}

/** What became of an advice that had to wait for a person; undefined for all others. */
export function approvalView({ approval }: Advice, staff: ReadonlyMap<string, string>): ApprovalView | undefined {
  if (!approval) return undefined;
  const { is, since, expires } = approval;
  const { overridden, edited } = approval.is === 'approved' ? approval : {};
  return {
    is,
    since,
    expires,
    ...('at' in approval ? { at: approval.at } : {}),
    ...('by' in approval ? { by: approval.by, ...byName(approval.by, staff) } : {}),
    ...('reason' in approval ? { reason: approval.reason } : {}),
    ...(overridden ? { overridden: [...overridden.checks], reason: overridden.reason } : {}),
    ...(edited ? { sent: edited.sentences.map(({ text, topic }) => ({ text, topic })) } : {}),
  };
}

export function messageView(
  { message, delivery }: OutboxEntry,
  inbox: readonly InboxEntry[],
  inboxKey: (message: Message) => string,
  withdrawn: ReadonlySet<string>,
): MessageView {
  const key = inboxKey(message);
  const shown = inbox.find((entry) => entry.key === key);
  return {
    key: message.key,
    to: message.to.role,
    template: message.template,
    urgent: message.urgent,
    withdrawn: message.alert !== undefined && withdrawn.has(message.alert) && !message.template.startsWith('reading.'),
    due: message.due,
    delivery: {
      is: delivery.is,
      ...('at' in delivery ? { at: delivery.at } : {}),
      ...('channel' in delivery ? { channel: delivery.channel } : {}),
      ...('why' in delivery && delivery.why !== undefined ? { why: delivery.why } : {}),
    },
    ...(shown ? { subject: shown.subject, text: shown.text } : {}),
  };
}

export const followUpView = ({ options, ...one }: FollowUp): FollowUpView => ({ ...one, options: [...options] });

export const responseView = ({ patient: _, findings, ...one }: Response): ResponseView => ({ ...one, findings: [...findings] });

export const questionnaireView = ({ questionnaire, version, title, intro, items }: Questionnaire): QuestionnaireView => ({
  questionnaire,
  version,
  title,
  ...(intro ? { intro } : {}),
  items,
});
