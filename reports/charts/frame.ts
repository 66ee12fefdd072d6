import { FONT, GRID, TEXT } from './palette.ts';

/** What all charts of the report share: no movement, quiet axes, one font. */
export const frame = (unit: string) =>
  ({
    animation: false,
    textStyle: { fontFamily: FONT, color: TEXT },
    grid: { left: 40, right: 14, top: 26, bottom: 26 },
    yAxis: {
      type: 'value',
      name: unit,
      nameTextStyle: { align: 'left', padding: [0, 0, 0, -34], color: TEXT, fontSize: 11 },
      axisLabel: { color: TEXT, fontSize: 11 },
      splitLine: { lineStyle: { color: GRID } },
    },
  }) as const;

/** Days below, named in the reader's language and the patient's zone. */
export const dayAxis = (from: number, to: number, zone: string, language: string) => {
  const day = new Intl.DateTimeFormat(language, { timeZone: zone, month: 'numeric', day: 'numeric' });
  return {
    type: 'time',
    min: from,
    max: to,
    axisLabel: { color: TEXT, fontSize: 11, hideOverlap: true, formatter: (at: number) => day.format(at) },
    axisLine: { lineStyle: { color: GRID } },
    axisTick: { show: false },
    splitLine: { show: false },
  } as const;
};
