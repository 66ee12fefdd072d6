import type { NewPatient } from '../../../api/contract.ts';
import { ACTIVITY, DIETS, FASTS, FAVOURITES, KITCHENS, LIVING, MOBILITY, READING, STAPLES } from '../../../domain/profile-words.ts';
import type { Language, Localized } from '../../../domain/source.ts';

type Profile = NonNullable<NewPatient['patient']['profile']>;

/** Where several may be ticked, and where one is chosen. */
export const SEVERAL = { diet: DIETS, kitchens: KITCHENS, fasts: FASTS, favourites: FAVOURITES } as const;
export const ONE = { staple: STAPLES, activity: ACTIVITY, mobility: MOBILITY, reading: READING, living: LIVING } as const;
export type Several = keyof typeof SEVERAL;
export type One = keyof typeof ONE;
export type Note = 'dietNote' | 'activityNote';

/** A profile as it stands in the form. */
export type ProfileDraft = Readonly<Record<Several, readonly string[]>> &
  Readonly<Record<One | Note, string>> & { readonly fallsRisk: boolean };

const keys = <K extends string>(of: Readonly<Record<K, unknown>>) => Object.keys(of) as K[];

export const profileDraftOf = (profile: Profile = {}): ProfileDraft => ({
  diet: profile.diet ?? [],
  kitchens: profile.kitchens ?? [],
  fasts: profile.fasts ?? [],
  favourites: profile.favourites ?? [],
  staple: profile.staple ?? '',
  activity: profile.activity ?? '',
  mobility: profile.mobility ?? '',
  reading: profile.reading ?? '',
  living: profile.living ?? '',
  dietNote: profile.dietNote ?? '',
  activityNote: profile.activityNote ?? '',
  fallsRisk: profile.fallsRisk ?? false,
});

/** What was chosen and written; of an untouched form, nothing. */
export function profileOf(draft: ProfileDraft): Profile | undefined {
  const parts = [
    ...keys(SEVERAL).flatMap((part) => (draft[part].length > 0 ? [[part, [...draft[part]]] as const] : [])),
    ...keys(ONE).flatMap((part) => (draft[part] === '' ? [] : [[part, draft[part]] as const])),
    ...(['dietNote', 'activityNote'] as const).flatMap((part) => (draft[part].trim() === '' ? [] : [[part, draft[part].trim()] as const])),
    ...(draft.fallsRisk ? [['fallsRisk', true] as const] : []),
  ];
  return parts.length > 0 ? (Object.fromEntries(parts) as Profile) : undefined;
}

/** The choices of a profile in words, one after the other; the notes last. */
export function profileText(profile: Profile | undefined, language: Language, fallsRisk: string, comma: string): string {
  const draft = profileDraftOf(profile);
  const name = (of: Readonly<Record<string, Localized>>, code: string) => of[code]?.[language] ?? code;
  return [
    ...draft.diet.map((code) => name(DIETS, code)),
    ...(draft.staple === '' ? [] : [name(STAPLES, draft.staple)]),
    ...draft.kitchens.map((code) => name(KITCHENS, code)),
    ...draft.fasts.map((code) => name(FASTS, code)),
    ...(['activity', 'mobility'] as const).flatMap((part) => (draft[part] === '' ? [] : [name(ONE[part], draft[part])])),
    ...(draft.fallsRisk ? [fallsRisk] : []),
    ...draft.favourites.map((code) => name(FAVOURITES, code)),
    ...(['reading', 'living'] as const).flatMap((part) => (draft[part] === '' ? [] : [name(ONE[part], draft[part])])),
    ...[draft.dietNote, draft.activityNote].filter((note) => note !== ''),
  ].join(comma);
}
