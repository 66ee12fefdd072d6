import type { DeviceView, NewPatient, PatientDetail, PatientRow, SessionView } from '../../../api/contract.ts';
import type { AlertOutcome } from '../../../domain/alert.ts';
import { del, post, put } from './client.ts';

/* Everything that the console may do, one line each. */

const id = encodeURIComponent;

export const enter = (token: string) => post<SessionView>('/session', { token });
export const signIn = (user: string, password: string) => post<SessionView>('/session', { user, password });
export const signOut = () => del('/session');
export const setPassword = (password: string) => post('/session/password', { password });

export const acknowledge = (alert: string) => post(`/alerts/${id(alert)}/acknowledge`);
export const snooze = (alert: string, minutes: number, reason: string) => post(`/alerts/${id(alert)}/snooze`, { minutes, reason });
export const endSnooze = (alert: string) => del(`/alerts/${id(alert)}/snooze`);
export const resolve = (alert: string, outcome: AlertOutcome, note: string) => post(`/alerts/${id(alert)}/resolve`, { outcome, note });

export const setThreshold = (patient: string, rule: string, name: string, value: number | null, reason: string) =>
  put(`/patients/${id(patient)}/thresholds/${id(rule)}/${id(name)}`, { value, reason });

export const addPatient = (made: NewPatient) => post<PatientRow>('/patients', made);
export const changePatient = (changed: NewPatient['patient']) => put<PatientRow>(`/patients/${id(changed.id)}`, changed);

export const changeIdentity = (patient: string, identity: NewPatient['identity']) =>
  put<PatientDetail>(`/patients/${id(patient)}/identity`, identity);

export const answer = (followUp: string, option: string) => post(`/follow-ups/${id(followUp)}/answer`, { option });
export const answerOwn = (token: string, followUp: string, option: string) =>
  post(`/own-page/${id(token)}/follow-ups/${id(followUp)}`, { option });

export const withdrawReading = (reading: string, why: string) => post(`/readings/${id(reading)}/withdraw`, { why });
export const restoreReading = (reading: string, why: string) => post(`/readings/${id(reading)}/restore`, { why });
export const sayWhose = (token: string, reading: string, whose: 'not-mine' | 'mine') =>
  post(`/own-page/${id(token)}/readings/${id(reading)}/${whose}`);

export interface NewDevice {
  readonly id: string;
  readonly zone: string;
  readonly model?: string;
  readonly patient?: string;
}
export const enrolDevice = (device: NewDevice) => post<DeviceView & { readonly secret: string }>('/devices', device);
export const assignDevice = (device: string, patient: string | null, from: 'now' | 'last-hand-over') =>
  post(`/devices/${id(device)}/assign`, { patient, from });
export const revokeDevice = (device: string) => post(`/devices/${id(device)}/revoke`);

/** A signed link to the patient's own page. */
export const ownPageLink = (patient: string) =>
  post<{ readonly path: string; readonly until: number }>(`/patients/${id(patient)}/own-page`);

export const readMessage = (key: string) => post(`/inbox/${id(key)}/read`);

export const replay = (item: string) => post<{ readonly outcome: string; readonly why?: string }>(`/quarantine/${id(item)}/replay`);
export const dismiss = (item: string) => post(`/quarantine/${id(item)}/dismiss`);
