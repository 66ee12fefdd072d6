import type { ContactChange, OwnContactChange } from '../../../api/contact-contract.ts';
import type { Fill, NewPatient, PatientDetail, PatientRow, PlanView } from '../../../api/contract.ts';
import type { ChangeDevice, DeviceView, MadeClaimCode } from '../../../api/device-contract.ts';
import type { OwnWays, ReceiptView } from '../../../api/reach-contract.ts';
import type { AlertOutcome } from '../../../domain/alert.ts';
import type { PushSubscription } from '../../../domain/contact.ts';
import { del, patch, post, put } from './client.ts';

/* Everything that the console may do, one line each. */

const id = encodeURIComponent;

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

export const readMessage = (key: string) => post(`/inbox/${id(key)}/read`);

export const replay = (item: string) => post<{ readonly outcome: string; readonly why?: string }>(`/quarantine/${id(item)}/replay`);
export const dismiss = (item: string) => post(`/quarantine/${id(item)}/dismiss`);

export const changeContact = (patient: string, change: ContactChange) => put(`/patients/${id(patient)}/contact`, change);
export const changeOwnContact = (change: OwnContactChange) => put('/session/contact', change);
export const testAlarm = (patient: string) => post<{ readonly ways: number }>(`/patients/${id(patient)}/test-alarm`);
export const testOwnAlarm = () => post<{ readonly ways: number }>('/session/test-alarm');
export const replayMessage = (key: string) => post(`/messages/${id(key)}/replay`);

export const confirmReceipt = (token: string) => post<ReceiptView>(`/receipts/${id(token)}`);
export const chooseOwn = (token: string, nonUrgent: OwnWays['nonUrgent']) => put<OwnWays>(`/own-page/${id(token)}/ways`, { nonUrgent });
export const addBrowser = (token: string, browser: PushSubscription) => post<OwnWays>(`/own-page/${id(token)}/browsers`, browser);
/** `message`: from the link by which the page was opened. */
export const seenOwn = (token: string, message: string | null) => post(`/own-page/${id(token)}/seen`, message === null ? {} : { message });
