import type { Guideline } from '../../domain/patient.ts';
import type { SourceId } from '../sources.ts';
import { mean } from './glucose.ts';

/** Which readings a home blood-pressure mean is made of. Data, because guidelines differ. */
export interface HomeProtocol {
  readonly days: number;
  readonly perSession: number;
  /** What is measured more often in one session is left out: an anxious evening of ten readings is one evening. */
  readonly mostPerSession: number;
  /** The first days of the series are often higher. */
  readonly discardDays: number;
  readonly smallest: number;
  readonly source: SourceId;
}

/**
 * Seven days, morning and evening, two readings each (up to three), first day discarded, at least 12 readings left (ESH 2010, table II, as
 * quoted in PMC8109940; the Chinese and Canadian protocols discard the first day as well).
 */
export const ESH_PROTOCOL: HomeProtocol = {
  days: 7,
  perSession: 2,
  mostPerSession: 3,
  discardDays: 1,
  smallest: 12,
  source: 'esh-home-2010',
};
/** The same, and no day discarded: all readings are averaged, at least 12 (AHA/AMA 2020; Shimbo et al., Circulation 2020;142:e42). */
export const AHA_PROTOCOL: HomeProtocol = { ...ESH_PROTOCOL, discardDays: 0, source: 'aha-ama-home-2020' };

/** A goal for pressure at home: both numbers lie below. */
export interface HomeGoal {
  readonly systolic: number;
  readonly diastolic: number;
  readonly source: SourceId;
}

/** How one guideline reads pressure at home. */
export interface HomeReading {
  readonly protocol: HomeProtocol;
  readonly goal: HomeGoal;
}

const HOME: Readonly<Record<Guideline, HomeReading>> = {
  'china-2024': { protocol: ESH_PROTOCOL, goal: { systolic: 135, diastolic: 85, source: 'cn-hypertension-2024' } },
  'esc-2024': { protocol: ESH_PROTOCOL, goal: { systolic: 135, diastolic: 85, source: 'esc-hypertension-2024' } },
  'aha-2025': { protocol: AHA_PROTOCOL, goal: { systolic: 130, diastolic: 80, source: 'aha-hypertension-2025' } },
};

/** By the guideline that the patient is judged by; without a choice, by China's. */
export const homeReadingOf = (guideline: Guideline = 'china-2024'): HomeReading => HOME[guideline];

/** Whether both numbers lie under the goal. */
export const isAtGoal = (
  { systolicMmHg, diastolicMmHg }: Pick<PressureSample, 'systolicMmHg' | 'diastolicMmHg'>,
  { systolic, diastolic }: HomeGoal,
): boolean => systolicMmHg < systolic && diastolicMmHg < diastolic;

/**
 * Night 01:00 to 04:29, morning until 11:59, evening 17:00 to 00:59: engineering choices; the guidelines say "before drugs and breakfast" and
 * "before bed". Cuffs that measure a sleeper do so at 02:00, 03:00 and 04:00.
 */
export type Session = 'night' | 'morning' | 'daytime' | 'evening';
const NIGHT_FROM = 60;
const NIGHT_ENDS = 270;
export const sessionOf = (minute: number): Session => {
  if (minute >= NIGHT_FROM && minute < NIGHT_ENDS) return 'night';
  return minute >= NIGHT_ENDS && minute < 720 ? 'morning' : minute >= 720 && minute < 1020 ? 'daytime' : 'evening';
};
const isAsked = ({ session }: Pick<PressureSample, 'session'>): boolean => session === 'morning' || session === 'evening';

/** The day to which an evening belongs: 00:30 is still the evening before. */
export const sessionDay = (day: number, minute: number): number => (minute < NIGHT_FROM ? day - 1 : day);

export interface PressureSample {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  /** Calendar day and session, in the patient's zone. */
  readonly day: number;
  readonly session: Session;
}

export interface ProtocolMean {
  readonly systolicMmHg: number;
  readonly diastolicMmHg: number;
  /** Readings in the mean, after discarding. */
  readonly n: number;
  readonly firstDay: number;
  readonly lastDay: number;
  readonly discarded: number;
  /** Sessions held, of those that the protocol asks for after discarding. */
  readonly sessions: number;
  readonly sessionsAsked: number;
  /** Why readings of these days are not in the mean; together `discarded`. */
  readonly left: { readonly firstDay: number; readonly outsideSessions: number; readonly beyondSession: number };
}

/**
 * The protocol's mean over the last `days` calendar days that end with the latest morning or evening. The first day of the series is
 * discarded, and so is what was measured outside of mornings and evenings or too often in one. The caller refuses it under `smallest`
 * readings. Undefined without readings of a morning or an evening.
 * @param samples in order of time
 */
export function protocolMean(samples: readonly PressureSample[], protocol: HomeProtocol): ProtocolMean | undefined {
  const days = samples.filter(isAsked).map(({ day }) => day);
  if (days.length === 0) return undefined;
  const lastDay = days.reduce((latest, day) => Math.max(latest, day));
  const inWindow = (day: number): boolean => day > lastDay - protocol.days && day <= lastDay;
  const firstDay = days.filter(inWindow).reduce((earliest, day) => Math.min(earliest, day));
  const series = samples.filter(({ day }) => inWindow(day));
  const later = series.filter(({ day }) => day >= firstDay + protocol.discardDays);
  const asked = later.filter(isAsked);
  const sessions = Map.groupBy(asked, ({ day, session }) => `${day} ${session}`);
  const kept = [...sessions.values()].flatMap((session) => session.slice(0, protocol.mostPerSession));
  return {
    systolicMmHg: mean(kept.map(({ systolicMmHg }) => systolicMmHg)),
    diastolicMmHg: mean(kept.map(({ diastolicMmHg }) => diastolicMmHg)),
    n: kept.length,
    firstDay: firstDay + protocol.discardDays,
    lastDay,
    discarded: series.length - kept.length,
    sessions: sessions.size,
    sessionsAsked: (protocol.days - protocol.discardDays) * 2,
    left: {
      firstDay: series.length - later.length,
      outsideSessions: later.length - asked.length,
      beyondSession: asked.length - kept.length,
    },
  };
}
