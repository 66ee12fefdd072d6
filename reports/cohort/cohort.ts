import type { Instant } from '../../domain/clock.ts';
import type { PatientId } from '../../domain/reading.ts';
import { type AlertLoad, countAlerts } from './alert-load.ts';
import type { PatientVerdict } from './patient.ts';
import { countShare, type Share } from './share.ts';
import { LITTLE } from './sources.ts';

/** The clinic's shares, in the order in which they are read. */
export const SHARES = [
  'in-range',
  'not-low',
  'gmi',
  'pressure',
  'sensor-data',
  'pressure-data',
  'silent',
  'adherence',
  'follow-ups',
  'unreached',
] as const;
export type ShareId = (typeof SHARES)[number];
/** Of these a patient counts once; the others count what was asked of patients. */
const OF_PATIENTS: ReadonlySet<ShareId> = new Set<ShareId>(SHARES.filter((id) => id !== 'adherence' && id !== 'follow-ups'));

export interface CohortPeriod {
  readonly from: Instant;
  readonly to: Instant;
  readonly shares: Readonly<Record<ShareId, Share>>;
  readonly fingerSticks: number;
  readonly alerts: AlertLoad;
}

/** The clinic's report: a period, and the one before it. JSON as it stands; of patients it holds pseudonyms. */
export interface CohortReport {
  readonly version: 1;
  readonly period: string;
  readonly generatedAt: Instant;
  readonly zone: string;
  readonly patients: number;
  readonly now: CohortPeriod;
  readonly before: CohortPeriod;
}

/** Adds up one period over a stream of patients and a stream of alerts, in constant memory. Pure. */
export function countCohort() {
  const counters = Object.fromEntries(SHARES.map((id) => [id, countShare()])) as Record<ShareId, ReturnType<typeof countShare>>;
  const alerts = countAlerts();
  let fingerSticks = 0;
  return {
    alert: alerts.add,
    add(patient: PatientId, { sensor, pressure, silent, adherence, followUps, messages, ...rest }: PatientVerdict): void {
      /** One patient of a share: whether it is so, and whether somebody should look. */
      const count = (id: ShareId, is: boolean | undefined, look: boolean) =>
        is !== undefined && counters[id].add(patient, is ? 1 : 0, 1, look);
      const worn = sensor?.enough ? sensor : undefined;
      count('in-range', worn?.inRange, worn?.inRange === false);
      count('not-low', worn?.notLow, worn?.notLow === false);
      count('gmi', worn?.gmi, worn?.gmi === false);
      const measured = pressure?.enough ? pressure : undefined;
      count('pressure', measured?.atGoal, measured?.atGoal === false);
      count('sensor-data', sensor?.enough, sensor?.enough === false);
      count('pressure-data', pressure?.enough, pressure?.enough === false);
      count('silent', silent, silent === true);
      if (adherence) counters.adherence.add(patient, adherence.met, adherence.asked, adherence.met < LITTLE * adherence.asked);
      counters['follow-ups'].add(patient, followUps.answered, followUps.closed, followUps.answered < followUps.closed);
      if (messages.sent > 0) count('unreached', messages.givenUp > 0, messages.givenUp > 0);
      if (rest.fingerSticks) fingerSticks += 1;
    },
    close: (patients: number, from: Instant, to: Instant): CohortPeriod => ({
      from,
      to,
      shares: Object.fromEntries(SHARES.map((id) => [id, counters[id].close(OF_PATIENTS.has(id))])) as Record<ShareId, Share>,
      fingerSticks,
      alerts: alerts.close(patients, from, to),
    }),
  };
}

export const percentOf = ({ part, of }: Pick<Share, 'part' | 'of'>): number | undefined => (of === 0 ? undefined : (100 * part) / of);

/** Whether chance alone may have made the difference: the intervals overlap, or there are none. */
export const mayBeChance = (now: Share, before: Share): boolean =>
  !now.interval || !before.interval || (now.interval[0] <= before.interval[1] && before.interval[0] <= now.interval[1]);
