import type { AgpPoint } from '../metrics/agp.ts';
import { frame } from './frame.ts';
import { BAND_COLOUR, GRID, INK, TEXT } from './palette.ts';

/** The ambulatory glucose profile: median, half of the days, nine tenths of the days, by time of day, over the target range. */
export function agpChart(
  points: readonly AgpPoint[],
  target: readonly [number, number],
  shown: (mmolL: number) => number,
  unit: string,
): object {
  const line = (key: 'p5' | 'p25' | 'p50' | 'p75' | 'p95') => points.map((point) => [point.minute, shown(point[key])]);
  const between = (low: 'p5' | 'p25', high: 'p75' | 'p95', stack: string, opacity: number) => [
    { type: 'line', stack, data: line(low), symbol: 'none', lineStyle: { opacity: 0 }, smooth: true },
    {
      type: 'line',
      stack,
      data: points.map((point) => [point.minute, shown(point[high]) - shown(point[low])]),
      symbol: 'none',
      lineStyle: { opacity: 0 },
      areaStyle: { color: INK, opacity },
      smooth: true,
    },
  ];
  return {
    ...frame(unit),
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
