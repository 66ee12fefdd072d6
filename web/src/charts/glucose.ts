import type { EChartsCoreOption } from 'echarts/core';
import type { ReadingView } from '../../../api/contract.ts';
import { mgPerDlFromMmolPerL } from '../../../domain/units.ts';
import { readingNote, readingText } from '../parts/reading-text.ts';
import type { Speech } from '../words/speak.ts';
import { axes } from './axes.ts';
import { colours } from './chart.tsx';

/** The consensus target range, 3.9 to 10.0 mmol/L or 70 to 180 mg/dL (Battelino et al., Diabetes Care 2019;42:1593). */
const TARGET = { 'mmol/L': [3.9, 10], 'mg/dL': [70, 180] } as const;
/** A sensor that is silent for longer leaves a gap in the line. */
const GAP_MS = 30 * 60_000;

export function glucoseChart(
  readings: readonly ReadingView[],
  unit: 'mmol/L' | 'mg/dL',
  from: number,
  to: number,
  zone: string,
  speech: Speech,
): EChartsCoreOption {
  const { band, ink, high } = colours();
  const value = (reading: ReadingView) => {
    const mmol = reading.glucoseMmolL ?? 0;
    return unit === 'mmol/L' ? Math.round(mmol * 10) / 10 : Math.round(mgPerDlFromMmolPerL(mmol));
  };
  const [least, most] = TARGET[unit];
  const inside = (reading: ReadingView) => !reading.beyond && value(reading) >= least && value(reading) <= most;
  const sensor = readings.filter(({ specimen }) => specimen === 'interstitial');
  const sticks = readings.filter(({ specimen }) => specimen !== 'interstitial');
  const line: (readonly [number, number | null])[] = [];
  for (const [i, reading] of sensor.entries()) {
    const before = sensor[i - 1];
    if (before && reading.at - before.at > GAP_MS) line.push([before.at + 1, null]);
    line.push([reading.at, value(reading)]);
  }
  const told = (reading: ReadingView) =>
    [speech.moment(reading.at, zone), `<b>${readingText(reading, unit)}</b>`, readingNote(reading, speech)].filter(Boolean).join('<br>');
  return {
    ...axes(from, to, zone, speech.language, unit),
    series: [
      {
        type: 'line',
        data: line,
        showSymbol: false,
        lineStyle: { color: ink, width: 1.6 },
        connectNulls: false,
        markArea: { silent: true, itemStyle: { color: band }, data: [[{ yAxis: least }, { yAxis: most }]] },
      },
      {
        type: 'scatter',
        symbolSize: 8,
        data: sticks.map((reading) => ({
          value: [reading.at, value(reading)],
          symbol: reading.beyond ? 'triangle' : 'circle',
          symbolRotate: reading.beyond === 'low' ? 180 : 0,
          itemStyle: { color: inside(reading) ? ink : high, opacity: reading.quality.length > 0 ? 0.4 : 1 },
          reading,
        })),
        tooltip: { formatter: ({ data }: { data: { reading: ReadingView } }) => told(data.reading) },
      },
    ],
  };
}
