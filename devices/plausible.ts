import type { Judgement, Measurement, Quality } from '../domain/reading.ts';
import type { Source } from '../domain/source.ts';

/** Beyond these a value is stored and flagged, and nobody is woken by it. Engineering limits, not guidelines. */
export const LIMITS = {
  glucoseMmolL: { least: 0.3, most: 55.5 },
  systolicMmHg: { least: 40, most: 320 },
  diastolicMmHg: { least: 20, most: 220 },
  pulsePerMin: { least: 20, most: 300 },
} as const;

export const LIMITS_SOURCE: Source = {
  organisation: 'Hearth',
  title: 'Plausibility limits',
  year: 2026,
  section: 'devices/plausible.ts',
  evidence: 'unverified',
};

/** The measurement with what makes it doubtful. A value that no living body has, or a systolic under its diastolic, is `implausible`. */
export function examine(said: Measurement): Measurement {
  return isPlausible(said) ? said : { ...said, quality: [...new Set<Quality>([...said.quality, 'implausible'])] };
}

function isPlausible(said: Measurement): boolean {
  if (said.kind === 'glucose') return within(said.glucoseMmolL, LIMITS.glucoseMmolL);
  if (said.kind === 'blood-pressure') {
    const { systolicMmHg, diastolicMmHg, pulsePerMin } = said;
    return (
      systolicMmHg > diastolicMmHg &&
      within(systolicMmHg, LIMITS.systolicMmHg) &&
      within(diastolicMmHg, LIMITS.diastolicMmHg) &&
      (pulsePerMin === undefined || within(pulsePerMin, LIMITS.pulsePerMin))
    );
  }
  return true;
}

const within = (value: number, { least, most }: { readonly least: number; readonly most: number }): boolean =>
  value >= least && value <= most;

/** Why no rule looks at a measurement; undefined for those that rules judge. */
export function exemption(said: Measurement): Extract<Judgement, { is: 'exempt' }> | undefined {
  if (said.kind === 'glucose-context') return CONTEXT;
  if (said.quality.length === 0) return undefined;
  if (said.quality.includes('control-solution')) return CONTROL_SOLUTION;
  return said.quality.includes('implausible') ? IMPLAUSIBLE : undefined;
}

const CONTEXT = { is: 'exempt', because: 'context' } as const;
const CONTROL_SOLUTION = { is: 'exempt', because: 'control-solution' } as const;
const IMPLAUSIBLE = { is: 'exempt', because: 'implausible' } as const;
