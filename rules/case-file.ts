import { z } from 'zod';
import type { Instant } from '../domain/clock.ts';
import type { GivenAnswer } from '../domain/follow-up.ts';
import { Patient } from '../domain/patient.ts';
import {
  BloodPressure,
  Glucose,
  HeartRate,
  type Measurement,
  OxygenSaturation,
  type Reading,
  Temperature,
  Weight,
} from '../domain/reading.ts';
import { mmolPerLFromMgPerDl } from '../domain/units.ts';
import { Duration, durationMs } from './duration.ts';

/**
 * `08:00` (on the first day), `D+2 08:00`, `D-1 23:30`, or `-P7D` / `PT30M` before or after the moment of receipt. In the patient's zone.
 */
const Moment = z
  .string()
  .regex(/^(D[+-]\d{1,3} )?\d{2}:\d{2}(:\d{2})?$|^-?P/, 'a moment like 08:00, D+2 08:00 or -P7D')
  .refine((text) => !/^-?P/.test(text) || Duration.safeParse(text.replace(/^-/, '')).success, 'a moment like -P7D or PT30M');

/** `every` makes a series of one line: of `values`, or of the same reading, `times` times. */
const series = {
  id: z.string().optional(),
  at: Moment,
  received: Moment.optional(),
  every: Duration.optional(),
  times: z.int().min(2).max(2000).optional(),
};

const CaseReading = z.discriminatedUnion('kind', [
  z
    .strictObject({
      ...series,
      kind: z.literal('glucose'),
      value: z.number().optional(),
      values: z.array(z.number()).min(1).optional(),
      unit: Glucose.shape.reported.shape.unit,
      meal: Glucose.shape.meal,
      specimen: Glucose.shape.specimen.default('capillary'),
      beyond: Glucose.shape.beyond,
    })
    .refine(({ value, values }) => (value === undefined) !== (values === undefined), 'one of value and values')
    .refine(({ values, every }) => values === undefined || every !== undefined, 'values with `every`'),
  z.strictObject({
    ...series,
    kind: z.literal('blood-pressure'),
    systolicMmHg: BloodPressure.shape.systolicMmHg,
    diastolicMmHg: BloodPressure.shape.diastolicMmHg,
    pulsePerMin: BloodPressure.shape.pulsePerMin,
    posture: BloodPressure.shape.posture,
  }),
  z.strictObject({ ...series, kind: z.literal('weight'), weightKg: Weight.shape.weightKg }),
  z.strictObject({ ...series, kind: z.literal('temperature'), temperatureC: Temperature.shape.temperatureC }),
  z.strictObject({
    ...series,
    kind: z.literal('oxygen-saturation'),
    saturationPercent: OxygenSaturation.shape.saturationPercent,
    pulsePerMin: OxygenSaturation.shape.pulsePerMin,
  }),
  z.strictObject({ ...series, kind: z.literal('heart-rate'), pulsePerMin: HeartRate.shape.pulsePerMin }),
]);

/** An alert that must be there. What is not said is not compared, but for `late`: silence means that it was in time. */
const ExpectedAlert = z.strictObject({
  at: Moment,
  rule: z.string(),
  late: z.boolean().default(false),
  state: z.enum(['active', 'resolved']).optional(),
  because: z.enum(['recovered', 'withdrawn', 'person']).optional(),
  evidence: z.int().optional(),
  /** The roles that were told, in alphabetical order. */
  tells: z.array(z.enum(['patient', 'coordinator', 'doctor'])).optional(),
  /** The pathway that it began; an empty text: none. */
  starts: z.string().optional(),
  values: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
});
export type ExpectedAlert = z.infer<typeof ExpectedAlert>;

export const Case = z.strictObject({
  name: z.string().min(1),
  patient: Patient.partial().optional(),
  limits: z.record(z.string(), z.number()).optional(),
  /** When all of them arrived, if not each when it was measured. */
  received: Moment.optional(),
  /** When the patient was enrolled: from then on the timers run. */
  enrolled: Moment.optional(),
  /** How long the timers go on after the last reading. */
  until: Moment.optional(),
  /** A person resolves the alert of a rule that is open at that moment. */
  resolved: z.array(z.strictObject({ at: Moment, rule: z.string() })).optional(),
  /** What the patient answers, and when. Of what comes at the same moment, readings go first. */
  answers: z.array(z.strictObject({ at: Moment, question: z.string(), option: z.string() })).optional(),
  readings: z.array(CaseReading),
  alerts: z.array(ExpectedAlert),
});
export type Case = z.infer<typeof Case>;

export const CaseBlock = z.strictObject({ rule: z.string(), cases: z.array(Case).min(1) });
export type CaseBlock = z.infer<typeof CaseBlock>;

/** The first day of every case, a Monday in winter. */
const FIRST_DAY = Temporal.PlainDate.from('2026-03-02');

/** @param receipt what a bare duration counts from */
export function momentOf(text: string, zone: string, receipt: Instant): Instant {
  if (text.startsWith('-P')) return receipt - durationMs(text.slice(1));
  if (text.startsWith('P')) return receipt + durationMs(text);
  const [day, time] = text.includes(' ') ? (text.split(' ') as [string, string]) : ['D+0', text];
  return FIRST_DAY.add({ days: Number(day.slice(1)) }).toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds;
}

/** The other way, for people. */
export function momentText(at: Instant, zone: string): string {
  const there = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
  const day = FIRST_DAY.until(there.toPlainDate()).days;
  const time = there.toPlainTime().toString({ smallestUnit: at % 60_000 === 0 ? 'minute' : 'second' });
  return day === 0 ? time : `D${day < 0 ? '' : '+'}${day} ${time}`;
}

export const patientOf = (one: Case): Patient => Patient.parse({ language: 'en', zone: 'Asia/Shanghai', ...one.patient, id: 'case' });

/** In the order in which they were given. */
export const answersOf = ({ answers = [] }: Case, zone: string): readonly GivenAnswer[] =>
  answers.map(({ at, question, option }, i) => ({ id: `a${i}`, question, option, at: momentOf(at, zone, 0) })).sort((a, b) => a.at - b.at);

/**
 * The readings of a case in the order in which they arrive. One that says nothing else is heard at once, but never before the one above it.
 */
export function readingsOf(one: Case, zone: string): readonly Reading[] {
  const start = momentOf('00:00', zone, 0);
  const all = one.received === undefined ? undefined : momentOf(one.received, zone, start);
  const readings: Reading[] = [];
  for (const [line, written] of one.readings.entries()) {
    const own = written.received === undefined ? all : momentOf(written.received, zone, start);
    const first = momentOf(written.at, zone, own ?? start);
    const count = (written.kind === 'glucose' ? (written.values?.length ?? 1) : 1) * (written.times ?? 1);
    for (let nth = 0; nth < count; nth++) {
      const at = first + nth * durationMs(written.every ?? 'PT1M');
      const received = own ?? Math.max(at, readings.at(-1)?.received ?? at);
      const id = written.id ?? (count === 1 ? `r${line}` : `r${line}-${nth}`);
      readings.push({ ...measurementOf(written, at, nth), id, device: 'device', patient: 'case', received });
    }
  }
  return readings;
}

function measurementOf(written: z.infer<typeof CaseReading>, at: Instant, nth: number): Measurement {
  const said = { at, clock: 'device' as const, quality: [] };
  if (written.kind !== 'glucose') {
    const { id: _id, at: _at, received: _received, every: _every, times: _times, ...measured } = written;
    return { ...said, ...measured } as Measurement;
  }
  const { unit, specimen, meal, beyond } = written;
  const value = written.values?.[nth % written.values.length] ?? written.value!;
  return {
    ...said,
    kind: 'glucose',
    glucoseMmolL: unit === 'mmol/L' ? value : mmolPerLFromMgPerDl(value),
    reported: { value, unit },
    specimen,
    ...(meal ? { meal } : {}),
    ...(beyond ? { beyond } : {}),
  };
}
