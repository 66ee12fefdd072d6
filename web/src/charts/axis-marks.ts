import { dayAndTime } from '../format/time.ts';
import type { Frame } from './frame.ts';
import { tip } from './tip.ts';

/** Something on the time axis beside readings and alerts: a medicine that came or went, a piece of advice. */
export type AxisMark = { readonly at: number; readonly text: string } & (
  | { readonly is: 'medicine' }
  /** `alert`: what it was written for. */
  | { readonly is: 'advice'; readonly alert: string }
);

/** Labels nearer to one another than this part of the time would lie on each other: they are one. */
const NEAR = 1 / 12;
/** Room above the plot for the names of medicines, above that of the alerts. */
const NAMES = 14;

export const topOf = ({ marks, from, to }: Pick<Frame, 'marks' | 'from' | 'to'>): number =>
  26 + (marks.some(({ is, at }) => is === 'medicine' && at >= from && at <= to) ? NAMES : 0);

/** Medicines as lines with their names above; advice as rings along the lower edge. */
export function markSeries({ marks, from, to, wall, words, language, zone, now, colors, narrow }: Frame) {
  const inside = marks.filter(({ at }) => at >= from && at <= to);
  const medicines = inside.filter(({ is }) => is === 'medicine').toSorted((a, b) => a.at - b.at);
  const advice = inside.flatMap((mark) => (mark.is === 'advice' ? [mark] : []));
  return [
    {
      type: 'line',
      data: [],
      markLine: {
        silent: true,
        symbol: 'none',
        lineStyle: { color: colors.text, width: 1, type: 'solid', opacity: 0.55 },
        label: {
          position: 'end',
          distance: NAMES + 2,
          color: colors.text,
          fontSize: 11,
          width: narrow ? 110 : 220,
          overflow: 'truncate',
        },
        data: together(medicines, (to - from) * NEAR).flatMap((group) =>
          group.map(({ at }, i) => ({ xAxis: wall(at), label: { show: i === 0, formatter: group.map(({ text }) => text).join('  ') } })),
        ),
      },
    },
    {
      type: 'scatter',
      yAxisIndex: 1,
      z: 5,
      cursor: 'pointer',
      symbol: 'emptyCircle',
      symbolSize: 7,
      symbolOffset: [0, -6],
      itemStyle: { color: colors.muted, borderWidth: 1.5 },
      tooltip: {
        trigger: 'item',
        formatter: ({ data }: { readonly data: { readonly mark: AxisMark } }) =>
          tip([
            { as: 'note', text: words.patient.adviceTitle },
            { as: 'value', text: data.mark.text },
            { as: 'when', text: dayAndTime(data.mark.at, zone, language, now, words) },
          ]),
      },
      data: advice.map((mark) => ({ value: [wall(mark.at), 0], pick: mark.alert, mark })),
    },
  ];
}

/** @param marks oldest first */
function together(marks: readonly AxisMark[], near: number): readonly (readonly AxisMark[])[] {
  const groups: AxisMark[][] = [];
  for (const mark of marks) {
    const last = groups.at(-1);
    if (last && mark.at - last[0]!.at <= near) last.push(mark);
    else groups.push([mark]);
  }
  return groups;
}
