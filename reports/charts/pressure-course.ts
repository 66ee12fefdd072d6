import type { HomeGoal } from '../metrics/blood-pressure.ts';
import type { SectionOf } from '../report.ts';
import { dayAxis, frame } from './frame.ts';
import { type MedicineMark, medicineLines } from './medicine-lines.ts';
import { BAND_COLOUR, INK, MEDICINE, PALE, TEXT } from './palette.ts';

/** The home threshold (China 2024; ESH 2023). */
export const HOME_THRESHOLD = { systolic: 135, diastolic: 85 };

interface Drawing {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

/** One bar for each measurement, from diastolic to systolic, against the home threshold. */
export function pressureCourseChart(
  { points, goal = HOME_THRESHOLD }: Pick<SectionOf<'pressure'>, 'points'> & { readonly goal?: Pick<HomeGoal, 'systolic' | 'diastolic'> },
  { from, to, zone, language, marks = [] }: { from: number; to: number; zone: string; language: string; marks?: readonly MedicineMark[] },
): object {
  return {
    ...frame('mmHg'),
    grid: { ...frame('mmHg').grid, right: 34 },
    yAxis: { ...frame('mmHg').yAxis, scale: true },
    xAxis: dayAxis(from, to, zone, language),
    series: [
      {
        type: 'custom',
        renderItem: (_: unknown, drawing: Drawing) => {
          const [x, top] = drawing.coord([drawing.value(0), drawing.value(1)]);
          const [, bottom] = drawing.coord([drawing.value(0), drawing.value(2)]);
          const over = drawing.value(1) >= goal.systolic || drawing.value(2) >= goal.diastolic;
          return {
            type: 'rect',
            shape: { x: x - 2, y: top, width: 4, height: Math.max(bottom - top, 1), r: 2 },
            style: { fill: over ? BAND_COLOUR.low : INK },
          };
        },
        encode: { x: 0, y: [1, 2] },
        data: points.map((point) => [...point]),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: PALE, type: 'dashed' },
          label: { color: TEXT, fontSize: 11, position: 'end' },
          data: [{ yAxis: goal.systolic }, { yAxis: goal.diastolic }, ...medicineLines(marks, MEDICINE)],
        },
      },
    ],
  };
}
