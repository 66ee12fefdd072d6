import type { Meal } from '../../domain/reading.ts';

/** The columns of a glucose diary, in the order of the day. `other`: the patient did not say what the reading stands to a meal. */
export const SLOTS = [
  'night',
  'fasting',
  'after-breakfast',
  'before-lunch',
  'after-lunch',
  'before-dinner',
  'after-dinner',
  'bedtime',
  'other',
] as const;
export type Slot = (typeof SLOTS)[number];

/**
 * Puts a self-measured reading into the diary by its meal mark and the hour. The mark says before or after, the hour says which meal:
 * breakfast until 10:30, lunch until 16:00 (engineering choices). Without a mark the hour alone proves nothing, but for the night,
 * 00:00 to 04:59.
 * @param minute since midnight in the patient's zone
 */
export function slotOf(meal: Meal | undefined, minute: number): Slot {
  if (meal === 'fasting') return 'fasting';
  if (meal === 'bedtime') return 'bedtime';
  if (meal === 'before') return minute < 630 ? 'fasting' : minute < 960 ? 'before-lunch' : 'before-dinner';
  if (meal === 'after') {
    if (minute < 240) return 'after-dinner';
    return minute < 690 ? 'after-breakfast' : minute < 1020 ? 'after-lunch' : 'after-dinner';
  }
  return minute < 300 ? 'night' : 'other';
}
