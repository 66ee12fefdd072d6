import { DAY, type Instant } from '../../domain/clock.ts';
import { counts, isSeated } from '../../domain/counts.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import type { Patient } from '../../domain/patient.ts';
import type { BloodPressure, Reading } from '../../domain/reading.ts';
import { adherenceOf } from '../metrics/adherence.ts';
import { isAtGoal } from '../metrics/blood-pressure.ts';
import { gmiPercent } from '../metrics/glucose.ts';
import { glucoseSummary, type Sample } from '../metrics/glucose-summary.ts';
import { pressureSummary } from '../metrics/pressure-summary.ts';
import { dayOf, wallTimeIn } from '../wall-time.ts';
import { GMI_GOAL_PERCENT, SILENT_DAYS } from './sources.ts';

/** What is known of one patient in one period. */
export interface PatientInput {
  readonly patient: Patient;
  /** from <= at < to, of the kinds that the plan asks for, glucose and blood pressure; any order. */
  readonly readings: readonly Reading[];
  /** What the patient had measured before the period began: of the rest nothing was missed before the first reading. */
  readonly heardBefore: ReadonlySet<string>;
  readonly followUps: readonly FollowUp[];
  /** Messages about the patient that fell due in the period, and how many of them were given up. */
  readonly messages: { readonly sent: number; readonly givenUp: number };
  readonly from: Instant;
  readonly to: Instant;
}

/** What one patient adds to the clinic's numbers. Undefined: has no part in it. */
export interface PatientVerdict {
  readonly sensor?: { readonly enough: boolean; readonly inRange: boolean; readonly notLow: boolean; readonly gmi?: boolean };
  /** Glucose, but from finger-sticks alone: no consensus gives their shares a goal. */
  readonly fingerSticks: boolean;
  readonly pressure?: { readonly enough: boolean; readonly atGoal: boolean };
  readonly silent?: boolean;
  readonly adherence?: { readonly asked: number; readonly met: number };
  readonly followUps: { readonly answered: number; readonly closed: number };
  readonly messages: { readonly sent: number; readonly givenUp: number };
}

/** Pure: the same patient and period, the same verdict. */
export function verdictOf({ patient, readings, heardBefore, followUps, messages, from, to }: PatientInput): PatientVerdict {
  const clean = readings.filter(counts).toSorted((a, b) => a.at - b.at);
  const glucose = clean.filter((one): one is Sample & Reading => one.kind === 'glucose');
  const sensed = glucose.some(({ specimen }) => specimen === 'interstitial');
  const pressure = clean.filter((one): one is BloodPressure & Reading => one.kind === 'blood-pressure' && isSeated(one));
  const wall = wallTimeIn(patient.zone);
  const [first, last] = [dayOf(wall(from)), dayOf(wall(to - 1))];
  const days = (kind: string) => clean.filter((one) => one.kind === kind).map(({ at }) => dayOf(wall(at)));
  const begun = patient.plan.filter(({ kind }) => heardBefore.has(kind) || clean.some((one) => one.kind === kind));
  const met = begun.map(({ kind, everyDays }) => {
    const measured = days(kind);
    return adherenceOf(measured, first, last, everyDays, heardBefore.has(kind) ? first : Math.max(first, measured[0]!));
  });
  const silent = begun.some(({ kind, everyDays }) => {
    const newest = clean.findLast((one) => one.kind === kind)?.at ?? Number.NEGATIVE_INFINITY;
    return newest < to - Math.max(SILENT_DAYS, 2 * everyDays) * DAY;
  });
  const closed = followUps.filter(({ asked, state }) => asked >= from && asked < to && state.is !== 'open');
  const asksPressure = pressure.length > 0 || begun.some(({ kind }) => kind === 'blood-pressure');
  return {
    ...(sensed ? { sensor: sensorVerdict(glucose, patient) } : {}),
    fingerSticks: glucose.length > 0 && !sensed,
    ...(asksPressure ? { pressure: pressureVerdict(pressure, patient) } : {}),
    ...(begun.length > 0 ? { silent, adherence: { asked: sum(met.map(({ asked }) => asked)), met: sum(met.map((one) => one.met)) } } : {}),
    followUps: { answered: closed.filter(({ state }) => state.is === 'answered').length, closed: closed.length },
    messages,
  };
}

/** Time in range, time below range and GMI as the patient’s own report has them, where the sensor was worn for 14 days with 70 % of the readings. */
function sensorVerdict(readings: readonly Sample[], { group }: Patient): NonNullable<PatientVerdict['sensor']> {
  const { sensor, worn, bands, shares, mean } = glucoseSummary(readings, group)!;
  const enough = sensor && !worn;
  const { target, low, veryLow } = bands.goals;
  const below = (share: number, goal: number | undefined) => goal === undefined || share < goal;
  return {
    enough,
    inRange: shares.target >= (target?.atLeast ?? 0),
    notLow: below(shares.low + shares.veryLow, low?.below) && below(shares.veryLow, veryLow?.below),
    ...(group === 'adult' ? { gmi: gmiPercent(mean) < GMI_GOAL_PERCENT } : {}),
  };
}

/** The home mean by the protocol of the patient's guideline, under its mark: what the patient's own report says. */
function pressureVerdict(readings: readonly BloodPressure[], { zone, guideline }: Patient): NonNullable<PatientVerdict['pressure']> {
  const summary = pressureSummary(readings, wallTimeIn(zone), guideline);
  if (!summary || 'need' in summary.home) return { enough: false, atGoal: false };
  return { enough: true, atGoal: isAtGoal(summary.home, summary.goal) };
}

const sum = (values: readonly number[]): number => values.reduce((all, one) => all + one, 0);
