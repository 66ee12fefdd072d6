import type { Patient } from '../../domain/patient.ts';
import type { Glucose } from '../../domain/reading.ts';
import { enough, type Shortfall } from '../figure.ts';
import { wearShortfall } from './all-glucose.ts';
import { FEW_READINGS } from './catalogue.ts';
import { mean, standardDeviation } from './glucose.ts';
import { type Band, type Bands, bandsOf, countBands, sharesOf } from './time-in-range.ts';
import { type Wear, wearOf } from './wear.ts';

/** What the sections of a report all ask of a period's glucose, computed once. */
export interface GlucoseSummary {
  readonly n: number;
  readonly values: readonly number[];
  readonly bands: Bands;
  readonly mean: number;
  /** NaN of one reading. */
  readonly sd: number;
  readonly cvPercent: number;
  readonly shares: Readonly<Record<Band, number>>;
  readonly sensorReadings: readonly Glucose[];
  /** Most readings are a continuous sensor's. */
  readonly sensor: boolean;
  readonly wear?: Wear;
  /** Too few for a mean; too few of a sensor for shares and GMI. */
  readonly few?: Shortfall;
  readonly worn?: Shortfall;
}

/** Undefined of nothing. @param readings that count, oldest first */
export function glucoseSummary(readings: readonly Glucose[], group: Patient['group']): GlucoseSummary | undefined {
  if (readings.length === 0) return undefined;
  const bands = bandsOf[group];
  const values = readings.map(({ glucoseMmolL }) => glucoseMmolL);
  const isSensor = ({ specimen }: Glucose): boolean => specimen === 'interstitial';
  const sensorReadings = readings.every(isSensor) ? readings : readings.filter(isSensor);
  const sensor = sensorReadings.length > readings.length / 2;
  const wear = wearOf(sensorReadings.map(({ at }) => at));
  const [middle, sd] = [mean(values), standardDeviation(values)];
  const few = enough(values.length, FEW_READINGS);
  const worn = sensor ? wearShortfall(wear) : { ...wearShortfall(undefined)!, have: sensorReadings.length };
  return {
    n: values.length,
    values,
    bands,
    mean: middle,
    sd,
    cvPercent: (sd / middle) * 100,
    shares: sharesOf(countBands(readings, bands)),
    sensorReadings,
    sensor,
    ...(wear ? { wear } : {}),
    ...(few ? { few } : {}),
    ...(worn ? { worn } : {}),
  };
}
