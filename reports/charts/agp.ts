import type { AgpPoint } from '../metrics/agp.ts';
import { frame } from './frame.ts';
import { BAND_COLOUR, GRID, INK, TEXT } from './palette.ts';

/** `5 %`, at the end of its curve. */
const nameOf = (key: keyof AgpPoint) => ({ show: true, formatter: `${key.slice(1)} %`, color: INK, fontSize: 10, distance: 3 });

/** The ambulatory glucose profile: median, half of the days, nine tenths of the days, by time of day, over the target range. */
export function agpChart(
  points: readonly AgpPoint[],
  target: readonly [number, number],
  shown: (mmolL: number) => number,
  unit: string,
): object {
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
