import type { GlucoseUnit } from '../../domain/units.ts';

/** What a meter's display shows in place of a number. A low without a number is a low. */
export function highOrLow(text: string): 'high' | 'low' | undefined {
  const [, high, low] = /^(?:(hi|high|高)|(lo|low|低))$/i.exec(text.trim()) ?? [];
  return high !== undefined ? 'high' : low !== undefined ? 'low' : undefined;
}

/** The ends of the range of most meters: 1.1 to 33.3 mmol/L, 20 to 600 mg/dL (Kovatchev et al., Diabetes Care 1997;20:1655, appendix). */
export const ENDS: Readonly<Record<GlucoseUnit, Readonly<Record<'high' | 'low', number>>>> = {
  'mmol/L': { low: 1.1, high: 33.3 },
  'mg/dL': { low: 20, high: 600 },
};
