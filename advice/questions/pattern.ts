import { z } from 'zod';
import { Language } from '../../domain/source.ts';
import { surfaceOf } from '../wording/surface.ts';
import { fromCantonese } from './cantonese.ts';

/** A regular expression as the data files write it. */
export const Pattern = z
  .string()
  .min(1)
  .transform((source, context) => {
    try {
      return new RegExp(source, 'gu');
    } catch {
      context.addIssue(`not a regular expression: ${source}`);
      return z.NEVER;
    }
  });
export const Patterns = z.strictObject({ 'zh-CN': z.array(Pattern).min(1), en: z.array(Pattern).min(1) });
export type Patterns = z.infer<typeof Patterns>;

/** A message as patterns see it, in both languages: people write one in the middle of the other. */
export interface Heard {
  readonly surfaces: Readonly<Record<Language, ReturnType<typeof surfaceOf>>>;
  readonly text: string;
}

/** As long as a reply may be: danger at the end of a long one is danger. */
const MOST = 10_000;

export const heard = (text: string): Heard => {
  const bounded = text.slice(0, MOST);
  return {
    text: bounded,
    surfaces: { 'zh-CN': surfaceOf(fromCantonese(bounded), 'zh-CN'), en: surfaceOf(bounded.replaceAll(/[‘’]/g, "'"), 'en') },
  };
};

export interface Hit {
  readonly language: Language;
  readonly index: number;
  readonly said: string;
}

/** Everywhere that one of the patterns is found. */
export const hitsOf = ({ surfaces }: Heard, patterns: Patterns): readonly Hit[] =>
  Language.options.flatMap((language) =>
    patterns[language].flatMap((pattern) =>
      [...surfaces[language].text.matchAll(pattern)].map(({ index, 0: said }) => ({ language, index, said })),
    ),
  );

export const says = (message: Heard, patterns: Patterns): boolean => hitsOf(message, patterns).length > 0;
