import type { Language } from '../../../domain/source.ts';
import type { Words } from '../words/en.ts';

const UNITS = [
  ['day', 86_400_000, 48 * 3_600_000],
  ['hour', 3_600_000, 90 * 60_000],
  ['minute', 60_000, 90_000],
  ['second', 1_000, 0],
] as const;

/** How far a device's clock is off: `12 minutes ahead`. Below a second it is right. */
export function skewText(ms: number, language: Language, words: Words): string {
  const off = Math.abs(ms);
  if (off < 1_000) return words.devices.clockRight;
  const [unit, size] = UNITS.find(([, , from]) => off >= from)!;
  const by = new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long', maximumFractionDigits: 0 }).format(off / size);
  return ms > 0 ? words.devices.clockAhead(by) : words.devices.clockBehind(by);
}
