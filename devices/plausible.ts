import type { Activity, BloodPressure, Glucose, Judgement, Measurement, OxygenSaturation, Quality } from '../domain/reading.ts';
import type { Source } from '../domain/source.ts';

/**
 * What no living body has, or no home device shows. Outside, a value is stored and flagged, and nobody is woken by it. Engineering limits,
 * not guidelines, and wider than anything that should wake somebody. Glucose is looked at in the unit that the device reported.
 */
export const LIMITS = {
  glucose: { 'mmol/L': { least: 0.5, most: 55.5 }, 'mg/dL': { least: 9, most: 1000 } },
  systolicMmHg: { least: 40, most: 320 },
  diastolicMmHg: { least: 20, most: 220 },
  pulsePerMin: { least: 20, most: 300 },
  weightKg: { least: 1, most: 350 },
  temperatureC: { least: 25, most: 45 },
  saturationPercent: { least: 50, most: 100 },
  /** Three and a half a second for as long as the interval lasts, which nobody runs all day. */
  stepsPerMin: { least: 0, most: 210 },
} as const;

export const LIMITS_SOURCE: Source = {
  organisation: 'Hearth',
  title: 'Plausibility limits',
  year: 2026,
  section: 'devices/plausible.ts',
  evidence: 'unverified',
};

/**
 * The measurement with what makes it doubtful. A value that no living body has, or a systolic that is not above its diastolic, is
 * `implausible`. A pulse that nobody has (cuffs say 0 when they lost it) is taken out and flagged, and the pressure stands: a crisis must
 * not go unseen because of the number beside it. A finger that was not in the clip gives no value.
 */
export function examine(said: Measurement): Measurement {
  switch (said.kind) {
    case 'glucose':
      return unless(isPlausibleGlucose(said.reported), said);
    case 'blood-pressure':
      return unless(isPlausiblePressure(said.systolicMmHg, said.diastolicMmHg), withoutLostPulse(said));
    case 'oxygen-saturation':
      return unless(isWithin(said.saturationPercent, LIMITS.saturationPercent), withoutLostPulse(said));
    case 'weight':
      return unless(isWithin(said.weightKg, LIMITS.weightKg), said);
    case 'temperature':
      return unless(isWithin(said.temperatureC, LIMITS.temperatureC), said);
    case 'heart-rate':
      return unless(isWithin(said.pulsePerMin, LIMITS.pulsePerMin), said);
    case 'activity':
      return unless(isPlausibleActivity(said), said);
    default:
      return said;
  }
}

/** No more minutes within the interval than the interval has. */
const isPlausibleActivity = ({ minutes, steps, activeMinutes = 0, vigorousMinutes = 0, wornMinutes = 0 }: Activity): boolean =>
  isWithin(steps / minutes, LIMITS.stepsPerMin) && vigorousMinutes <= activeMinutes && activeMinutes <= minutes && wornMinutes <= minutes;

const unless = <M extends Measurement>(plausible: boolean, said: M): M => (plausible ? said : flagged(said, 'implausible'));

function withoutLostPulse<M extends BloodPressure | OxygenSaturation>(said: M): M {
  const { pulsePerMin, ...rest } = said;
  return pulsePerMin === undefined || isWithin(pulsePerMin, LIMITS.pulsePerMin) ? said : flagged(rest as M, 'pulse-out-of-range');
}

export const isPlausibleGlucose = ({ value, unit }: Glucose['reported']): boolean => isWithin(value, LIMITS.glucose[unit]);

export const isPlausiblePressure = (systolicMmHg: number, diastolicMmHg: number): boolean =>
  systolicMmHg > diastolicMmHg && isWithin(systolicMmHg, LIMITS.systolicMmHg) && isWithin(diastolicMmHg, LIMITS.diastolicMmHg);

const isWithin = (value: number, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  value >= least && value <= most;

const flagged = <M extends Measurement>(said: M, flag: Quality): M => ({ ...said, quality: [...new Set([...said.quality, flag])] });

/** Why no rule looks at a measurement; undefined for those that rules judge. */
export function exemption(said: Measurement): Extract<Judgement, { is: 'exempt' }> | undefined {
  if (said.kind === 'glucose-context') return CONTEXT;
  if (said.kind === 'body-composition') return UNWATCHED;
  const other = said.kind === 'activity' ? UNWATCHED : undefined;
  if (said.quality.length === 0) return other;
  if (said.quality.includes('withdrawn')) return WITHDRAWN;
  if (said.quality.includes('control-solution')) return CONTROL_SOLUTION;
  if (said.quality.includes('demonstration')) return DEMONSTRATION;
  return said.quality.includes('implausible') || said.quality.includes('no-contact') ? IMPLAUSIBLE : other;
}

const CONTEXT = { is: 'exempt', because: 'context' } as const;
const WITHDRAWN = { is: 'exempt', because: 'withdrawn' } as const;
const UNWATCHED = { is: 'exempt', because: 'unwatched' } as const;
const DEMONSTRATION = { is: 'exempt', because: 'demonstration' } as const;
const CONTROL_SOLUTION = { is: 'exempt', because: 'control-solution' } as const;
const IMPLAUSIBLE = { is: 'exempt', because: 'implausible' } as const;
