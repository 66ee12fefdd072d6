import type { Decoder } from './decoder.ts';
import { bloodPressure } from './gatt/blood-pressure.ts';
import { bodyComposition } from './gatt/body-composition.ts';
import { cgm } from './gatt/cgm-measurement.ts';
import { glucose } from './gatt/glucose.ts';
import { glucoseContext } from './gatt/glucose-context.ts';
import { heartRate } from './gatt/heart-rate.ts';
import { continuousSaturation, spotCheck } from './gatt/pulse-oximeter.ts';
import { temperature } from './gatt/temperature.ts';
import { weight } from './gatt/weight.ts';

/** Every Bluetooth characteristic that becomes readings, one line each. Dialects that carry such bytes look here, too. */
export const gattDecoders: readonly Decoder[] = [
  glucose,
  glucoseContext,
  cgm,
  bloodPressure,
  weight,
  bodyComposition,
  temperature,
  spotCheck,
  continuousSaturation,
  heartRate,
];

/** The 128-bit form of a characteristic that the Bluetooth SIG numbered. */
const LONG_FORM = /^0000([0-9a-f]{4})-0000-1000-8000-00805f9b34fb$/;

/** By `2a35`, `2A35` or the 128-bit form. */
export function decoderOf(characteristic: string): Decoder | undefined {
  const short = shortForm(characteristic);
  return /^[0-9a-f]{4}$/.test(short)
    ? gattDecoders.find(({ hears }) => 'characteristic' in hears && hears.characteristic === Number.parseInt(short, 16))
    : undefined;
}

/** `00002A35-0000-1000-8000-00805F9B34FB` -> `2a35`; anything else in small letters. */
export function shortForm(characteristic: string): string {
  const lower = characteristic.toLowerCase();
  return LONG_FORM.exec(lower)?.[1] ?? lower;
}
