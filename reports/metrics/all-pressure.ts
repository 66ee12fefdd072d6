import { type Instant, MINUTE } from '../../domain/clock.ts';
import type { Shortfall } from '../figure.ts';
import { dayOf, minuteOf } from '../wall-time.ts';
import { ESH_PROTOCOL, homeReadingOf, isAtGoal, protocolMean, type Session, sessionDay, sessionOf } from './blood-pressure.ts';
import { PRESSURE_METRICS } from './catalogue.ts';
import { mean } from './glucose.ts';
import { nightPressure } from './pressure-night.ts';
import { pressureVariability } from './pressure-variability.ts';

/** One reading of a cuff, on the patient's wall clock. */
export interface PressureRow {
  /** The wall clock as if it were UTC. */
  readonly wallMs: Instant;
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  readonly pulsePerMin?: number;
}

export type PressureMetrics = Readonly<Record<string, number | string | null>>;

/** The figures of catalogue.ts over one series, by the Chinese home goal. `shortfalls` says which of them a report would refuse, and why. */
export function pressureMetrics(rows: readonly PressureRow[]): PressureMetrics {
  const ordered = rows.toSorted((a, b) => a.wallMs - b.wallMs);
  const samples = ordered.map(({ wallMs, systolicMmHg, diastolicMmHg }) => {
    const [day, minute] = [dayOf(wallMs), minuteOf(wallMs)];
    return { systolicMmHg, diastolicMmHg, day, minute, session: sessionOf(minute) };
  });
  const home = protocolMean(
    samples.map((one) => ({ ...one, day: sessionDay(one.day, one.minute) })),
    ESH_PROTOCOL,
  );
  const of = (session: Session, which: 'systolicMmHg' | 'diastolicMmHg') =>
    mean(samples.filter((one) => one.session === session).map((one) => one[which]));
  const [systolic, diastolic] = [ordered.map(({ systolicMmHg }) => systolicMmHg), ordered.map(({ diastolicMmHg }) => diastolicMmHg)];
  const [upper, lower] = [pressureVariability(systolic), pressureVariability(diastolic)];
  const night = nightPressure(samples);
  const { goal } = homeReadingOf();
  const figures: Record<string, number | string> = {
    n: ordered.length,
    systolicMean: mean(systolic),
    diastolicMean: mean(diastolic),
    homeSystolicMean: home?.systolicMmHg ?? Number.NaN,
    homeDiastolicMean: home?.diastolicMmHg ?? Number.NaN,
    homeReadings: home?.n ?? 0,
    morningSystolicMean: of('morning', 'systolicMmHg'),
    morningDiastolicMean: of('morning', 'diastolicMmHg'),
    eveningSystolicMean: of('evening', 'systolicMmHg'),
    eveningDiastolicMean: of('evening', 'diastolicMmHg'),
    morningEveningDifference: of('morning', 'systolicMmHg') - of('evening', 'systolicMmHg'),
    systolicSd: upper.sd,
    diastolicSd: lower.sd,
    systolicCvPercent: upper.cvPercent,
    diastolicCvPercent: lower.cvPercent,
    systolicArv: upper.arv,
    diastolicArv: lower.arv,
    atGoalPercent: (samples.filter((one) => isAtGoal(one, goal)).length / samples.length) * 100,
    nightSystolicMean: night?.systolicMmHg ?? Number.NaN,
    nightDipPercent: night?.dipPercent ?? Number.NaN,
    morningSurge: night?.morningSurge?.mmHg ?? Number.NaN,
    pulseMean: mean(ordered.flatMap(({ pulsePerMin }) => pulsePerMin ?? [])),
    days: ordered.length > 0 ? (ordered.at(-1)!.wallMs - ordered[0]!.wallMs) / MINUTE / 1440 : 0,
  };
  return Object.fromEntries(
    Object.entries(figures).map(([name, value]) => [name, typeof value === 'number' && !Number.isFinite(value) ? null : value]),
  );
}

/** What a report would refuse of these figures: by name, how many readings or days there are and are needed. */
export function pressureShortfalls(rows: readonly PressureRow[]): Readonly<Record<string, Shortfall>> {
  const figures = pressureMetrics(rows);
  const sessions = Map.groupBy(rows, ({ wallMs }) => sessionOf(minuteOf(wallMs)));
  const count = (session: Session): number => sessions.get(session)?.length ?? 0;
  const have = (name: string): number => {
    if (name.startsWith('home')) return Number(figures.homeReadings);
    if (name === 'morningEveningDifference') return 2 * Math.min(count('morning'), count('evening'));
    if (name === 'morningSurge') return surgeDays(rows);
    if (name === 'pulseMean') return rows.filter(({ pulsePerMin }) => pulsePerMin !== undefined).length;
    const session = (['morning', 'evening', 'night'] as const).find((one) => name.startsWith(one));
    return session ? count(session) : rows.length;
  };
  return Object.fromEntries(
    PRESSURE_METRICS.flatMap(({ name, need }) => {
      const [asked, of] =
        'readings' in need ? ([need.readings, 'readings'] as const) : ([(need as { days: number }).days, 'days'] as const);
      return have(name) >= asked ? [] : [[name, { have: have(name), need: asked, of }]];
    }),
  );
}

const surgeDays = (rows: readonly PressureRow[]): number =>
  nightPressure(rows.map(({ wallMs, ...one }) => ({ ...one, day: dayOf(wallMs), minute: minuteOf(wallMs) })))?.morningSurge?.days ?? 0;
