import { z } from 'zod';
import type { Measurement } from '../../domain/reading.ts';
import { type Context, DecodeError, type Decoder } from '../decoder.ts';
import { measurementOf } from './native-measurement.ts';
import { NativeReading } from './native-reading.ts';
import { wrongFields } from './wrong-fields.ts';

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

/** A JSON object; anything else is one without fields. */
export const objectOf = (json: unknown): Readonly<Record<string, unknown>> =>
  typeof json === 'object' && json !== null && !Array.isArray(json) ? (json as Record<string, unknown>) : {};

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
