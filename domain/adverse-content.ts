import { z } from 'zod';
import { NARANJO } from './naranjo.ts';
import { Language } from './source.ts';

/*
 * What stands in a report of an adverse drug reaction: the items of China's national form (药品不良反应/事件报告表, Measures on the
 * reporting and monitoring of adverse drug reactions, Ministry of Health order 81, 2011; items read in copies: secondary) and the core of
 * ICH E2B(R3) and of MedWatch 3500 / CIOMS I. Whatever nobody has said yet is left out.
 */

/** `2026`, `2026-03`, `2026-03-01`, `2026-03-01T08:30`: as far as it is known, on the patient's calendar. */
export const Day = z
  .string()
  .regex(/^\d{4}(-(0[1-9]|1[0-2])(-(0[1-9]|[12]\d|3[01])(T([01]\d|2[0-3]):[0-5]\d)?)?)?$/, 'a day like 2026-03-01, or 2026-03')
  .refine(isDay, 'there is no such day');

const line = (most: number) => z.string().trim().min(1).max(most);
const text = z.string().trim().min(1).max(4000);

export const SERIOUSNESS = ['death', 'life-threatening', 'hospitalisation', 'disability', 'congenital', 'important'] as const;
export const Seriousness = z.enum(SERIOUSNESS);
export type Seriousness = z.infer<typeof Seriousness>;
export const Outcome = z.enum(['recovered', 'recovering', 'not-recovered', 'sequelae', 'fatal', 'unknown']);
export const Action = z.enum(['withdrawn', 'reduced', 'increased', 'unchanged', 'unknown', 'not-applicable']);
export const Role = z.enum(['suspect', 'concomitant', 'interacting']);
/** What came of stopping or reducing; what came of taking it again. */
export const Dechallenge = z.enum(['better', 'not-better', 'unknown', 'not-done']);
export const Rechallenge = z.enum(['recurred', 'not-recurred', 'unknown', 'not-done']);
/** The six categories of WHO-UMC, which are those of the Chinese form too. */
export const Causality = z.enum(['certain', 'probable', 'possible', 'unlikely', 'conditional', 'unassessable']);
export const Profession = z.enum(['doctor', 'pharmacist', 'nurse', 'other-health', 'consumer']);
export const EffectOnDisease = z.enum(['none', 'prolonged', 'worse', 'sequelae', 'death']);

export const AdverseDrug = z.strictObject({
  role: Role.default('suspect'),
  name: line(200).describe('as whoever took or saw it calls it'),
  genericName: line(200).optional(),
  approvalNumber: line(80).optional(),
  manufacturer: line(200).optional(),
  batch: line(80).optional(),
  dose: line(120).optional().describe('per time: 500 mg'),
  frequency: line(120).optional(),
  route: line(80).optional(),
  start: Day.optional(),
  stop: Day.optional(),
  indication: line(200).optional(),
  action: Action.optional(),
  dechallenge: Dechallenge.optional(),
  rechallenge: Rechallenge.optional(),
  /** Of suspected ones. */
  causality: Causality.optional(),
  naranjo: z
    .array(z.enum(['yes', 'no', 'unknown']))
    .length(NARANJO.length)
    .optional(),
});
export type AdverseDrug = z.infer<typeof AdverseDrug>;

export const AdverseReaction = z.strictObject({
  term: line(250).describe('the reaction as reported'),
  /** A code of a terminology that the clinic has a licence for, as typed: `10019211`. */
  code: line(40).optional(),
  onset: Day.optional(),
  end: Day.optional(),
  description: text.optional(),
  outcome: Outcome.optional(),
  /** Left out: nobody was asked yet. Empty: none of them. */
  seriousness: z.array(Seriousness).max(SERIOUSNESS.length).optional(),
});
export type AdverseReaction = z.infer<typeof AdverseReaction>;

/** A reading of Hearth that a person chose, as it stood at that moment. */
export const AttachedReading = z.strictObject({ id: z.string().max(300), kind: z.string().max(40), at: z.int(), said: line(200) });
export type AttachedReading = z.infer<typeof AttachedReading>;

export const AdverseContent = z.strictObject({
  language: Language.describe('in which the free texts are written'),
  patient: z
    .strictObject({
      /** Never the name: who it is stays in the clinic. */
      initials: z.string().trim().min(1).max(6).optional(),
      ageYears: z.int().min(0).max(130).optional(),
      sex: z.enum(['female', 'male', 'other']).optional(),
      weightKg: z.number().min(0.3).max(500).optional(),
      disease: line(500).optional().describe('what the medicine was for, and others'),
      history: text.optional().describe('earlier reactions, also in the family; allergies, pregnancy, liver, kidney, smoking, drinking'),
    })
    .default({}),
  reactions: z.array(AdverseReaction).max(10).default([]),
  drugs: z.array(AdverseDrug).max(40).default([]),
  /** Not in the label, or graver or more frequent than the label says. */
  isNew: z.boolean().optional(),
  effectOnDisease: EffectOnDisease.optional(),
  tests: text.optional(),
  readings: z.array(AttachedReading).max(50).default([]),
  /** Course and treatment. */
  narrative: text.optional(),
  comment: text.optional(),
  reporter: z
    .strictObject({
      profession: Profession.optional(),
      name: line(120).optional(),
      organisation: line(200).optional(),
      phone: line(40).optional(),
      email: z.email().optional(),
      country: z
        .string()
        .regex(/^[A-Z]{2}$/, 'two letters, such as CN')
        .optional(),
    })
    .default({}),
});
export type AdverseContent = z.infer<typeof AdverseContent>;

/** What any of the reactions was. Undefined: nobody has said. */
export function seriousnessOf({ reactions }: Pick<AdverseContent, 'reactions'>): readonly Seriousness[] | undefined {
  const said = reactions.flatMap(({ seriousness }) => (seriousness ? [seriousness] : []));
  const fatal = reactions.some(({ outcome }) => outcome === 'fatal');
  if (said.length === 0 && !fatal) return undefined;
  return SERIOUSNESS.filter((one) => said.some((of) => of.includes(one)) || (fatal && one === 'death'));
}

function isDay(said: string): boolean {
  const [year, month, day] = said.slice(0, 10).split('-').map(Number);
  if (day === undefined) return true;
  const date = new Date(Date.UTC(year!, month! - 1, day));
  return date.getUTCMonth() === month! - 1;
}
