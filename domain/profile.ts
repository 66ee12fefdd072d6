import { z } from 'zod';
import { ACTIVITY, DIETS, FASTS, FAVOURITES, KITCHENS, LIVING, MOBILITY, READING, STAPLES } from './profile-words.ts';

const codes = <const K extends string>(of: Readonly<Record<K, unknown>>) => z.enum(Object.keys(of) as [K, ...K[]]);
/** Several of a list, each once. */
const several = <const K extends string>(of: Readonly<Record<K, unknown>>) =>
  z
    .array(codes(of))
    .max(Object.keys(of).length)
    .refine((chosen) => new Set(chosen).size === chosen.length, 'each choice once');
/** Read by people, and by no model: who typed it is not known to mean well. */
const Note = z.string().trim().min(1).max(200);

/**
 * How a person eats, moves and reads, as far as advice can use it. Everything may be left out: what is not known is not guessed.
 * Choices have codes, because only what was reviewed is said; a note is for the staff, and what it forbids is only ever made stricter by it.
 */
export const Profile = z.strictObject({
  diet: several(DIETS).optional(),
  staple: codes(STAPLES).optional(),
  dietNote: Note.optional(),
  kitchens: several(KITCHENS).optional(),
  fasts: several(FASTS).optional(),
  activity: codes(ACTIVITY).optional(),
  mobility: codes(MOBILITY).optional(),
  fallsRisk: z.boolean().optional(),
  favourites: several(FAVOURITES).optional(),
  activityNote: Note.optional(),
  reading: codes(READING).optional(),
  living: codes(LIVING).optional(),
});
export type Profile = z.infer<typeof Profile>;

/** Which parts of a profile a change touched: `diet, mobility`. The journal keeps that, and not the words. Undefined: none. */
export function profileChanged(before: Profile | undefined, after: Profile | undefined): string | undefined {
  const parts = Object.keys(Profile.shape) as (keyof Profile)[];
  const changed = parts.filter((part) => JSON.stringify(before?.[part]) !== JSON.stringify(after?.[part]));
  return changed.length > 0 ? changed.join(', ') : undefined;
}
