import { z } from 'zod';
import { Meal, POSTURES, Quality, TEMPERATURE_SITES } from '../../domain/reading.ts';

const TIME = 'a time with its zone, such as 2026-03-01T08:00:00+08:00, or Unix milliseconds';
/** When the body was measured: ISO 8601 with an offset, or Unix milliseconds up to the year 9999. Absent: the device has no clock. */
const At = z.union([z.int({ error: TIME }).min(0).max(253_402_300_799_999), z.iso.datetime({ offset: true, error: TIME }).max(40)], {
  error: TIME,
});

const said = {
  at: At.optional(),
  /** The device's own number of the reading, if it counts: tells a reading from its repetition. */
  sequence: z.int().nonnegative().optional(),
  /** What the device itself says against the number. Hearth's own findings (implausible, unstamped) are not for it to make. */
  quality: z
    .array(Quality.exclude(['disowned', 'implausible', 'reassigned', 'unstamped', 'withdrawn']))
    .max(Quality.options.length)
    .optional(),
};

/** Which of several users of one device, as the device counts them. */
const user = z.int().min(0).max(254).optional();

const NativeGlucose = z.strictObject({
  kind: z.literal('glucose'),
  value: z.number().positive(),
  unit: z.enum(['mmol/L', 'mg/dL']),
  ...said,
  meal: Meal.optional(),
  specimen: z.enum(['capillary', 'venous', 'arterial', 'interstitial', 'unknown']).optional(),
  /** What the number stands for, where the device says so: it is kept, and not converted. */
  fluid: z.enum(['plasma', 'whole-blood']).optional(),
  /** The display showed LO or HI: the value is the end of the device's range. */
  beyond: z.enum(['low', 'high']).optional(),
});

/** No reading may hold more (domain/reading.ts). */
export const MOST_MMHG = 1000;
const pressure = z.number().nonnegative().max(MOST_MMHG);
const NativeBloodPressure = z.strictObject({
  kind: z.literal('blood-pressure'),
  systolic: pressure,
  diastolic: pressure,
  mean: pressure.optional(),
  unit: z.enum(['mmHg', 'kPa']).default('mmHg'),
  pulse: z.number().nonnegative().max(1000).optional(),
  /** How the body was held, where somebody said it. */
  posture: z.enum(POSTURES).optional(),
  ...said,
  user,
});

const NativeWeight = z.strictObject({
  kind: z.literal('weight'),
  value: z.number().nonnegative().max(1000),
  unit: z.enum(['kg', 'lb']),
  ...said,
  user,
});

const kg = z.number().nonnegative().max(1000).optional();
const NativeBodyComposition = z.strictObject({
  kind: z.literal('body-composition'),
  fatPercent: z.number().min(0).max(100),
  musclePercent: z.number().min(0).max(100).optional(),
  muscleKg: kg,
  fatFreeKg: kg,
  waterKg: kg,
  weightKg: kg,
  ...said,
  user,
});

const NativeTemperature = z.strictObject({
  kind: z.literal('temperature'),
  value: z.number().min(-50).max(212),
  unit: z.enum(['°C', '°F']),
  site: z.enum(TEMPERATURE_SITES).optional(),
  ...said,
  user,
});

const NativeSaturation = z.strictObject({
  kind: z.literal('oxygen-saturation'),
  value: z.number().min(0).max(100),
  unit: z.literal('%').default('%'),
  pulse: z.number().nonnegative().max(1000).optional(),
  perfusion: z.number().nonnegative().max(100).optional(),
  /** One of a series that goes on by itself. */
  continuous: z.boolean().optional(),
  ...said,
  user,
});

const NativeHeartRate = z.strictObject({
  kind: z.literal('heart-rate'),
  value: z.number().nonnegative().max(1000),
  unit: z.literal('1/min').default('1/min'),
  ...said,
});

const MOST_MINUTES = 1500;
const minutes = z.number().nonnegative().max(MOST_MINUTES).optional();
/** A day's total (`minutes` left out), or what was counted in so many minutes; `at` is its beginning. */
const NativeActivity = z.strictObject({
  kind: z.literal('activity'),
  steps: z.int().nonnegative().max(1_000_000),
  minutes: z.int().min(1).max(MOST_MINUTES).optional(),
  activeMinutes: minutes,
  vigorousMinutes: minutes,
  wornMinutes: minutes,
  ...said,
  user,
});

/** One reading in Hearth's own JSON. */
export const NativeReading = z.discriminatedUnion('kind', [
  NativeGlucose,
  NativeBloodPressure,
  NativeWeight,
  NativeBodyComposition,
  NativeTemperature,
  NativeSaturation,
  NativeHeartRate,
  NativeActivity,
]);
export type NativeReading = z.infer<typeof NativeReading>;
