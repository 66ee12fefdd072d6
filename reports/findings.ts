import type { Severity } from '../domain/alert.ts';
import type { Material } from './build.ts';
import type { Finding } from './finding.ts';
import { countEpisodes } from './metrics/episodes.ts';
import type { GlucoseSummary } from './metrics/glucose-summary.ts';
import { MORNING_EVENING_READINGS, type PressureSummary } from './metrics/pressure-summary.ts';
import type { SensorTrace } from './metrics/sensor-trace.ts';

const URGENCY: Readonly<Record<Severity, number>> = { high: 0, medium: 1, low: 2 };
/** Danne et al., Diabetes Care 2017;40:1631: up to 36 % is stable. */
const STABLE_CV_PERCENT = 36;
/** Narita et al.: a systolic difference of 20 mmHg and more between morning and evening carries more risk. */
const LARGE_DIFFERENCE_MMHG = 20;

/**
 * What the figures of a period say that a doctor should see first: goals that a source names and that are missed. Only of figures whose data
 * suffice. Lows before highs, which is the order in which they harm (engineering choice); priorities are ours too.
 */
export function findingsOf({ sugar, home, standing, trace }: Pick<Material, 'sugar' | 'home' | 'standing' | 'trace'>): Finding[] {
  const found = [...(sugar ? ofGlucose(sugar, trace) : []), ...(home ? ofPressure(home) : []), ...onStanding(standing)];
  return found.toSorted((a, b) => URGENCY[a.severity] - URGENCY[b.severity]);
}

function ofGlucose(summary: GlucoseSummary, trace: SensorTrace | undefined): Finding[] {
  const { n, shares, sensor, worn, bands, cvPercent, few } = summary;
  const found: Finding[] = [];
  const share = (
    finding: Finding['finding'],
    severity: Severity,
    value: number,
    goal: { atLeast?: number; below?: number } | undefined,
  ) => {
    const limit = goal?.below ?? goal?.atLeast;
    if (limit === undefined || (goal?.below === undefined ? value >= limit : value < limit)) return;
    found.push({ finding, severity, value, unit: '%', limit, n, source: bands.source });
  };
  if (sensor && !worn) {
    const { goals } = bands;
    found.push(...(trace ? lows(trace, n) : []));
    share('glucose.very-low-share', 'high', shares.veryLow, goals.veryLow);
    share('glucose.low-share', 'medium', shares.veryLow + shares.low, goals.low);
    share('glucose.very-high-share', 'medium', shares.veryHigh, goals.veryHigh);
    share('glucose.target-share', 'medium', shares.target, goals.target);
    share('glucose.high-share', 'low', shares.high + shares.veryHigh, goals.high);
  }
  if (sensor && !few && cvPercent > STABLE_CV_PERCENT)
    found.push({
      finding: 'glucose.unstable',
      severity: 'medium',
      value: cvPercent,
      unit: '%',
      limit: STABLE_CV_PERCENT,
      n,
      source: 'cgm-consensus-2017',
    });
  return found;
}

/** Lows that lasted, that went deep, and that came by night, in how many episodes. */
function lows({ episodes, days }: SensorTrace, n: number): Finding[] {
  const finding = (name: Finding['finding'], severity: Severity, value: number): Finding[] =>
    value === 0 ? [] : [{ finding: name, severity, value, unit: 'count', n, source: 'episodes-2023' }];
  const { lowLevel1, lowLevel2, lowProlonged } = episodes;
  return [
    ...finding('glucose.level-2-lows', 'high', lowLevel2.length),
    ...finding('glucose.prolonged-lows', 'high', lowProlonged.length),
    ...finding('glucose.nocturnal-lows', 'medium', countEpisodes(lowLevel1, days).nocturnal),
  ];
}

/** One fall is a finding already: standing up is measured seldom, and people fall from it. */
const onStanding = (standing: Material['standing']): Finding[] =>
  standing && standing.falls > 0
    ? [
        {
          finding: 'pressure.standing-falls',
          severity: 'medium',
          value: standing.falls,
          unit: 'count',
          n: standing.n,
          source: 'esc-orthostatic-2024',
        },
      ]
    : [];

function ofPressure({ home, goal, morningEvening, night }: PressureSummary): Finding[] {
  const found: Finding[] = [];
  if (!('need' in home) && (home.systolicMmHg >= goal.systolic || home.diastolicMmHg >= goal.diastolic))
    found.push({
      finding: 'pressure.home-mean',
      severity: 'medium',
      value: home.systolicMmHg,
      value2: home.diastolicMmHg,
      unit: 'mmHg',
      limit: goal.systolic,
      limit2: goal.diastolic,
      n: home.n,
      source: goal.source,
    });
  if (morningEvening && morningEvening.n >= MORNING_EVENING_READINGS && morningEvening.mmHg >= LARGE_DIFFERENCE_MMHG)
    found.push({
      finding: 'pressure.morning-evening',
      severity: 'low',
      value: morningEvening.mmHg,
      unit: 'mmHg',
      limit: LARGE_DIFFERENCE_MMHG,
      n: morningEvening.n,
      source: 'morning-evening-difference',
    });
  if (night?.enough && night.pattern !== 'dipper')
    found.push({
      finding: 'pressure.night-pattern',
      severity: 'low',
      value: night.dipPercent,
      unit: '%',
      limit: 10,
      n: night.nightReadings,
      source: 'dipping-2023',
    });
  return found;
}
