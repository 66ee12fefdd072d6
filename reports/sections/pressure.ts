import type { SectionBuilder } from '../build.ts';
import { enough, type Figure, preliminary, refusable } from '../figure.ts';
import { FEW_READINGS } from '../metrics/catalogue.ts';
import { FEWEST_NIGHT_READINGS, FEWEST_NIGHTS } from '../metrics/pressure-night.ts';
import { type Mean, MORNING_EVENING_READINGS, type PressureSummary } from '../metrics/pressure-summary.ts';
import { pressureVariability } from '../metrics/pressure-variability.ts';
import type { PressureFigure } from '../report.ts';

/** Home blood pressure: the mean by protocol or why there is none, morning and evening, variability, nights, every measurement. */
export const pressure: SectionBuilder = ({ pressure: readings, home, before }) => {
  if (!home) return undefined;
  const systolic = readings.map(({ systolicMmHg }) => systolicMmHg);
  const { sd } = pressureVariability(systolic);
  return {
    section: 'pressure',
    mean: home.home,
    ...(home.morning ? { morning: home.morning } : {}),
    ...(home.evening ? { evening: home.evening } : {}),
    all: { ...home.all, sd: readings.length > 1 ? sd : 0, highestSystolic: systolic.reduce((most, value) => Math.max(most, value)) },
    ...(before.home ? { previous: before.home.all } : {}),
    irregularPulse: home.irregular,
    points: readings.map(({ at, systolicMmHg, diastolicMmHg }) => [at, systolicMmHg, diastolicMmHg] as const),
    figures: figuresOf(
      home,
      systolic,
      readings.map(({ diastolicMmHg }) => diastolicMmHg),
    ),
    meansShort: {
      ...few('morning', home.morning),
      ...few('evening', home.evening),
      ...few('all', home.all),
    },
    goal: home.goal,
    protocol: { source: home.protocol.source, smallest: home.protocol.smallest },
    ...(home.night?.enough ? { nightPattern: home.night.pattern } : {}),
  };
};

/** Of a part of the day as of all of it: so few readings are no mean. */
function few(which: 'morning' | 'evening' | 'all', of: Mean | undefined) {
  const missing = of && enough(of.n, FEW_READINGS);
  return missing ? { [which]: missing } : {};
}

function figuresOf(home: PressureSummary, systolic: readonly number[], diastolic: readonly number[]): Record<PressureFigure, Figure> {
  const { few, night, morningEvening, irregular, atGoalPercent, goal } = home;
  const n = systolic.length;
  const [upper, lower] = [pressureVariability(systolic), pressureVariability(diastolic)];
  const mmHg = (value: number, source: Figure['source'] = 'hearth') => refusable(value, { unit: 'mmHg', n, source }, few);
  const nights = night?.enough
    ? undefined
    : (enough(night?.nightReadings ?? 0, FEWEST_NIGHT_READINGS) ?? { have: night?.nights ?? 0, need: FEWEST_NIGHTS, of: 'days' as const });
  const surge = night?.morningSurge;
  return {
    atGoal: preliminary(atGoalPercent, { unit: '%', n, source: goal.source }, few),
    systolicSd: mmHg(upper.sd),
    systolicCv: refusable(upper.cvPercent, { unit: '%', n, source: 'hearth' }, few),
    systolicArv: mmHg(upper.arv, 'arv-2005'),
    diastolicSd: mmHg(lower.sd),
    morningEvening: refusable(
      morningEvening?.mmHg,
      { unit: 'mmHg', n, source: 'morning-evening-difference' },
      enough(morningEvening?.n ?? 0, MORNING_EVENING_READINGS),
    ),
    irregularShare: refusable((irregular / n) * 100, { unit: '%', n, source: 'hearth' }, few),
    nightDip: refusable(night?.dipPercent, { unit: '%', n: night?.nightReadings ?? 0, source: 'dipping-2023' }, nights),
    morningSurge: refusable(
      surge?.mmHg,
      { unit: 'mmHg', n: night?.nightReadings ?? 0, source: 'hearth' },
      enough(surge?.days ?? 0, FEWEST_NIGHTS, 'days'),
    ),
  };
}
