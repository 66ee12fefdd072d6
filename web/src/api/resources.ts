import type { CareTeamRow, DoorsView, FactorsView, Member, SessionRow, TokenView, UserRow } from '../../../api/access-contract.ts';
import type { AdverseRow, AdverseView, OwnAdverseView } from '../../../api/adverse-contract.ts';
import type { ApprovalRulesView, HeldAdvice } from '../../../api/advice-contract.ts';
import type { ActView, AuditState, SeenView } from '../../../api/audit-contract.ts';
import type { ClinicView } from '../../../api/clinic-contract.ts';
import type { ClinicIssueView, ClinicReportView } from '../../../api/clinic-report-contract.ts';
import type { ContactView } from '../../../api/contact-contract.ts';
import type {
  AdviceView,
  AlertView,
  FollowUpView,
  InboxView,
  MessageView,
  OwnPage,
  PatientDetail,
  PatientRow,
  PlanView,
  QuarantineView,
  QuestionnaireView,
  ReadingView,
  ResponseView,
  SessionView,
  ThresholdView,
} from '../../../api/contract.ts';
import type { ConversationDetail, ConversationView, OwnConversation } from '../../../api/conversation-contract.ts';
import type { ClaimCodeView, DeviceDetail, DeviceView } from '../../../api/device-contract.ts';
import type { FiguresView, ProfileView } from '../../../api/figures-contract.ts';
import type { CohortDetail, CohortView, ProposalView } from '../../../api/limit-contract.ts';
import type { MedicationCheckView, MedicineChangeView } from '../../../api/medication-contract.ts';
import type { DeadLetter, ExpiredLetter, OwnWays, PersonReach, ReceiptView, SendView } from '../../../api/reach-contract.ts';
import type { IssuedDetail, IssuedView, OwnScheduleView, RunView, ScheduleView } from '../../../api/report-contract.ts';
import type { SystemView } from '../../../api/system-contract.ts';
import type { AttachedReading } from '../../../domain/adverse-content.ts';
import type { Localized } from '../../../domain/source.ts';

/** An address with the type of what lies there. */
export interface Resource<T> {
  readonly path: string;
  /** Never there: carries the type. */
  readonly of?: T;
}

const at = <T>(path: string): Resource<T> => ({ path });
const id = encodeURIComponent;

export const doors = at<DoorsView>('/session/doors');
export const factors = at<FactorsView>('/session/factors');
export const sessions = at<readonly SessionRow[]>('/sessions');
export const users = at<readonly UserRow[]>('/users');
export const tokens = at<readonly TokenView[]>('/tokens');
export const careTeams = at<readonly CareTeamRow[]>('/care-teams');
export const team = (of: string) => at<readonly Member[]>(`/patients/${id(of)}/team`);
export const session = at<SessionView>('/session');
export const patients = at<readonly PatientRow[]>('/patients');
export const inbox = at<readonly InboxView[]>('/inbox');
/** What each rule means: said once, not with each of its alerts. */
export const rules = at<readonly { readonly id: string; readonly explanation: Localized }[]>('/rules');
export const openAlerts = at<readonly AlertView[]>('/alerts?limit=1000&brief=yes');
export const devices = at<readonly DeviceView[]>('/devices');
export const claimCodes = at<readonly ClaimCodeView[]>('/devices/claim-codes');
export const device = (of: string) => at<DeviceDetail>(`/devices/${id(of)}`);
export const conversations = at<readonly ConversationView[]>('/conversations');
export const conversation = (of: string) => at<ConversationDetail>(`/conversations/${id(of)}`);
export const conversationsOf = (patient: string) => at<readonly ConversationView[]>(`/patients/${id(patient)}/conversations`);
export const ownConversation = (token: string) => at<OwnConversation>(`/own-page/${id(token)}/conversation`);
export const quarantine = at<readonly QuarantineView[]>('/quarantine');
export const clinic = at<ClinicView>('/clinic');
export const system = at<SystemView>('/system');

export const patient = (of: string) => at<PatientDetail>(`/patients/${id(of)}`);
export const readings = (of: string, kind: ReadingView['kind'], from: number, to: number, points = 1_000) =>
  at<readonly ReadingView[]>(`/patients/${id(of)}/readings?kind=${kind}&from=${from}&to=${to}&points=${points}`);
export const figures = (of: string, kind: ReadingView['kind'], from: number, to: number) =>
  at<FiguresView>(`/patients/${id(of)}/readings/figures?kind=${kind}&from=${from}&to=${to}`);
export const profile = (of: string, from: number, to: number) =>
  at<ProfileView>(`/patients/${id(of)}/readings/profile?from=${from}&to=${to}`);
export const alertsOf = (of: string, from: number, to: number) =>
  at<readonly AlertView[]>(`/patients/${id(of)}/alerts?from=${from}&to=${to}`);
export const thresholds = (of: string) => at<readonly ThresholdView[]>(`/patients/${id(of)}/thresholds`);
export const clinicThresholds = at<readonly ThresholdView[]>('/clinic/thresholds');
export const cohortThresholds = (of: string) => at<readonly ThresholdView[]>(`/cohorts/${id(of)}/thresholds`);
export const cohorts = at<readonly CohortView[]>('/cohorts');
export const cohort = (of: string) => at<CohortDetail>(`/cohorts/${id(of)}`);
export const proposals = at<readonly ProposalView[]>('/limits/proposals');
export const advice = (of: string) => at<readonly AdviceView[]>(`/patients/${id(of)}/advice`);
export const heldAdvice = at<readonly HeldAdvice[]>('/advice/waiting');
export const approvalRules = at<ApprovalRulesView>('/advice/approval-rules');
export const adverseReports = at<readonly AdverseRow[]>('/adverse-reactions');
export const adverseReport = (of: string) => at<AdverseView>(`/adverse-reactions/${id(of)}`);
export const adverseReadings = (of: string, version: number) =>
  at<readonly AttachedReading[]>(`/adverse-reactions/${id(of)}/readings?version=${version}`);
export const adverseForm = (of: string, language: string): string => `/adverse-reactions/${id(of)}/form?language=${language}`;
export const ownAdverse = (token: string) => at<OwnAdverseView>(`/own-page/${id(token)}/adverse-reactions`);
export const messages = (of: string) => at<readonly MessageView[]>(`/patients/${id(of)}/messages`);
export const followUps = (of: string) => at<readonly FollowUpView[]>(`/patients/${id(of)}/follow-ups`);
export const medicineChanges = (of: string) => at<readonly MedicineChangeView[]>(`/patients/${id(of)}/medications/changes`);
export const medicineCheck = (of: string) => at<MedicationCheckView>(`/patients/${id(of)}/medications/check`);
export const plan = (of: string) => at<PlanView>(`/patients/${id(of)}/plan`);
export const responses = (of: string) => at<readonly ResponseView[]>(`/patients/${id(of)}/responses`);
export const questionnaires = at<readonly QuestionnaireView[]>('/questionnaires');
export const ownQuestionnaire = (token: string, followUp: string) =>
  at<QuestionnaireView>(`/own-page/${id(token)}/follow-ups/${id(followUp)}/questionnaire`);
export const ownVisit = (token: string, followUp: string): string => `/own-page/${id(token)}/follow-ups/${id(followUp)}/visit.ics`;
export const ownPage = (token: string) => at<OwnPage>(`/own-page/${id(token)}`);

export const contact = (of: string) => at<ContactView>(`/patients/${id(of)}/contact`);
export const ownContact = at<ContactView>('/session/contact');
export const sends = (of: string) => at<readonly SendView[]>(`/patients/${id(of)}/sends`);
export const reach = at<readonly PersonReach[]>('/reach');
export const deadLetters = at<readonly DeadLetter[]>('/messages/dead');
export const expiredLetters = at<readonly ExpiredLetter[]>('/messages/expired');
export const receipt = (token: string) => at<ReceiptView>(`/receipts/${id(token)}`);
export const ownWays = (token: string) => at<OwnWays>(`/own-page/${id(token)}/ways`);

export const looks = (of: string) => at<readonly SeenView[]>(`/patients/${id(of)}/looks`);
export const ownLooks = (token: string) => at<readonly SeenView[]>(`/own-page/${id(token)}/looks`);
export const auditState = at<AuditState>('/audit/state');
/** `which`: what is empty is any. */
export const acts = (which: { by: string; patient: string; did: string; before: number | undefined }, limit: number) => {
  const asked = Object.entries(which).filter(([, value]) => value !== '' && value !== undefined);
  return at<readonly ActView[]>(
    `/audit?${new URLSearchParams([...asked.map(([name, value]) => [name, String(value)]), ['limit', String(limit)]])}`,
  );
};
export const reportsWaiting = (whose: 'mine' | 'all') => at<readonly IssuedView[]>(`/reports?waiting=${whose}`);
export const issuedReports = at<readonly IssuedView[]>('/reports?limit=200');
export const reportsCount = at<{ readonly mine: number; readonly all: number }>('/reports/waiting');
export const issuedReport = (of: string) => at<IssuedDetail>(`/reports/${id(of)}`);
export const reportsOf = (of: string) => at<readonly IssuedView[]>(`/patients/${id(of)}/reports`);
export const reportRuns = at<readonly RunView[]>('/reports/runs');
export const reportSchedule = at<ScheduleView>('/reports/schedule');
export const ownReportSchedule = (of: string) => at<OwnScheduleView>(`/patients/${id(of)}/report-schedule`);
export const issuedContentPath = (of: string, language: string): string => `/reports/${id(of)}/content?language=${language}&format=html`;

export const clinicReport = (period: string) => at<ClinicReportView>(`/reports/cohort?period=${id(period)}`);
export const clinicIssues = at<readonly ClinicIssueView[]>('/reports/cohort/issued');
export const clinicIssuePath = (of: string, language: string, format: 'html' | 'pdf'): string =>
  `/reports/cohort/issued/${id(of)}?language=${language}&format=${format}`;
export const clinicReportPagePath = (period: string, language: string, format: 'html' | 'pdf'): string =>
  `/reports/cohort/page?period=${id(period)}&language=${language}&format=${format}`;

export const reportPath = (of: string, from: number, to: number, language: string): string =>
  `/patients/${id(of)}/report?from=${from}&to=${to}&language=${language}&format=html`;
