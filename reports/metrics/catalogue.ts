import type { SourceId } from '../sources.ts';
import { FEW_DAYS } from './activity-days.ts';

/** What a figure must stand on before a report gives it; `wear`: 14 days of a sensor with 70 % of its readings. */
export type Need = { readonly wear: true } | { readonly readings: number } | { readonly days: number };

/** One figure that Hearth computes: what it is called in JSON, how it is computed, by whom, and from how much. */
export interface MetricFact {
  readonly name: string;
  /** Of the glucose that the file or the patient has: `glucose`. */
  readonly unit: 'glucose' | '%' | 'mmHg' | 'index' | 'count' | 'min' | 'days' | 'steps';
  readonly formula: string;
  readonly source: SourceId;
  readonly need: Need;
}

/** Fewer readings tell a mood, not a mean: three a week over two weeks. Engineering choice. */
export const FEW_READINGS = 6;
/** Risk indices of fewer readings jump with each of them. Engineering choice. */
const RISK_READINGS = 30;
/** What compares one day with another needs two whole ones. Engineering choice. */
const TWO_DAYS = 2;

const few: Need = { readings: FEW_READINGS };
const worn: Need = { wear: true };
const fact = (name: string, unit: MetricFact['unit'], formula: string, source: SourceId, need: Need): MetricFact => ({
  name,
  unit,
  formula,
  source,
  need,
});

/** Every figure of glucose; `hearth metrics` gives all of them, a report those that a doctor asks for. */
export const GLUCOSE_METRICS: readonly MetricFact[] = [
  fact('mean', 'glucose', 'sum / n', 'cgm-consensus-2017', few),
  fact('median', 'glucose', 'quantile 0.5, linear between order statistics (type 7)', 'cgm-consensus-2017', few),
  fact('iqr', 'glucose', 'quantile 0.75 - quantile 0.25 (type 7)', 'cgm-consensus-2017', few),
  fact('sd', 'glucose', 'sample standard deviation, n - 1', 'cgm-consensus-2017', few),
  fact('cvPercent', '%', '100 x SD / mean', 'cgm-consensus-2017', few),
  fact('gmiPercent', '%', '3.31 + 0.02392 x mean mg/dL', 'gmi-2018', worn),
  fact('estimatedA1cPercent', '%', '(mean mg/dL + 46.7) / 28.7', 'adag-2008', worn),
  fact('veryLowPercent', '%', '100 x readings < 54 mg/dL (3.0 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('belowRangePercent', '%', '100 x readings < 70 mg/dL (3.9 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('inRangePercent', '%', '100 x readings of 70 to 180 mg/dL (3.9 to 10.0 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('aboveRangePercent', '%', '100 x readings > 180 mg/dL (10.0 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('veryHighPercent', '%', '100 x readings > 250 mg/dL (13.9 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('inPregnancyRangePercent', '%', '100 x readings of 63 to 140 mg/dL (3.5 to 7.8 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('belowPregnancyRangePercent', '%', '100 x readings < 63 mg/dL (3.5 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('abovePregnancyRangePercent', '%', '100 x readings > 140 mg/dL (7.8 mmol/L) / n', 'cgm-consensus-2019', worn),
  fact('gri', 'index', '3.0 x VLow % + 2.4 x Low % + 1.6 x VHigh % + 0.8 x High %, at most 100', 'gri-2022', worn),
  fact('lbgi', 'index', 'mean of 10 f² where f < 0; f = 1.509 ((ln mg/dL)^1.084 - 5.381)', 'kovatchev-1997', { readings: RISK_READINGS }),
  fact('hbgi', 'index', 'mean of 10 f² where f > 0', 'kovatchev-1997', { readings: RISK_READINGS }),
  fact('adrr', 'index', 'mean over the days of the largest 10 f² below plus the largest above', 'adrr-2006', { days: 14 }),
  fact('jIndex', 'index', '0.001 x (mean + SD)² in mg/dL', 'j-index-1995', few),
  fact('mage', 'glucose', 'mean height of rises and falls of more than one SD; moving averages, grid of 5 minutes', 'mage-1970', {
    days: TWO_DAYS,
  }),
  fact('modd', 'glucose', 'mean |difference to 24 hours before|, on the sensor’s grid', 'modd-1972', { days: TWO_DAYS }),
  fact('conga1h', 'glucose', 'SD of the differences to 1 hour before', 'conga-2005', { days: TWO_DAYS }),
  fact('conga2h', 'glucose', 'SD of the differences to 2 hours before', 'conga-2005', { days: TWO_DAYS }),
  fact('conga4h', 'glucose', 'SD of the differences to 4 hours before', 'conga-2005', { days: TWO_DAYS }),
  fact('conga24h', 'glucose', 'SD of the differences to 24 hours before', 'conga-2005', { days: TWO_DAYS }),
  fact('lowLevel1Episodes', 'count', '15 minutes and more < 70 mg/dL (3.9), ended by 15 minutes above', 'episodes-2023', {
    days: TWO_DAYS,
  }),
  fact('lowLevel2Episodes', 'count', '15 minutes and more < 54 mg/dL (3.0), ended by 15 minutes above', 'episodes-2023', {
    days: TWO_DAYS,
  }),
  fact('lowProlongedEpisodes', 'count', 'more than 120 minutes < 70 mg/dL (3.9)', 'episodes-2023', { days: TWO_DAYS }),
  fact('lowNocturnalEpisodes', 'count', 'level 1 lows that begin from 00:00 to 05:59', 'cgm-consensus-2017', { days: TWO_DAYS }),
  fact('highLevel1Episodes', 'count', '15 minutes and more > 180 mg/dL (10.0), ended by 15 minutes below', 'episodes-2023', {
    days: TWO_DAYS,
  }),
  fact('highLevel2Episodes', 'count', '15 minutes and more > 250 mg/dL (13.9), ended by 15 minutes below', 'episodes-2023', {
    days: TWO_DAYS,
  }),
  fact('lowLevel1PerDay', 'count', 'episodes / days that the sensor knew', 'episodes-2023', { days: TWO_DAYS }),
  fact('highLevel1PerDay', 'count', 'episodes / days that the sensor knew', 'episodes-2023', { days: TWO_DAYS }),
  fact('lowLevel1MeanMinutes', 'min', 'mean length of a level 1 low', 'episodes-2023', { days: TWO_DAYS }),
  fact('highLevel1MeanMinutes', 'min', 'mean length of a level 1 high', 'episodes-2023', { days: TWO_DAYS }),
];

/** Every figure of blood pressure. */
export const PRESSURE_METRICS: readonly MetricFact[] = [
  fact('systolicMean', 'mmHg', 'sum / n of all readings', 'hearth', few),
  fact('diastolicMean', 'mmHg', 'sum / n of all readings', 'hearth', few),
  fact('homeSystolicMean', 'mmHg', 'mornings and evenings of the last 7 days, first day left out, at most 3 a session', 'esh-home-2010', {
    readings: 12,
  }),
  fact('homeDiastolicMean', 'mmHg', 'the same readings', 'esh-home-2010', { readings: 12 }),
  fact('morningSystolicMean', 'mmHg', 'readings of 04:30 to 11:59', 'hearth', few),
  fact('morningDiastolicMean', 'mmHg', 'the same readings', 'hearth', few),
  fact('eveningSystolicMean', 'mmHg', 'readings of 17:00 to 00:59', 'hearth', few),
  fact('eveningDiastolicMean', 'mmHg', 'the same readings', 'hearth', few),
  fact('morningEveningDifference', 'mmHg', 'morning less evening, systolic means', 'morning-evening-difference', { readings: 12 }),
  fact('systolicSd', 'mmHg', 'sample standard deviation, n - 1', 'hearth', few),
  fact('diastolicSd', 'mmHg', 'sample standard deviation, n - 1', 'hearth', few),
  fact('systolicCvPercent', '%', '100 x SD / mean', 'hearth', few),
  fact('diastolicCvPercent', '%', '100 x SD / mean', 'hearth', few),
  fact('systolicArv', 'mmHg', 'mean |difference of successive readings|', 'arv-2005', few),
  fact('diastolicArv', 'mmHg', 'mean |difference of successive readings|', 'arv-2005', few),
  fact('atGoalPercent', '%', '100 x readings with both numbers under 135/85 / n', 'cn-hypertension-2024', few),
  fact('nightSystolicMean', 'mmHg', 'readings of 01:00 to 04:29', 'hearth', { readings: 6 }),
  fact('nightDipPercent', '%', '100 x (1 - night / day), systolic means; day is 06:00 to 22:59', 'dipping-2023', { readings: 6 }),
  fact('morningSurge', 'mmHg', 'mean over the days of the systolic mean of 06:00 to 09:59 less that of 01:00 to 04:29', 'hearth', {
    days: TWO_DAYS,
  }),
  fact('pulseMean', 'count', 'sum / n of the pulse that came with the readings', 'hearth', few),
];

/** Every figure of activity. */
export const ACTIVITY_METRICS: readonly MetricFact[] = [
  fact(
    'stepsPerDay',
    'steps',
    'sum / n of the whole days that were not worn for less than 10 hours; of several devices the one that counted most',
    'clemes-2008',
    {
      days: FEW_DAYS,
    },
  ),
  fact('weeklyMinutes', 'min', '7 x mean of (moderate + 2 x vigorous minutes) of the same days', 'who-activity-2020', { days: FEW_DAYS }),
];
