import { z } from 'zod';
import type { Instant } from '../../domain/clock.ts';
import { Meal, type Measurement, Quality } from '../../domain/reading.ts';
import { mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { type Context, DecodeError, type Decoder } from '../decoder.ts';
import { mmHgShown } from '../gatt/blood-pressure.ts';
import { isBelievable } from '../wall-clock.ts';
import { mistakenGlucose, mistakenPressure } from './mistaken-unit.ts';
import { wrongFields } from './wrong-fields.ts';

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
    .array(Quality.exclude(['implausible', 'unstamped']))
    .max(Quality.options.length)
    .optional(),
};

const NativeGlucose = z.strictObject({
  kind: z.literal('glucose'),
  value: z.number().positive(),
  unit: z.enum(['mmol/L', 'mg/dL']),
  ...said,
  meal: Meal.optional(),
  specimen: z.enum(['capillary', 'venous', 'arterial', 'interstitial', 'unknown']).optional(),
  /** The display showed LO or HI: the value is the end of the device's range. */
  beyond: z.enum(['low', 'high']).optional(),
});

/** No reading may hold more (domain/reading.ts). */
const MOST_MMHG = 1000;
const pressure = z.number().nonnegative().max(MOST_MMHG);
const NativeBloodPressure = z.strictObject({
  kind: z.literal('blood-pressure'),
  systolic: pressure,
  diastolic: pressure,
  mean: pressure.optional(),
  unit: z.enum(['mmHg', 'kPa']).default('mmHg'),
  pulse: z.number().nonnegative().max(1000).optional(),
  ...said,
  user: z.int().min(0).max(254).optional(),
});

const NativeReading = z.discriminatedUnion('kind', [NativeGlucose, NativeBloodPressure]);
type NativeReading = z.infer<typeof NativeReading>;

const MOST_READINGS = 1000;
/** A thousand readings with every field set take less than 200 kB. */
const MOST_BYTES = 1_048_576;

/** What a device or gateway publishes on hearth/v1/<device>/readings, or posts to /api/v1/readings: one reading or up to 1,000. */
export const NativePayload = z.union([NativeReading, z.array(NativeReading).min(1).max(MOST_READINGS)]);

/**
 * Hearth's own JSON. All or nothing: one element that is wrong sends the whole delivery, with its bytes, to quarantine, from where it is
 * replayed when the cause is mended. So nothing of a delivery is ever lost, or there in part.
 */
export const native: Decoder = {
  id: 'dialect/native',
  title: 'Hearth JSON',
  source: { organisation: 'Hearth', title: 'Native JSON dialect', year: 2026, section: 'devices/dialects/native.ts', evidence: 'primary' },
  hears: { topic: 'hearth/v1/+/readings' },

  decode(payload, context) {
    const json = parseJson(payload);
    if (!Array.isArray(json)) return [measurementOf(checked(json, ''), '', context)];
    if (json.length === 0) throw new DecodeError('payload', 'an empty list');
    if (json.length > MOST_READINGS)
      throw new DecodeError('payload', `${json.length} readings in one message, ${MOST_READINGS} are the most`);
    return readingsOf(
      json.map((said, i) => ({ said, pointer: `/${i}` })),
      context,
    );
  },
};

/** What another dialect says, put into Hearth's own words, and the place where it stood there. */
export interface Translated {
  readonly said: unknown;
  readonly pointer: string;
}

/** The measurements of readings in Hearth's JSON. Throws DecodeError for the first that is wrong: nothing of a delivery is kept in part. */
export function readingsOf(translated: readonly Translated[], context: Context): readonly Measurement[] {
  const readings = translated.map(({ said, pointer }) => checked(said, pointer));
  if (readings.length > 1) for (const [i, reading] of readings.entries()) refuseIndistinguishable(reading, translated[i]!.pointer);
  return readings.map((reading, i) => measurementOf(reading, translated[i]!.pointer, context));
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** Any JSON, however deep. Throws DecodeError. */
export function parseJson(payload: Uint8Array): unknown {
  if (payload.byteLength > MOST_BYTES) throw new DecodeError('payload', `${payload.byteLength} bytes, ${MOST_BYTES} are the most`);
  try {
    // However deep: V8 does not recurse here, and the schema below knows no depth.
    return JSON.parse(utf8.decode(payload));
  } catch (error) {
    if (error instanceof SyntaxError) throw new DecodeError('payload', `not JSON (${error.message.slice(0, 120)})`);
    if (error instanceof TypeError) throw new DecodeError('payload', 'not UTF-8');
    throw error;
  }
}

/** Every field that is wrong is named, with its JSON pointer. */
function checked(json: unknown, pointer: string): NativeReading {
  const { success, data, error } = NativeReading.safeParse(json);
  if (success) return data;
  const [first, ...others] = wrongFields(error, pointer);
  throw new DecodeError(first!.pointer || 'payload', [first!.problem, ...others.map((one) => `${one.pointer}: ${one.problem}`)].join('; '));
}

/** Readings of one delivery that have neither time nor number would all be the reading of the moment of receipt, one over the other. */
function refuseIndistinguishable({ at, sequence }: NativeReading, pointer: string): void {
  if (at === undefined && sequence === undefined)
    throw new DecodeError(`${pointer}/at`, 'in a list, a reading needs a time or a sequence number');
}

function measurementOf(reading: NativeReading, pointer: string, context: Context): Measurement {
  const timing = timingOf(reading, context, pointer);
  const quality = reading.quality ? [...new Set([...timing.quality, ...reading.quality])] : timing.quality;
  if (reading.kind === 'glucose') {
    const { value, unit, meal, specimen, beyond } = reading;
    const mistaken = mistakenGlucose(value, unit);
    if (mistaken) throw new DecodeError(`${pointer}/value`, mistaken);
    return {
      kind: 'glucose',
      ...timing,
      quality,
      glucoseMmolL: unit === 'mmol/L' ? value : mmolPerLFromMgPerDl(value),
      reported: { value, unit },
      specimen: specimen ?? 'unknown',
      ...(meal ? { meal } : {}),
      ...(beyond ? { beyond } : {}),
    };
  }
  const { systolic, diastolic, mean, pulse, unit, user } = reading;
  const mistaken = mistakenPressure(systolic, diastolic, unit);
  if (mistaken) throw new DecodeError(`${pointer}/unit`, mistaken);
  const inMmHg = (field: 'systolic' | 'diastolic' | 'mean', value: number): number => {
    const mmHg = unit === 'kPa' ? mmHgShown(value) : value;
    if (mmHg > MOST_MMHG) throw new DecodeError(`${pointer}/${field}`, `${value} ${unit} is no pressure`);
    return mmHg;
  };
  return {
    kind: 'blood-pressure',
    ...timing,
    quality,
    systolicMmHg: inMmHg('systolic', systolic),
    diastolicMmHg: inMmHg('diastolic', diastolic),
    ...(mean === undefined ? {} : { meanMmHg: inMmHg('mean', mean) }),
    ...(pulse === undefined ? {} : { pulsePerMin: pulse }),
    ...(user === undefined ? {} : { user }),
    ...(unit === 'kPa' ? { reported: { systolic, diastolic, unit } } : {}),
  };
}

/**
 * A time that no measurement can have is kept as it was said, and not believed. A sequence number still tells the reading from others;
 * without one a resend would be another reading, so the delivery waits in quarantine until somebody has set the clock. The stated time
 * stands beside a sequence number, because some devices start counting anew after a battery change.
 */
function timingOf(
  { at, sequence }: NativeReading,
  { received, stamped }: Context,
  pointer: string,
): Pick<Measurement, 'at' | 'clock' | 'quality' | 'deviceTime' | 'sequence'> {
  const heard =
    stamped !== undefined && isBelievable(stamped, received)
      ? ({ at: stamped, clock: 'gateway' } as const)
      : ({ at: received, clock: 'server' } as const);
  const numbered = sequence === undefined ? {} : { sequence };
  if (at === undefined) return { ...heard, ...numbered, quality: sequence === undefined && heard.clock === 'server' ? ['unstamped'] : [] };
  const instant: Instant = typeof at === 'number' ? at : Date.parse(at);
  if (sequence === undefined) {
    if (isBelievable(instant, received)) return { at: instant, clock: 'device', quality: [] };
    throw new DecodeError(`${pointer}/at`, unbelievable(instant, received));
  }
  const deviceTime = String(at);
  return isBelievable(instant, received)
    ? { at: instant, clock: 'device', deviceTime, sequence, quality: [] }
    : { ...heard, deviceTime, sequence, quality: ['clock-suspect'] };
}

function unbelievable(instant: Instant, received: Instant): string {
  const [text, asSeconds] = [new Date(instant).toISOString(), instant * 1000];
  return isBelievable(asSeconds, received)
    ? `${instant} is ${text}; as seconds it would be ${new Date(asSeconds).toISOString()}: Unix times are in milliseconds here`
    : `${text} is not a time at which this was measured: the device's clock is wrong`;
}
