import type { SectionBuilder } from '../build.ts';
import { ambulatoryProfile } from '../metrics/agp.ts';
import { wearOf } from '../metrics/wear.ts';
import { minuteOf } from '../wall-time.ts';

/** A profile of fewer days would show single days (Danne et al., Diabetes Care 2017;40:1631, asks for 14; drawn from 5, and said). */
const FEWEST_DAYS = 5;

/** The ambulatory glucose profile, for a continuous sensor. */
export const agp: SectionBuilder = ({ glucose, wall }) => {
  const isSensor = ({ specimen }: (typeof glucose)[number]): boolean => specimen === 'interstitial';
  const sensor = glucose.every(isSensor) ? glucose : glucose.filter(isSensor);
  const wear = wearOf(sensor.map(({ at }) => at));
  if (!wear || wear.spanDays < FEWEST_DAYS) return undefined;
  const points = ambulatoryProfile(
    sensor.map(({ at }) => minuteOf(wall(at))),
    sensor.map(({ glucoseMmolL }) => glucoseMmolL),
  );
  return points.length === 0 ? undefined : { section: 'agp', points, days: wear.spanDays, activePercent: wear.activePercent };
};
