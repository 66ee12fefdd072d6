import type { AlertView } from '../../../api/contract.ts';
import type { Language } from '../../../domain/source.ts';
import type { WallTime } from '../../../reports/wall-time.ts';
import { byUrgency, figuresOf } from '../format/alert.ts';
import { clockTime, dayAndTime, shortDay } from '../format/time.ts';
import type { Words } from '../words/en.ts';
import { type AxisMark, topOf } from './axis-marks.ts';
import type { ChartColors } from './colors.ts';
import { tip } from './tip.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** What every chart of a patient's readings is drawn from. */
export interface Frame {
  readonly from: number;
  readonly to: number;
  readonly now: number;
  readonly zone: string;
  /** Charts draw wall time as if it were UTC, so that midnight is where the patient's midnight is. */
  readonly wall: WallTime;
  readonly alerts: readonly AlertView[];
  readonly marks: readonly AxisMark[];
  readonly language: Language;
  readonly words: Words;
  readonly colors: ChartColors;
  readonly narrow: boolean;
}

export const baseOf = ({ colors, narrow, ...shown }: Frame) => ({
  animation: false,
  useUTC: true,
  textStyle: { fontFamily: colors.font, color: colors.muted },
  grid: { left: 34, right: narrow ? 12 : 48, top: topOf(shown), bottom: 24, containLabel: false },
});

/** Days and hours of the patient's calendar. */
export function timeAxis({ from, to, wall, language, now, colors, narrow }: Frame) {
  const days = (to - from) / DAY;
  const start = wall(from);
  const end = wall(to);
  const marks = ticks(start, end, days, narrow);
  return {
    type: 'time',
    min: start,
    max: end,
    axisLine: { show: false },
    // Also where the vertical lines stand.
    axisTick: { show: false, customValues: marks },
    splitLine: { show: true, lineStyle: { color: colors.line, opacity: 0.6 } },
    axisPointer: {
      show: true,
      snap: true,
      lineStyle: { color: colors.muted, width: 1, type: 'solid', opacity: 0.5 },
      label: { show: false },
    },
    axisLabel: {
      color: colors.muted,
      fontSize: 11,
      hideOverlap: true,
      showMinLabel: true,
      showMaxLabel: true,
      customValues: marks,
      formatter: (at: number) => (at % DAY === 0 ? shortDay(at, 'UTC', language, now) : clockTime(at, 'UTC', language)),
    },
  };
}

/** Whole days, or whole hours for a day; as many as there is room for words. */
function ticks(start: number, end: number, days: number, narrow: boolean): number[] {
  const most = narrow ? 5 : 10;
  const steps = [1 / 12, 1 / 6, 1 / 4, 1 / 2, 1, 2, 3, 4, 6, 12, 24, 48, 72, 7 * 24, 14 * 24, 28 * 24].map((hours) => hours * HOUR);
  const step = (days <= 2 ? steps : steps.filter((each) => each >= DAY)).find((each) => (end - start) / each <= most) ?? 28 * DAY;
  const found: number[] = [];
  for (let at = Math.ceil(start / step) * step; at <= end; at += step) found.push(at);
  return found;
}

export const valueAxis = ({ colors }: Frame, min: number, max: number, interval: number) => ({
  type: 'value',
  min,
  max,
  interval,
  axisLabel: { color: colors.muted, fontSize: 11, margin: 8 },
  splitLine: { lineStyle: { color: colors.line, opacity: 0.9 } },
});

/** Along the upper edge: what was raised when, in the form and colour of its urgency. */
export function alertSeries({ alerts, from, to, wall, words, language, zone, now, colors }: Frame) {
  const symbols = { high: 'triangle', medium: 'diamond', low: 'circle' } as const;
  const sizes = { high: 11, medium: 12, low: 8 } as const;
  return {
    type: 'scatter',
    yAxisIndex: 1,
    z: 5,
    cursor: 'pointer',
    tooltip: {
      trigger: 'item',
      formatter: ({ data }: { readonly data: { readonly alert: AlertView } }) => {
        const { alert } = data;
        const { value, unit, limit } = figuresOf(alert, words);
        return tip([
          { as: 'note', text: `${words.severity[alert.severity]} · ${alert.title[language]}` },
          { as: 'value', text: `${value}${unit && unit !== 'd' ? ` ${unit}` : ''}` },
          { as: 'when', text: [dayAndTime(alert.opened, zone, language, now, words), ...(limit ? [limit] : [])].join(' · ') },
        ]);
      },
    },
    data: alerts
      .filter(({ opened }) => opened >= from && opened <= to)
      // Where two stand in one place the more urgent is on top.
      .toSorted((a, b) => byUrgency(b, a))
      .map((alert) => ({
        value: [wall(alert.opened), 1],
        symbol: symbols[alert.severity],
        symbolSize: sizes[alert.severity],
        symbolOffset: [0, -11],
        itemStyle: { color: colors.severity[alert.severity], opacity: alert.state.is === 'resolved' ? 0.45 : 1 },
        pick: alert.id,
        alert,
      })),
  };
}

/** The hidden axis on which the alerts stand. */
export const alertAxis = { type: 'value', min: 0, max: 1, show: false } as const;
