import type { CareTeamRow, DoorsView, FactorsView, Member, SessionRow, TokenView, UserRow } from '../../../api/access-contract.ts';
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
  SystemView,
  ThresholdView,
} from '../../../api/contract.ts';
import type { ClaimCodeView, DeviceDetail, DeviceView } from '../../../api/device-contract.ts';
import type { DeadLetter, OwnWays, PersonReach, ReceiptView, SendView } from '../../../api/reach-contract.ts';

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
export const openAlerts = at<readonly AlertView[]>('/alerts?limit=1000');
export const devices = at<readonly DeviceView[]>('/devices');
export const claimCodes = at<readonly ClaimCodeView[]>('/devices/claim-codes');
export const device = (of: string) => at<DeviceDetail>(`/devices/${id(of)}`);
export const quarantine = at<readonly QuarantineView[]>('/quarantine');
export const system = at<SystemView>('/system');

export const patient = (of: string) => at<PatientDetail>(`/patients/${id(of)}`);
export const readings = (of: string, kind: ReadingView['kind'], from: number, to: number) =>
  at<readonly ReadingView[]>(`/patients/${id(of)}/readings?kind=${kind}&from=${from}&to=${to}`);
export const alertsOf = (of: string, from: number, to: number) =>
  at<readonly AlertView[]>(`/patients/${id(of)}/alerts?from=${from}&to=${to}`);
export const thresholds = (of: string) => at<readonly ThresholdView[]>(`/patients/${id(of)}/thresholds`);
export const advice = (of: string) => at<readonly AdviceView[]>(`/patients/${id(of)}/advice`);
export const messages = (of: string) => at<readonly MessageView[]>(`/patients/${id(of)}/messages`);
export const followUps = (of: string) => at<readonly FollowUpView[]>(`/patients/${id(of)}/follow-ups`);
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
export const receipt = (token: string) => at<ReceiptView>(`/receipts/${id(token)}`);
export const ownWays = (token: string) => at<OwnWays>(`/own-page/${id(token)}/ways`);

export const reportPath = (of: string, from: number, to: number, language: string): string =>
  `/patients/${id(of)}/report?from=${from}&to=${to}&language=${language}&format=html`;
