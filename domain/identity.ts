import { createHash } from 'node:crypto';
import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { DeviceId, Kind, Measurement, PatientId, ReadingId } from './reading.ts';

/**
 * Every name that is derived from what it names. The same history gets the same names, on every node, in every replay. None begins with "-":
 * a command line would take it for an option.
 */
const name = (...parts: readonly (string | number)[]): string =>
  createHash('sha256').update(parts.join('\u001f')).digest('base64url').slice(0, 22).replace(/^-/, '0');

/**
 * Device, kind and the profile's sequence number where there is one, with the record's own wall clock beside it, because some
 * meters start counting anew after a battery change: `meter-1~glucose~s15~2026-03-01T08:00:00`. Otherwise device, kind, time of measurement, the
 * user of a shared device, and, where the device dates what it does not count, the value.
 * Spelled out rather than hashed: neighbours in time are neighbours in the index, so a batch touches few pages.
 */
export function readingId(device: DeviceId, said: Measurement): ReadingId {
  if (said.sequence !== undefined) return `${sequencePrefix(device, said.kind, said.sequence)}${said.deviceTime ?? ''}`;
  const user = 'user' in said && said.user !== undefined ? `~u${said.user}` : '';
  const value = said.deviceTime === undefined ? '' : `~${valueText(said)}`;
  return `${device}~${said.kind}~t${said.statedAt ?? said.at}${user}${value}`;
}

/**
 * A cuff that dates its readings by itself and does not count them may say the same minute of two of them: its clock stands still, or two
 * people measured. It never says of one reading something else than before.
 */
function valueText(said: Measurement): string {
  switch (said.kind) {
    case 'blood-pressure':
      return `${said.systolicMmHg}-${said.diastolicMmHg}-${said.pulsePerMin ?? ''}`;
    case 'weight':
      return String(said.weightKg);
    case 'body-composition':
      return String(said.bodyFatPercent);
    case 'temperature':
      return String(said.temperatureC);
    case 'oxygen-saturation':
      return `${said.saturationPercent}-${said.pulsePerMin ?? ''}`;
    default:
      return '';
  }
}

/** What the ids of all readings of one device begin with. */
export const devicePrefix = (device: DeviceId): string => `${device}~`;

/** What the ids of all readings of one device and kind begin with. */
export const kindPrefix = (device: DeviceId, kind: Kind): string => `${devicePrefix(device)}${kind}~`;

/** What the ids of all readings of one device, kind and sequence number begin with. */
export const sequencePrefix = (device: DeviceId, kind: Kind, sequence: number): string => `${device}~${kind}~s${sequence}~`;

export const alertId = (patient: PatientId, rule: string, opening: ReadingId | Instant): AlertId => name('alert', patient, rule, opening);
export const messageKey = (cause: string, template: string, role: string, person: string): string =>
  name('message', cause, template, role, person);
/** One snooze of one alert, by its moment. */
export const snoozeId = (alert: AlertId, since: Instant): string => name('snooze', alert, since);
/** What a patient hands in twice, or a question that is heard twice, begins one report. */
export const adverseReportId = (patient: PatientId, cause: string): string => name('adverse', patient, cause);
export const runId = (patient: PatientId, pathway: string, cause: string): string => name('run', patient, pathway, cause);
export const adviceId = (alert: AlertId): string => name('advice', alert);
/** The same bytes from the same device wait in quarantine once, however often they are sent. */
export const quarantineId = (device: DeviceId, topic: string, payload: Uint8Array): string =>
  name('quarantine', device, topic, createHash('sha256').update(payload).digest('base64url'));
/** One report about one patient and one period; each correction is another edition. */
export const issuedReportId = (patient: PatientId, period: string, edition: number): string => name('report', patient, period, edition);
/** The clinic's report about one period. */
export const clinicIssueId = (period: string): string => name('clinic-report', period);
export const reportRunId = (period: string, whom: string, moment: Instant): string => name('report-run', period, whom, moment);
/** One thing that a patient said, by the door's own name of it. */
export const saidId = (patient: PatientId, said: string): string => name('said', patient, said);
/** What answers it: of one kind there is one. */
export const answerTo = (said: string, kind = 'answer'): string => name(kind, said);
/** A conversation, by the message that began it. */
export const conversationId = (said: string): string => name('conversation', said);
/** One thing that a person did at an alert, by its moment. */
export const deskNoteId = (alert: AlertId, by: string, is: string, at: Instant): string => name('desk-note', alert, by, is, at);
export const taskId = (alert: AlertId, by: string, at: Instant): string => name('task', alert, by, at);
export const shadowId = (by: string, started: Instant): string => name('shadow', by, started);
export const followUpId = (run: string, step: string): string => name('follow-up', run, step);
