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

/** Days below, evenly, at the patient's midnights: `9 Nov`, `11/9` in Chinese. */
export const dayAxis = (from: number, to: number, zone: string, language: string) => {
  const day = new Intl.DateTimeFormat(language === 'en' ? 'en-GB' : language, {
    timeZone: zone,
    month: language === 'en' ? 'short' : 'numeric',
    day: 'numeric',
  });
  const marks = midnights(from, to, zone);
  return {
    type: 'time',
    min: from,
    max: to,
    axisLabel: { color: TEXT, fontSize: 11, hideOverlap: true, formatter: (at: number) => day.format(at), customValues: marks },
    axisLine: { lineStyle: { color: GRID } },
    axisTick: { show: false, customValues: marks },
    splitLine: { show: false },
  } as const;
};

/** So many labels stand side by side on paper. */
const MOST_MARKS = 10;
/** Steps that people count in: days, then weeks. */
const STEPS = [1, 2, 7, 14, 28];

/** The patient's midnights from one to the other, so many days apart that all have room; the same weekday where the step is weeks. */
export function midnights(from: number, to: number, zone: string): number[] {
  const first = Temporal.Instant.fromEpochMilliseconds(from).toZonedDateTimeISO(zone).toPlainDate();
  const last = Temporal.Instant.fromEpochMilliseconds(to).toZonedDateTimeISO(zone).toPlainDate();
  const days = first.until(last).days;
  const step = STEPS.find((each) => days / each < MOST_MARKS) ?? Math.ceil(days / MOST_MARKS);
  return Array.from(
    { length: Math.floor(days / step) + 1 },
    (_, i) => first.add({ days: i * step }).toZonedDateTime(zone).epochMilliseconds,
  ).filter((at) => at >= from && at <= to);
}
