import type { AdverseView, OwnAdverse } from '../../../api/adverse-contract.ts';
import type { ApprovalRulesView, ApprovalView, Approve } from '../../../api/advice-contract.ts';
import type { RecordChange } from '../../../api/change-record.ts';
import type { ContactChange, OwnContactChange } from '../../../api/contact-contract.ts';
import type { Fill, NewPatient, PatientDetail, PatientRow, PlanView, ThresholdView } from '../../../api/contract.ts';
import type { OwnConversation } from '../../../api/conversation-contract.ts';
import type { ChangeDevice, DeviceView, MadeClaimCode } from '../../../api/device-contract.ts';
import type { ChangeOutcome, CohortDetail, CohortView } from '../../../api/limit-contract.ts';
import type { OwnWays, ReceiptView } from '../../../api/reach-contract.ts';
import type { IssuedView, OwnScheduleView, RunView, ScheduleView } from '../../../api/report-contract.ts';
import type { AdverseContent } from '../../../domain/adverse-content.ts';
import type { ApprovalRules } from '../../../domain/advice-approval.ts';
import type { AlertOutcome } from '../../../domain/alert.ts';
import type { PushSubscription } from '../../../domain/contact.ts';
import type { AskedRole } from '../../../domain/conversation.ts';
import type { ReportSchedule, ScheduleOverride } from '../../../domain/report-schedule.ts';
import { del, patch, post, postForFile, put } from './client.ts';

/* Everything that the console may do, one line each. */

const id = encodeURIComponent;

export const signOut = () => del('/session');
export const setPassword = (password: string) => post('/session/password', { password });

export const proveAudit = () => post('/audit/proof');

export const acknowledge = (alert: string) => post(`/alerts/${id(alert)}/acknowledge`);
export const snooze = (alert: string, minutes: number, reason: string) => post(`/alerts/${id(alert)}/snooze`, { minutes, reason });
export const endSnooze = (alert: string) => del(`/alerts/${id(alert)}/snooze`);
export const resolve = (alert: string, outcome: AlertOutcome, note: string) => post(`/alerts/${id(alert)}/resolve`, { outcome, note });

export const signReport = (report: string, note: string) => post<IssuedView>(`/reports/${id(report)}/sign`, { note });
export const correctReport = (report: string, reason: string) => post<IssuedView>(`/reports/${id(report)}/correct`, { reason });
export const askReports = (period: string) => post<RunView>('/reports/runs', { period });
export const setReportSchedule = (schedule: ReportSchedule) => put<ScheduleView>('/reports/schedule', schedule);
export const setOwnReportSchedule = (patient: string, own: ScheduleOverride) =>
  put<OwnScheduleView>(`/patients/${id(patient)}/report-schedule`, own);

/** Where limits live: `/patients/p1`, `/cohorts/hearts`, `/clinic`. */
export const setThreshold = (
  where: string,
  rule: string,
  name: string,
  change: { readonly value: number | null; readonly unit?: string; readonly reason: string; readonly until?: number },
) => put<readonly ThresholdView[] | ChangeOutcome>(`${where}/thresholds/${id(rule)}/${id(name)}`, change);

export const decideProposal = (proposal: string, verb: 'approve' | 'refuse', note: string) =>
  post(`/limits/proposals/${id(proposal)}/${verb}`, { note });
export const addCohort = (made: { readonly id: string; readonly name: string; readonly about: string }) =>
  post<CohortView>('/cohorts', made);
export const joinCohort = (cohort: string, patient: string, reason: string) =>
  put<CohortDetail | ChangeOutcome>(`/cohorts/${id(cohort)}/members/${id(patient)}`, { reason });
export const leaveCohort = (cohort: string, patient: string, reason: string) =>
  post<CohortDetail | ChangeOutcome>(`/cohorts/${id(cohort)}/members/${id(patient)}/leave`, { reason });

export const addPatient = (made: NewPatient) => post<PatientRow>('/patients', made);
export const changePatient = (patient: string, change: RecordChange) => patch<PatientDetail>(`/patients/${id(patient)}`, change);

export const answer = (followUp: string, option: string) => post(`/follow-ups/${id(followUp)}/answer`, { option });
export const answerOwn = (token: string, followUp: string, option: string) =>
  post(`/own-page/${id(token)}/follow-ups/${id(followUp)}`, { option });

export const withdrawReading = (reading: string, why: string) => post(`/readings/${id(reading)}/withdraw`, { why });
export const restoreReading = (reading: string, why: string) => post(`/readings/${id(reading)}/restore`, { why });
export const sayWhose = (token: string, reading: string, whose: 'not-mine' | 'mine') =>
  post(`/own-page/${id(token)}/readings/${id(reading)}/${whose}`);
export const fillOwn = (token: string, followUp: string, answers: Fill['answers']) =>
  post(`/own-page/${id(token)}/follow-ups/${id(followUp)}/response`, { answers });

export const changePlan = (patient: string, plan: PlanView['plan']) => put<PlanView>(`/patients/${id(patient)}/plan`, plan);
export const proposeVisit = (patient: string, at: number, minutes: number) => post(`/patients/${id(patient)}/visits`, { at, minutes });

export interface NewDevice {
  readonly id: string;
  readonly zone: string;
  readonly model?: string;
  readonly patient?: string;
}
export const enrolDevice = (device: NewDevice) => post<DeviceView & { readonly secret: string }>('/devices', device);
export const assignDevice = (device: string, patient: string | null, from: 'now' | 'last-hand-over') =>
  post(`/devices/${id(device)}/assign`, { patient, from });
/** One user of a shared cuff. */
export const assignUser = (device: string, user: number, patient: string | null, from: 'now' | 'last-hand-over') =>
  post(`/devices/${id(device)}/users/${user}`, { patient, from });
export const changeDevice = (device: string, change: ChangeDevice) => patch<DeviceView>(`/devices/${id(device)}`, change);
export const rotateDevice = (device: string) => post<{ readonly id: string; readonly secret: string }>(`/devices/${id(device)}/rotate`);
export const retireDevice = (device: string) => post(`/devices/${id(device)}/retire`);
export const makeClaimCode = (wanted: { readonly device?: string; readonly patient?: string; readonly model?: string }) =>
  post<MadeClaimCode>('/devices/claim-codes', wanted);
export const takeBackClaimCode = (code: string) => del(`/devices/claim-codes/${id(code)}`);
export const claimDevice = (code: string) => post<{ readonly id: string; readonly secret: string }>('/devices/claim', { code });
export const revokeDevice = (device: string) => post(`/devices/${id(device)}/revoke`);

/** A signed link to the patient's own page. */
export const ownPageLink = (patient: string) =>
  post<{ readonly path: string; readonly until: number }>(`/patients/${id(patient)}/own-page`);

export const approveAdvice = (advice: string, how: Approve) => post<ApprovalView>(`/advice/${id(advice)}/approve`, how);
export const refuseAdvice = (advice: string, reason: string) => post<ApprovalView>(`/advice/${id(advice)}/refuse`, { reason });
export const setApprovalRules = (rules: ApprovalRules, reason: string) =>
  put<ApprovalRulesView>('/advice/approval-rules', { rules, reason });

/** Made up once for each press of a button, so that a slow line makes no second report. */
export const onceKey = (): string => `${Date.now().toString(36)}-${Math.random().toString(36).slice(2)}`;
const adverseAt = (report: string, act = '') => `/adverse-reactions/${id(report)}${act}`;
export const beginAdverse = (patient: string, key: string) => post<AdverseView>('/adverse-reactions', { patient, key });
export const saveAdverse = (report: string, version: number, content: AdverseContent) =>
  put<AdverseView>(adverseAt(report), { version, content });
export const completeAdverse = (report: string, version: number) => post<AdverseView>(adverseAt(report, '/complete'), { version });
export const closeAdverse = (report: string, act: 'dismiss' | 'reopen', version: number, reason: string) =>
  post<AdverseView>(adverseAt(report, `/${act}`), { version, reason });
export const exportAdverse = (report: string, format: 'e2b' | 'fhir' | 'pdf', language: string) =>
  postForFile(adverseAt(report, '/export'), { format, language });
export const handInAdverse = (token: string, said: OwnAdverse) =>
  post<{ readonly id: string; readonly serious: boolean }>(`/own-page/${id(token)}/adverse-reactions`, said);

export const readMessage = (key: string) => post(`/inbox/${id(key)}/read`);

export const answerQuestion = (conversation: string, text: string) => post(`/conversations/${id(conversation)}/answer`, { text });
export const passOnQuestion = (conversation: string, role: AskedRole) => post(`/conversations/${id(conversation)}/pass-on`, { role });
export const closeQuestion = (conversation: string) => post(`/conversations/${id(conversation)}/close`);
export const askOwn = (token: string, name: string, text: string) =>
  post<OwnConversation>(`/own-page/${id(token)}/messages`, { id: name, text });

export const replay = (item: string) => post<{ readonly outcome: string; readonly why?: string }>(`/quarantine/${id(item)}/replay`);
export const dismiss = (item: string) => post(`/quarantine/${id(item)}/dismiss`);

export const changeContact = (patient: string, change: ContactChange) => put(`/patients/${id(patient)}/contact`, change);
export const changeOwnContact = (change: OwnContactChange) => put('/session/contact', change);
export const testAlarm = (patient: string) => post<{ readonly ways: number }>(`/patients/${id(patient)}/test-alarm`);
export const testOwnAlarm = () => post<{ readonly ways: number }>('/session/test-alarm');
export const replayMessage = (key: string) => post(`/messages/${id(key)}/replay`);

export const confirmReceipt = (token: string) => post<ReceiptView>(`/receipts/${id(token)}`);
export const chooseOwn = (token: string, nonUrgent: OwnWays['nonUrgent']) => put<OwnWays>(`/own-page/${id(token)}/ways`, { nonUrgent });
export const consentOwn = (token: string, way: OwnWays['consents'][number]['way'], agreed: boolean) =>
  put<OwnWays>(`/own-page/${id(token)}/consent`, { way, agreed });
export const addBrowser = (token: string, browser: PushSubscription) => post<OwnWays>(`/own-page/${id(token)}/browsers`, browser);
/** `message`: from the link by which the page was opened. */
export const seenOwn = (token: string, message: string | null) => post(`/own-page/${id(token)}/seen`, message === null ? {} : { message });
