import type { Guideline } from '../../domain/patient.ts';
import type { BloodPressure } from '../../domain/reading.ts';
import { enough, type Shortfall } from '../figure.ts';
import { dayOf, minuteOf, type WallTime } from '../wall-time.ts';
import {
  type HomeReading,
  homeReadingOf,
  isAtGoal,
  type ProtocolMean,
  protocolMean,
  type Session,
  sessionDay,
  sessionOf,
} from './blood-pressure.ts';
import { FEW_READINGS } from './catalogue.ts';
import { mean } from './glucose.ts';
import { type NightPressure, nightPressure } from './pressure-night.ts';

/** Of mornings and of evenings each, before the two are compared: a week's protocol holds twice as many (engineering choice). */
export const MORNING_EVENING_READINGS = 6;

export interface Mean {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly n: number;
}

/** What the sections of a report all ask of a period's home blood pressure, computed once. */
export interface PressureSummary extends HomeReading {
  /** The mean of the protocol, or why there is none. */
  readonly home: ProtocolMean | Shortfall;
  readonly all: Mean;
  readonly morning?: Mean;
  readonly evening?: Mean;
  /** Morning less evening, systolic, with how many readings each side has at least. */
  readonly morningEvening?: { readonly mmHg: number; readonly n: number };
  readonly atGoalPercent: number;
  readonly irregular: number;
  readonly night?: NightPressure;
  readonly few?: Shortfall;
}

/** Undefined of nothing. @param readings that count, oldest first */
export function pressureSummary(
  readings: readonly BloodPressure[],
  wall: WallTime,
  guideline: Guideline | undefined,
): PressureSummary | undefined {
  if (readings.length === 0) return undefined;
  const { protocol, goal } = homeReadingOf(guideline);
  const samples = readings.map(({ at, systolicMmHg, diastolicMmHg }) => {
    const [day, minute] = [dayOf(wall(at)), minuteOf(wall(at))];
    return { systolicMmHg, diastolicMmHg, day, minute, session: sessionOf(minute) };
  });
  const byProtocol = protocolMean(
    samples.map((one) => ({ ...one, day: sessionDay(one.day, one.minute) })),
    protocol,
  );
  const of = (session: Session) => pressureMean(readings.filter((_, i) => samples[i]!.session === session));
  const [morning, evening] = [of('morning'), of('evening')];
  const night = nightPressure(samples);
  const few = enough(readings.length, FEW_READINGS);
  const home = byProtocol && byProtocol.n >= protocol.smallest ? byProtocol : enough(byProtocol?.n ?? 0, protocol.smallest)!;
  return {
    protocol,
    goal,
    home,
    all: pressureMean(readings)!,
    ...(morning ? { morning } : {}),
    ...(evening ? { evening } : {}),
    ...(morning && evening
      ? { morningEvening: { mmHg: morning.systolicMmHg - evening.systolicMmHg, n: Math.min(morning.n, evening.n) } }
      : {}),
    atGoalPercent: (samples.filter((one) => isAtGoal(one, goal)).length / samples.length) * 100,
    irregular: readings.filter(({ quality }) => quality.includes('irregular-pulse')).length,
    ...(night ? { night } : {}),
    ...(few ? { few } : {}),
  };
}

export function pressureMean(readings: readonly BloodPressure[]): Mean | undefined {
  if (readings.length === 0) return undefined;
  return {
    systolicMmHg: mean(readings.map(({ systolicMmHg }) => systolicMmHg)),
    diastolicMmHg: mean(readings.map(({ diastolicMmHg }) => diastolicMmHg)),
    n: readings.length,
  };
}
