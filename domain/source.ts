import { z } from 'zod';

/**
 * How well a fact is known. `primary`: read in the document named. `secondary`: read in a text that quotes it.
 * `unverified`: from general knowledge; ships only as such, and `hearth check` lists it for a clinician's review.
 */
export const Evidence = z.enum(['primary', 'secondary', 'unverified']);
export type Evidence = z.infer<typeof Evidence>;

/** Where a fact, limit or format comes from. Nothing clinical ships without one. */
export const Source = z.strictObject({
  organisation: z.string().min(1),
  title: z.string().min(1),
  year: z.int().min(1900).max(2100),
  section: z.string().optional(),
  url: z.url().optional(),
  evidence: Evidence,
});
export type Source = z.infer<typeof Source>;

export const Language = z.enum(['zh-CN', 'en']);
export type Language = z.infer<typeof Language>;

/** One text in every language that Hearth speaks. */
export const Localized = z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) });
export type Localized = z.infer<typeof Localized>;

/** `中文 (English)`, as sources name an organisation that has a name in both: the reader's own. Any other name stays as it is. */
export function organisationIn(organisation: string, language: Language): string {
  const [, chinese, english] = /^(\p{Script=Han}.*) \((.+)\)$/u.exec(organisation) ?? [];
  return (language === 'zh-CN' ? chinese : english) ?? organisation;
}
