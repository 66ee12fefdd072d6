import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Patient } from '../../domain/patient.ts';
import { Language, Source } from '../../domain/source.ts';
import { type Heard, type Hit, hitsOf, Patterns } from './pattern.ts';

export type GlucoseUnit = Patient['glucoseUnit'];

const Text = z.strictObject({ 'zh-CN': z.array(z.string().min(1)).length(1), en: z.array(z.string().min(1)).length(1) });
const Limit = z.strictObject({ mmolL: z.number().positive(), mgDl: z.number().positive(), source: z.string() });
const File = z.strictObject({
  sources: z.record(z.string(), Source),
  limits: z.strictObject({
    low: Limit,
    high: Limit,
    highest: Limit,
    'lowest-shown': z.strictObject({ mgDl: z.number().positive(), source: z.string() }),
    'highest-said': z.strictObject({ mmolL: z.number().positive(), source: z.string() }),
  }),
  before: Text,
  'not-behind': Text,
  signs: z.strictObject({ high: Patterns, low: Patterns, mind: Patterns }),
});

/** How numbers of glucose are found in a message, and from where on they are dangerous. */
export interface GlucoseWords extends Pick<z.infer<typeof File>, 'limits' | 'signs'> {
  readonly numbers: Readonly<Record<Language, RegExp>>;
}

const NUMBER = {
  'zh-CN': String.raw`(?:(?<![\d.])(?<value>\d{1,3}(?:\.\d{1,2})?)(?![\d.])|(?<said>[一二](?![直般样定下个些旦共起次周天边切向路般整]))(?:点(?<tenth>[一二三四五六七八九零]))?)(?<unit>mmol(?:/l)?|毫摩尔?(?:每升)?|mg/?dl?|毫克)?`,
  en: String.raw`(?<value>\d{1,3}(?:\.\d{1,2})?)(?![\d.]\d|\d)(?: ?(?<unit>mmols?\b(?:/l|/litre)?|mg\b(?:/dl)?|mgdl\b))?`,
} as const;

/** @param home the folder of the program. Throws where the file is not as it should be. */
export function readGlucoseWords(home: string): GlucoseWords {
  const file = File.parse(parse(readFileSync(join(home, 'advice/questions/data/glucose-said.yaml'), 'utf8')));
  for (const { source } of Object.values(file.limits))
    if (!file.sources[source]) throw new Error(`glucose-said.yaml: there is no source ${source}`);
  const numberIn = (language: Language) =>
    new RegExp(`(?:${file.before[language][0]})${NUMBER[language]}(?!${file['not-behind'][language][0]})`, 'gu');
  return { limits: file.limits, signs: file.signs, numbers: { 'zh-CN': numberIn('zh-CN'), en: numberIn('en') } };
}

/** `raised`: too high to wait, and no emergency by itself. `either`: very low or very high, by the unit that nobody wrote. */
type Reads = 'low' | 'either' | 'high' | 'raised';

export interface SaidGlucose {
  readonly hit: Hit;
  readonly reads: Reads;
}

const CHINESE_DIGITS = '零一二三四五六七八九';

/**
 * The numbers of glucose in a message that tell of danger. `unit`: of the patient; without it a Chinese number is of mmol/L, as meters in
 * China are, and an English one may be of either. Words of a high one beside a number that the unit makes low, or the other way round, make it
 * one of either: a wrong unit in the record is no reason to tell somebody with a high glucose to take sugar.
 */
export function glucoseIn(message: Heard, { numbers, limits, signs }: GlucoseWords, unit: GlucoseUnit | undefined): readonly SaidGlucose[] {
  const has = (which: keyof GlucoseWords['signs']): boolean => hitsOf(message, signs[which]).length > 0;
  const found: SaidGlucose[] = [];
  for (const language of Language.options)
    for (const { index, 0: said, groups = {} } of message.surfaces[language].text.matchAll(numbers[language])) {
      const value = groups['value'] ? Number(groups['value']) : Number(`${digit(groups['said'])}.${digit(groups['tenth'])}`);
      const written: GlucoseUnit | undefined = groups['unit'] ? (/mmol|摩/.test(groups['unit']) ? 'mmol/L' : 'mg/dL') : undefined;
      const reads = readAs(value, written, unit ?? (language === 'zh-CN' ? 'mmol/L' : undefined));
      if (reads) found.push({ hit: { language, index, said }, reads });
    }
  return found;

  function readAs(value: number, written: GlucoseUnit | undefined, own: GlucoseUnit | undefined): Reads | undefined {
    const asMmol = withSigns(value, 'mmolL');
    const asMg = withSigns(value, 'mgDl');
    if (written) return written === 'mmol/L' ? asMmol : asMg;
    if (value < limits['lowest-shown'].mgDl) return asMmol;
    if (value >= limits['highest-said'].mmolL) return asMg;
    // From here on a number that is very high in mmol/L and very low in mg/dL.
    if (!Number.isInteger(value)) return asMmol;
    const speaksHigh = has('high') && !has('low');
    if (own === 'mmol/L') return value > limits.highest.mmolL || has('low') ? 'either' : asMmol;
    if (own === 'mg/dL') return has('high') ? 'either' : 'low';
    return speaksHigh ? 'high' : 'either';
  }

  function withSigns(value: number, unit: 'mmolL' | 'mgDl'): Reads | undefined {
    if (value < limits.low[unit]) return 'low';
    if (value >= limits.highest[unit]) return 'high';
    if (value >= limits.high[unit]) return has('high') || has('mind') ? 'high' : 'raised';
    return undefined;
  }
}

const digit = (letter: string | undefined): number => (letter ? CHINESE_DIGITS.indexOf(letter) : 0);
