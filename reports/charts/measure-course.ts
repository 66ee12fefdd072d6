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
    marks = [],
  }: { from: number; to: number; zone: string; language: string; unit: string; leastSpan: number; marks?: readonly MedicineMark[] },
): object {
  const values = points.map(([, value]) => value);
  const [low, high] = [Math.min(...values), Math.max(...values)];
  // Less than `leastSpan` from top to bottom would make a mountain of a ripple.
  const room = Math.max(0, leastSpan - (high - low)) / 2;
  return {
    ...frame(unit),
    yAxis: { ...frame(unit).yAxis, scale: true, min: Math.floor(low - room), max: Math.ceil(high + room) },
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
