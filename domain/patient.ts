import { z } from 'zod';
import { Profile } from './profile.ts';
import { WATCHED } from './reading.ts';
import { Language } from './source.ts';

/** An IANA name of a time zone. */
export const Zone = z.string().refine(isZone, 'not a time zone that this system knows, e.g. Asia/Shanghai');

/** Guidelines that judge the same blood pressure differently. */
export const Guideline = z.enum(['china-2024', 'esc-2024', 'aha-2025']);
export type Guideline = z.infer<typeof Guideline>;

/** What care needs to know of a person, without saying who it is. `id` is a pseudonym everywhere. */
export const Patient = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(64)
    .regex(/^[\w-]+$/),
  language: Language,
  /** IANA name, e.g. Asia/Shanghai: "morning" and "fasting" are read in it. */
  zone: Zone,
  birthYear: z.int().min(1900).max(2100).optional(),
  sex: z.enum(['female', 'male', 'other']).optional(),
  glucoseUnit: z.enum(['mmol/L', 'mg/dL']).default('mmol/L'),
  /** Chooses among limits that guidelines give per group. */
  group: z.enum(['adult', 'older-adult', 'pregnancy']).default('adult'),
  /** By which guideline blood pressure is judged where they differ; without a choice, by China's. */
  guideline: Guideline.optional(),
  conditions: z.array(z.string().max(80)).max(50).default([]),
  medicines: z.array(z.string().max(80)).max(100).default([]),
  allergies: z.array(z.string().max(80)).max(50).default([]),
  /** What the patient was asked to measure, and how often; no readings for longer than `everyDays` is a finding. */
  plan: z
    .array(z.strictObject({ kind: z.enum(WATCHED), everyDays: z.int().min(1).max(90) }))
    .max(10)
    .default([]),
  /** How they eat, move and read: what makes advice theirs. */
  profile: Profile.optional(),
});
export type Patient = z.infer<typeof Patient>;

/** Who the patient is. Lives encrypted in one table; enters no topic, log, time series, prompt or metric. */
export const PatientIdentity = z.strictObject({
  name: z.string().min(1).max(120),
  phone: z.string().max(40).optional(),
  email: z.email().optional(),
});
export type PatientIdentity = z.infer<typeof PatientIdentity>;

function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}
