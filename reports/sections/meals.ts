import type { SectionBuilder } from '../build.ts';
import { mean } from '../metrics/glucose.ts';
import { SLOTS, slotOf } from '../metrics/meal-profile.ts';
import { minuteOf } from '../wall-time.ts';

/** Self-measured glucose by what it stands to a meal. */
export const meals: SectionBuilder = ({ glucose, wall }) => {
  const sticks = glucose.filter(({ specimen }) => specimen !== 'interstitial');
  const bySlot = Map.groupBy(sticks, ({ meal, at }) => slotOf(meal, minuteOf(wall(at))));
  const slots = SLOTS.flatMap((slot) => {
    const values = (bySlot.get(slot) ?? []).map(({ glucoseMmolL }) => glucoseMmolL);
    return values.length === 0
      ? []
      : [{ slot, n: values.length, mean: mean(values), lowest: Math.min(...values), highest: Math.max(...values) }];
  });
  return slots.length < 2 ? undefined : { section: 'meals', slots };
};
