import type { SectionBuilder } from '../build.ts';
import { ambulatoryProfile } from '../metrics/agp.ts';
import type { Sample } from '../metrics/glucose-summary.ts';
import { toldApart } from '../metrics/one-sensor.ts';
import { wearOf } from '../metrics/wear.ts';
import type { SectionOf } from '../report.ts';
import { minuteOf, type WallTime } from '../wall-time.ts';

/** A profile of fewer days would show single days (Danne et al., Diabetes Care 2017;40:1631, asks for 14; drawn from 5, and said). */
const FEWEST_DAYS = 5;

/** The ambulatory glucose profile, for a continuous sensor. */
export const agp: SectionBuilder = ({ glucose, wall }) => {
  const profile = profileOf(glucose, wall);
  return profile && { section: 'agp', ...profile };
};

/** Undefined of less than five days of a sensor. @param glucose that counts, oldest first */
export function profileOf(glucose: readonly Sample[], wall: WallTime): Omit<SectionOf<'agp'>, 'section'> | undefined {
  const { trace: sensor } = toldApart(glucose);
  const wear = wearOf(sensor.map(({ at }) => at));
  if (!wear || wear.spanDays < FEWEST_DAYS) return undefined;
  const points = ambulatoryProfile(
    sensor.map(({ at }) => minuteOf(wall(at))),
    sensor.map(({ glucoseMmolL }) => glucoseMmolL),
  );
  return points.length === 0 ? undefined : { points, days: wear.spanDays, activePercent: wear.activePercent };
}
