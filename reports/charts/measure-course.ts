import { dayAxis, frame } from './frame.ts';
import { type MedicineMark, medicineLines } from './medicine-lines.ts';
import { INK, MEDICINE } from './palette.ts';

/** One number over the period: weight, temperature, oxygen saturation, heart rate. */
export function measureCourseChart(
  points: readonly (readonly [at: number, value: number])[],
  {
    from,
    to,
    zone,
    language,
    unit,
    leastSpan,
    most,
    marks = [],
  }: {
    from: number;
    to: number;
    zone: string;
    language: string;
    unit: string;
    leastSpan: number;
    /** What no value goes beyond: 100 of a share. */
    most?: number | undefined;
    marks?: readonly MedicineMark[];
  },
): object {
  const values = points.map(([, value]) => value);
  const even = evenAxis(Math.min(...values), Math.max(...values), leastSpan, most);
  return {
    ...frame(unit),
    yAxis: {
      ...frame(unit).yAxis,
      scale: true,
      ...even,
      axisLabel: { ...frame(unit).yAxis.axisLabel, formatter: (value: number) => value.toFixed(even.interval < 1 ? 1 : 0) },
    },
    xAxis: dayAxis(from, to, zone, language),
    series: [
      {
        type: 'line',
        data: points.map((point) => [...point]),
        showSymbol: points.length <= 60,
        symbolSize: 5,
        itemStyle: { color: INK },
        lineStyle: { color: INK, width: 1.2 },
        markLine: { silent: true, symbol: 'none', data: medicineLines(marks, MEDICINE) },
      },
    ],
  };
}

const STEPS = [0.5, 1, 2, 5, 10, 20, 50, 100];
const MOST_STEPS = 5;

/**
 * An axis whose marks are even from end to end, with the values on it. Less than `leastSpan` from bottom to top would make a mountain of a
 * ripple.
 */
export function evenAxis(
  low: number,
  high: number,
  leastSpan: number,
  most = Number.POSITIVE_INFINITY,
): { readonly min: number; readonly max: number; readonly interval: number } {
  const room = Math.max(0, leastSpan - (high - low)) / 2;
  const top = Math.min(high + room, Math.max(most, high));
  const bottom = Math.min(low, top - Math.max(leastSpan, high - low));
  const interval = STEPS.find((step) => (top - bottom) / step <= MOST_STEPS) ?? (top - bottom) / MOST_STEPS;
  return { min: Math.floor(bottom / interval) * interval, max: Math.ceil(top / interval) * interval, interval };
}
