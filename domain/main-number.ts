import type { Reading } from './reading.ts';

/** The number that a chart of this kind is drawn by; none of a kind that no chart shows. */
export function mainNumber(reading: Reading): number | undefined {
  switch (reading.kind) {
    case 'glucose':
      return reading.glucoseMmolL;
    case 'blood-pressure':
      return reading.systolicMmHg;
    case 'weight':
      return reading.weightKg;
    case 'temperature':
      return reading.temperatureC;
    case 'oxygen-saturation':
      return reading.saturationPercent;
    case 'heart-rate':
      return reading.pulsePerMin;
    case 'activity':
      return reading.steps;
    default:
      return undefined;
  }
}
