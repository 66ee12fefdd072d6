import type { BloodPressure } from '../../domain/reading.ts';
import type { SectionBuilder } from '../build.ts';
import { ESH_PROTOCOL, protocolMean, type Session, sessionDay, sessionOf } from '../metrics/blood-pressure.ts';
import { mean, standardDeviation } from '../metrics/glucose.ts';
import type { PressureMean } from '../report.ts';
import { dayOf, minuteOf } from '../wall-time.ts';

/** Home blood pressure: the mean by protocol or why there is none, morning and evening, every measurement. */
export const pressure: SectionBuilder = ({ pressure: readings, before, wall }) => {
  if (readings.length === 0) return undefined;
  const samples = readings.map(({ at, systolicMmHg, diastolicMmHg }) => {
    const minute = minuteOf(wall(at));
    return { systolicMmHg, diastolicMmHg, day: sessionDay(dayOf(wall(at)), minute), session: sessionOf(minute) };
  });
  const byProtocol = protocolMean(samples, ESH_PROTOCOL);
  const of = (session: Session) => meanOf(readings.filter((_, i) => samples[i]!.session === session));
  const [morning, evening, previous] = [of('morning'), of('evening'), meanOf(before.pressure)];
  const systolic = readings.map(({ systolicMmHg }) => systolicMmHg);
  return {
    section: 'pressure',
    mean:
      byProtocol && byProtocol.n >= ESH_PROTOCOL.smallest
        ? byProtocol
        : { have: byProtocol?.n ?? 0, need: ESH_PROTOCOL.smallest, of: 'readings' },
    ...(morning ? { morning } : {}),
    ...(evening ? { evening } : {}),
    all: { ...meanOf(readings)!, sd: readings.length > 1 ? standardDeviation(systolic) : 0, highestSystolic: Math.max(...systolic) },
    ...(previous ? { previous } : {}),
    irregularPulse: readings.filter(({ quality }) => quality.includes('irregular-pulse')).length,
    points: readings.map(({ at, systolicMmHg, diastolicMmHg }) => [at, systolicMmHg, diastolicMmHg] as const),
  };
};

function meanOf(readings: readonly BloodPressure[]): PressureMean | undefined {
  if (readings.length === 0) return undefined;
  return {
    systolicMmHg: mean(readings.map(({ systolicMmHg }) => systolicMmHg)),
    diastolicMmHg: mean(readings.map(({ diastolicMmHg }) => diastolicMmHg)),
    n: readings.length,
  };
}
