import type { Run } from '../domain/follow-up.ts';
import type { Language, Localized } from '../domain/source.ts';

const PLACE = /\{([a-z][a-z0-9-]*)\}/g;

/** The values that a text speaks of: `{medicine}`. */
export const namesIn = (text: string): readonly string[] => [...text.matchAll(PLACE)].map(([, name]) => name!);

/**
 * A text with the values of its run in place of their names. A value may be given once for each language: `kind.en`, `kind.zh-CN`.
 * One that is missing leaves a dash: the sentence still says what to do.
 */
export function speak(text: Localized, { values = {} }: Pick<Run, 'values'>): Localized {
  const said = (language: Language) =>
    text[language].replaceAll(PLACE, (_, name: string) => values[`${name}.${language}`] ?? values[name] ?? '—');
  return { 'zh-CN': said('zh-CN'), en: said('en') };
}
