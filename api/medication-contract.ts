import { z } from 'zod';
import { Localized, Source } from '../domain/source.ts';

/* What goes over HTTP about medicines. */

const Words = z.array(z.string().min(1).max(80)).max(50).default([]);
export const CheckMedications = z.strictObject({
  medicines: Words.describe('as the record writes them, or codes'),
  conditions: Words,
  allergies: Words,
  foods: Words.describe('foods, drinks, herbs and activities'),
});
export const MedicationName = z.object({ code: z.string(), kind: z.string(), name: Localized, atc: z.array(z.string()) });
export type MedicationName = z.infer<typeof MedicationName>;
const MedicationSeverity = z.enum(['contraindicated', 'major', 'moderate', 'minor', 'measurement']);
const MedicationItem = z.object({
  as: z.enum(['medicine', 'condition', 'allergy', 'food']),
  given: z.string(),
  code: z.string(),
  kind: z.string(),
  name: Localized,
});
export const MedicationCheckView = z.object({
  facts: z.string().describe('version of the facts that answered'),
  says: Localized,
  known: z.array(MedicationItem),
  unknown: z
    .array(z.object({ as: MedicationItem.shape.as, given: z.string(), rest: z.string() }))
    .describe('what was not understood, in whole or in part, and so not checked'),
  findings: z.array(
    z.object({
      id: z.string(),
      between: z.array(MedicationItem),
      severity: MedicationSeverity,
      certainty: z.enum(['certain', 'possible']),
      effect: Localized,
      source: Source,
    }),
  ),
  notKnown: z.array(z.array(MedicationItem)).describe('pairs of which nothing is on record: not known is not safe'),
});
export type MedicationCheckView = z.infer<typeof MedicationCheckView>;
export const AboutMedication = MedicationName.extend({
  source: Source,
  findings: z.array(
    z.object({ id: z.string(), severity: MedicationSeverity, effect: Localized, source: Source, with: z.array(MedicationName) }),
  ),
});

/** A medicine that came into a record or a plan, or went out of it. */
export const MedicineChangeView = z.object({ at: z.int(), what: z.enum(['started', 'stopped']), medicine: z.string() });
export type MedicineChangeView = z.infer<typeof MedicineChangeView>;
