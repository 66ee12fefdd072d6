import type { SectionOf } from '../report.ts';
import { dayAxis, frame } from './frame.ts';
import { type MedicineMark, medicineLines } from './medicine-lines.ts';
import { BAND_COLOUR, INK, MEDICINE } from './palette.ts';
import { thinOut } from './thin-out.ts';

const GAP_MS = 30 * 60_000;

/** Every reading of the period over the target range; a sensor as a line, finger-sticks (beside it too) as points in the colour of their band. */
export function glucoseCourseChart(
  { points, sensor, beside }: SectionOf<'glucose'>,
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
  const band = {
    silent: true,
    itemStyle: { color: BAND_COLOUR.target, opacity: 0.1 },
    data: [[{ yAxis: target[0] }, { yAxis: target[1] }]],
  };
  const markLine = { silent: true, symbol: 'none', data: medicineLines(marks, MEDICINE) };
  // A device that sends every few minutes and does not say that it is a sensor: more dots than a chart has places for.
  const dots = (given: typeof points) => ({
    type: 'scatter',
    symbolSize: 7,
    data: thinOut(given, from, to).map(([at, value, where]) => ({
      value: [at, shown(value)],
      itemStyle: { color: BAND_COLOUR[where] },
    })),
  });
  return {
    ...frame(unit),
    xAxis: dayAxis(from, to, zone, language),
    series: [
      sensor
        ? {
            type: 'line',
            data: lineOf(points, from, to, shown),
            showSymbol: false,
            lineStyle: { color: INK, width: 1.1 },
            markArea: band,
            markLine,
          }
        : { ...dots(points), markArea: band, markLine },
      ...(beside ? [dots(beside.points)] : []),
    ],
  };
}

/** The line, broken where the sensor was silent; the silence is looked for before points are left out. */
function lineOf(points: SectionOf<'glucose'>['points'], from: number, to: number, shown: (mmolL: number) => number) {
  const line: (readonly [number, number | null])[] = [];
  let start = 0;
  for (let i = 1; i <= points.length; i += 1) {
    const last = points[i - 1]!;
    if (i < points.length && points[i]![0] - last[0] <= GAP_MS) continue;
    // Many short stretches are as many as their points allow: each is thinned by the width that it has.
    const stretch = points.slice(start, i);
    const columns = Math.max(1, Math.ceil((720 * (last[0] - points[start]![0])) / (to - from)));
    for (const [at, value] of thinOut(stretch, points[start]![0], last[0] + 1, columns)) line.push([at, shown(value)]);
    line.push([last[0] + 1, null]);
    start = i;
  }
  return line;
}
