import type { Patient } from '../../domain/patient.ts';
import type { Glucose } from '../../domain/reading.ts';
import { enough, type Shortfall } from '../figure.ts';
import { FEW_READINGS } from './catalogue.ts';
import { mean, standardDeviation } from './glucose.ts';
import { toldApart } from './one-sensor.ts';
import { type Band, type Bands, bandsOf, countBands, sharesOf } from './time-in-range.ts';
import { type Wear, wearOf, wearShortfall } from './wear.ts';

/** With who measured it: two sensors at once are two traces. */
export type Sample = Glucose & { readonly device: string };

/** What the sections of a report all ask of a period's glucose, computed once. */
export interface GlucoseSummary {
  /** Of the readings that every figure here is of: the sensor's, or else the finger-sticks. */
  readonly n: number;
  readonly counted: readonly Sample[];
  readonly values: readonly number[];
  readonly bands: Bands;
  readonly mean: number;
  /** NaN of one reading. */
  readonly sd: number;
  readonly cvPercent: number;
  readonly shares: Readonly<Record<Band, number>>;
  /** One sensor at a time. */
  readonly sensorReadings: readonly Sample[];
  /** Most readings are a continuous sensor's. */
  readonly sensor: boolean;
  /** Finger-sticks beside a sensor, or a sensor beside them; in none of the figures. */
  readonly beside: readonly Sample[];
  /** Readings of another sensor worn at the same time, in none of the figures. */
  readonly overlapping: number;
  readonly wear?: Wear;
  /** Too few for a mean; too few of a sensor for shares and GMI. */
  readonly few?: Shortfall;
  readonly worn?: Shortfall;
}

/** Undefined of nothing. @param readings that count, oldest first */
export function glucoseSummary(readings: readonly Sample[], group: Patient['group']): GlucoseSummary | undefined {
  if (readings.length === 0) return undefined;
  const bands = bandsOf[group];
  const { sensor, counted, beside, trace, overlapping } = toldApart(readings);
  const values = counted.map(({ glucoseMmolL }) => glucoseMmolL);
  const wear = wearOf(trace.map(({ at }) => at));
  const [middle, sd] = [mean(values), standardDeviation(values)];
  const few = enough(values.length, FEW_READINGS);
  const worn = sensor ? wearShortfall(wear) : { ...wearShortfall(undefined)!, have: trace.length };
  return {
    n: values.length,
    counted,
    values,
    bands,
    mean: middle,
    sd,
    cvPercent: (sd / middle) * 100,
    shares: sharesOf(countBands(counted, bands)),
    sensorReadings: trace,
    sensor,
    beside,
    overlapping,
    ...(wear ? { wear } : {}),
    ...(few ? { few } : {}),
    ...(worn ? { worn } : {}),
  };
}
