import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Localized, Source } from '../../domain/source.ts';
import { type GlucoseUnit, type GlucoseWords, glucoseIn, readGlucoseWords, type SaidGlucose } from './glucose-said.ts';
import { isMeant, isRefused, outOfIdioms } from './here-and-now.ts';
import { type Heard, type Hit, hitsOf, Patterns } from './pattern.ts';
import { readSigns, type Seen, type Signs, signsIn } from './signs.ts';

const Emergency = z.strictObject({
  id: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  /** What the team is told. */
  title: Localized,
  /** What the patient is told, word for word. */
  says: Localized,
  source: z.string(),
  words: Patterns,
  /** A "no" before it changes nothing. */
  evenDenied: z.literal(true).optional(),
});
const File = z.strictObject({ sources: z.record(z.string(), Source), emergencies: z.array(Emergency).min(1) });

/** One kind of danger: how it is noticed, and the fixed text that goes out. */
export type Emergency = Omit<z.infer<typeof Emergency>, 'source'> & { readonly source: Source };

/** @param home the folder of the program. Throws where the file is not as it should be: no house opens without it. */
export function readEmergencies(home: string): readonly Emergency[] {
  const { sources, emergencies } = File.parse(parse(readFileSync(join(home, 'advice/questions/data/emergencies.yaml'), 'utf8')));
  return emergencies.map(({ source, ...row }) => {
    const known = sources[source];
    if (!known) throw new Error(`emergencies.yaml: ${row.id}: there is no source ${source}`);
    return { ...row, source: known };
  });
}

/** Everything by which danger is seen in words. */
export interface Dangers {
  readonly emergencies: readonly Emergency[];
  readonly signs: Signs;
  readonly idioms: Patterns;
  readonly glucose: GlucoseWords;
}

/** Signs of what is no emergency by its words and may not be able to wait: always, or where nobody understood the message. */
const NO_EMERGENCY: ReadonlySet<string> = new Set(['worrying', 'unclear']);

/** @param home the folder of the program. Throws where a file is not as it should be, or a sign is of no kind of emergency that there is. */
export function readDangers(home: string): Dangers {
  const emergencies = readEmergencies(home);
  const signs = readSigns(home, 'signs.yaml');
  for (const { of } of signs.signs)
    if (!NO_EMERGENCY.has(of) && !emergencies.some(({ id }) => id === of)) throw new Error(`signs.yaml: there is no emergency ${of}`);
  for (const id of Object.values(EMERGENCY_OF))
    if (!emergencies.some((one) => one.id === id)) throw new Error(`emergencies.yaml: there is no ${id}`);
  const idioms = Patterns.parse(parse(readFileSync(join(home, 'advice/questions/data/idioms.yaml'), 'utf8')));
  return { emergencies, signs, idioms, glucose: readGlucoseWords(home) };
}

/** What a number of glucose tells of; `raised` is no emergency by itself. */
const EMERGENCY_OF = { low: 'severe-low', either: 'glucose-unclear', high: 'ketoacidosis' } as const;

export interface Danger {
  readonly emergency: Emergency;
  readonly words: readonly string[];
}

/**
 * The first kind of danger that a message speaks of: by words that need nothing beside them, and where there are none by signs. Rather one too
 * many than one too few: only what is clearly denied, lies back, is asked about in general or is a figure of speech is left out.
 * @param unit in which the patient's glucose is written, for a number without one.
 */
export function dangerIn(message: Heard, dangers: Dangers, unit?: GlucoseUnit): Danger | undefined {
  const numbers = numbersIn(message, dangers, unit);
  const danger = firstDanger(message, dangers, numbers);
  // Words may sound like a low; beside a number that is, or may be, a very high one nobody is told to take sugar.
  const isContradicted = danger?.emergency.id === EMERGENCY_OF.low && numbers.some(({ reads }) => reads !== 'low');
  return isContradicted ? { ...danger, emergency: dangers.emergencies.find(({ id }) => id === EMERGENCY_OF.either)! } : danger;
}

const numbersIn = (message: Heard, { glucose, idioms }: Dangers, unit: GlucoseUnit | undefined): readonly SaidGlucose[] => {
  const isPlain = outOfIdioms(message, idioms);
  return glucoseIn(message, glucose, unit).filter(({ hit }) => isPlain(hit) && isMeant(message, hit));
};

function firstDanger(message: Heard, dangers: Dangers, numbers: readonly SaidGlucose[]): Danger | undefined {
  const { emergencies, idioms } = dangers;
  const isPlain = outOfIdioms(message, idioms);
  for (const emergency of emergencies) {
    const hits = fewOf(hitsOf(message, emergency.words)).filter(
      (hit) => isPlain(hit) && (emergency.evenDenied ? !isRefused(message, hit) : isMeant(message, hit)),
    );
    const said = numbers.filter(({ reads }) => reads !== 'raised' && EMERGENCY_OF[reads] === emergency.id).map(({ hit }) => hit.said);
    if (hits.length + said.length > 0) return { emergency, words: [...new Set([...hits.map((hit) => hit.said), ...said])] };
  }
  const seen = shownBy(message, dangers, (of) => !NO_EMERGENCY.has(of));
  for (const emergency of emergencies) {
    const words = seen.filter(({ of }) => of === emergency.id).flatMap((one) => one.words);
    if (words.length > 0) return { emergency, words: [...new Set(words)] };
  }
  return undefined;
}

/** Whoever writes a word more often than this writes it at the beginning or at the end. */
const MOST_HITS = 60;
const fewOf = (hits: readonly Hit[]): readonly Hit[] =>
  hits.length <= MOST_HITS ? hits : [...hits.slice(0, MOST_HITS / 2), ...hits.slice(-MOST_HITS / 2)];

/**
 * Whether what is no emergency by its words may not be able to wait. `words`: those that mean it where nobody has understood the message; what
 * was understood, and is answered in its turn, needs more of them.
 */
export function worriesIn(message: Heard, dangers: Dangers, words: Patterns | undefined, unit?: GlucoseUnit): boolean {
  if (numbersIn(message, dangers, unit).length > 0) return true;
  if (shownBy(message, dangers, (of) => of === 'worrying' || (of === 'unclear' && words !== undefined)).length > 0) return true;
  const isPlain = outOfIdioms(message, dangers.idioms);
  return words !== undefined && hitsOf(message, words).some((hit) => isPlain(hit) && isMeant(message, hit));
}

function shownBy(message: Heard, { signs, idioms }: Dangers, isAsked: (of: string) => boolean): readonly Seen[] {
  const isPlain = outOfIdioms(message, idioms);
  const asked = { ...signs, signs: signs.signs.filter(({ of }) => isAsked(of)) };
  return signsIn(message, asked, (hit) => isPlain(hit) && isMeant(message, hit));
}
