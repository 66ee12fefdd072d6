import { celsiusFromFahrenheit, type GlucoseUnit, mgPerDlFromMmolPerL, mmolPerLFromMgPerDl } from '../../domain/units.ts';
import { mmHgShown } from '../gatt/blood-pressure.ts';
import { isPlausibleGlucose, isPlausiblePressure, LIMITS } from '../plausible.ts';

/** What a reader of JSON must ask of every number that comes with a unit written by hand: was it said in the other one? */

/**
 * `5.6 mg/dL is outside what any meter shows (9 to 1000); 5.6 mmol/L would be 101 mg/dL`: both readings of it. Undefined for a value that
 * a meter can show in its unit.
 */
export function mistakenGlucose(value: number, unit: GlucoseUnit): string | undefined {
  if (isPlausibleGlucose({ value, unit })) return undefined;
  const { least, most } = LIMITS.glucose[unit];
  const outside = `${value} ${unit} is outside what any meter shows (${least} to ${most})`;
  return unit === 'mg/dL'
    ? `${outside}; ${value} mmol/L would be ${Math.round(mgPerDlFromMmolPerL(value))} mg/dL`
    : `${outside}; ${value} mg/dL would be ${mmolPerLFromMgPerDl(value).toFixed(1)} mmol/L`;
}

/** A pressure that makes sense in the other unit only. Undefined also for one that makes sense in neither: that is kept, and flagged. */
export function mistakenPressure(systolic: number, diastolic: number, unit: 'mmHg' | 'kPa'): string | undefined {
  const inMmHg = isPlausiblePressure(systolic, diastolic);
  if (unit === 'mmHg' && inMmHg) return undefined;
  const inKPa = isPlausiblePressure(mmHgShown(systolic), mmHgShown(diastolic));
  const converted = `${systolic}/${diastolic} kPa would be ${mmHgShown(systolic)}/${mmHgShown(diastolic)} mmHg`;
  if (unit === 'mmHg' && inKPa) return `${systolic}/${diastolic} mmHg is outside what any cuff shows; ${converted}`;
  if (unit === 'kPa' && !inKPa && inMmHg) return `${converted}, outside what any cuff shows; ${systolic}/${diastolic} mmHg is not`;
  return undefined;
}

/** `98.6 °C is no body; 98.6 °F would be 37.0 °C`. Undefined also for what makes sense in neither unit: that is kept, and flagged. */
export function mistakenTemperature(value: number, unit: '°C' | '°F'): string | undefined {
  const { least, most } = LIMITS.temperatureC;
  const isBody = (celsius: number) => celsius >= least && celsius <= most;
  const converted = celsiusFromFahrenheit(value);
  if (unit === '°C' && !isBody(value) && isBody(converted))
    return `${value} °C is no body's temperature; ${value} °F would be ${converted.toFixed(1)} °C`;
  if (unit === '°F' && !isBody(converted) && isBody(value))
    return `${value} °F would be ${converted.toFixed(1)} °C, no body's temperature; ${value} °C is one`;
  return undefined;
}
