import type { SourceId } from '../sources.ts';
import { mean } from './glucose.ts';

/** Which readings a home blood-pressure mean is made of. Data, because guidelines differ. */
export interface HomeProtocol {
  readonly days: number;
  readonly perSession: number;
  /** The first days of the series are often higher. */
  readonly discardDays: number;
  readonly smallest: number;
  readonly source: SourceId;
}

/**
 * Seven days, morning and evening, two readings each, first day discarded, at least 12 readings left (ESH 2010, table II, as quoted in
 * PMC8109940; the Chinese and Canadian protocols discard the first day as well).
 */
export const ESH_PROTOCOL: HomeProtocol = { days: 7, perSession: 2, discardDays: 1, smallest: 12, source: 'esh-home-2010' };

/** Morning 04:00 to 11:59, evening 17:00 to 03:59: engineering choices; the guidelines say "before drugs and breakfast" and "before bed". */
export type Session = 'morning' | 'daytime' | 'evening';
export const sessionOf = (minute: number): Session =>
  minute >= 240 && minute < 720 ? 'morning' : minute >= 720 && minute < 1020 ? 'daytime' : 'evening';

/** The day to which an evening belongs: 00:30 is still the evening before. */
export const sessionDay = (day: number, minute: number): number => (minute < 240 ? day - 1 : day);

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
}

/**
 * The protocol's mean over the last `days` calendar days that end with the latest reading. The first day of the series is discarded.
 * The caller refuses it under `smallest` readings. Undefined without readings.
 */
export function protocolMean(samples: readonly PressureSample[], protocol: HomeProtocol): ProtocolMean | undefined {
  const lastDay = samples.reduce((latest, { day }) => Math.max(latest, day), Number.NEGATIVE_INFINITY);
  const series = samples.filter(({ day }) => day > lastDay - protocol.days);
  if (!series.length) return undefined;
  const firstDay = series.reduce((earliest, { day }) => Math.min(earliest, day), lastDay);
  const kept = series.filter(({ day }) => day >= firstDay + protocol.discardDays);
  const sessions = new Set(kept.filter(({ session }) => session !== 'daytime').map(({ day, session }) => `${day} ${session}`));
  return {
    systolicMmHg: mean(kept.map(({ systolicMmHg }) => systolicMmHg)),
    diastolicMmHg: mean(kept.map(({ diastolicMmHg }) => diastolicMmHg)),
    n: kept.length,
    firstDay: firstDay + protocol.discardDays,
    lastDay,
    discarded: series.length - kept.length,
    sessions: sessions.size,
    sessionsAsked: (protocol.days - protocol.discardDays) * 2,
  };
}
