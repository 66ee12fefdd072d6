import { useMemo, useState } from 'react';
import type { WallTime } from '../../../reports/wall-time.ts';
import { lastDays } from '../format/time.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** Closer than an hour there is nothing more to see, not even of a sensor. */
const CLOSEST_MS = HOUR;
const WIDEST_MS = 180 * DAY;

export const RANGES = { d1: 1, d7: 7, d14: 14, d30: 30, d90: 90 } as const;
export type Range = keyof typeof RANGES;

/** A part of time, as instants. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** What the charts of one patient show: the chosen period up to now, or a part of it that somebody looks at more closely. */
export interface TimeWindow extends Span {
  readonly zoomed: boolean;
  readonly zoom: (span: Span) => void;
  /** Half or double the time; a step aside. */
  readonly closer: () => void;
  readonly wider: () => void;
  readonly earlier: () => void;
  readonly later: () => void;
  readonly whole: () => void;
}

export function useTimeWindow(range: Range, now: number, zone: string): TimeWindow {
  const [zoomed, setZoomed] = useState<Span & { readonly of: Range }>();
  return useMemo(() => {
    const whole = wholeOf(range, now, zone);
    const inside = zoomed?.of === range ? zoomed : undefined;
    const { from, to } = inside ?? whole;
    const zoom = (span: Span) => setZoomed({ ...bounded(span, now), of: range });
    const by = (factor: number, step: number) => () => {
      const half = ((to - from) / 2) * factor;
      const middle = (from + to) / 2 + (to - from) * step;
      zoom({ from: middle - half, to: middle + half });
    };
    return {
      from,
      to,
      zoomed: inside !== undefined,
      zoom,
      closer: by(0.5, 0),
      wider: by(2, 0),
      earlier: by(1, -0.5),
      later: by(1, 0.5),
      whole: () => setZoomed(undefined),
    };
  }, [range, now, zone, zoomed]);
}

/** The last 24 hours; else days as a report counts them, so that both give the same figures. */
export const wholeOf = (range: Range, now: number, zone: string): Span => ({
  from: range === 'd1' ? now - DAY : lastDays(RANGES[range], now, zone).from,
  to: now,
});

/** At least an hour, at most half a year, and nothing of tomorrow. */
export function bounded({ from, to }: Span, now: number): Span {
  const length = Math.min(WIDEST_MS, Math.max(CLOSEST_MS, to - from));
  const middle = (from + to) / 2;
  const end = Math.min(now, middle + length / 2);
  return { from: end - length, to: end };
}

/** Back from the wall time that a chart draws. In the hour that the clocks repeat, the second of the two. */
export function instantOf(wall: WallTime, drawn: number): number {
  const first = drawn - (wall(drawn) - drawn);
  return drawn - (wall(first) - first);
}
