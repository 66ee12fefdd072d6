import type { SectionBuilder } from '../build.ts';
import { mean } from '../metrics/glucose.ts';

/** Weight, temperature, oxygen saturation, heart rate: how it stood, how it changed, every measurement. */
export const measures: SectionBuilder = ({ ofKind, before }) => {
  const numbers = {
    weight: numbersOf(ofKind('weight'), before.ofKind('weight'), ({ weightKg }) => weightKg),
    temperature: numbersOf(ofKind('temperature'), before.ofKind('temperature'), ({ temperatureC }) => temperatureC),
    'oxygen-saturation': numbersOf(
      ofKind('oxygen-saturation'),
      before.ofKind('oxygen-saturation'),
      ({ saturationPercent }) => saturationPercent,
    ),
    'heart-rate': numbersOf(ofKind('heart-rate'), before.ofKind('heart-rate'), ({ pulsePerMin }) => pulsePerMin),
  };
  const kinds = Object.entries(numbers).flatMap(([kind, found]) => (found ? [{ kind: kind as keyof typeof numbers, ...found }] : []));
  return kinds.length === 0 ? undefined : { section: 'measures', kinds };
};

function numbersOf<R extends { readonly at: number }>(readings: readonly R[], before: readonly R[], of: (reading: R) => number) {
  const values = readings.map(of);
  const [first, last] = [values[0], values.at(-1)];
  if (first === undefined || last === undefined) return undefined;
  return {
    n: values.length,
    mean: mean(values),
    lowest: values.reduce((least, value) => Math.min(least, value)),
    highest: values.reduce((most, value) => Math.max(most, value)),
    change: last - first,
    ...(before.length === 0 ? {} : { previousMean: mean(before.map(of)) }),
    points: readings.map((reading) => [reading.at, of(reading)] as const),
  };
}
