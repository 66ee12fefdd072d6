import type { ReadingView } from '../../../api/contract.ts';
import type { FiguresView } from '../../../api/figures-contract.ts';
import { counts, isSeated } from '../../../domain/counts.ts';
import type { GlucoseUnit } from '../../../domain/units.ts';
import { glucoseText } from '../../../domain/units.ts';
import { activityDays, FEW_DAYS } from '../../../reports/metrics/activity-days.ts';
import { toldApart } from '../../../reports/metrics/one-sensor.ts';
import { type Bands, countBands, sharesOf } from '../../../reports/metrics/time-in-range.ts';
import { wearOf, wearShortfall } from '../../../reports/metrics/wear.ts';
import type { WallTime } from '../../../reports/wall-time.ts';
import { SHOWN, type SingleKind } from './reading.ts';

/* What stands above a chart: plain counts and means, of one sensor or else of finger-sticks, as the report has them. The report says more, and says when data are too few. */

export interface GlucoseSummary {
  readonly n: number;
  readonly mean: string;
  readonly lowest: string;
  readonly highest: string;
  /** Percent of readings. */
  readonly below: number;
  readonly inside: number;
  readonly above: number;
  /** Of a sensor; of finger-sticks no consensus gives shares a goal. */
  readonly sensor: boolean;
  /** Too little of a sensor for the shares to stand for the patient. */
  readonly short?: { readonly have: number; readonly need: number };
}

export function glucoseSummary(given: readonly ReadingView[], unit: GlucoseUnit, bands: Bands): GlucoseSummary | undefined {
  const { sensor, counted: readings, trace } = toldApart(given.filter(counts).toSorted((a, b) => a.at - b.at));
  const n = readings.length;
  if (n === 0) return undefined;
  const values = readings.map(({ glucoseMmolL = 0 }) => glucoseMmolL);
  const share = sharesOf(countBands(readings.map(judged), bands));
  const lowest = values.reduce((least, value) => Math.min(least, value), Number.POSITIVE_INFINITY);
  const highest = values.reduce((most, value) => Math.max(most, value), 0);
  return {
    n,
    mean: glucoseText(mean(values), unit),
    lowest: readings.some(({ beyond }) => beyond === 'low') ? 'LO' : glucoseText(lowest, unit),
    highest: readings.some(({ beyond }) => beyond === 'high') ? 'HI' : glucoseText(highest, unit),
    below: share.veryLow + share.low,
    inside: share.target,
    above: share.high + share.veryHigh,
    sensor,
    ...(sensor ? shortOf(trace) : {}),
  };
}

/** As the report judges it: 70 % of 14 days, or of the period if that is longer. */
function shortOf(trace: readonly ReadingView[]): Pick<GlucoseSummary, 'short'> {
  const missing = wearShortfall(wearOf(trace.map(({ at }) => at)));
  return missing ? { short: { have: missing.have, need: missing.need } } : {};
}

/** The same of a period that the server added up, because its readings are too many for a chart. */
export function glucoseFigures(
  { n, mean, lowest, highest, lo, hi, shares, sensor = false, short }: FiguresView,
  unit: GlucoseUnit,
): GlucoseSummary | undefined {
  if (mean === undefined || lowest === undefined || highest === undefined || !shares) return undefined;
  return {
    n,
    mean: glucoseText(mean, unit),
    lowest: lo ? 'LO' : glucoseText(lowest, unit),
    highest: hi ? 'HI' : glucoseText(highest, unit),
    ...shares,
    sensor,
    ...(short ? { short } : {}),
  };
}

/** As the report counts them: each against the limit of the unit that its display showed. */
function judged({ reported, glucoseMmolL = 0, beyond }: ReadingView) {
  return {
    reported: { value: reported?.value ?? glucoseMmolL, unit: reported?.unit === 'mg/dL' ? ('mg/dL' as const) : ('mmol/L' as const) },
    ...(beyond ? { beyond } : {}),
  };
}

/** `72 %`; a share that would round to nothing is not nothing. */
export const shareText = (percent: number): string =>
  percent > 0 && percent < 1 ? '<1 %' : percent > 99 && percent < 100 ? '>99 %' : `${Math.round(percent)} %`;

export interface PressureSummary {
  readonly n: number;
  readonly mean: string;
  readonly highest: string;
  readonly overPercent: number | undefined;
  readonly pulse: number | undefined;
}

export function pressureSummary(
  given: readonly ReadingView[],
  goals: { readonly systolic?: number; readonly diastolic?: number },
): PressureSummary | undefined {
  const readings = given.filter((reading) => counts(reading) && isSeated(reading));
  const n = readings.length;
  if (n === 0) return undefined;
  const { systolic, diastolic } = goals;
  const over = readings.filter(
    ({ systolicMmHg = 0, diastolicMmHg = 0 }) => systolicMmHg >= (systolic ?? 1000) || diastolicMmHg >= (diastolic ?? 1000),
  ).length;
  const pulses = readings.flatMap(({ pulsePerMin }) => (pulsePerMin === undefined ? [] : [pulsePerMin]));
  const top = readings.reduce((most, reading) => ((reading.systolicMmHg ?? 0) > (most.systolicMmHg ?? 0) ? reading : most));
  return {
    n,
    mean: `${Math.round(mean(readings.map(({ systolicMmHg = 0 }) => systolicMmHg)))}/${Math.round(mean(readings.map(({ diastolicMmHg = 0 }) => diastolicMmHg)))}`,
    highest: `${Math.round(top.systolicMmHg ?? 0)}/${Math.round(top.diastolicMmHg ?? 0)}`,
    overPercent: systolic === undefined && diastolic === undefined ? undefined : (100 * over) / n,
    pulse: pulses.length === 0 ? undefined : Math.round(mean(pulses)),
  };
}

export interface MeasureSummary {
  readonly n: number;
  readonly mean: string;
  readonly lowest: string;
  readonly highest: string;
}

export function measureSummary(given: readonly ReadingView[], kind: SingleKind): MeasureSummary | undefined {
  const { of, decimals } = SHOWN[kind];
  const values = given.filter(counts).flatMap((reading) => of(reading) ?? []);
  if (values.length === 0) return undefined;
  const text = (value: number) => value.toFixed(decimals);
  const lowest = values.reduce((least, value) => Math.min(least, value));
  const highest = values.reduce((most, value) => Math.max(most, value));
  return { n: values.length, mean: text(mean(values)), lowest: text(lowest), highest: text(highest) };
}

/** The same of a period that the server added up; of steps it has counted the whole days. */
export function measureFigures({ n, mean, lowest, highest }: FiguresView, kind: SingleKind): MeasureSummary | undefined {
  if (lowest === undefined || highest === undefined) return undefined;
  const text = (value: number) => value.toFixed(SHOWN[kind].decimals);
  return { n, mean: mean === undefined ? '–' : text(mean), lowest: text(lowest), highest: text(highest) };
}

/** Steps of the whole days, as the report counts them; their mean only where it stands on enough of them. */
export function stepsSummary(given: readonly ReadingView[], wall: WallTime, from: number): MeasureSummary | undefined {
  const moved = given
    .filter(counts)
    .flatMap(({ kind, at, received, device, minutes, steps }) =>
      kind !== 'activity' || minutes === undefined || steps === undefined ? [] : [{ at, received, device, minutes, steps }],
    );
  const whole = activityDays(moved, wall, from).flatMap(({ is, steps }) => (is === 'counted' ? [steps] : []));
  if (whole.length === 0) return undefined;
  return {
    n: whole.length,
    mean: whole.length < FEW_DAYS ? '–' : mean(whole).toFixed(0),
    lowest: String(Math.min(...whole)),
    highest: String(Math.max(...whole)),
  };
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
