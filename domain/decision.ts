import type { Topic } from './advice.ts';
import type { Alert, AlertId, AlertState } from './alert.ts';
import type { Instant } from './clock.ts';
import type { FollowUp, Run } from './follow-up.ts';
import type { Message } from './message.ts';
import type { PatientId, ReadingId } from './reading.ts';

/** What must happen, as data. The pure rooms return decisions; the store writes them; followers carry them out. */
export type Decision =
  | { readonly do: 'open-alert'; readonly alert: Alert }
  | { readonly do: 'change-alert'; readonly alert: AlertId; readonly patient: PatientId; readonly to: AlertState }
  /** More of the same episode: keeps the evidence with the alert. */
  | { readonly do: 'add-evidence'; readonly alert: AlertId; readonly patient: PatientId; readonly readings: readonly ReadingId[] }
  | { readonly do: 'send'; readonly message: Message }
  | { readonly do: 'advise'; readonly patient: PatientId; readonly alert: AlertId; readonly topics: readonly Topic[] }
  /** A patient said something that waits to be understood and answered. */
  | { readonly do: 'understand'; readonly patient: PatientId; readonly said: string }
  /** A patient may not bear a medicine: in the patient's own words. */
  | { readonly do: 'adverse-reaction'; readonly patient: PatientId; readonly said: string; readonly text: string; readonly at: Instant }
  | ({ readonly do: 'start-pathway'; readonly at: Instant } & Start)
  | { readonly do: 'save-run'; readonly run: Run }
  | { readonly do: 'save-follow-up'; readonly followUp: FollowUp }
  /** One timer per (patient, what): a later one replaces the earlier. */
  | { readonly do: 'wake'; readonly at: Instant; readonly what: string; readonly patient: PatientId }
  | { readonly do: 'unwake'; readonly what: string; readonly patient: PatientId }
  /** A rule threw for this patient. Said once per rule version; the other rules go on. */
  | { readonly do: 'report-fault'; readonly patient: PatientId; readonly rule: string; readonly version: number; readonly why: string };

/** A run that begins. Without an alert, `cause` (or else the moment) tells it from others of the same pathway. */
export interface Start {
  readonly pathway: string;
  readonly patient: PatientId;
  readonly alert?: AlertId;
  readonly cause?: string;
  /** The item of the patient's plan that it is for. */
  readonly item?: string;
  readonly values?: Readonly<Record<string, string>>;
}
