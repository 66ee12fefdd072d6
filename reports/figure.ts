import { z } from 'zod';
import type { SourceId } from './sources.ts';
import { sources } from './sources.ts';

const SourceName = z.enum(Object.keys(sources) as [SourceId, ...SourceId[]]);

/** Why a statistic cannot be relied on: `have` 9 `of` readings, `need` 12. */
export const Shortfall = z.strictObject({
  have: z.number(),
  need: z.number(),
  of: z.enum(['readings', 'sensor-readings', 'days']),
});
export type Shortfall = z.infer<typeof Shortfall>;

/**
 * One statistic. Too few data: `sufficient` is false and `why` says what is missing; then `value` is null (refused), or a number
 * that must be shown as preliminary. Glucose is in mmol/L and unrounded, whatever the patient's unit is.
 */
export const Figure = z.strictObject({
  value: z.number().nullable(),
  unit: z.enum(['mmol/L', 'mmHg', '%', '1/min', 'index', 'count', 'days', 'min', 'steps']),
  n: z.int().nonnegative(),
  sufficient: z.boolean(),
  why: Shortfall.optional(),
  source: SourceName,
});
export type Figure = z.infer<typeof Figure>;

/** Enough (undefined), or what is missing. */
export const enough = (have: number, need: number, of: Shortfall['of'] = 'readings'): Shortfall | undefined =>
  have >= need ? undefined : { have, need, of };

type About = { readonly unit: Figure['unit']; readonly n: number; readonly source: SourceId };

/** A statistic that is not given at all when the data are too few: a mean that would be mistaken for the patient's. */
export function refusable(value: number | undefined, { unit, n, source }: About, missing: Shortfall | undefined): Figure {
  const told = value !== undefined && Number.isFinite(value) ? value : null;
  if (missing) return { value: null, unit, n, sufficient: false, why: missing, source };
  return { value: told, unit, n, sufficient: told !== null, source };
}

/** A statistic that describes what is there: given in any case, marked as preliminary when the data are too few. */
export function preliminary(value: number | undefined, { unit, n, source }: About, missing: Shortfall | undefined): Figure {
  const figure = refusable(value, { unit, n, source }, undefined);
  return missing ? { ...figure, sufficient: false, why: missing } : figure;
}
