import type { EChartsCoreOption } from 'echarts/core';
import type { ReadingView } from '../../../api/contract.ts';
import { counts } from '../../../domain/counts.ts';
import { pressureValue, remarks } from '../format/reading.ts';
import { dayAndTime } from '../format/time.ts';
import { markSeries } from './axis-marks.ts';
import { alertAxis, alertSeries, baseOf, type Frame, timeAxis, valueAxis } from './frame.ts';
import { tip, tooltipFrame } from './tip.ts';

/** The limits of this patient that the chart draws. */
export interface PressureGoals {
  readonly systolic?: number;
  readonly diastolic?: number;
  /** From here on a single reading is an emergency. */
  readonly crisisSystolic?: number;
  readonly crisisDiastolic?: number;
}

interface Bar {
  readonly coord: (at: readonly [number, number]) => readonly [number, number];
  readonly value: (dimension: number) => number;
}

/** Blood pressure over time: one bar from diastolic to systolic for each measurement, against the goals. */
export function pressureOption(frame: Frame, given: readonly ReadingView[], goals: PressureGoals): EChartsCoreOption {
  const { wall, colors, words, language, zone, now, narrow } = frame;
  const readings = given.filter(counts);
  const highest = readings.reduce((most, { systolicMmHg = 0 }) => Math.max(most, systolicMmHg), 0);
  const lowest = readings.reduce((least, { diastolicMmHg = 0 }) => Math.min(least, diastolicMmHg), 200);
  const min = lowest < 42 ? 0 : 40;
  const max = Math.max(180, Math.ceil((highest + 4) / 20) * 20);
  // Half of the room that each bar has, if they stood evenly.
  const width = Math.min(5, Math.max(1.2, (narrow ? 130 : 300) / Math.max(1, readings.length)));

  const colorOf = ({ systolicMmHg = 0, diastolicMmHg = 0 }: ReadingView) => {
    const { systolic = 1000, diastolic = 1000, crisisSystolic = 1000, crisisDiastolic = 1000 } = goals;
    if (systolicMmHg > crisisSystolic || diastolicMmHg > crisisDiastolic) return colors.low;
    return systolicMmHg >= systolic || diastolicMmHg >= diastolic ? colors.high : colors.good;
  };
  const goalLine = (value: number, name: string) => ({ yAxis: value, label: { formatter: `${value}` }, name });

  return {
    ...baseOf(frame),
    xAxis: timeAxis(frame),
    yAxis: [valueAxis(frame, min, max, 20), alertAxis],
    tooltip: {
      ...tooltipFrame,
      formatter: (params: unknown) => {
        const list = (Array.isArray(params) ? params : [params]) as readonly { readonly data?: { readonly reading?: ReadingView } }[];
        const reading = list.find(({ data }) => data?.reading)?.data?.reading;
        if (!reading) return '';
        return tip([
          { as: 'value', text: `${pressureValue(reading)} mmHg` },
          { as: 'when', text: dayAndTime(reading.at, zone, language, now, words) },
          ...remarks(reading, words).map((remark) => ({ as: 'note' as const, text: remark })),
        ]);
      },
    },
    series: [
      {
        type: 'custom',
        encode: { x: 0, y: [1, 2] },
        renderItem: (_: unknown, bar: Bar) => {
          const top = bar.coord([bar.value(0), bar.value(2)]);
          const bottom = bar.coord([bar.value(0), bar.value(1)]);
          const reading = readings[bar.value(3)]!;
          const stroke = colorOf(reading);
          return {
            type: 'line',
            shape: { x1: top[0], y1: top[1] + width / 2, x2: bottom[0], y2: bottom[1] - width / 2 },
            style: { stroke, lineWidth: width, lineCap: 'round', opacity: 0.85 },
          };
        },
        data: readings.map((reading, i) => ({
          value: [wall(reading.at), reading.diastolicMmHg ?? 0, reading.systolicMmHg ?? 0, i],
          reading,
        })),
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colors.muted, width: 1, type: 'dashed', opacity: 0.8 },
          label: { show: !narrow, position: 'end', color: colors.muted, opacity: 1, fontSize: 11 },
          data: [
            ...(goals.systolic === undefined ? [] : [goalLine(goals.systolic, words.chart.systolic)]),
            ...(goals.diastolic === undefined ? [] : [goalLine(goals.diastolic, words.chart.diastolic)]),
          ],
        },
      },
      ...markSeries(frame),
      alertSeries(frame),
    ],
  };
}
