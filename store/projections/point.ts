import { createHash } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { exemption } from '../../devices/plausible.ts';
import type { Committed } from '../../domain/follower.ts';
import type { Glucose, Judgement, Reading } from '../../domain/reading.ts';

/** One reading as one point of a time series. Pseudonyms only: no name enters a time series. */
export interface Point {
  readonly measurement: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly fields: Readonly<Record<string, number | string>>;
  /** Unix nanoseconds. */
  readonly ns: bigint;
}

/**
 * The same reading is always the same point, so writing it twice is writing it once. InfluxDB takes two points of one series at one
 * nanosecond for the same: the last six digits come from the reading's id, so that two readings of one millisecond stay two.
 */
export function pointOf(reading: Reading, judgement: Judgement): Point | undefined {
  const fields = fieldsOf(reading);
  if (!fields) return undefined;
  const posture = reading.kind === 'blood-pressure' ? reading.posture : undefined;
  const tags = {
    patient: reading.patient,
    device: reading.device,
    ...(judgement.is === 'exempt' ? { exempt: judgement.because } : {}),
    // A tag, so that a dashboard's mean can leave it out.
    ...(posture === undefined ? {} : { posture }),
  };
  const delay = { delay_s: (reading.received - reading.at) / 1000 };
  return { measurement: reading.kind, tags, fields: { ...fields, ...delay }, ns: BigInt(reading.at) * 1_000_000n + offsetOf(reading.id) };
}

/** Where a point lies that must go before the new one is written. */
export interface Outdated {
  readonly measurement: string;
  readonly patient: string;
  readonly device: string;
  readonly ns: bigint;
}

/**
 * The points that a corrected reading has left behind: a withdrawn one stood among those that count, one that was another's among theirs,
 * one whose clock was off at another time. The nanosecond is the reading's own, so nothing else lies there.
 */
export function outdated(entries: readonly Committed[]): readonly Outdated[] {
  return entries.flatMap((entry) => {
    if (!('reading' in entry) || !entry.replaced) return [];
    const now = pointOf(entry.reading, entry.judgement);
    return entry.replaced.flatMap((before) => {
      const judgement: Judgement = exemption(before) ?? { is: 'judged', rules: '', at: 0 };
      const then = pointOf(before, judgement);
      const same = !then || (now && then.ns === now.ns && isDeepStrictEqual(then.tags, now.tags));
      return same ? [] : [{ measurement: then.measurement, patient: before.patient, device: before.device, ns: then.ns }];
    });
  });
}

function fieldsOf(reading: Reading): Record<string, number | string> | undefined {
  switch (reading.kind) {
    case 'glucose':
      return { mmol_l: reading.glucoseMmolL, in_range: inRange(reading), ...present({ meal: reading.meal, beyond: reading.beyond }) };
    case 'blood-pressure':
      return {
        systolic: reading.systolicMmHg,
        diastolic: reading.diastolicMmHg,
        ...present({ mean: reading.meanMmHg, pulse: reading.pulsePerMin }),
      };
    case 'weight':
      return { kg: reading.weightKg };
    case 'body-composition':
      return { fat_percent: reading.bodyFatPercent, ...present({ muscle_percent: reading.musclePercent, kg: reading.weightKg }) };
    case 'temperature':
      return { celsius: reading.temperatureC, ...present({ site: reading.site }) };
    case 'oxygen-saturation':
      return { percent: reading.saturationPercent, ...present({ pulse: reading.pulsePerMin, perfusion: reading.perfusionPercent }) };
    case 'heart-rate':
      return { pulse: reading.pulsePerMin };
    case 'activity':
      return { steps: reading.steps, minutes: reading.minutes, ...present({ active_minutes: reading.activeMinutes }) };
    case 'glucose-context':
      return undefined; // said with the glucose reading that it belongs to
  }
}

/**
 * 1 within the consensus target range, limits included, in the unit that the device reported: 3.9 to 10.0 mmol/L or 70 to 180 mg/dL
 * (Battelino et al., Diabetes Care 2019;42:1593). As a field, because InfluxQL cannot divide the counts of two conditions.
 */
function inRange({ reported: { value, unit }, beyond }: Glucose): 0 | 1 {
  if (beyond) return 0;
  return (unit === 'mmol/L' ? value >= 3.9 && value <= 10 : value >= 70 && value <= 180) ? 1 : 0;
}

const present = (fields: Record<string, number | string | undefined>): Record<string, number | string> =>
  Object.fromEntries(Object.entries(fields).filter((entry): entry is [string, number | string] => entry[1] !== undefined));

const offsetOf = (id: string): bigint => BigInt(createHash('sha256').update(id).digest().readUInt32LE(0) % 1_000_000);
