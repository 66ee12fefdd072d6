import type { EChartsCoreOption } from 'echarts/core';
import type { ReadingView } from '../../../api/contract.ts';
import { counts } from '../../../domain/counts.ts';
import { type GlucoseUnit, mgPerDlFromMmolPerL } from '../../../domain/units.ts';
import { type Bands, inUnit } from '../../../reports/metrics/time-in-range.ts';
import { glucoseValue, remarks } from '../format/reading.ts';
import { dayAndTime } from '../format/time.ts';
import { markSeries } from './axis-marks.ts';
import { alertAxis, alertSeries, baseOf, type Frame, timeAxis, valueAxis } from './frame.ts';
import { tip, tooltipFrame } from './tip.ts';

/** A sensor that was silent for longer leaves a gap: no line is drawn over what nobody measured. */
const GAP_MS = 30 * 60_000;

interface Item {
  readonly value: readonly [number, number | null];
  readonly reading?: ReadingView;
}

/** Where this patient's alerts begin, in the unit that is drawn. */
export interface GlucoseLimits {
  readonly low?: number;
  readonly high?: number;
}

/** Glucose over time: points for finger sticks, a line for a sensor; the target band; what lies beyond the meter's range. */
export function glucoseOption(
  frame: Frame,
  given: readonly ReadingView[],
  unit: GlucoseUnit,
  bands: Bands,
  limits: GlucoseLimits = {},
  /** Of each such stretch, in ms, the server may show only the lowest and the highest. */
  stretch = 0,
): EChartsCoreOption {
  const { wall, colors, words, language, zone, now } = frame;
  const readings = given.filter(counts);
  const low = inUnit(bands.low, unit);
  const high = inUnit(bands.high, unit);
  const { max, interval } = scaleOf(readings, unit);
  // What lies above the axis is drawn at its edge, as a triangle with the number beside it.
  const isBeyond = (reading: ReadingView) => reading.beyond !== undefined || valueIn(reading, unit) > max;
  const place = (reading: ReadingView): number =>
    Math.min(max, Math.max(0, reading.beyond === 'low' ? max * 0.03 : valueIn(reading, unit)));

  const inside = readings.filter((reading) => !isBeyond(reading));
  const sensor = inside.filter(({ specimen }) => specimen === 'interstitial');
  const sticks = inside.filter(({ specimen }) => specimen !== 'interstitial');
  const item = (reading: ReadingView): Item => ({ value: [wall(reading.at), place(reading)], reading });
  const colorOf = (value: number) => (value < low ? colors.low : value > high ? colors.high : colors.good);

  const limitLine = (value: number | undefined, color: string, position: 'insideStartTop' | 'insideStartBottom') =>
    value === undefined || value > max
      ? []
      : [
          {
            yAxis: value,
            lineStyle: { color, type: 'dashed', opacity: 0.7 },
            // Beside the line, inside: the labels of the target band stand outside.
            label: {
              show: true,
              position,
              color,
              opacity: 1,
              // Readings lie beneath it.
              textBorderColor: colors.surface,
              textBorderWidth: 3,
              formatter: words.alert.limit(text(value, unit)),
            },
          },
        ];
  const band = {
    silent: true,
    markArea: { silent: true, itemStyle: { color: colors.band }, data: [[{ yAxis: low }, { yAxis: high }]] },
    markLine: {
      silent: true,
      symbol: 'none',
      lineStyle: { color: colors.good, width: 1, type: 'solid', opacity: 0.55 },
      label: { show: !frame.narrow, position: 'end', color: colors.muted, opacity: 1, fontSize: 11, formatter: '{c}' },
      data: [
        { yAxis: low, label: { formatter: text(low, unit) } },
        { yAxis: high, label: { formatter: text(high, unit) } },
        ...limitLine(limits.low, colors.low, 'insideStartBottom'),
        ...limitLine(limits.high, colors.high, 'insideStartTop'),
      ],
    },
  };

  return {
    ...baseOf(frame),
    xAxis: timeAxis(frame),
    yAxis: [valueAxis(frame, 0, max, interval), alertAxis],
    tooltip: {
      ...tooltipFrame,
      formatter: (params: unknown) => {
        const reading = nearest(params);
        if (!reading) return '';
        const shown =
          reading.beyond === 'low' ? `LO (${words.alert.below})` : reading.beyond === 'high' ? `HI (${words.alert.above})` : undefined;
        return tip([
          { as: 'value', text: shown ?? `${glucoseValue(reading, unit)} ${unit}` },
          { as: 'when', text: dayAndTime(reading.at, zone, language, now, words) },
          ...remarks(reading, words).map((remark) => ({ as: 'note' as const, text: remark })),
        ]);
      },
    },
    visualMap: {
      show: false,
      type: 'piecewise',
      seriesIndex: 1,
      dimension: 1,
      pieces: [
        { lt: low, color: colors.low },
        { gte: low, lte: high, color: colors.good },
        { gt: high, color: colors.high },
      ],
    },
    series: [
      { type: 'line', data: [], ...band },
      {
        type: 'line',
        showSymbol: false,
        symbol: 'circle',
        symbolSize: 6,
        lineStyle: { width: 1.6, cap: 'round', join: 'round' },
        connectNulls: false,
        // Keeps the extremes of each pixel: thinning must never hide a low.
        sampling: 'minmax',
        data: withGaps(sensor.map(item), stretch),
      },
      {
        type: 'scatter',
        symbol: 'circle',
        symbolSize: sticks.length > 250 ? 5 : sticks.length > 120 ? 6 : 8,
        z: 4,
        data: sticks.map((reading) => ({
          ...item(reading),
          itemStyle: { color: colorOf(valueIn(reading, unit)), borderColor: colors.surface, borderWidth: 1 },
        })),
      },
      {
        type: 'scatter',
        symbolSize: 9,
        z: 4,
        data: readings.filter(isBeyond).map((reading) => {
          const isLow = reading.beyond === 'low';
          const color = isLow ? colors.low : colors.high;
          return {
            ...item(reading),
            symbol: 'triangle',
            symbolRotate: isLow ? 180 : 0,
            itemStyle: { color },
            label: {
              show: true,
              position: isLow ? 'top' : 'bottom',
              color,
              fontSize: 10,
              fontWeight: 600,
              formatter: glucoseValue(reading, unit),
            },
          };
        }),
      },
      ...markSeries(frame),
      alertSeries(frame),
    ],
  };
}

const valueIn = ({ reported, glucoseMmolL = 0 }: ReadingView, unit: GlucoseUnit): number =>
  reported?.unit === unit ? reported.value : unit === 'mmol/L' ? glucoseMmolL : mgPerDlFromMmolPerL(glucoseMmolL);

const text = (value: number, unit: GlucoseUnit): string => (unit === 'mmol/L' ? value.toFixed(1) : String(value));

/** The same few scales for everybody, so that two patients can be compared at a glance. */
function scaleOf(readings: readonly ReadingView[], unit: GlucoseUnit): { readonly max: number; readonly interval: number } {
  const highest = readings.reduce((most, { glucoseMmolL = 0 }) => Math.max(most, glucoseMmolL), 0);
  const [mmol, mg] = highest <= 14.5 ? [15, 280] : highest <= 19.5 ? [20, 360] : [25, 450];
  return unit === 'mmol/L' ? { max: mmol, interval: 5 } : { max: mg, interval: mg === 280 ? 70 : 90 };
}

/** What is shown of a sensor that never was silent lies up to two stretches apart: at the beginning of one, at the end of the next. */
function withGaps(items: readonly Item[], stretch: number): Item[] {
  const drawn: Item[] = [];
  const gap = Math.max(GAP_MS, 2 * stretch);
  let last: number | undefined;
  for (const item of items) {
    if (last !== undefined && item.value[0] - last > gap) drawn.push({ value: [last + 1, null] });
    drawn.push(item);
    last = item.value[0];
  }
  return drawn;
}

function nearest(params: unknown): ReadingView | undefined {
  const list = (Array.isArray(params) ? params : [params]) as readonly { readonly data?: { readonly reading?: ReadingView } }[];
  return list.find(({ data }) => data?.reading)?.data?.reading;
}
