import { z } from 'zod';
import { DAY, type Instant } from '../../domain/clock.ts';
import { Meal, type Measurement } from '../../domain/reading.ts';
import { mgPerDlFromMmolPerL, mmHgFromKPa, mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { type Context, DecodeError, type Decoder } from '../decoder.ts';

/** When the body was measured: ISO 8601 with an offset, or Unix milliseconds. Absent: the device has no clock. */
const At = z.union([z.int().min(0), z.iso.datetime({ offset: true, error: 'a time with its zone, such as 2026-03-01T08:00:00+08:00' })]);
const Sequence = z.int().nonnegative().max(Number.MAX_SAFE_INTEGER);

const NativeGlucose = z.strictObject({
  kind: z.literal('glucose'),
  value: z.number().positive(),
  unit: z.enum(['mmol/L', 'mg/dL']),
  at: At.optional(),
  sequence: Sequence.optional(),
  meal: Meal.optional(),
  specimen: z.enum(['capillary', 'venous', 'arterial', 'interstitial', 'unknown']).optional(),
  beyond: z.enum(['low', 'high']).optional(),
  control: z.boolean().optional(),
});

const NativeBloodPressure = z.strictObject({
  kind: z.literal('blood-pressure'),
  systolic: z.number().nonnegative().max(1000),
  diastolic: z.number().nonnegative().max(1000),
  mean: z.number().nonnegative().max(1000).optional(),
  pulse: z.number().nonnegative().max(1000).optional(),
  unit: z.enum(['mmHg', 'kPa']).default('mmHg'),
  at: At.optional(),
  sequence: Sequence.optional(),
  user: z.int().min(0).max(254).optional(),
  irregularPulse: z.boolean().optional(),
  movement: z.boolean().optional(),
});

const NativeReading = z.discriminatedUnion('kind', [NativeGlucose, NativeBloodPressure]);
type NativeReading = z.infer<typeof NativeReading>;

/** What a device or gateway publishes on hearth/v1/<device>/readings, or posts to /api/v1/readings: one reading or up to 1,000. */
export const NativePayload = z.union([NativeReading, z.array(NativeReading).min(1).max(1000)]);

/** What any meter on sale can show: a value outside was said in the other unit. Margins around 20 to 600 mg/dL (1.1 to 33.3 mmol/L). */
const SHOWN = { 'mmol/L': { least: 0.3, most: 55 }, 'mg/dL': { least: 8, most: 1000 } } as const;

/** Clocks that were never set begin in 1970 or 2000. */
const FIRST_BELIEVABLE = Date.UTC(2010, 0, 1);

/** Hearth's own JSON. All or nothing: one element that is wrong sends the whole delivery, with its bytes, to quarantine. */
export const native: Decoder = {
  id: 'dialect/native',
  title: 'Hearth JSON',
  source: { organisation: 'Hearth', title: 'Native JSON dialect', year: 2026, section: 'docs/devices.md', evidence: 'primary' },
  hears: { topic: 'hearth/v1/+/readings' },

  decode(payload, context) {
    const said = parse(payload);
    const several = Array.isArray(said);
    return (several ? said : [said]).map((one, i) => measurementOf(one, context, several ? `/${i}` : ''));
  },
};

const utf8 = new TextDecoder('utf-8', { fatal: true });

function parse(payload: Uint8Array): NativeReading | readonly NativeReading[] {
  let json: unknown;
  try {
    json = JSON.parse(utf8.decode(payload));
  } catch (error) {
    // A RangeError is JSON nested deeper than the stack.
    throw new DecodeError('payload', error instanceof SyntaxError ? `not JSON (${error.message.slice(0, 120)})` : 'not JSON in UTF-8');
  }
  const several = Array.isArray(json);
  if (several && (json as unknown[]).length > 1000) throw new DecodeError('payload', 'more than 1,000 readings in one message');
  if (several && (json as unknown[]).length === 0) throw new DecodeError('payload', 'an empty list');
  const checked = (several ? (json as unknown[]) : [json]).map((one, i) => {
    const { success, data, error } = NativeReading.safeParse(one);
    if (success) return data;
    const { path, message } = error.issues[0]!;
    throw new DecodeError([...(several ? [i] : []), ...path].map((key) => `/${String(key)}`).join('') || 'payload', message.slice(0, 200));
  });
  return several ? checked : checked[0]!;
}

function measurementOf(said: NativeReading, context: Context, pointer: string): Measurement {
  const timing = timingOf(said, context, pointer);
  if (said.kind === 'glucose') {
    const { value, unit, meal, specimen, beyond, control } = said;
    const { least, most } = SHOWN[unit];
    if (value < least || value > most) throw new DecodeError(`${pointer}/value`, mistaken(value, unit));
    return {
      kind: 'glucose',
      ...timing,
      quality: [...timing.quality, ...(control ? (['control-solution'] as const) : [])],
      glucoseMmolL: unit === 'mmol/L' ? value : mmolPerLFromMgPerDl(value),
      reported: { value, unit },
      specimen: specimen ?? 'unknown',
      ...(meal ? { meal } : {}),
      ...(beyond ? { beyond } : {}),
    };
  }
  const { systolic, diastolic, mean, pulse, unit, user, irregularPulse, movement } = said;
  const toMmHg = unit === 'kPa' ? (kPa: number) => Number(mmHgFromKPa(kPa).toFixed(1)) : (mmHg: number) => mmHg;
  return {
    kind: 'blood-pressure',
    ...timing,
    quality: [
      ...timing.quality,
      ...(irregularPulse ? (['irregular-pulse'] as const) : []),
      ...(movement ? (['body-movement'] as const) : []),
    ],
    systolicMmHg: toMmHg(systolic),
    diastolicMmHg: toMmHg(diastolic),
    ...(mean === undefined ? {} : { meanMmHg: toMmHg(mean) }),
    ...(pulse === undefined ? {} : { pulsePerMin: pulse }),
    ...(user === undefined ? {} : { user }),
    ...(unit === 'kPa' ? { reported: { systolic, diastolic, unit } } : {}),
  };
}

/** `5.6 mg/dL is outside what any meter shows (8 to 1000); 5.6 mmol/L would be 101 mg/dL`: both readings of it. */
function mistaken(value: number, unit: keyof typeof SHOWN): string {
  const { least, most } = SHOWN[unit];
  const outside = `${value} ${unit} is outside what any meter shows (${least} to ${most})`;
  return unit === 'mg/dL'
    ? `${outside}; ${value} mmol/L would be ${Math.round(mgPerDlFromMmolPerL(value))} mg/dL`
    : `${outside}; ${value} mg/dL would be ${mmolPerLFromMgPerDl(value).toFixed(1)} mmol/L`;
}

/**
 * A time that no measurement can have is kept as it was said, and not believed. A sequence number still tells the reading from others;
 * without one a resend would be another reading, so the delivery waits in quarantine until somebody has set the clock.
 */
function timingOf(
  { at, sequence }: NativeReading,
  { received, stamped }: Context,
  pointer: string,
): Pick<Measurement, 'at' | 'clock' | 'quality' | 'deviceTime' | 'sequence'> {
  const numbered = sequence === undefined ? {} : { sequence };
  if (at === undefined) {
    const heard = stamped === undefined ? ({ at: received, clock: 'server' } as const) : ({ at: stamped, clock: 'gateway' } as const);
    return { ...heard, ...numbered, quality: sequence === undefined && stamped === undefined ? ['unstamped'] : [] };
  }
  const instant: Instant = typeof at === 'number' ? at : Date.parse(at);
  if (instant >= FIRST_BELIEVABLE && instant <= received + DAY) return { at: instant, clock: 'device', ...numbered, quality: [] };
  if (sequence === undefined) {
    throw new DecodeError(
      `${pointer}/at`,
      `${new Date(instant).toISOString()} is not a time at which this was measured: the device's clock is wrong`,
    );
  }
  return { at: received, clock: 'server', sequence, quality: ['clock-suspect'] };
}
