import type { EChartsCoreOption } from 'echarts/core';
import type { ProfileView } from '../../../api/figures-contract.ts';
import { type GlucoseUnit, glucoseText, mgPerDlFromMmolPerL } from '../../../domain/units.ts';
import { labelOffsets } from '../../../reports/charts/percentile-labels.ts';
import { type Bands, inUnit } from '../../../reports/metrics/time-in-range.ts';
import type { Words } from '../words/en.ts';
import type { ChartColors } from './colors.ts';
import { tip, tooltipFrame } from './tip.ts';

type Percentile = Exclude<keyof ProfileView['points'][number], 'minute'>;
const DAY_MINUTES = 1440;
/** Height of the plot, px. */
const PLOT = 204;

const clock = (minute: number): string =>
  `${String(Math.floor(minute / 60) % 24).padStart(2, '0')}:${String(Math.floor(minute % 60)).padStart(2, '0')}`;

/** The profile of the day as the report draws it, in the colours of the page: median, half, nine tenths, over the target range. */
export function profileOption(
  { points }: ProfileView,
  unit: GlucoseUnit,
  bands: Bands,
  { colors, narrow, words }: { readonly colors: ChartColors; readonly narrow: boolean; readonly words: Words },
): EChartsCoreOption {
  const shown = (mmolL: number) => (unit === 'mmol/L' ? mmolL : mgPerDlFromMmolPerL(mmolL));
  const highest = points.reduce((most, { p95 }) => Math.max(most, p95), 0);
  const [max = 15, interval = 5] =
    unit === 'mmol/L' ? [highest <= 14.5 ? 15 : highest <= 19.5 ? 20 : 25, 5] : [highest <= 15 ? 280 : 450, highest <= 15 ? 70 : 90];
  const end = points.at(-1);
  const moved = end && labelOffsets(end, (PLOT * shown(1)) / max);
  const text = (key: Percentile) => ({
    ...{ show: !narrow, formatter: `${key.slice(1)} %`, color: colors.muted, fontSize: 10, distance: 4 },
    offset: [0, moved?.[key] ?? 0],
  });
  const line = (key: Percentile) => points.map((point) => [point.minute, shown(point[key])]);
  const hidden = { type: 'line', symbol: 'none', silent: true, lineStyle: { opacity: 0 } } as const;
  const between = (low: 'p5' | 'p25', high: 'p75' | 'p95', opacity: number) => [
    { ...hidden, stack: low, data: line(low), endLabel: text(low) },
    {
      ...hidden,
      stack: low,
      data: points.map((point) => [point.minute, shown(point[high]) - shown(point[low])]),
      areaStyle: { color: colors.ink, opacity },
      endLabel: text(high),
    },
  ];
  const [low, high] = [inUnit(bands.low, unit), inUnit(bands.high, unit)];
  return {
    animation: false,
    textStyle: { fontFamily: colors.font, color: colors.muted },
    grid: { left: 34, right: narrow ? 12 : 48, top: 12, bottom: 24 },
    xAxis: {
      type: 'value',
      min: 0,
      max: DAY_MINUTES,
      interval: narrow ? 360 : 180,
      axisLine: { show: false },
      axisTick: { show: false },
      axisLabel: { color: colors.muted, fontSize: 11, formatter: (minute: number) => (minute === DAY_MINUTES ? '24:00' : clock(minute)) },
      splitLine: { lineStyle: { color: colors.line, opacity: 0.6 } },
      axisPointer: { show: true, snap: true, lineStyle: { color: colors.muted, width: 1, opacity: 0.5 }, label: { show: false } },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max,
      interval,
      axisLabel: { color: colors.muted, fontSize: 11, margin: 8 },
      splitLine: { lineStyle: { color: colors.line, opacity: 0.9 } },
    },
    tooltip: {
      ...tooltipFrame,
      formatter: (params: unknown) => {
        const [first] = (Array.isArray(params) ? params : [params]) as readonly { readonly dataIndex: number }[];
        const point = first && points[first.dataIndex];
        if (!point) return '';
        const range = (from: number, to: number) => `${glucoseText(from, unit)} – ${glucoseText(to, unit)}`;
        return tip([
          { as: 'value', text: words.profile.median(`${glucoseText(point.p50, unit)} ${unit}`) },
          { as: 'when', text: clock(point.minute) },
          { as: 'note', text: `25–75 %: ${range(point.p25, point.p75)}` },
          { as: 'note', text: `5–95 %: ${range(point.p5, point.p95)}` },
        ]);
      },
    },
    series: [
      {
        type: 'line',
        data: [],
        silent: true,
        markArea: { silent: true, itemStyle: { color: colors.band }, data: [[{ yAxis: low }, { yAxis: high }]] },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: colors.good, width: 1, type: 'solid', opacity: 0.55 },
          label: { show: false },
          data: [{ yAxis: low }, { yAxis: high }],
        },
      },
      ...between('p5', 'p95', 0.14),
      ...between('p25', 'p75', 0.28),
      {
        type: 'line',
        symbol: 'none',
        data: line('p50'),
        lineStyle: { color: colors.ink, width: 2.2 },
        itemStyle: { color: colors.ink },
        endLabel: text('p50'),
      },
    ],
  };
}
