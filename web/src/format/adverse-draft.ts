import type { AdverseContent } from '../../../domain/adverse-content.ts';

/** A report while somebody changes it: what is not said is left out, never an empty text. */
export type Part = Readonly<Record<string, unknown>>;

/** One part with one field changed; an empty text, or undefined, takes the field out. */
export function withField<P extends Part>(part: P, field: string, value: unknown): P {
  const { [field]: _, ...rest } = part;
  return (value === undefined || value === '' ? rest : { ...rest, [field]: value }) as P;
}

/** What was typed as a number; undefined for nothing, and the text itself where it is none, so that the server says what is wrong. */
export const numberOf = (typed: string): number | string | undefined => {
  const plain = typed.trim().replace(',', '.');
  if (plain === '') return undefined;
  return Number.isFinite(Number(plain)) ? Number(plain) : plain;
};

/** Texts without spaces about them, and without those that are empty: ready to be sent. */
export function tidied(content: AdverseContent): AdverseContent {
  const tidy = (value: unknown): unknown => {
    if (typeof value === 'string') return value.trim();
    if (Array.isArray(value)) return value.map(tidy);
    if (typeof value === 'object' && value !== null)
      return Object.fromEntries(Object.entries(value).flatMap(([key, one]) => (tidy(one) === '' ? [] : [[key, tidy(one)]])));
    return value;
  };
  return tidy(content) as AdverseContent;
}
