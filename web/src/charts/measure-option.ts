import type { EChartsCoreOption } from 'echarts/core';
import type { ReadingView } from '../../../api/contract.ts';
import { counts } from '../../../domain/counts.ts';
import { isOfDay, readingValue, remarks, SHOWN, type SingleKind } from '../format/reading.ts';
import { dayAndTime, dayName } from '../format/time.ts';
import { markSeries } from './axis-marks.ts';
import { alertAxis, alertSeries, baseOf, type Frame, timeAxis, valueAxis } from './frame.ts';
import { tip, tooltipFrame } from './tip.ts';

/** The least that an axis spans, in the unit of the kind: less would make a mountain of a ripple. */
const LEAST_SPAN: Readonly<Record<SingleKind, number>> = {
  weight: 4,
  temperature: 2,
  'oxygen-saturation': 10,
  'heart-rate': 40,
  activity: 2000,
};

/** One number over time: weight, temperature, oxygen saturation, heart rate, steps. */
export function measureOption(frame: Frame, given: readonly ReadingView[], kind: SingleKind, limits: readonly number[]): EChartsCoreOption {
  const { wall, colors, words, language, zone, now, narrow } = frame;
  const { of, unit } = SHOWN[kind];
  const readings = given.filter(counts);
  const [min, max, step] = axisOf([...readings.map((reading) => of(reading) ?? 0), ...limits], kind);
  return {
    ...baseOf(frame),
    xAxis: timeAxis(frame),
    yAxis: [valueAxis(frame, min, max, step), alertAxis],
    tooltip: {
      ...tooltipFrame,
      formatter: (params: unknown) => {
        const list = (Array.isArray(params) ? params : [params]) as readonly { readonly data?: { readonly reading?: ReadingView } }[];
        const reading = list.find(({ data }) => data?.reading)?.data?.reading;
        if (!reading) return '';
        return tip([
          { as: 'value', text: `${readingValue(reading, 'mmol/L')} ${words.unit[unit as keyof typeof words.unit] ?? unit}` },
          { as: 'when', text: (isOfDay(reading) ? dayName : dayAndTime)(reading.at, zone, language, now, words) },
          ...remarks(reading, words).map((remark) => ({ as: 'note' as const, text: remark })),
        ]);
      },
    },
    series: [
      {
        type: 'line',
        showSymbol: readings.length <= 120,
        symbolSize: narrow ? 5 : 6,
        lineStyle: { color: colors.good, width: 1.5 },
        itemStyle: { color: colors.good },
        data: readings.map((reading) => ({ value: [wall(reading.at), of(reading) ?? 0], reading })),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colors.muted, width: 1, type: 'dashed', opacity: 0.8 },
          label: { show: !narrow, position: 'end', color: colors.muted, opacity: 1, fontSize: 11 },
          data: limits.map((value) => ({ yAxis: value, label: { formatter: `${value}` } })),
        },
      },
      ...markSeries(frame),
      alertSeries(frame),
    ],
  };
}

/** Least, most and step: whole steps of 1, 2 or 5 that hold every number with a little room. */
function axisOf(numbers: readonly number[], kind: SingleKind): readonly [min: number, max: number, step: number] {
  const low = numbers.reduce((least, number) => Math.min(least, number), Number.POSITIVE_INFINITY);
  const high = numbers.reduce((most, number) => Math.max(most, number), Number.NEGATIVE_INFINITY);
  if (low > high) return [0, LEAST_SPAN[kind], LEAST_SPAN[kind] / 4];
  const missing = Math.max(0, LEAST_SPAN[kind] - (high - low)) / 2;
  const span = high - low + 2 * missing;
  const size = 10 ** Math.floor(Math.log10(span / 4));
  const step = [1, 2, 5, 10].map((times) => times * size).find((each) => span / each <= 5) ?? size * 10;
  const most = Math.ceil((high + missing) / step) * step;
  return [Math.floor((low - missing) / step) * step, kind === 'oxygen-saturation' ? Math.min(100, most) : most, step];
}
