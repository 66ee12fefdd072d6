import { HOUR } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import { WATCHED } from '../../domain/reading.ts';
import type { SectionBuilder } from '../build.ts';
import { adherenceOf } from '../metrics/adherence.ts';
import { transmissionOf } from '../metrics/transmission.ts';
import { dayOf } from '../wall-time.ts';

/** What the numbers above stand on: how much was measured of what was planned, what was left out, what is doubtful. */
export const data: SectionBuilder = ({ patient, readings, daysOf, wall, from, to }) => {
  const [first, last] = [dayOf(wall(from)), dayOf(wall(to - 1))];
  return {
    section: 'data',
    readings: readings.length,
    excluded: readings.filter((reading) => !counts(reading)).length,
    clockDoubts: readings.filter(({ quality, clock }) => quality.includes('clock-suspect') || clock === 'server').length,
    late: readings.filter(({ at, received }) => received - at > 24 * HOUR).length,
    plan: patient.plan.map(({ kind, everyDays }) => {
      const { daysWithReadings, days: all, asked, met } = adherenceOf(daysOf(kind), first, last, everyDays);
      return { kind, everyDays, daysWithReadings, days: all, asked, met };
    }),
    transmission: {
      ...transmissionOf(WATCHED.flatMap(daysOf), first, last),
      source: 'cms-rpm-16-days',
    },
  };
};
