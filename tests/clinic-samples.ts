/** What a clinic keeps beside readings and alerts, of one patient each: for tests of who may see it. */
import { AdverseContent } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import type { Advice } from '../domain/advice.ts';
import { DAY, HOUR, type Instant } from '../domain/clock.ts';
import type { Conversation } from '../domain/conversation.ts';
import type { Response } from '../domain/follow-up.ts';
import { ALL_DOCTORS, type IssuedReport, type ReportRun } from '../domain/issued.ts';
import type { Membership, Proposal } from '../domain/limit.ts';
import type { Report } from '../reports/report.ts';

export const COHORT = 'hearts';

export const conversation = (id: string, patient: string, now: Instant): Conversation => ({
  ...{ id, patient, opened: now, last: now },
  state: { is: 'waiting', role: 'doctor', since: now, by: now + HOUR, why: { en: 'asked for a person', 'zh-CN': '要求由人回答' } },
});

/** `alert`: the one that it was written for. */
export const heldAdvice = (id: string, patient: string, alert: string, now: Instant): Advice => ({
  ...{ id, patient, alert, language: 'en', written: now, by: 'curated', facts: [], turnedDown: [] },
  sentences: [{ text: 'Walk a little after supper.', topic: 'exercise', facts: [] }],
  trail: { situation: 'high', urgent: false, topics: ['exercise'], facts: [], mustAvoid: [], attempts: [], approved: 'by a person' },
  approval: { is: 'waiting', since: now, expires: now + DAY },
});

export const adverseReport = (id: string, patient: string, now: Instant): AdverseReport => ({
  ...{ id, patient, state: 'under-review', version: 1, begun: now, by: 'doctor', from: 'clinician', aware: now },
  content: AdverseContent.parse({ language: 'en', reactions: [{ term: `rash of ${patient}` }] }),
});

export const issuedReport = (id: string, patient: string, now: Instant): IssuedReport => ({
  ...{ id, patient, period: '2026-W08', from: now - 8 * DAY, to: now - DAY, language: 'en', edition: 1, issued: now },
  ...{ by: 'hearth', doctors: [ALL_DOCTORS], schema: 1, sha256: 'ab', bytes: 2 },
});

/** Of somebody who measured nothing. */
export const issuedContent = (patient: string, now: Instant): Report => ({
  ...{ version: 1, from: now - 8 * DAY, to: now - DAY, generatedAt: now, zone: 'Europe/London', glucoseUnit: 'mmol/L' },
  patient: { id: patient, conditions: [], medicines: [], group: 'adult' },
  sources: {},
  sections: [],
});

/** To be taken into a cohort, which would weaken what protects. */
export const proposal = (id: string, patient: string, now: Instant): Proposal => ({
  ...{ id, at: now, by: 'nobody-of-these', expires: now + DAY, reason: 'agreed' },
  change: { is: 'join', cohort: COHORT, patient },
  weakens: [],
});

export const memberOf = (patient: string): Membership => ({ cohort: COHORT, patient, by: 'administrator', reason: 'agreed', since: 1 });

/** A list of reports that is done but for these patients. */
export const failedRun = (patients: readonly string[]): ReportRun => ({
  ...{ id: 'run-1', period: '2026-W08', cause: 'asked', by: 'administrator', started: 1, at: 'z', total: 2, looked: 2 },
  ...{ issued: 0, already: 0, leftOut: 0, again: [], pass: 1, told: {}, free: 1, ended: 2 },
  failed: patients.map((patient) => ({ patient, why: 'no room' })),
});

export const answered = (patient: string): Response => ({
  ...{ id: `response-of-${patient}`, patient, questionnaire: 'weekly-check-in', version: 1, answered: 1, by: patient },
  ...{ answers: {}, scores: {}, findings: [] },
});
