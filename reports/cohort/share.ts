import type { PatientId } from '../../domain/reading.ts';
import { FEW_PATIENTS } from './sources.ts';

/** A part of a whole, and some of the patients behind it. */
export interface Share {
  readonly part: number;
  readonly of: number;
  /** Percent; of shares of patients only, because questions of one patient are not independent. */
  readonly interval?: readonly [number, number];
  /** So few patients that one more or less moves it. */
  readonly few?: true;
  /** How many patients somebody should look at: not at goal, silent, unreached. */
  readonly behind: number;
  /** The first of them, in the order of their ids. */
  readonly patients: readonly PatientId[];
}

/** However large the clinic is, so many are named. */
export const MOST_NAMED = 200;

/** Counts one share over a stream of patients, in constant memory. */
export function countShare() {
  let [part, of, behind, patients] = [0, 0, 0, 0];
  const named: PatientId[] = [];
  return {
    add(patient: PatientId, good: number, all: number, look: boolean): void {
      if (all === 0) return;
      part += good;
      of += all;
      patients += 1;
      if (!look) return;
      behind += 1;
      if (named.length < MOST_NAMED) named.push(patient);
    },
    close: (ofPatients: boolean): Share => ({
      part,
      of,
      ...(ofPatients && of > 0 ? { interval: wilson(part, of) } : {}),
      ...(patients < FEW_PATIENTS ? { few: true as const } : {}),
      behind,
      patients: named,
    }),
  };
}

/** The normal distribution's quantile for 95 %. */
const Z = 1.959963984540054;

/** Wilson's score interval of part/of, in percent, 95 % (Wilson 1927). 10 of 20: 29.9 to 70.1. `of` is over 0. */
export function wilson(part: number, of: number): readonly [number, number] {
  const p = part / of;
  const middle = p + (Z * Z) / (2 * of);
  const reach = Z * Math.sqrt((p * (1 - p)) / of + (Z * Z) / (4 * of * of));
  const whole = 1 + (Z * Z) / of;
  return [Math.max(0, (100 * (middle - reach)) / whole), Math.min(100, (100 * (middle + reach)) / whole)];
}
