/** A line on the time axis of a chart, at the day when a medicine came or went. */
export interface MedicineMark {
  readonly at: number;
  readonly text: string;
}

/** Marks as a chart's markLine takes them. */
export const medicineLines = (marks: readonly MedicineMark[], colour: string) =>
  marks.map(({ at, text }) => ({
    xAxis: at,
    lineStyle: { color: colour, type: 'solid', width: 1 },
    label: { show: true, formatter: text, position: 'end', color: colour, fontSize: 10, distance: 2 },
  }));
