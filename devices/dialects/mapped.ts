import type { Measurement } from '../../domain/reading.ts';
import { type Context, DecodeError } from '../decoder.ts';
import { objectOf, parseJson, readingsOf } from './native.ts';

const MOST_READINGS = 1000;
const LOCAL = /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d{1,9})?)?$/;

/**
 * What a clinic's mapping made of a payload: one reading in Hearth's own JSON, or a list. A time without a zone is the wall clock where the
 * device hangs, as cheap gateways send it. Throws DecodeError.
 */
export function measurementsOfMapped(json: Uint8Array, context: Context): readonly Measurement[] {
  const said = parseJson(json);
  const readings = Array.isArray(said) ? said : [said];
  if (readings.length === 0 || readings.length > MOST_READINGS)
    throw new DecodeError('readings', `the mapping makes ${readings.length} readings of it, 1 to ${MOST_READINGS} are read`);
  return readingsOf(
    readings.map((reading, i) => {
      const pointer = Array.isArray(said) ? `/readings/${i}` : '/readings';
      return { said: inItsZone(reading, context.zone, pointer), pointer };
    }),
    context,
  );
}

function inItsZone(reading: unknown, zone: string, pointer: string): unknown {
  const { at } = objectOf(reading);
  if (typeof at !== 'string' || !LOCAL.test(at)) return reading;
  try {
    return { ...objectOf(reading), at: Temporal.PlainDateTime.from(at.replace(' ', 'T')).toZonedDateTime(zone).epochMilliseconds };
  } catch {
    throw new DecodeError(`${pointer}/at`, `"${at}" is in no calendar, or ${zone} is no zone`);
  }
}
