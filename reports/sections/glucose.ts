import type { SectionBuilder } from '../build.ts';
import { enough, preliminary, refusable } from '../figure.ts';
import { gmiPercent, mean, standardDeviation, variationPercent } from '../metrics/glucose.ts';
import { bandOf, bandsOf, countBands, sharesOf } from '../metrics/time-in-range.ts';
import { wearOf } from '../metrics/wear.ts';

/** Fewer finger-sticks than this tell a mood, not a mean (engineering choice: three a week over two weeks). */
const FEW = 6;

/** The period's glucose in numbers, each with whether the data suffice for it. */
export const glucose: SectionBuilder = ({ glucose: readings, before, patient }) => {
  if (readings.length === 0) return undefined;
  const bands = bandsOf[patient.group];
  const values = readings.map(({ glucoseMmolL }) => glucoseMmolL);
  const sensorReadings = readings.filter(({ specimen }) => specimen === 'interstitial');
  const sensor = sensorReadings.length > readings.length / 2;
  const n = values.length;
  const few = enough(n, FEW);
  const wear = wearOf(sensorReadings.map(({ at }) => at));
  const worn =
    sensor && wear
      ? wear.enough
        ? undefined
        : { have: wear.have, need: wear.need, of: 'sensor-readings' as const }
      : { have: sensorReadings.length, need: 2822, of: 'sensor-readings' as const };
  return {
    section: 'glucose',
    figures: {
      mean: preliminary(mean(values), { unit: 'mmol/L', n, source: bands.source }, few),
      sd: refusable(n < 2 ? undefined : standardDeviation(values), { unit: 'mmol/L', n, source: bands.source }, few),
      cv: refusable(n < 2 ? undefined : variationPercent(values), { unit: '%', n, source: bands.source }, few),
      gmi: refusable(gmiPercent(mean(values)), { unit: '%', n, source: 'gmi-2018' }, worn),
    },
    ...(before.glucose.length >= FEW ? { previousMean: mean(before.glucose.map(({ glucoseMmolL }) => glucoseMmolL)) } : {}),
    shares: sharesOf(countBands(readings, bands)),
    // Goals are for a sensor that was worn: 14 days with 70 % of the readings (Battelino et al. 2019).
    goals: sensor && wear?.enough ? bands.goals : {},
    ...(sensor && worn ? { sharesShort: worn } : {}),
    lowest: Math.min(...values),
    highest: Math.max(...values),
    beyond: readings.filter(({ beyond }) => beyond).length,
    sensor,
    points: readings.map((reading) => [reading.at, reading.glucoseMmolL, bandOf(reading, bands)] as const),
  };
};
