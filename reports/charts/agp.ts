import type { AgpPoint } from '../metrics/agp.ts';
import { frame } from './frame.ts';
import { BAND_COLOUR, GRID, INK, TEXT } from './palette.ts';
import { labelOffsets } from './percentile-labels.ts';

/** Height of the plot, px, and how far the axis goes above the highest curve, about. */
const [PLOT, HEADROOM] = [218, 1.1];

/** The ambulatory glucose profile: median, half of the days, nine tenths of the days, by time of day, over the target range. */
export function agpChart(
  points: readonly AgpPoint[],
  target: readonly [number, number],
  shown: (mmolL: number) => number,
  unit: string,
): object {
  const highest = points.reduce((most, { p95 }) => Math.max(most, p95), 0);
  const moved = points.length === 0 ? undefined : labelOffsets(points.at(-1)!, PLOT / (highest * HEADROOM));
  /** `5 %`, at the end of its curve. */
  const nameOf = (key: 'p5' | 'p25' | 'p50' | 'p75' | 'p95') => ({
    ...{ show: true, formatter: `${key.slice(1)} %`, color: INK, fontSize: 10, distance: 3 },
    offset: [0, moved?.[key] ?? 0],
  });
  const line = (key: 'p5' | 'p25' | 'p50' | 'p75' | 'p95') => points.map((point) => [point.minute, shown(point[key])]);
  const between = (low: 'p5' | 'p25', high: 'p75' | 'p95', stack: string, opacity: number) => [
    { type: 'line', stack, data: line(low), symbol: 'none', lineStyle: { opacity: 0 }, smooth: true, endLabel: nameOf(low) },
    {
      type: 'line',
      stack,
      data: points.map((point) => [point.minute, shown(point[high]) - shown(point[low])]),
      symbol: 'none',
      lineStyle: { opacity: 0 },
      areaStyle: { color: INK, opacity },
      smooth: true,
      endLabel: nameOf(high),
    },
  ];
  const framed = frame(unit);
  return {
    ...framed,
    grid: { ...framed.grid, right: 38 },
    xAxis: {
      type: 'value',
      min: 0,
      max: 1440,
      interval: 180,
      axisLabel: { color: TEXT, fontSize: 11, formatter: (minute: number) => `${String(Math.floor(minute / 60)).padStart(2, '0')}:00` },
      splitLine: { lineStyle: { color: GRID } },
    },
    series: [
      ...between('p5', 'p95', 'wide', 0.14),
      ...between('p25', 'p75', 'narrow', 0.28),
      {
        type: 'line',
        data: line('p50'),
        symbol: 'none',
        smooth: true,
        lineStyle: { color: INK, width: 2.4 },
        endLabel: nameOf('p50'),
        markLine: {
          silent: true,
          symbol: 'none',
          label: { position: 'insideStartTop', color: BAND_COLOUR.target, fontSize: 11 },
          lineStyle: { color: BAND_COLOUR.target, type: 'solid', width: 1.2 },
          data: target.map((limit) => ({ yAxis: limit })),
        },
      },
    ],
  };
}
