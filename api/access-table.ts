import type { Scope } from '../domain/api-token.ts';
import { ROLES, type UserRole } from '../domain/roles.ts';
import { fhirRows } from './fhir-access.ts';

/** Who comes in without a session: everybody; a device with its secret; whoever has a link, or an address, that Hearth has signed. */
export type Door = 'anybody' | 'device' | 'patient-link' | 'uploader' | 'follower';

/**
 * Whose data a route touches. A name of a parameter (`patient`, `alert`, …): those of the patient that it leads to, and whoever does not
 * see that patient is told that there is nothing. `rows`: a list, from which the rows of patients whom the caller does not see are left
 * out. `nobody`: no patient's.
 */
export type About =
  | 'nobody'
  | 'rows'
  | 'patient'
  | 'alert'
  | 'reading'
  | 'followUp'
  | 'device'
  | 'claimCode'
  | 'delivery'
  | 'send'
  | 'dead'
  | 'inbox'
  | 'conversation'
  | 'advice'
  | 'adverse'
  | 'issued'
  | 'proposal'
  | 'task';

/** Route, who may, whose data; and the scope with which another program may, too. */
export type Row = readonly [route: string, who: Door | readonly UserRole[], about: About, scope?: Scope];

const EVERYBODY = ROLES;
const ADMINISTRATORS = ['administrator'] as const;
const OVERSEERS = ['administrator', 'auditor'] as const;
const STAFF = ['coordinator', 'administrator'] as const;
const CLINICIANS = ['doctor', 'coordinator', 'administrator'] as const;
const CARERS = [...CLINICIANS, 'dietitian'] as const;
const READERS = [...CARERS, 'pharmacist'] as const;
const FAMILY = [...READERS, 'caregiver'] as const;
/** Who answers what patients ask. */
const ANSWERERS = [...CLINICIANS, 'pharmacist', 'dietitian'] as const;
/** Who completes a report of an adverse reaction, and who may decide on advice. */
const COMPLETERS = ['doctor', 'coordinator', 'pharmacist'] as const;
const DECIDERS = ['doctor', 'coordinator'] as const;
/** Who may leave a sentence of the knowledge base out for the clinic: those who treat, and those who know of food. */
const KNOWERS = ['doctor', 'coordinator', 'dietitian'] as const;
const HOUSE = [...READERS, 'auditor'] as const;

/** Every route of the server, and who may use it. What stands here holds; access-table.test.ts walks it over a real server. */
export const ACCESS_TABLE: readonly Row[] = [
  ['GET /healthz', 'anybody', 'nobody'],
  ['GET /readyz', 'anybody', 'nobody'],
  ['GET /metrics', 'anybody', 'nobody'],
  ['GET /api/openapi.json', 'anybody', 'nobody'],
  ...fhirRows(),

  ['POST /nightscout/:device/api/v1/entries', 'uploader', 'nobody', 'write:readings'],
  ['POST /nightscout/:device/api/v1/entries.json', 'uploader', 'nobody', 'write:readings'],
  ['GET /nightscout/:device/api/v1/experiments/test', 'uploader', 'nobody', 'write:readings'],
  ['GET /nightscout/:device/api/v1/status', 'uploader', 'nobody', 'write:readings'],
  ['GET /nightscout/:device/api/v1/status.json', 'uploader', 'nobody', 'write:readings'],
  ['POST /api/v1/readings', 'device', 'nobody', 'write:readings'],
  ['POST /api/v1/readings/:dialect', 'device', 'nobody', 'write:readings'],
  ['POST /api/v1/devices/status', 'device', 'nobody', 'write:readings'],
  ['POST /api/v1/replies', 'device', 'nobody'],
  ['POST /api/v1/devices/claim', 'anybody', 'nobody'],

  ['GET /api/v1/unsubscribe/:token', 'patient-link', 'nobody'],
  ['POST /api/v1/unsubscribe/:token', 'patient-link', 'nobody'],
  ['GET /api/v1/own-page/:token', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/seen', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/readings/:reading/not-mine', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/readings/:reading/mine', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/follow-ups/:followUp', 'patient-link', 'nobody'],
  ['GET /api/v1/own-page/:token/follow-ups/:followUp/questionnaire', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/follow-ups/:followUp/response', 'patient-link', 'nobody'],
  ['GET /api/v1/own-page/:token/follow-ups/:followUp/visit.ics', 'patient-link', 'nobody'],
  ['GET /api/v1/own-page/:token/ways', 'patient-link', 'nobody'],
  ['PUT /api/v1/own-page/:token/ways', 'patient-link', 'nobody'],
  ['PUT /api/v1/own-page/:token/consent', 'patient-link', 'nobody'],
  ['GET /api/v1/own-page/:token/conversation', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/messages', 'patient-link', 'nobody'],
  ['GET /api/v1/own-page/:token/adverse-reactions', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/adverse-reactions', 'patient-link', 'nobody'],
  ['GET /api/v1/own-page/:token/looks', 'patient-link', 'nobody'],
  ['POST /api/v1/own-page/:token/browsers', 'patient-link', 'nobody'],
  ['GET /api/v1/receipts/:token', 'patient-link', 'nobody'],
  ['POST /api/v1/receipts/:token', 'patient-link', 'nobody'],
  ['POST /api/v1/callbacks/:channel/:key', 'patient-link', 'nobody'],
  ['POST /api/v1/callbacks/:channel', 'patient-link', 'nobody'],
  ['GET /api/v1/callbacks/:channel', 'patient-link', 'nobody'],

  ['POST /api/v1/session', 'anybody', 'nobody'],
  ['POST /api/v1/session/passkey/options', 'anybody', 'nobody'],
  ['POST /api/v1/session/passkey', 'anybody', 'nobody'],
  ['GET /api/v1/session/doors', 'anybody', 'nobody'],
  ['GET /api/v1/session/hospital', 'anybody', 'nobody'],
  ['GET /api/v1/session/hospital/back', 'anybody', 'nobody'],
  ['GET /api/v1/session', EVERYBODY, 'nobody'],
  ['DELETE /api/v1/session', EVERYBODY, 'nobody'],
  ['POST /api/v1/session/password', EVERYBODY, 'nobody'],
  ['GET /api/v1/session/factors', EVERYBODY, 'nobody'],
  ['POST /api/v1/session/totp', EVERYBODY, 'nobody'],
  ['POST /api/v1/session/totp/confirm', EVERYBODY, 'nobody'],
  ['DELETE /api/v1/session/totp', EVERYBODY, 'nobody'],
  ['POST /api/v1/session/recovery-codes', EVERYBODY, 'nobody'],
  ['POST /api/v1/session/passkeys/options', EVERYBODY, 'nobody'],
  ['POST /api/v1/session/passkeys', EVERYBODY, 'nobody'],
  ['DELETE /api/v1/session/passkeys/:passkey', EVERYBODY, 'nobody'],
  ['GET /api/v1/sessions', EVERYBODY, 'nobody'],
  ['DELETE /api/v1/sessions', EVERYBODY, 'nobody'],
  ['DELETE /api/v1/sessions/:session', EVERYBODY, 'nobody'],
  ['GET /api/v1/session/contact', EVERYBODY, 'nobody'],
  ['PUT /api/v1/session/contact', EVERYBODY, 'nobody'],
  ['POST /api/v1/session/test-alarm', EVERYBODY, 'nobody'],
  ['GET /api/v1/events', EVERYBODY, 'nobody'],

  ['GET /api/v1/patients', FAMILY, 'rows', 'read:patients'],
  ['POST /api/v1/patients', STAFF, 'nobody'],
  ['GET /api/v1/patients/:patient', FAMILY, 'patient', 'read:patients'],
  ['PUT /api/v1/patients/:patient', CLINICIANS, 'patient'],
  ['PATCH /api/v1/patients/:patient', CLINICIANS, 'patient'],
  ['PUT /api/v1/patients/:patient/identity', CLINICIANS, 'patient'],
  ['GET /api/v1/patients/:patient/contact', CLINICIANS, 'patient'],
  ['PUT /api/v1/patients/:patient/contact', CLINICIANS, 'patient'],
  ['POST /api/v1/patients/:patient/own-page', CLINICIANS, 'patient'],
  ['GET /api/v1/patients/:patient/readings', FAMILY, 'patient', 'read:readings'],
  ['GET /api/v1/patients/:patient/readings/figures', FAMILY, 'patient', 'read:readings'],
  ['GET /api/v1/patients/:patient/readings/profile', FAMILY, 'patient', 'read:readings'],
  ['POST /api/v1/readings/:reading/withdraw', CLINICIANS, 'reading'],
  ['POST /api/v1/readings/:reading/restore', CLINICIANS, 'reading'],
  ['POST /api/v1/readings/:reading/assign', CLINICIANS, 'reading'],
  ['GET /api/v1/patients/:patient/report', READERS, 'patient', 'read:reports'],
  ['GET /api/v1/patients/:patient/advice', FAMILY, 'patient', 'read:plans'],
  ['GET /api/v1/patients/:patient/messages', READERS, 'patient'],
  ['GET /api/v1/patients/:patient/sends', READERS, 'patient'],
  ['POST /api/v1/patients/:patient/test-alarm', CLINICIANS, 'patient'],

  ['GET /api/v1/alerts', FAMILY, 'rows', 'read:alerts'],
  ['GET /api/v1/alerts/budget', CLINICIANS, 'rows', 'read:alerts'],
  ['GET /api/v1/patients/:patient/alerts', FAMILY, 'patient', 'read:alerts'],
  ['POST /api/v1/alerts/:alert/acknowledge', CLINICIANS, 'alert'],
  ['POST /api/v1/alerts/:alert/snooze', CLINICIANS, 'alert'],
  ['DELETE /api/v1/alerts/:alert/snooze', CLINICIANS, 'alert'],
  ['POST /api/v1/alerts/:alert/resolve', CLINICIANS, 'alert'],
  ['GET /api/v1/alerts/:alert/notes', READERS, 'alert'],
  ['POST /api/v1/alerts/:alert/calls', CLINICIANS, 'alert'],
  ['POST /api/v1/alerts/:alert/messages', CLINICIANS, 'alert'],
  ['POST /api/v1/alerts/:alert/tasks', CLINICIANS, 'alert'],
  ['GET /api/v1/patients/:patient/notes', READERS, 'patient'],
  ['GET /api/v1/tasks', READERS, 'rows'],
  ['GET /api/v1/tasks/people', READERS, 'nobody'],
  ['POST /api/v1/tasks/:task/done', READERS, 'task'],
  ['POST /api/v1/tasks/:task/undone', READERS, 'task'],
  ['GET /api/v1/duty', HOUSE, 'nobody'],
  ['PUT /api/v1/duty', STAFF, 'nobody'],
  ['GET /api/v1/duty/timetable', HOUSE, 'nobody'],
  ['GET /api/v1/duty/history', HOUSE, 'nobody'],
  ['POST /api/v1/duty/check', STAFF, 'nobody'],

  ['GET /api/v1/patients/:patient/plan', FAMILY, 'patient', 'read:plans'],
  ['PUT /api/v1/patients/:patient/plan', CLINICIANS, 'patient'],
  ['POST /api/v1/patients/:patient/visits', CARERS, 'patient'],
  ['GET /api/v1/questionnaires', READERS, 'nobody', 'read:plans'],
  ['GET /api/v1/questionnaires/:questionnaire', READERS, 'nobody', 'read:plans'],
  ['GET /api/v1/patients/:patient/responses', READERS, 'patient', 'read:plans'],
  ['GET /api/v1/patients/:patient/responses/:response', READERS, 'patient', 'read:plans'],
  ['GET /api/v1/patients/:patient/follow-ups', READERS, 'patient', 'read:plans'],
  ['POST /api/v1/follow-ups/:followUp/answer', CARERS, 'followUp'],
  ['POST /api/v1/follow-ups/:followUp/response', CARERS, 'followUp'],

  ['GET /api/v1/rules', [...FAMILY, 'auditor'], 'nobody'],
  ['GET /api/v1/patients/:patient/thresholds', FAMILY, 'patient', 'read:plans'],
  ['PUT /api/v1/patients/:patient/thresholds/:rule/:name', CLINICIANS, 'patient'],
  ['GET /api/v1/cohorts/:cohort/thresholds', HOUSE, 'nobody'],
  ['PUT /api/v1/cohorts/:cohort/thresholds/:rule/:name', STAFF, 'nobody'],
  ['GET /api/v1/clinic', HOUSE, 'nobody'],
  ['PUT /api/v1/clinic', ADMINISTRATORS, 'nobody'],
  ['GET /api/v1/clinic/thresholds', HOUSE, 'nobody'],
  ['PUT /api/v1/clinic/thresholds/:rule/:name', STAFF, 'nobody'],
  ['POST /api/v1/rules/preview', CLINICIANS, 'rows'],
  ['GET /api/v1/rules/shadows', CLINICIANS, 'nobody'],
  ['POST /api/v1/rules/shadows', CLINICIANS, 'nobody'],
  ['GET /api/v1/rules/shadows/:shadow', CLINICIANS, 'nobody'],
  ['POST /api/v1/rules/shadows/:shadow/stop', CLINICIANS, 'nobody'],

  ['POST /api/v1/medications/check', READERS, 'nobody'],
  ['GET /api/v1/patients/:patient/medications/changes', FAMILY, 'patient', 'read:plans'],
  ['GET /api/v1/patients/:patient/medications/check', READERS, 'patient'],
  ['GET /api/v1/cohorts', CLINICIANS, 'nobody'],
  ['POST /api/v1/cohorts', STAFF, 'nobody'],
  ['GET /api/v1/cohorts/:cohort', CLINICIANS, 'rows'],
  ['PUT /api/v1/cohorts/:cohort/members/:patient', CLINICIANS, 'patient'],
  ['POST /api/v1/cohorts/:cohort/members/:patient/leave', CLINICIANS, 'patient'],
  ['GET /api/v1/limits/proposals', CLINICIANS, 'rows'],
  ['POST /api/v1/limits/proposals/:proposal/approve', CLINICIANS, 'proposal'],
  ['POST /api/v1/limits/proposals/:proposal/refuse', CLINICIANS, 'proposal'],

  ['GET /api/v1/clinic/templates', HOUSE, 'nobody'],
  ['POST /api/v1/clinic/templates/:template/:language/look', HOUSE, 'nobody'],
  ['GET /api/v1/clinic/templates/:template/:language/history', HOUSE, 'nobody'],
  ['PUT /api/v1/clinic/templates/:template/:language', CLINICIANS, 'nobody'],
  ['GET /api/v1/clinic/words/proposals', CLINICIANS, 'nobody'],
  ['POST /api/v1/clinic/words/proposals/:proposal/approve', CLINICIANS, 'nobody'],
  ['POST /api/v1/clinic/words/proposals/:proposal/refuse', CLINICIANS, 'nobody'],
  ['GET /api/v1/clinic/knowledge', HOUSE, 'nobody'],
  ['GET /api/v1/clinic/knowledge/:sentence/without', HOUSE, 'nobody'],
  ['GET /api/v1/clinic/knowledge/:sentence/history', HOUSE, 'nobody'],
  ['PUT /api/v1/clinic/knowledge/:sentence', KNOWERS, 'nobody'],

  ['GET /api/v1/advice/waiting', READERS, 'rows'],
  ['POST /api/v1/advice/:advice/check', DECIDERS, 'advice'],
  ['POST /api/v1/advice/:advice/approve', DECIDERS, 'advice'],
  ['POST /api/v1/advice/:advice/refuse', DECIDERS, 'advice'],
  ['GET /api/v1/advice/approval-rules', READERS, 'nobody'],
  ['PUT /api/v1/advice/approval-rules', ['doctor', 'administrator'], 'nobody'],

  ['GET /api/v1/conversations', ANSWERERS, 'rows'],
  ['GET /api/v1/patients/:patient/conversations', ANSWERERS, 'patient'],
  ['GET /api/v1/conversations/:conversation', ANSWERERS, 'conversation'],
  ['POST /api/v1/conversations/:conversation/answer', ANSWERERS, 'conversation'],
  ['POST /api/v1/conversations/:conversation/pass-on', ANSWERERS, 'conversation'],
  ['POST /api/v1/conversations/:conversation/close', ANSWERERS, 'conversation'],

  ['GET /api/v1/adverse-reactions', READERS, 'rows'],
  ['POST /api/v1/adverse-reactions', COMPLETERS, 'nobody'],
  ['GET /api/v1/adverse-reactions/:report', READERS, 'adverse'],
  ['GET /api/v1/adverse-reactions/:report/versions/:version', READERS, 'adverse'],
  ['GET /api/v1/adverse-reactions/:report/readings', READERS, 'adverse'],
  ['PUT /api/v1/adverse-reactions/:report', COMPLETERS, 'adverse'],
  ['POST /api/v1/adverse-reactions/:report/complete', COMPLETERS, 'adverse'],
  ['POST /api/v1/adverse-reactions/:report/dismiss', COMPLETERS, 'adverse'],
  ['POST /api/v1/adverse-reactions/:report/reopen', COMPLETERS, 'adverse'],
  ['GET /api/v1/adverse-reactions/:report/form', READERS, 'adverse'],
  ['POST /api/v1/adverse-reactions/:report/export', COMPLETERS, 'adverse'],

  ['GET /api/v1/reports', READERS, 'rows', 'read:reports'],
  ['GET /api/v1/reports/waiting', READERS, 'nobody'],
  ['GET /api/v1/reports/:report', READERS, 'issued', 'read:reports'],
  ['GET /api/v1/reports/:report/content', READERS, 'issued', 'read:reports'],
  ['POST /api/v1/reports/:report/sign', ['doctor'], 'issued'],
  ['POST /api/v1/reports/:report/correct', ['doctor', 'coordinator'], 'issued'],
  ['GET /api/v1/patients/:patient/reports', READERS, 'patient', 'read:reports'],
  ['GET /api/v1/patients/:patient/report-schedule', CLINICIANS, 'patient'],
  ['PUT /api/v1/patients/:patient/report-schedule', CLINICIANS, 'patient'],
  ['GET /api/v1/reports/schedule', READERS, 'nobody'],
  ['PUT /api/v1/reports/schedule', STAFF, 'nobody'],
  ['GET /api/v1/reports/runs', READERS, 'rows'],
  ['POST /api/v1/reports/runs', CLINICIANS, 'nobody'],
  ['GET /api/v1/reports/cohort', CLINICIANS, 'rows', 'read:reports'],
  ['GET /api/v1/reports/cohort/page', CLINICIANS, 'rows', 'read:reports'],
  ['GET /api/v1/reports/cohort/issued', CLINICIANS, 'nobody', 'read:reports'],
  ['GET /api/v1/reports/cohort/issued/:issue', CLINICIANS, 'rows', 'read:reports'],

  ['GET /api/v1/medications', READERS, 'nobody'],
  ['GET /api/v1/medications/:code', READERS, 'nobody'],

  ['GET /api/v1/devices', READERS, 'rows', 'read:devices'],
  ['POST /api/v1/devices', STAFF, 'nobody'],
  ['POST /api/v1/devices/batch', STAFF, 'nobody'],
  ['GET /api/v1/devices/:device', READERS, 'device', 'read:devices'],
  ['PATCH /api/v1/devices/:device', STAFF, 'device'],
  ['POST /api/v1/devices/:device/assign', STAFF, 'device'],
  ['POST /api/v1/devices/:device/users/:user', STAFF, 'device'],
  ['POST /api/v1/devices/:device/follower-token', STAFF, 'device'],
  ['POST /api/v1/devices/:device/rotate', STAFF, 'device'],
  ['POST /api/v1/devices/:device/revoke', STAFF, 'device'],
  ['POST /api/v1/devices/:device/retire', STAFF, 'device'],
  ['GET /api/v1/devices/claim-codes', CLINICIANS, 'rows'],
  ['POST /api/v1/devices/claim-codes', STAFF, 'nobody'],
  ['DELETE /api/v1/devices/claim-codes/:id', STAFF, 'claimCode'],
  ['GET /api/v1/quarantine', CLINICIANS, 'rows'],
  ['GET /api/v1/readings/unjudged', STAFF, 'rows'],
  ['POST /api/v1/quarantine/:id/replay', STAFF, 'delivery'],
  ['POST /api/v1/quarantine/:id/dismiss', STAFF, 'delivery'],

  ['GET /api/v1/inbox', ANSWERERS, 'rows'],
  ['POST /api/v1/inbox/:key/read', ANSWERERS, 'inbox'],
  ['GET /api/v1/reach', CLINICIANS, 'rows'],
  ['POST /api/v1/sends/:key/acknowledge', CLINICIANS, 'send'],
  ['GET /api/v1/messages/dead', CLINICIANS, 'rows'],
  ['GET /api/v1/messages/expired', CLINICIANS, 'rows'],
  ['POST /api/v1/messages/:key/replay', CLINICIANS, 'dead'],

  ['GET /api/v1/system', HOUSE, 'nobody', 'read:system'],
  ['GET /api/v1/audit', OVERSEERS, 'nobody'],
  ['GET /api/v1/audit/state', OVERSEERS, 'nobody'],
  ['POST /api/v1/audit/proof', OVERSEERS, 'nobody'],
  // The auditor's is sealed: see routes/audit.ts.
  ['GET /api/v1/alerts/:alert/bundle', [...CLINICIANS, 'auditor'], 'alert'],
  ['GET /api/v1/patients/:patient/looks', CLINICIANS, 'patient'],
  ['GET /api/v1/users', OVERSEERS, 'nobody'],
  ['POST /api/v1/users', ADMINISTRATORS, 'nobody'],
  ['PUT /api/v1/users/:user', ADMINISTRATORS, 'nobody'],
  ['POST /api/v1/users/:user/link', ADMINISTRATORS, 'nobody'],
  ['DELETE /api/v1/users/:user/factors', ADMINISTRATORS, 'nobody'],
  ['GET /api/v1/users/:user/sessions', ADMINISTRATORS, 'nobody'],
  ['DELETE /api/v1/users/:user/sessions', ADMINISTRATORS, 'nobody'],
  ['GET /api/v1/care-teams', OVERSEERS, 'nobody'],
  ['GET /api/v1/patients/:patient/team', HOUSE, 'patient'],
  ['POST /api/v1/patients/:patient/team', STAFF, 'patient'],
  ['POST /api/v1/patients/:patient/team/:user/end', STAFF, 'patient'],
  ['GET /api/v1/tokens', OVERSEERS, 'nobody'],
  ['POST /api/v1/tokens', ADMINISTRATORS, 'nobody'],
  ['POST /api/v1/tokens/:id/revoke', ADMINISTRATORS, 'nobody'],
  ['GET /api/v1/users/:user/contact', ADMINISTRATORS, 'nobody'],
  ['PUT /api/v1/users/:user/contact', ADMINISTRATORS, 'nobody'],
];
