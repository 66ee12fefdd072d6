import { type Instant, MINUTE } from '../../domain/clock.ts';
import type { BloodPressure } from '../../domain/reading.ts';

/** How often standing up was measured, and how often the pressure fell. */
export interface StandingFalls {
  /** Standing measurements with one before them to be compared with. */
  readonly n: number;
  readonly falls: number;
}

/** ESC 2024, Eur Heart J 45:3912: a fall of 20 mmHg systolic and/or 10 mmHg diastolic within 3 minutes of standing. */
export const FALL_MMHG = { systolic: 20, diastolic: 10 } as const;
/**
 * From the measurement before to the standing one. The guideline counts from standing up, which nobody records: rising and the cuff take two
 * minutes more. Engineering choice, the same as the default of the rule bp.orthostatic.
 */
const APART = { least: MINUTE, most: 5 * MINUTE } as const;

/** Undefined where nobody measured standing. @param readings that count, of every posture, oldest first */
export function standingFalls(
  readings: readonly (Pick<BloodPressure, 'systolicMmHg' | 'diastolicMmHg' | 'posture'> & { readonly at: Instant })[],
): StandingFalls | undefined {
  let [n, falls] = [0, 0];
  let before: (typeof readings)[number] | undefined;
  for (const reading of readings) {
    if (reading.posture !== 'standing') {
      before = reading;
      continue;
    }
    const apart = before ? reading.at - before.at : Number.POSITIVE_INFINITY;
    if (!before || apart < APART.least || apart > APART.most) continue;
    n++;
    if (
      before.systolicMmHg - reading.systolicMmHg >= FALL_MMHG.systolic ||
      before.diastolicMmHg - reading.diastolicMmHg >= FALL_MMHG.diastolic
    )
      falls++;
  }
  return n === 0 ? undefined : { n, falls };
}
