import type { Instant } from '../../domain/clock.ts';
import type { Measurement } from '../../domain/reading.ts';
import { celsiusFromFahrenheit, kgFromLb, mgPerDlFromMmolPerL, mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { type Context, DecodeError } from '../decoder.ts';
import { mmHgShown } from '../gatt/blood-pressure.ts';
import { contradicts } from '../gatt/glucose.ts';
import { isBelievable } from '../wall-clock.ts';
import { mistakenGlucose, mistakenPressure, mistakenTemperature } from './mistaken-unit.ts';
import { MOST_MMHG, type NativeReading } from './native-reading.ts';

/** What a reading in Hearth's JSON measures. Throws DecodeError for a value that was said in another unit, or a clock that nobody can believe. */
export function measurementOf(reading: NativeReading, pointer: string, context: Context): Measurement {
  const timing = timingOf(reading, context, pointer);
  const quality = reading.quality ? [...new Set([...timing.quality, ...reading.quality])] : timing.quality;
  const said = { ...timing, quality };
  switch (reading.kind) {
    case 'glucose':
      return glucose(reading, pointer, said);
    case 'blood-pressure':
      return bloodPressure(reading, pointer, said);
    case 'weight': {
      const { kind, value, unit, user } = reading;
      const reported = unit === 'lb' ? { reported: { value, unit } } : {};
      return { kind, ...said, weightKg: unit === 'lb' ? kgFromLb(value) : value, ...reported, ...userOf(user) };
    }
    case 'body-composition': {
      const { kind, fatPercent: bodyFatPercent, musclePercent, muscleKg, fatFreeKg, waterKg: bodyWaterKg, weightKg, user } = reading;
      return { kind, ...said, ...given({ musclePercent, muscleKg, fatFreeKg, bodyWaterKg, weightKg }), bodyFatPercent, ...userOf(user) };
    }
    case 'temperature': {
      const { kind, value, unit, site, user } = reading;
      const mistaken = mistakenTemperature(value, unit);
      if (mistaken) throw new DecodeError(`${pointer}/unit`, mistaken);
      const temperatureC = unit === '°F' ? celsiusFromFahrenheit(value) : value;
      return {
        kind,
        ...said,
        temperatureC,
        ...(unit === '°F' ? { reported: { value, unit } } : {}),
        ...(site ? { site } : {}),
        ...userOf(user),
      };
    }
    case 'oxygen-saturation': {
      const { kind, value, pulse: pulsePerMin, perfusion: perfusionPercent, continuous, user } = reading;
      return {
        kind,
        ...said,
        saturationPercent: value,
        ...given({ pulsePerMin, perfusionPercent }),
        ...(continuous ? { continuous } : {}),
        ...userOf(user),
      };
    }
    case 'heart-rate':
      return { kind: reading.kind, ...said, pulsePerMin: reading.value };
    case 'activity': {
      const { kind, steps, minutes = DAY_MINUTES, activeMinutes, vigorousMinutes, wornMinutes, user } = reading;
      if (reading.at === undefined) throw new DecodeError(`${pointer}/at`, 'steps are of a day or of a stretch of one: say when it began');
      return { kind, ...said, minutes, steps, ...given({ activeMinutes, vigorousMinutes, wornMinutes }), ...userOf(user) };
    }
  }
}

const DAY_MINUTES = 1440;

type Said = ReturnType<typeof timingOf>;
type Native<K extends NativeReading['kind']> = Extract<NativeReading, { kind: K }>;

const userOf = (user: number | undefined): { user?: number } => (user === undefined ? {} : { user });
const given = <K extends string>(values: Record<K, number | undefined>): Partial<Record<K, number>> =>
  Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as Partial<Record<K, number>>;

function glucose({ value, unit, meal, specimen, fluid, beyond }: Native<'glucose'>, pointer: string, said: Said): Measurement {
  const mistaken = mistakenGlucose(value, unit);
  if (mistaken) throw new DecodeError(`${pointer}/value`, mistaken);
  if (beyond && contradicts(beyond, unit === 'mg/dL' ? value : mgPerDlFromMmolPerL(value)))
    throw new DecodeError(`${pointer}/beyond`, `no meter shows ${beyond === 'low' ? 'LO' : 'HI'} at ${value} ${unit}`);
  return {
    kind: 'glucose',
    ...said,
    glucoseMmolL: unit === 'mmol/L' ? value : mmolPerLFromMgPerDl(value),
    reported: { value, unit },
    specimen: specimen ?? 'unknown',
    ...(fluid ? { fluid } : {}),
    ...(meal ? { meal } : {}),
    ...(beyond ? { beyond } : {}),
  };
}

function bloodPressure(reading: Native<'blood-pressure'>, pointer: string, said: Said): Measurement {
  const { systolic, diastolic, mean, pulse, unit, posture, user } = reading;
  const mistaken = mistakenPressure(systolic, diastolic, unit);
  if (mistaken) throw new DecodeError(`${pointer}/unit`, mistaken);
  const inMmHg = (field: 'systolic' | 'diastolic' | 'mean', value: number): number => {
    const mmHg = unit === 'kPa' ? mmHgShown(value) : value;
    if (mmHg > MOST_MMHG) throw new DecodeError(`${pointer}/${field}`, `${value} ${unit} is no pressure`);
    return mmHg;
  };
  return {
    kind: 'blood-pressure',
    ...said,
    systolicMmHg: inMmHg('systolic', systolic),
    diastolicMmHg: inMmHg('diastolic', diastolic),
    ...(mean === undefined ? {} : { meanMmHg: inMmHg('mean', mean) }),
    ...(pulse === undefined ? {} : { pulsePerMin: pulse }),
    ...userOf(user),
    ...(unit === 'kPa' ? { reported: { systolic, diastolic, unit } } : {}),
    ...(posture ? { posture } : {}),
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
