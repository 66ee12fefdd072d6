import type { Instant } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import { type PersonWord, personWords } from './person-words.ts';
import { PROFILE_TRAITS, type ProfileTrait, profileTraits } from './profile-traits.ts';

/** What follows from several words, from age or from not knowing. */
const derived = [
  /** Takes a medicine that can push glucose too low. */
  'hypo-risk',
  /** Potassium may rise: by the kidneys, by a medicine, or because Hearth does not know all conditions and medicines. */
  'potassium-risk',
  /** How much to drink is for the doctor to say. */
  'fluid-limit',
  /** Ketones can rise: type 1 diabetes, or an SGLT2 inhibitor, under which glucose may even be normal. */
  'ketone-risk',
  /** 65 or older, or in the group of older adults. */
  'older',
  'unknown-condition',
  'unknown-medicine',
  'unknown-allergy',
] as const;

export type Trait = Exclude<(typeof personWords)[number]['trait'], 'known'> | (typeof derived)[number] | ProfileTrait;
export const TRAITS: readonly string[] = [
  ...new Set<string>([...personWords.map(({ trait }) => trait), ...derived, ...PROFILE_TRAITS]),
].filter((trait) => trait !== 'known');

/** 65: the age from which the Standards of Care speak of older adults (ADA, section 13, secondary). */
const OLDER_YEARS = 65;

/** What advice must know of a person, from a record in which people write conditions and medicines in their own words. */
export function traitsOf(patient: Patient, now: Instant): ReadonlySet<string> {
  const traits = new Set<string>();
  const read = (texts: readonly string[], kinds: readonly PersonWord['kind'][], unknown: string): void => {
    for (const text of texts) {
      const found = personWords.filter(({ kind, words }) => kinds.includes(kind) && words.some((word) => says(text, word)));
      for (const { trait } of found) traits.add(trait);
      if (found.length === 0) traits.add(unknown);
    }
  };
  read(patient.conditions, ['condition', 'allergy'], 'unknown-condition');
  read(patient.medicines, ['medicine'], 'unknown-medicine');
  read(patient.allergies, ['allergy'], 'unknown-allergy');
  for (const trait of profileTraits(patient, now, { says, traitsIn })) traits.add(trait);
  traits.delete('known');

  const any = (...names: readonly string[]): boolean => names.some((name) => traits.has(name));
  if (patient.group === 'pregnancy') traits.add('pregnancy');
  const year = Temporal.Instant.fromEpochMilliseconds(now).toZonedDateTimeISO(patient.zone).year;
  if (patient.group === 'older-adult' || (patient.birthYear !== undefined && year - patient.birthYear >= OLDER_YEARS)) traits.add('older');
  if (any('insulin', 'sulfonylurea')) traits.add('hypo-risk');
  if (any('type-1-diabetes', 'sglt2-inhibitor')) traits.add('ketone-risk');
  if (any('heart-failure', 'chronic-kidney-disease')) traits.add('fluid-limit');
  if (
    any('chronic-kidney-disease', 'high-potassium', 'heart-failure', 'raas-blocker', 'potassium-raiser') ||
    any('unknown-condition', 'unknown-medicine')
  ) {
    traits.add('potassium-risk');
  }
  return traits;
}

/** The names under which a person's known conditions and medicines may be mentioned; free text from the record never is. */
export function namesOf(traits: ReadonlySet<string>): readonly PersonWord[] {
  return personWords.filter(({ trait, kind }, i) => {
    // "2型糖尿病" says "糖尿病" as well: the general word is left out beside the special one.
    if (trait === 'diabetes' && (traits.has('type-1-diabetes') || traits.has('type-2-diabetes'))) return false;
    return kind !== 'allergy' && traits.has(trait) && personWords.findIndex((other) => other.trait === trait) === i;
  });
}

const traitsIn = (text: string, kind: PersonWord['kind']): readonly string[] =>
  personWords.filter((one) => one.kind === kind && one.words.some((word) => says(text, word))).map(({ trait }) => trait);

function says(text: string, word: string): boolean {
  const plain = text.normalize('NFKC').toLowerCase().replaceAll(/[-_]+/g, ' ');
  if (/\p{Script=Han}/u.test(word)) return plain.includes(word);
  if (word.startsWith('-')) return new RegExp(`${word.slice(1)}(?![a-z])`, 'u').test(plain);
  if (word.startsWith('=')) return new RegExp(`(?<![a-z])${word.slice(1)}(?![a-z])`, 'u').test(plain);
  return new RegExp(`(?<![a-z])${word}`, 'u').test(plain);
}
