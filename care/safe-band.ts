import { z } from 'zod';
import { FIELDS, type Point } from '../rules/point.ts';
import { Unit } from '../rules/units.ts';

const limits = z.tuple([z.number(), z.number()]).refine(([from, to]) => from < to, 'two numbers, the smaller first: [3.9, 13.9]');
/** By unit, because a reading is judged in the unit that its device showed: 70 mg/dL is not low, 3.885 mmol/L is. */
const byUnit = z.partialRecord(Unit, limits);

/** From and to which values, both of them still in it, a reading is a recovery. */
export const SafeBand = z
  .strictObject({
    ...(Object.fromEntries(FIELDS.map((field) => [field, byUnit.optional()])) as Record<Field, z.ZodOptional<typeof byUnit>>),
    sources: z.array(z.string()).min(1),
  })
  .refine((band) => FIELDS.some((field) => band[field]), `at least one of ${FIELDS.join(', ')}`);
export type SafeBand = z.infer<typeof SafeBand>;
type Field = (typeof FIELDS)[number];

/** Whether all that the band speaks of lies within it. A display that shows LO or HI, a unit of which the band says nothing, a field that the kind has not: no. */
export function isWithin(band: SafeBand, point: Point): boolean {
  if (point.beyond !== '') return false;
  return FIELDS.every((field) => {
    const said = band[field];
    if (!said) return true;
    const [from, to] = said[point.unit] ?? [Number.NaN, Number.NaN];
    return point[field] >= from && point[field] <= to;
  });
}
