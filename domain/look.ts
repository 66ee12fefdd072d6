import { PROGRAM } from './api-token.ts';
import { HOUR, type Instant, MINUTE } from './clock.ts';
import type { PatientId } from './reading.ts';

/** What of somebody a person may look at, one word each: the audit and the patient's own page name them so. */
export const LOOK_KINDS = [
  'record',
  'readings',
  'alerts',
  'bundle',
  'sealed-bundle',
  'advice',
  'messages',
  'follow-ups',
  'responses',
  'report',
  'medications',
  'plan',
  'contact',
  'thresholds',
  'audit',
  'looks',
  'device',
  'team',
  'conversations',
  'adverse-reactions',
  'reports',
  'report-schedule',
  'cohorts',
  'limits',
  'clinic-report',
  'notes',
  'tasks',
  'fhir',
  'preview',
  'own-page',
  'worklist',
  'patients',
  'devices',
  'inbox',
  'quarantine',
  'reach',
] as const;
export type LookKind = (typeof LOOK_KINDS)[number];

/** A person saw something of a patient, or a list of many. */
export interface Look {
  readonly at: Instant;
  /** Who signs in; the patient's own id for their own page; `command line`. */
  readonly by: string;
  /** What they were at that moment: a role, `patient`, `command line`. */
  readonly role: string;
  readonly kind: LookKind;
  /** Absent for a list. */
  readonly patient?: PatientId;
  /** Who stood in the list. */
  readonly shown?: readonly PatientId[];
}

/** A window in which somebody looks: how often so far. */
export interface OpenLook {
  readonly by: string;
  readonly role: string;
  readonly kind: string;
  readonly since: Instant;
  readonly last: Instant;
  readonly times: number;
}

/**
 * The same person at the same thing of the same patient within this time is one look. Engineering choice: a page that stays open asks again
 * with every hint of a change, and a consultation takes about so long.
 */
export const LOOK_WINDOW_MS = 15 * MINUTE;
/** A list shows everybody, and stands open all day: who was in it is written once for a working day, and again for whoever joins it. */
export const LIST_WINDOW_MS = 12 * HOUR;

/** A program looks every minute and for ever: it, too, is written once for a working day, with how often. */
export const windowOf = ({ patient, role }: Pick<Look, 'patient' | 'role'>): number =>
  patient === undefined || role === PROGRAM ? LIST_WINDOW_MS : LOOK_WINDOW_MS;
