import type { Instant } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import type { Profile } from '../domain/profile.ts';
import { ACTIVITY, DIETS, FASTS, FAVOURITES, KITCHENS, LIVING, MOBILITY, READING, STAPLES } from '../domain/profile-words.ts';

type In<K extends string, Of> = `${K}-${string & keyof Of}`;
export type ProfileTrait =
  | In<'diet', typeof DIETS>
  | In<'staple', typeof STAPLES>
  | In<'kitchen', typeof KITCHENS>
  | In<'fast', typeof FASTS>
  | In<'activity', typeof ACTIVITY>
  | In<'mobility', typeof MOBILITY>
  | In<'favourite', typeof FAVOURITES>
  | In<'reading', typeof READING>
  | In<'living', typeof LIVING>
  | 'no-alcohol'
  | 'ramadan-now'
  | 'ramadan-soon'
  | 'unknown-diet'
  | 'unknown-activity';

const named = (kind: string, of: object): readonly string[] => Object.keys(of).map((code) => `${kind}-${code}`);
/** Every trait that a profile can give, but for those that it shares with conditions and allergies. */
export const PROFILE_TRAITS: readonly string[] = [
  ...named('diet', DIETS),
  ...named('staple', STAPLES),
  ...named('kitchen', KITCHENS),
  ...named('fast', FASTS),
  ...named('activity', ACTIVITY),
  ...named('mobility', MOBILITY),
  ...named('favourite', FAVOURITES),
  ...named('reading', READING),
  ...named('living', LIVING),
  'no-alcohol',
  'ramadan-now',
  'ramadan-soon',
  'unknown-diet',
  'unknown-activity',
];

/** What one thing is besides: whoever eats no animal food eats no meat. What Hearth's lists of foods know already keeps its name there. */
const IMPLIES: Readonly<Record<string, readonly string[]>> = {
  'diet-vegan': ['diet-vegetarian'],
  'diet-halal': ['diet-no-pork', 'no-alcohol'],
  'diet-lactose-intolerant': ['allergy-milk'],
  'diet-gluten-free': ['allergy-wheat'],
  'mobility-wheelchair': ['mobility-limited'],
};

/**
 * What a note forbids, by the words that people write; it only ever makes advice more careful, so "I am no vegetarian" costs a sentence or
 * two. Words as in person-words.ts.
 */
const NOTED: readonly { readonly trait: string; readonly words: readonly string[] }[] = [
  { trait: 'diet-vegan', words: ['vegan', 'plant based', '纯素', '全素'] },
  { trait: 'diet-vegetarian', words: ['vegetarian', 'no meat', '素食', '吃素', '不吃肉', '忌荤'] },
  { trait: 'diet-halal', words: ['halal', 'muslim', '清真', '穆斯林'] },
  { trait: 'diet-no-pork', words: ['pork', 'kosher', '猪'] },
  { trait: 'diet-no-beef', words: ['beef', 'hindu', '牛肉'] },
  { trait: 'diet-low-salt', words: ['low salt', 'less salt', 'no salt', '低盐', '少盐'] },
];
const NOTED_MOVING: typeof NOTED = [
  { trait: 'mobility-wheelchair', words: ['wheelchair', 'bedridden', 'bed bound', 'bedbound', '轮椅', '卧床'] },
  {
    trait: 'mobility-limited',
    words: ['walker', 'rollator', '=cane', 'crutch', 'walking stick', 'walking aid', '拐', '助行', '搀扶', '走不', '行动不便'],
  },
];

/** How a word list is looked for in a text, and what else the text says by the lists of conditions and allergies. */
export interface Reader {
  readonly says: (text: string, word: string) => boolean;
  /** The traits of conditions or allergies that a text speaks of. */
  readonly traitsIn: (text: string, kind: 'condition' | 'allergy') => readonly string[];
}

/** What follows from how a person eats, moves, reads and lives. */
export function profileTraits({ profile, zone }: Pick<Patient, 'profile' | 'zone'>, now: Instant, reader: Reader): readonly string[] {
  if (!profile) return [];
  const chosen = chosenIn(profile);
  const noted = [
    ...fromNote(profile.dietNote, NOTED, 'allergy', 'unknown-diet', reader),
    ...fromNote(profile.activityNote, NOTED_MOVING, 'condition', 'unknown-activity', reader),
  ];
  const traits = new Set([...chosen, ...noted].flatMap((trait) => [trait, ...(IMPLIES[trait] ?? [])]));
  if (profile.fallsRisk) traits.add('frailty');
  if (traits.has('fast-ramadan')) for (const trait of ramadanAt(now, zone)) traits.add(trait);
  return [...traits];
}

function chosenIn(profile: Profile): readonly string[] {
  const one = (kind: string, code: string | undefined) => (code === undefined ? [] : [`${kind}-${code}`]);
  const many = (kind: string, codes: readonly string[] = []) => codes.map((code) => `${kind}-${code}`);
  return [
    ...many('diet', profile.diet),
    ...one('staple', profile.staple),
    ...many('kitchen', profile.kitchens),
    ...many('fast', profile.fasts),
    ...one('activity', profile.activity),
    ...one('mobility', profile.mobility),
    ...many('favourite', profile.favourites),
    ...one('reading', profile.reading),
    ...one('living', profile.living),
  ];
}

function fromNote(
  note: string | undefined,
  list: typeof NOTED,
  kind: 'condition' | 'allergy',
  unknown: string,
  { says, traitsIn }: Reader,
): readonly string[] {
  if (note === undefined) return [];
  const found = [
    ...list.filter(({ words }) => words.some((word) => says(note, word))).map(({ trait }) => trait),
    ...traitsIn(note, kind).filter((trait) => trait !== 'known'),
  ];
  // A note may forbid more than the words that are known in it: it stays a note that nobody understood whole.
  return [...found, unknown];
}

/** Ramadan begins by the moon: a day earlier or later than reckoned. */
const MOON_DAYS = 1;
/** Six weeks before: when the IDF-DAR guidelines (2021, chapter 7, secondary) begin to prepare people with diabetes. */
const SOON_DAYS = 42;

function ramadanAt(now: Instant, zone: string): readonly ('ramadan-now' | 'ramadan-soon')[] {
  const today = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(zone).toPlainDate();
  const isRamadan = (days: number): boolean => today.add({ days }).withCalendar('islamic-umalqura').month === 9;
  if (isRamadan(-MOON_DAYS) || isRamadan(0) || isRamadan(MOON_DAYS)) return ['ramadan-now'];
  for (let days = MOON_DAYS; days <= SOON_DAYS; days++) if (isRamadan(days)) return ['ramadan-soon'];
  return [];
}
