import { z } from 'zod';
import type { Instant } from './clock.ts';

/**
 * What makes a number doubtful, or a reading not a patient's. The judge and the reports look at these. `withdrawn` and `reassigned` are a
 * person's word, and stand whatever the device sends again; `disowned` beside `withdrawn`: it was the patient who said so.
 */
export const Quality = z.enum([
  'battery-low',
  'body-movement',
  'clock-suspect',
  'control-solution',
  'cuff-loose',
  'demonstration',
  'device-fault',
  'disowned',
  'implausible',
  'improper-position',
  'irregular-pulse',
  'no-contact',
  'poor-signal',
  'pulse-out-of-range',
  'read-interrupted',
  'reassigned',
  'sample-too-small',
  'sensor-fault',
  'strip-fault',
  'temperature-out-of-range',
  'time-fault',
  'unstamped',
  'withdrawn',
]);
export type Quality = z.infer<typeof Quality>;

const said = {
  /** When the body was measured, in Unix ms: by the device's clock where it has one. Years 1970 to 9999. */
  at: z.int().min(0).max(253_402_300_799_999),
  /**
   * Whose clock `at` came from, the most trusted first; `corrected`: the device's, moved by as much as it was seen to be off; `server` when
   * the device has none and no gateway stamped the moment.
   */
  clock: z.enum(['device', 'corrected', 'gateway', 'server']),
  /** Where `at` was corrected: what the device's clock said. It is part of the identity, so that a better correction is no other reading. */
  statedAt: z.int().optional(),
  /** The device's wall clock as it stood in the record, unconverted: part of the identity where a profile has one. */
  deviceTime: z.string().max(40).optional(),
  /** The profile's own sequence number, where it has one: part of the identity. */
  sequence: z.int().nonnegative().optional(),
  quality: z.array(Quality).readonly().default([]),
};

/** Which of several users of one device, as the device counts them. */
const user = z.int().min(0).max(254).optional();

export const Meal = z.enum(['fasting', 'before', 'after', 'bedtime', 'casual']);
export type Meal = z.infer<typeof Meal>;

export const Glucose = z.strictObject({
  ...said,
  kind: z.literal('glucose'),
  glucoseMmolL: z.number().nonnegative().max(100),
  /** What the display showed, and in which unit: limits are judged in this unit. */
  reported: z.strictObject({ value: z.number().nonnegative(), unit: z.enum(['mmol/L', 'mg/dL']) }),
  /** The device showed LO or HI: the true value lies beyond `glucoseMmolL`, which is then the end of its range. */
  beyond: z.enum(['low', 'high']).optional(),
  meal: Meal.optional(),
  /** `interstitial` marks a continuous sensor; all others are single samples. */
  specimen: z.enum(['capillary', 'venous', 'arterial', 'interstitial', 'unknown']).default('unknown'),
  /**
   * What the number stands for, where the device says so. Kept and shown, never converted: most meters say `whole-blood` of a drop whose
   * result they have long calibrated to plasma.
   */
  fluid: z.enum(['plasma', 'whole-blood']).optional(),
  /** The meter announced that a context record with the same sequence number follows. */
  contextFollows: z.boolean().optional(),
});
export type Glucose = z.infer<typeof Glucose>;

/** The companion of a glucose record (GATT 2A34): says what the patient did around it. Joined by device and sequence. */
export const GlucoseContext = z.strictObject({
  ...said,
  kind: z.literal('glucose-context'),
  meal: Meal.optional(),
  carbohydrateG: z.number().nonnegative().optional(),
  exerciseMinutes: z.number().nonnegative().optional(),
  exerciseIntensityPercent: z.number().min(0).max(100).optional(),
  medication: z.enum(['rapid-insulin', 'short-insulin', 'intermediate-insulin', 'long-insulin', 'pre-mixed-insulin']).optional(),
  medicationAmount: z.strictObject({ value: z.number().nonnegative(), unit: z.enum(['mg', 'mL']) }).optional(),
  health: z.enum(['minor-issues', 'major-issues', 'menses', 'stress', 'none']).optional(),
  hba1cPercent: z.number().positive().max(30).optional(),
});
export type GlucoseContext = z.infer<typeof GlucoseContext>;

/** How the body was held while a pressure was measured. */
export const POSTURES = ['lying', 'sitting', 'standing'] as const;
export type Posture = (typeof POSTURES)[number];

export const BloodPressure = z.strictObject({
  ...said,
  kind: z.literal('blood-pressure'),
  systolicMmHg: z.number().nonnegative().max(1000),
  diastolicMmHg: z.number().nonnegative().max(1000),
  meanMmHg: z.number().nonnegative().max(1000).optional(),
  pulsePerMin: z.number().nonnegative().max(1000).optional(),
  user,
  /** Present when the cuff measures in kPa. */
  reported: z.strictObject({ systolic: z.number(), diastolic: z.number(), unit: z.literal('kPa') }).optional(),
  /** Where somebody said it. Without it the pressure counts as measured sitting, as every home protocol asks: see `isSeated` in counts.ts. */
  posture: z.enum(POSTURES).optional(),
});
export type BloodPressure = z.infer<typeof BloodPressure>;

export const Weight = z.strictObject({
  ...said,
  kind: z.literal('weight'),
  weightKg: z.number().nonnegative().max(1000),
  /** Present when the scale measures in pounds. */
  reported: z.strictObject({ value: z.number().nonnegative(), unit: z.literal('lb') }).optional(),
  user,
});
export type Weight = z.infer<typeof Weight>;

const massKg = z.number().nonnegative().max(1000).optional();

/** What a scale makes of the body's resistance. Shown to the doctor; no rule watches it. */
export const BodyComposition = z.strictObject({
  ...said,
  kind: z.literal('body-composition'),
  bodyFatPercent: z.number().min(0).max(100),
  musclePercent: z.number().min(0).max(100).optional(),
  muscleKg: massKg,
  fatFreeKg: massKg,
  softLeanKg: massKg,
  bodyWaterKg: massKg,
  weightKg: massKg,
  impedanceOhm: z.number().nonnegative().max(10_000).optional(),
  basalMetabolismKj: z.number().nonnegative().max(100_000).optional(),
  user,
});
export type BodyComposition = z.infer<typeof BodyComposition>;

export const TEMPERATURE_SITES = [
  'armpit',
  'body',
  'ear',
  'finger',
  'gastro-intestinal',
  'mouth',
  'rectum',
  'toe',
  'tympanum',
  'forehead',
] as const;

export const Temperature = z.strictObject({
  ...said,
  kind: z.literal('temperature'),
  temperatureC: z.number().min(-50).max(100),
  /** Present when the thermometer measures in degrees Fahrenheit. */
  reported: z.strictObject({ value: z.number(), unit: z.literal('°F') }).optional(),
  /** Where it was measured: the armpit shows less than the ear. */
  site: z.enum(TEMPERATURE_SITES).optional(),
  user,
});
export type Temperature = z.infer<typeof Temperature>;

export const OxygenSaturation = z.strictObject({
  ...said,
  kind: z.literal('oxygen-saturation'),
  saturationPercent: z.number().min(0).max(100),
  pulsePerMin: z.number().nonnegative().max(1000).optional(),
  /** Pulse amplitude index: how strong the signal is. */
  perfusionPercent: z.number().nonnegative().max(100).optional(),
  /** From a series that goes on by itself, not from a finger put in to be measured once. */
  continuous: z.boolean().optional(),
  user,
});
export type OxygenSaturation = z.infer<typeof OxygenSaturation>;

export const HeartRate = z.strictObject({
  ...said,
  kind: z.literal('heart-rate'),
  pulsePerMin: z.number().nonnegative().max(1000),
});
export type HeartRate = z.infer<typeof HeartRate>;

/** A civil day may have 25 hours. */
const dayMinutes = z.number().nonnegative().max(1500);

/**
 * How much somebody moved in so many minutes from `at` on. A day's total begins at midnight where the person is; as it grows it stays one
 * record, and each next word corrects the one before. No rule watches it.
 */
export const Activity = z.strictObject({
  ...said,
  kind: z.literal('activity'),
  /** How long the interval is: of a day that is not over, until now where the device says so, else the whole day. */
  minutes: z.int().min(1).max(1500),
  steps: z.int().nonnegative().max(1_000_000),
  /** Of moderate intensity and more, as the device sees it: brisk walking counts. */
  activeMinutes: dayMinutes.optional(),
  /** The part of `activeMinutes` that was vigorous. */
  vigorousMinutes: dayMinutes.optional(),
  /** How long it was worn, where the device knows. */
  wornMinutes: dayMinutes.optional(),
  user,
});
export type Activity = z.infer<typeof Activity>;

/** What a device said. It has no owner yet: no decoder can invent a patient. */
export const Measurement = z.discriminatedUnion('kind', [
  Glucose,
  GlucoseContext,
  BloodPressure,
  Weight,
  BodyComposition,
  Temperature,
  OxygenSaturation,
  HeartRate,
  Activity,
]);
export type Measurement = z.infer<typeof Measurement>;
export type Kind = Measurement['kind'];
export const KINDS = [
  'glucose',
  'glucose-context',
  'blood-pressure',
  'weight',
  'body-composition',
  'temperature',
  'oxygen-saturation',
  'heart-rate',
  'activity',
] as const satisfies readonly Kind[];
/** What a patient can be asked to measure, and a rule can watch. */
export const WATCHED = [
  'glucose',
  'blood-pressure',
  'weight',
  'temperature',
  'oxygen-saturation',
  'heart-rate',
] as const satisfies readonly Kind[];
export type Watched = (typeof WATCHED)[number];
/** What a page and a report show of a patient. */
export const SHOWN_KINDS = [...WATCHED, 'activity'] as const satisfies readonly Kind[];
export type ShownKind = (typeof SHOWN_KINDS)[number];

export type PatientId = string;
export type DeviceId = string;
export type ReadingId = string;

/** A measurement that belongs to somebody: one thing one device said about one body at one time. */
export type Reading = Measurement & {
  readonly id: ReadingId;
  readonly device: DeviceId;
  readonly patient: PatientId;
  /** When Hearth heard of it, by the server's clock. */
  readonly received: Instant;
};

/** Kept with every stored reading: which rule set looked at it and when, or why none did. */
export type Judgement =
  | { readonly is: 'judged'; readonly rules: string; readonly at: Instant }
  | {
      readonly is: 'exempt';
      readonly because: 'implausible' | 'control-solution' | 'demonstration' | 'withdrawn' | 'context' | 'unwatched';
    };
