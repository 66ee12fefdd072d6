import type {
  AdviceView,
  AlertView,
  DeviceView,
  FollowUpView,
  InboxView,
  MessageView,
  OwnPage,
  PatientDetail,
  PatientRow,
  QuarantineView,
  ReadingView,
  SessionView,
  SystemView,
  ThresholdView,
} from '../../../api/contract.ts';

/** An address with the type of what lies there. */
export interface Resource<T> {
  readonly path: string;
  /** Never there: carries the type. */
  readonly of?: T;
}

const at = <T>(path: string): Resource<T> => ({ path });
const id = encodeURIComponent;

export const session = at<SessionView>('/session');
export const patients = at<readonly PatientRow[]>('/patients');
export const inbox = at<readonly InboxView[]>('/inbox');
export const openAlerts = at<readonly AlertView[]>('/alerts?limit=1000');
export const devices = at<readonly DeviceView[]>('/devices');
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
export const ownPage = (token: string) => at<OwnPage>(`/own-page/${id(token)}`);

export const reportPath = (of: string, from: number, to: number, language: string): string =>
  `/patients/${id(of)}/report?from=${from}&to=${to}&language=${language}&format=html`;
