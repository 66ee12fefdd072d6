import { z } from 'zod';
import { DecodeError, type Decoder } from '../decoder.ts';
import { parseJson, readingsOf, type Translated } from './native.ts';
import { Steps, stretchOf } from './open-mhealth-steps.ts';
import { wrongFields } from './wrong-fields.ts';

const Moment = z.iso.datetime({ offset: true });
/** A moment, or an interval whose beginning is one: a part of a day says nothing of when. */
const TimeFrame = z.union(
  [
    z.object({ date_time: Moment }),
    z.object({
      time_interval: z.union([
        z.object({ start_date_time: Moment, end_date_time: Moment }),
        z.object({ start_date_time: Moment, duration: z.looseObject({}) }),
        z.object({ end_date_time: Moment, duration: z.looseObject({}) }),
      ]),
    }),
  ],
  { error: 'date_time, or time_interval with its beginning and end (or duration), each with its zone' },
);

const MEALS: Readonly<Record<string, string>> = { fasting: 'fasting', 'before meal': 'before', 'after meal': 'after' };
const SPECIMENS: Readonly<Record<string, string>> = {
  'interstitial fluid': 'interstitial',
  'capillary blood': 'capillary',
  'arterial blood': 'arterial',
  'venous blood': 'venous',
  plasma: 'venous',
  serum: 'venous',
  'whole blood': 'unknown',
  tears: 'unknown',
  sweat: 'unknown',
  urine: 'unknown',
  'cerebrospinal fluid': 'unknown',
};
/** body-posture 1.0; half lying is none of the postures that Hearth tells apart. */
const POSTURES: Readonly<Record<string, string | undefined>> = {
  sitting: 'sitting',
  'lying down': 'lying',
  standing: 'standing',
  'semi-recumbent': undefined,
};
const STATISTICS = [
  'average',
  'count',
  'maximum',
  'median',
  'minimum',
  'standard deviation',
  'sum',
  'variance',
  '20th percentile',
  '80th percentile',
  'lower quartile',
  'upper quartile',
  'quartile deviation',
] as const;
const ABOUT_MEALS = z
  .string()
  .regex(/^(fasting|not fasting|(before|after|2 hours postprandial|with) ?(meal|breakfast|lunch|dinner|snack)?.*)$/);

const BloodGlucose = z.object({
  blood_glucose: z.object({ value: z.number(), unit: z.enum(['mg/dL', 'mmol/L']) }),
  effective_time_frame: TimeFrame,
  specimen_source: z.enum(Object.keys(SPECIMENS)).optional(),
  temporal_relationship_to_meal: ABOUT_MEALS.optional(),
  temporal_relationship_to_sleep: z.enum(['before sleeping', 'during sleep', 'on waking']).optional(),
  descriptive_statistic: z.enum(STATISTICS).optional(),
});
const Pressure = z.object({ value: z.number(), unit: z.literal('mmHg') });
const BloodPressure = z.object({
  systolic_blood_pressure: Pressure,
  diastolic_blood_pressure: Pressure,
  effective_time_frame: TimeFrame,
  temporal_relationship_to_physical_activity: z
    .enum(['at rest', 'active', 'before exercise', 'after exercise', 'during exercise'])
    .optional(),
  body_posture: z.enum(Object.keys(POSTURES)).optional(),
  descriptive_statistic: z.enum(STATISTICS).optional(),
});

/** Measures of one number, by the field that holds it: which kind, and the unit as Hearth writes it. */
const SINGLE: Readonly<Record<string, { readonly kind: string; readonly units: Readonly<Record<string, string>> }>> = {
  body_weight: { kind: 'weight', units: { kg: 'kg', lb: 'lb' } },
  body_temperature: { kind: 'temperature', units: { C: '°C', F: '°F' } },
  oxygen_saturation: { kind: 'oxygen-saturation', units: { '%': '%' } },
  heart_rate: { kind: 'heart-rate', units: { 'beats/min': '1/min' } },
};

/** Open mHealth's measures: a bare body, a data point (header and body, IEEE 1752.1), or a list of either. */
export const openMhealth: Decoder = {
  id: 'dialect/open-mhealth',
  title:
    'Open mHealth / IEEE 1752.1 blood-glucose, blood-pressure, body-weight, body-temperature, oxygen-saturation, heart-rate, step-count',
  source: {
    organisation: 'Open mHealth',
    title: 'schemas: blood-glucose 4.0, blood-pressure 4.0, step-count 2.0 and 3.0, data-point 1.0',
    year: 2021,
    url: 'https://github.com/openmhealth/schemas',
    evidence: 'primary',
  },
  hears: { topic: 'hearth/v1/+/open-mhealth' },

  decode(payload, context) {
    const json = parseJson(payload);
    const bodies = Array.isArray(json) ? json.map((one, i) => [one, `/${i}`] as const) : [[json, ''] as const];
    if (bodies.length === 0 || bodies.length > 1000) throw new DecodeError('payload', 'between 1 and 1,000 data points');
    return readingsOf(
      bodies.map(([one, pointer]) => translate(one, pointer)),
      context,
    );
  },
};

function translate(json: unknown, place: string): Translated {
  const enveloped = isObject(json) && 'header' in json;
  const pointer = enveloped ? `${place}/body` : place;
  const body = enveloped ? (json as { body?: unknown }).body : json;
  if (!isObject(body)) throw new DecodeError(pointer || 'payload', 'no body of a data point');
  if ('blood_glucose' in body) return { said: glucose(checked(BloodGlucose, body, pointer), pointer), pointer };
  if ('systolic_blood_pressure' in body) return { said: pressure(checked(BloodPressure, body, pointer), pointer), pointer };
  if ('step_count' in body) return { said: steps(checked(Steps, body, pointer), pointer), pointer };
  for (const [name, { kind, units }] of Object.entries(SINGLE)) {
    if (name in body) return { said: single(body, name, kind, units, pointer), pointer };
  }
  throw new DecodeError(
    pointer || 'payload',
    `none of blood_glucose, systolic_blood_pressure, step_count, ${Object.keys(SINGLE).join(', ')}`,
  );
}

function glucose(body: z.infer<typeof BloodGlucose>, pointer: string) {
  refuseAggregate(body, pointer);
  const { blood_glucose, specimen_source, temporal_relationship_to_meal: meal, temporal_relationship_to_sleep: sleep } = body;
  const when = meal && (MEALS[meal] ?? (meal.startsWith('before') ? 'before' : /^(after|2 hours)/.test(meal) ? 'after' : undefined));
  return {
    kind: 'glucose',
    ...blood_glucose,
    at: atOf(body.effective_time_frame),
    specimen: specimen_source && SPECIMENS[specimen_source],
    fluid: specimen_source === 'plasma' ? 'plasma' : specimen_source === 'whole blood' ? 'whole-blood' : undefined,
    meal: when ?? (sleep === 'before sleeping' ? 'bedtime' : undefined),
  };
}

function pressure(body: z.infer<typeof BloodPressure>, pointer: string) {
  refuseAggregate(body, pointer);
  return {
    kind: 'blood-pressure',
    systolic: body.systolic_blood_pressure.value,
    diastolic: body.diastolic_blood_pressure.value,
    unit: 'mmHg',
    posture: body.body_posture && POSTURES[body.body_posture],
    at: atOf(body.effective_time_frame),
  };
}

/** The sum of an interval is what was counted in it; any other figure is none. */
function steps({ step_count: count, effective_time_frame: frame, ...body }: z.infer<typeof Steps>, pointer: string) {
  if (body.descriptive_statistic !== 'sum' || body.descriptive_statistic_denominator !== undefined || body.statistic_window !== undefined)
    refuseAggregate(body, pointer);
  return { kind: 'activity', steps: typeof count === 'number' ? count : count.value, ...stretchOf(frame.time_interval, pointer) };
}

const Timed = z.object({ effective_time_frame: TimeFrame, descriptive_statistic: z.enum(STATISTICS).optional() });

function single(
  body: Readonly<Record<string, unknown>>,
  name: string,
  kind: string,
  units: Readonly<Record<string, string>>,
  pointer: string,
) {
  const timed = checked(Timed, body, pointer);
  refuseAggregate(timed, pointer);
  const { value, unit } = checked(z.object({ value: z.number(), unit: z.enum(Object.keys(units)) }), body[name], `${pointer}/${name}`);
  return { kind, value, unit: units[unit], at: atOf(timed.effective_time_frame) };
}

/** A mean of a week is no reading, and must not be judged as one. */
function refuseAggregate(
  { descriptive_statistic: statistic }: { readonly descriptive_statistic?: string | undefined },
  pointer: string,
): void {
  if (statistic !== undefined)
    throw new DecodeError(`${pointer}/descriptive_statistic`, `${statistic}: a figure over several readings is no reading`);
}

function atOf(frame: z.infer<typeof TimeFrame>): string {
  if ('date_time' in frame) return frame.date_time;
  const { time_interval: interval } = frame;
  return 'start_date_time' in interval ? interval.start_date_time : interval.end_date_time;
}

function checked<T>(schema: z.ZodType<T>, body: unknown, pointer: string): T {
  const { success, data, error } = schema.safeParse(body);
  if (success) return data;
  const [first, ...others] = wrongFields(error, pointer);
  throw new DecodeError(first!.pointer || 'payload', [first!.problem, ...others.map((one) => `${one.pointer}: ${one.problem}`)].join('; '));
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value);
