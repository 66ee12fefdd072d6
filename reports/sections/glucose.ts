import type { SectionBuilder } from '../build.ts';
import { enough, type Figure, preliminary, refusable, type Shortfall } from '../figure.ts';
import { countEpisodes, type EpisodeCount, type EpisodeKind } from '../metrics/episodes.ts';
import { gmiPercent, mean, median } from '../metrics/glucose.ts';
import type { GlucoseSummary } from '../metrics/glucose-summary.ts';
import { meanAmplitude } from '../metrics/mage.ts';
import { riskIndices } from '../metrics/risk.ts';
import type { SensorTrace } from '../metrics/sensor-trace.ts';
import { conga, estimatedA1cPercent, jIndex, modd } from '../metrics/swings.ts';
import { bandOf, glycemiaRiskIndex } from '../metrics/time-in-range.ts';
import type { GlucoseIndex, SectionOf } from '../report.ts';

/** Risk indices of fewer readings jump with each of them, and what compares days needs two of them (engineering choices). */
const RISK_READINGS = 30;
const FEW_DAYS = 2;

/** The period's glucose in numbers, each with whether the data suffice for it. */
export const glucose: SectionBuilder = ({ patient, sugar, before, trace }) => {
  if (!sugar) return undefined;
  const { n, counted, values, bands, shares, sensor, wear, few, worn, overlapping } = sugar;
  const of = { n, source: bands.source };
  const pregnant = patient.group === 'pregnancy';
  return {
    section: 'glucose',
    figures: {
      mean: preliminary(sugar.mean, { unit: 'mmol/L', ...of }, few),
      sd: refusable(sugar.sd, { unit: 'mmol/L', ...of }, few),
      cv: refusable(sugar.cvPercent, { unit: '%', ...of }, few),
      // HbA1c falls in pregnancy by itself: nothing estimates it there (ADA, Standards of Care 2021, 15.12).
      gmi: pregnant
        ? refusable(undefined, { unit: '%', n, source: 'ada-pregnancy-a1c' }, undefined)
        : refusable(gmiPercent(sugar.mean), { unit: '%', n, source: 'gmi-2018' }, worn),
    },
    ...(before.sugar && !before.sugar.few ? { previousMean: before.sugar.mean } : {}),
    shares,
    // Goals are for a sensor that was worn: 14 days with 70 % of the readings (Battelino et al. 2019).
    goals: sensor && wear?.enough ? bands.goals : {},
    ...shortOf(sensor ? worn : few),
    lowest: values.reduce((least, value) => Math.min(least, value)),
    highest: values.reduce((most, value) => Math.max(most, value)),
    beyond: counted.filter(({ beyond }) => beyond).length,
    sensor,
    points: pointsOf(counted, bands),
    ...(sugar.beside.length > 0 ? { beside: besideOf(sugar) } : {}),
    ...(overlapping > 0 ? { overlapping } : {}),
    indices: indicesOf(sugar, trace, pregnant),
    ...(trace ? { episodes: countAll(trace) } : {}),
  };
};

const pointsOf = (readings: GlucoseSummary['counted'], bands: GlucoseSummary['bands']) =>
  readings.map((reading) => [reading.at, reading.glucoseMmolL, bandOf(reading, bands)] as const);

/** What measured beside it: told, and mixed into nothing. */
function besideOf({ beside, sensor, bands }: GlucoseSummary): NonNullable<SectionOf<'glucose'>['beside']> {
  const values = beside.map(({ glucoseMmolL }) => glucoseMmolL);
  return {
    sensor: !sensor,
    n: values.length,
    mean: mean(values),
    lowest: values.reduce((least, value) => Math.min(least, value)),
    highest: values.reduce((most, value) => Math.max(most, value)),
    beyond: beside.filter(({ beyond }) => beyond).length,
    points: pointsOf(beside, bands),
  };
}

const shortOf = (short: Shortfall | undefined) => (short ? { sharesShort: short } : {});

function indicesOf(
  { n, values, mean: middle, sd, shares, bands, sensor, wear, few, worn }: GlucoseSummary,
  trace: SensorTrace | undefined,
  pregnant: boolean,
) {
  const days = wear ? (wear.spanDays * wear.activePercent) / 100 : 0;
  const paired: Shortfall | undefined = sensor ? enough(Math.floor(days * 10) / 10, FEW_DAYS, 'days') : worn;
  const { lbgi, hbgi } = riskIndices(values);
  const compared = paired ? undefined : trace;
  const mmolL = (value: number | undefined, source: Figure['source'], short = paired) =>
    refusable(value, { unit: 'mmol/L', n, source }, short);
  const index = (value: number | undefined, source: Figure['source'], short: Shortfall | undefined) =>
    refusable(value, { unit: 'index', n, source }, short);
  return {
    median: mmolL(median(values), 'cgm-consensus-2017', few),
    // The index is of the adult bands; in pregnancy nobody has defined it.
    gri: index(bands.veryHigh && glycemiaRiskIndex(shares), 'gri-2022', worn),
    lbgi: index(lbgi, 'kovatchev-1997', enough(n, RISK_READINGS)),
    hbgi: index(hbgi, 'kovatchev-1997', enough(n, RISK_READINGS)),
    mage: mmolL(compared && meanAmplitude(compared.fine).mean, 'mage-1970'),
    modd: mmolL(compared && modd(compared.grid), 'modd-1972'),
    conga24h: mmolL(compared && conga(compared.grid), 'conga-2005'),
    jIndex: index(jIndex(middle, sd), 'j-index-1995', few),
    estimatedA1c: pregnant
      ? refusable(undefined, { unit: '%', n, source: 'ada-pregnancy-a1c' }, undefined)
      : refusable(estimatedA1cPercent(middle), { unit: '%', n, source: 'adag-2008' }, worn),
  } satisfies Record<GlucoseIndex, Figure>;
}

function countAll({ episodes, days }: SensorTrace): Record<EpisodeKind, EpisodeCount> {
  const count = (kind: EpisodeKind) => countEpisodes(episodes[kind], days);
  return {
    lowLevel1: count('lowLevel1'),
    lowLevel2: count('lowLevel2'),
    lowProlonged: count('lowProlonged'),
    highLevel1: count('highLevel1'),
    highLevel2: count('highLevel2'),
  };
}
