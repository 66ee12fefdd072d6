import type { GlucoseUnit } from '../../domain/units.ts';
import { DecodeError, NothingToKeep } from '../decoder.ts';
import { ENDS, highOrLow } from './high-or-low.ts';

/**
 * What a lone number says, told by its sensor's name (`mi_scale_weight`, `body_temperature_f`), and by its unit where that is known. In
 * Hearth's words. Only names that can mean nothing else are read: a `temperature` is a room's until it says `body_temperature`. Throws
 * NothingToKeep for a sensor of something else, DecodeError for a body's that cannot be read alone.
 */
export function numberNamed(sensor: string, text: string, pointer: string, unit?: string): object {
  const name = sensor.toLowerCase().replaceAll(/[^a-z0-9]+/g, '_');
  const meant = MEANINGS.find(({ named }) => named.test(name));
  if (!meant) throw new NothingToKeep(pointer, `${sensor.slice(0, 60) || 'a sensor without a name'} is no measurement of a body`);
  if ('refused' in meant) throw new DecodeError(pointer, meant.refused);
  if (NO_VALUE.test(text)) throw new NothingToKeep(pointer, `${sensor.slice(0, 60)} has no value: ${text}`);
  const beyond = meant.beyond ? highOrLow(text) : undefined;
  if (!beyond && !/^-?\d{1,9}(\.\d{1,9})?$/.test(text)) throw new DecodeError(pointer, `"${text.slice(0, 40)}" is no number`);
  const told = unit ?? /_(mg_dl|mmol_l|kg|lbs?|c|f)$/.exec(name)?.[1];
  return beyond && meant.beyond ? meant.beyond(beyond, told, pointer) : meant.said(Number(text), told, pointer);
}

/** What a sensor says that has nothing to say. */
const NO_VALUE = /^(nan|none|unknown|unavailable|)$/i;

type Meaning = { readonly named: RegExp } & (
  | {
      readonly said: (value: number, unit: string | undefined, pointer: string) => object;
      /** What LO and HI mean in the place of the number. */
      readonly beyond?: (beyond: 'high' | 'low', unit: string | undefined, pointer: string) => object;
    }
  | { readonly refused: string }
);

const UNITS: Readonly<Record<string, string>> = {
  mg_dl: 'mg/dL',
  'mg/dl': 'mg/dL',
  mmol_l: 'mmol/L',
  'mmol/l': 'mmol/L',
  kg: 'kg',
  lb: 'lb',
  lbs: 'lb',
  c: '°C',
  '°c': '°C',
  f: '°F',
  '°f': '°F',
};

/** The unit as Hearth writes it, or the usual one where the sensor's name says nothing of it. */
function unitOf(said: string | undefined, allowed: readonly string[], usual: string | undefined, pointer: string): string {
  const unit = said === undefined ? usual : UNITS[said.toLowerCase()];
  if (unit !== undefined && allowed.includes(unit)) return unit;
  throw new DecodeError(pointer, `the unit must be ${allowed.join(' or ')}, at the end of the sensor's name or beside its value`);
}

const glucoseUnitOf = (said: string | undefined, pointer: string): GlucoseUnit =>
  unitOf(said, ['mg/dL', 'mmol/L'], undefined, pointer) as GlucoseUnit;

/** ESPHome's only component that weighs people, xiaomi_miscale, always says kg. */
const MEANINGS: readonly Meaning[] = [
  {
    named: /(^|_)(systolic|diastolic|blood_pressure)(_|$)/,
    refused: 'a blood pressure is two numbers at once: send both as one reading in Hearth’s own JSON, on …/readings',
  },
  {
    named: /(^|_)(glucose|blood_sugar)(_value|_level|_concentration)?(_mg_dl|_mmol_l)?$/,
    said: (value, unit, pointer) => ({ kind: 'glucose', value, unit: glucoseUnitOf(unit, pointer) }),
    beyond: (beyond, told, pointer) => {
      const unit = glucoseUnitOf(told, pointer);
      return { kind: 'glucose', value: ENDS[unit][beyond], unit, beyond };
    },
  },
  {
    named: /(^|_)weight(_kg|_lbs?)?$/,
    said: (value, unit, pointer) => ({ kind: 'weight', value, unit: unitOf(unit, ['kg', 'lb'], 'kg', pointer) }),
  },
  {
    named: /(^|_)body_temperature(_c|_f)?$/,
    said: (value, unit, pointer) => ({ kind: 'temperature', value, unit: unitOf(unit, ['°C', '°F'], '°C', pointer) }),
  },
  { named: /(^|_)(spo2|oxygen_saturation|blood_oxygen)(_percent|_pct)?$/, said: (value) => ({ kind: 'oxygen-saturation', value }) },
  { named: /(^|_)(heart_rate|heart_pulse|pulse_rate|pulse)(_bpm)?$/, said: (value) => ({ kind: 'heart-rate', value }) },
];
