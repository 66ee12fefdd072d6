/** The slots of a glucose diary that facts are counted in; the words of reports/ with a meal to each. */
export const FACT_SLOTS = [
  'night',
  'fasting',
  'after-breakfast',
  'before-lunch',
  'after-lunch',
  'before-dinner',
  'after-dinner',
  'bedtime',
] as const;
export type FactSlot = (typeof FACT_SLOTS)[number];

/** Every fact that there can be, but for what is known of the person (`condition.…`, `medicine.…`). A sentence that names another is refused. */
export const FACT_IDS: ReadonlySet<string> = new Set([
  'alert.rule',
  'alert.when',
  'alert.value',
  'plan.every-days',
  'slot.name',
  'slot.count',
  'slot.above',
  'slot.mean',
  'slot.goal',
  ...FACT_SLOTS.flatMap((slot) => ['count', 'above', 'mean'].map((what) => `glucose.${slot}.${what}`)),
  ...['last', 'last-when', 'days-since', 'count-7d', 'mean-7d', 'mean-14d', 'highest-7d', 'lowest-7d', 'week-before', 'trend'].map(
    (what) => `glucose.${what}`,
  ),
  ...['above-7d', 'below-7d', 'below-14d', 'share-above-7d', 'share-in-range-7d', 'share-below-7d', 'high-time', 'low-time'].map(
    (what) => `glucose.${what}`,
  ),
  ...['last', 'last-when', 'days-since', 'count-7d', 'mean-7d', 'morning-mean', 'evening-mean', 'week-before', 'trend'].map(
    (what) => `bp.${what}`,
  ),
  ...['above-7d', 'high-time', 'pulse-mean-7d'].map((what) => `bp.${what}`),
  ...['low', 'very-low', 'fasting', 'after-meal', 'very-high', 'exercise-floor', 'exercise-ceiling', 'pressure', 'pressure-crisis'].map(
    (what) => `limit.${what}`,
  ),
]);
