import { z } from 'zod';
import { Source } from '../domain/source.ts';

/** `contraindicated`: not together. `major`: avoid or change. `moderate`: watch, limit the dose. `minor`. `measurement`: misleads a meter, not the body. */
export const Severity = z.enum(['contraindicated', 'major', 'moderate', 'minor', 'measurement']);
export type Severity = z.infer<typeof Severity>;

const Code = z.string().regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'small letters, digits and hyphens');
const Text = z.string().min(1).max(300);
const texts = { 'zh-CN': Text, en: Text };
const words = z.strictObject({ 'zh-CN': z.array(z.string().min(1)).min(1), en: z.array(z.string().min(1)).min(1) });

/** A medicine, a class, a condition, a food, an activity or an allergen, as it stands in a file. */
const Term = z.strictObject({
  code: Code,
  ...texts,
  atc: z
    .array(z.string().regex(/^[A-Z](?:\d{2}(?:[A-Z]{1,2}(?:\d{2})?)?)?$/, 'an ATC code such as A10BA02 or A10BB'))
    .min(1)
    .optional(),
  /** How else records write it, in any language. */
  names: z.array(z.string().min(1)).default([]),
  /** What it is a kind of; found with everything that is found for that. */
  in: z.array(Code).default([]),
  /** Graver states that a record with no more than this leaves open. */
  mayBe: z.array(Code).default([]),
  /** Its own source; else the file's. */
  source: z.string().optional(),
});
export type TermRow = z.infer<typeof Term>;
/** Foods and activities carry the words by which the guard of the advice notices them. */
const Noticed = Term.extend({ words });

const Finding = z.strictObject({
  id: Code,
  /** One of each list, all at the same time. */
  between: z.array(z.array(Code).min(1)).min(2).max(3),
  severity: Severity,
  /** How an advice to such a person may name the food, drink or activity in it. */
  inAdvice: z.enum(['never', 'little', 'freely']).optional(),
  ...texts,
  source: z.string(),
});

/** One file of medication facts. */
export const FactFile = z.strictObject({
  /** Where the terms of this file come from, unless one says otherwise. */
  source: z.string().optional(),
  sources: z.record(z.string(), Source).default({}),
  classes: z.array(Term).default([]),
  drugs: z.array(Term).default([]),
  conditions: z.array(Term).default([]),
  foods: z.array(Noticed).default([]),
  activities: z.array(Noticed).default([]),
  allergens: z.array(Term).default([]),
  findings: z.array(Finding).default([]),
});
export type FactFile = z.infer<typeof FactFile>;
