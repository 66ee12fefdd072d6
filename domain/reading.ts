import { z } from 'zod';
import type { Instant } from './clock.ts';

/** What makes a number doubtful, or a reading not a patient's. The judge and the reports look at these. */
export const Quality = z.enum([
  'battery-low',
  'body-movement',
  'clock-suspect',
  'control-solution',
  'cuff-loose',
  'device-fault',
  'implausible',
  'improper-position',
  'irregular-pulse',
  'pulse-out-of-range',
  'read-interrupted',
  'sample-too-small',
  'sensor-fault',
  'strip-fault',
  'temperature-out-of-range',
  'time-fault',
  'unstamped',
]);
export type Quality = z.infer<typeof Quality>;

const said = {
  /** When the body was measured, in Unix ms: by the device's clock where it has one. Years 1970 to 9999. */
  at: z.int().min(0).max(253_402_300_799_999),
  /** Whose clock `at` came from; `server` when the device has none and no gateway stamped the moment. */
  clock: z.enum(['device', 'gateway', 'server']),
  /** The device's wall clock as it stood in the record, unconverted: part of the identity where a profile has one. */
  deviceTime: z.string().max(40).optional(),
  /** The profile's own sequence number, where it has one: part of the identity. */
  sequence: z.int().nonnegative().optional(),
  quality: z.array(Quality).readonly().default([]),
};

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

export const BloodPressure = z.strictObject({
  ...said,
  kind: z.literal('blood-pressure'),
  systolicMmHg: z.number().nonnegative().max(1000),
  diastolicMmHg: z.number().nonnegative().max(1000),
  meanMmHg: z.number().nonnegative().max(1000).optional(),
  pulsePerMin: z.number().nonnegative().max(1000).optional(),
  /** Which of several users of a shared cuff, as the cuff counts them. */
  user: z.int().min(0).max(254).optional(),
  /** Present when the cuff measures in kPa. */
  reported: z.strictObject({ systolic: z.number(), diastolic: z.number(), unit: z.literal('kPa') }).optional(),
});
export type BloodPressure = z.infer<typeof BloodPressure>;

/** What a device said. It has no owner yet: no decoder can invent a patient. */
export const Measurement = z.discriminatedUnion('kind', [Glucose, GlucoseContext, BloodPressure]);
export type Measurement = z.infer<typeof Measurement>;
export type Kind = Measurement['kind'];
export const KINDS = ['glucose', 'glucose-context', 'blood-pressure'] as const satisfies readonly Kind[];

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
  | { readonly is: 'exempt'; readonly because: 'implausible' | 'control-solution' | 'context' };
