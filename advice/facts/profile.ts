import type { Instant } from '../../domain/clock.ts';
import type { Profile } from '../../domain/profile.ts';
import { ACTIVITY, DIETS, FASTS, FAVOURITES, KITCHENS, LIVING, MOBILITY, READING, STAPLES } from '../../domain/profile-words.ts';
import type { Language, Localized } from '../../domain/source.ts';
import { type Fact, say } from '../fact.ts';

/** What each part of a profile is called, and whether it is one choice or several. */
const PARTS: readonly {
  readonly kind: string;
  readonly title: Localized;
  readonly names: Readonly<Record<string, Localized>>;
  readonly of: (profile: Profile) => readonly string[];
}[] = [
  { kind: 'diet', title: { 'zh-CN': '饮食习惯', en: 'Diet' }, names: DIETS, of: ({ diet }) => diet ?? [] },
  { kind: 'staple', title: { 'zh-CN': '主食', en: 'Staple food' }, names: STAPLES, of: ({ staple }) => listed(staple) },
  { kind: 'kitchen', title: { 'zh-CN': '口味', en: 'Kitchen' }, names: KITCHENS, of: ({ kitchens }) => kitchens ?? [] },
  { kind: 'fast', title: { 'zh-CN': '斋戒', en: 'Keeps' }, names: FASTS, of: ({ fasts }) => fasts ?? [] },
  { kind: 'activity', title: { 'zh-CN': '活动量', en: 'Activity' }, names: ACTIVITY, of: ({ activity }) => listed(activity) },
  { kind: 'mobility', title: { 'zh-CN': '行动能力', en: 'Mobility' }, names: MOBILITY, of: ({ mobility }) => listed(mobility) },
  { kind: 'favourite', title: { 'zh-CN': '喜欢的活动', en: 'Likes' }, names: FAVOURITES, of: ({ favourites }) => favourites ?? [] },
  { kind: 'reading', title: { 'zh-CN': '阅读', en: 'Reads best' }, names: READING, of: ({ reading }) => listed(reading) },
  { kind: 'living', title: { 'zh-CN': '居住', en: 'Household' }, names: LIVING, of: ({ living }) => listed(living) },
];

const listed = (code: string | undefined): readonly string[] => (code === undefined ? [] : [code]);

/**
 * What is known of how a person eats, moves and reads, as of `now`: `person.diet.vegetarian`. Codes alone are named; a note that somebody
 * typed is in no fact, since a model reads them.
 */
export function profileFacts(profile: Profile | undefined, language: Language, now: Instant): readonly Fact[] {
  if (!profile) return [];
  const at = { values: [], from: now, to: now };
  const chosen = PARTS.flatMap(({ kind, title, names, of }) =>
    of(profile).map((code): Fact => {
      const text = names[code]![language];
      return {
        id: `person.${kind}.${code}`,
        text,
        statement: say(language, `${title['zh-CN']}：${text}。`, `${title.en}: ${text}.`),
        ...at,
      };
    }),
  );
  const falls = say(language, '有跌倒风险', 'at risk of falls');
  return [
    ...chosen,
    ...(profile.fallsRisk
      ? [{ id: 'person.falls-risk', text: falls, statement: say(language, `${falls}。`, 'Is at risk of falls.'), ...at }]
      : []),
  ];
}

/** The facts that a trait stands on: `diet-vegetarian` on `person.diet.vegetarian`, `gout` on `condition.gout`. */
export const factIdsOfTrait = (trait: string): readonly string[] => [
  `condition.${trait}`,
  `medicine.${trait}`,
  `person.${trait}`,
  `person.${trait.replace('-', '.')}`,
];
