import type { AlertLife, Severity } from '../../domain/alert.ts';
import { DAY, type Instant, MINUTE } from '../../domain/clock.ts';
import type { PatientId } from '../../domain/reading.ts';
import { quantile } from '../metrics/glucose.ts';

/** What the alerts of a period asked of the team. */
export interface AlertLoad {
  readonly alerts: number;
  readonly bySeverity: Readonly<Record<Severity, SeverityLoad>>;
  /** Of 100 patients in a week. */
  readonly perHundredPatientWeeks: number;
  /** Who had most, with how many. */
  readonly most: readonly { readonly patient: PatientId; readonly alerts: number }[];
}

interface SeverityLoad {
  readonly alerts: number;
  readonly answered: number;
  /** From when it was raised until somebody first took it up; of those that somebody did. */
  readonly medianMinutes?: number;
  readonly slowestTenthMinutes?: number;
}

const MOST_NAMED = 20;
const SEVERITIES = ['high', 'medium', 'low'] as const;

/** Counts alerts as they stream by: holds a number for each answered one, and a count for each patient who had any. */
export function countAlerts() {
  const minutes: Record<Severity, number[]> = { high: [], medium: [], low: [] };
  const alerts: Record<Severity, number> = { high: 0, medium: 0, low: 0 };
  const ofPatients = new Map<PatientId, number>();
  return {
    add({ severity, patient, raised, answered }: AlertLife): void {
      alerts[severity] += 1;
      ofPatients.set(patient, (ofPatients.get(patient) ?? 0) + 1);
      if (answered) minutes[severity].push(Math.max(0, answered.at - raised) / MINUTE);
    },
    close(patients: number, from: Instant, to: Instant): AlertLoad {
      const all = alerts.high + alerts.medium + alerts.low;
      const weeks = ((to - from) / (7 * DAY)) * patients;
      return {
        alerts: all,
        bySeverity: Object.fromEntries(SEVERITIES.map((one) => [one, loadOf(alerts[one], minutes[one])])) as Record<Severity, SeverityLoad>,
        perHundredPatientWeeks: weeks > 0 ? tenth((100 * all) / weeks) : 0,
        most: [...ofPatients]
          .map(([patient, n]) => ({ patient, alerts: n }))
          .toSorted((a, b) => b.alerts - a.alerts || (a.patient < b.patient ? -1 : 1))
          .slice(0, MOST_NAMED),
      };
    },
  };
}

function loadOf(alerts: number, minutes: readonly number[]): SeverityLoad {
  if (minutes.length === 0) return { alerts, answered: 0 };
  const sorted = minutes.toSorted((a, b) => a - b);
  const of = (share: number) => tenth(quantile(sorted, share));
  return { alerts, answered: minutes.length, medianMinutes: of(0.5), slowestTenthMinutes: of(0.9) };
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
