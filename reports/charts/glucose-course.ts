import type { SectionOf } from '../report.ts';
import { dayAxis, frame } from './frame.ts';
import { type MedicineMark, medicineLines } from './medicine-lines.ts';
import { BAND_COLOUR, INK, MEDICINE } from './palette.ts';

const GAP_MS = 30 * 60_000;

/** Every reading of the period over the target range; a sensor as a line, finger-sticks as points in the colour of their band. */
export function glucoseCourseChart(
  { points, sensor }: SectionOf<'glucose'>,
  {
    from,
    to,
    zone,
    language,
    target,
    shown,
    unit,
    marks = [],
  }: {
    from: number;
    to: number;
    zone: string;
    language: string;
    target: readonly [number, number];
    shown: (mmolL: number) => number;
    unit: string;
    marks?: readonly MedicineMark[];
  },
): object {
  const line = points.flatMap(([at, value], i) => {
    const before = points[i - 1]?.[0];
    return before !== undefined && at - before > GAP_MS
      ? [
          [before + 1, null],
          [at, shown(value)],
        ]
      : [[at, shown(value)]];
  });
  const band = {
    silent: true,
    itemStyle: { color: BAND_COLOUR.target, opacity: 0.1 },
    data: [[{ yAxis: target[0] }, { yAxis: target[1] }]],
  };
  const markLine = { silent: true, symbol: 'none', data: medicineLines(marks, MEDICINE) };
  return {
    ...frame(unit),
    xAxis: dayAxis(from, to, zone, language),
    series: [
      sensor
        ? { type: 'line', data: line, showSymbol: false, lineStyle: { color: INK, width: 1.1 }, markArea: band, markLine }
        : {
            type: 'scatter',
            symbolSize: 7,
            data: points.map(([at, value, where]) => ({ value: [at, shown(value)], itemStyle: { color: BAND_COLOUR[where] } })),
            markArea: band,
            markLine,
          },
    ],
  };
}
