import type { EChartsCoreOption } from 'echarts/core';
import type { ReadingView } from '../../../api/contract.ts';
import { readingText } from '../parts/reading-text.ts';
import type { Speech } from '../words/speak.ts';
import { axes } from './axes.ts';
import { colours } from './chart.tsx';

/** The home threshold of 135/85 mmHg (China 2024, ESH 2023). */
const HOME = { systolic: 135, diastolic: 85 };

interface Drawing {
  value(dimension: number): number;
  coord(point: readonly [number, number]): [number, number];
}

/** One bar for each measurement, from diastolic to systolic, against the home threshold. */
export function pressureChart(readings: readonly ReadingView[], from: number, to: number, zone: string, speech: Speech): EChartsCoreOption {
  const { ink, high, quiet } = colours();
  const over = ({ systolicMmHg = 0, diastolicMmHg = 0 }: ReadingView) => systolicMmHg >= HOME.systolic || diastolicMmHg >= HOME.diastolic;
  return {
    ...axes(from, to, zone, speech.language, 'mmHg'),
    series: [
      {
        type: 'custom',
        renderItem: (_: unknown, drawing: Drawing) => {
          const [x, top] = drawing.coord([drawing.value(0), drawing.value(1)]);
          const [, bottom] = drawing.coord([drawing.value(0), drawing.value(2)]);
          return {
            type: 'rect',
            shape: { x: x - 2.5, y: top, width: 5, height: Math.max(bottom - top, 1), r: 2.5 },
            style: { fill: drawing.value(3) ? high : ink },
          };
        },
        encode: { x: 0, y: [1, 2] },
        data: readings.map((reading) => ({
          value: [reading.at, reading.systolicMmHg, reading.diastolicMmHg, over(reading) ? 1 : 0],
          reading,
        })),
        tooltip: {
          formatter: ({ data: { reading } }: { data: { reading: ReadingView } }) =>
            [
              speech.moment(reading.at, zone),
              `<b>${readingText(reading, 'mmol/L')}</b>`,
              reading.pulsePerMin === undefined ? '' : `${speech.say('pulse')} ${Math.round(reading.pulsePerMin)}`,
            ]
              .filter(Boolean)
              .join('<br>'),
        },
        markLine: {
          silent: true,
          symbol: 'none',
          lineStyle: { color: quiet, type: 'dashed' },
          label: { color: quiet, position: 'insideEndTop' },
          data: [{ yAxis: HOME.systolic }, { yAxis: HOME.diastolic }],
        },
      },
    ],
  };
}
