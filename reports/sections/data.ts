import { HOUR, MINUTE } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import { type Reading, WATCHED } from '../../domain/reading.ts';
import { begunOf } from '../begun.ts';
import type { SectionBuilder } from '../build.ts';
import { adherenceOf } from '../metrics/adherence.ts';
import { transmissionOf } from '../metrics/transmission.ts';
import { dayOf } from '../wall-time.ts';

/** What the numbers above stand on: how much was measured of what was planned, what was left out, what is doubtful. */
export const data: SectionBuilder = (material) => {
  const { patient, readings, daysOf, before, heardBefore, wall, from, to } = material;
  const [first, last] = [dayOf(wall(from)), dayOf(wall(to - 1))];
  return {
    section: 'data',
    readings: readings.length,
    ...doubts(readings),
    plan: patient.plan.map(({ kind, everyDays }) => {
      const { daysWithReadings, days: all, asked, met } = adherenceOf(daysOf(kind), first, last, everyDays, begunOf(material, kind).since);
      return { kind, everyDays, daysWithReadings, days: all, asked, met };
    }),
    transmission: {
      ...transmissionOf([...WATCHED.flatMap(daysOf), ...WATCHED.flatMap(before.daysOf), ...heardBefore], last),
      source: 'cms-rpm-16-days',
    },
  };
};

function doubts(readings: readonly Reading[]) {
  let [excluded, clockDoubts, late] = [0, 0, 0];
  for (const reading of readings) {
    if (!counts(reading)) excluded += 1;
    if (reading.quality.includes('clock-suspect') || reading.clock === 'server') clockDoubts += 1;
    // Of steps the stretch must be over before anybody can tell.
    const until = reading.kind === 'activity' ? reading.at + reading.minutes * MINUTE : reading.at;
    if (reading.received - until > 24 * HOUR) late += 1;
  }
  return { excluded, clockDoubts, late };
}
