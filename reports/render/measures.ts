import { measureCourseChart } from '../charts/measure-course.ts';
import type { MedicineMark } from '../charts/medicine-lines.ts';
import type { Report, SectionOf } from '../report.ts';
import type { Block, Part } from './blocks.ts';
import type { Speech } from './speech.ts';
import { svgOf } from './svg.ts';

type Measure = SectionOf<'measures'>['kinds'][number];

const SHOWN: Readonly<
  Record<Measure['kind'], { readonly unit: string; readonly decimals: number; readonly leastSpan: number; readonly most?: number }>
> = {
  weight: { unit: 'kg', decimals: 1, leastSpan: 4 },
  temperature: { unit: '°C', decimals: 1, leastSpan: 2 },
  'oxygen-saturation': { unit: '%', decimals: 0, leastSpan: 8, most: 100 },
  'heart-rate': { unit: '1/min', decimals: 0, leastSpan: 40 },
};

/** The other measurements, one chart each under its numbers. */
export function measuresPart({ kinds }: SectionOf<'measures'>, report: Report, marks: readonly MedicineMark[], speech: Speech): Part {
  return { name: 'measures', title: speech.say('measures'), blocks: kinds.flatMap((one) => blocksOf(one, report, marks, speech)) };
}

function blocksOf(
  { kind, n, mean, lowest, highest, change, previousMean, points }: Measure,
  report: Report,
  marks: readonly MedicineMark[],
  { say, language }: Speech,
): Block[] {
  const { unit, decimals, leastSpan, most } = SHOWN[kind];
  const text = (value: number) => value.toFixed(decimals);
  const size = text(Math.abs(change));
  const signed = Number(size) === 0 ? size : `${change < 0 ? '−' : '+'}${size}`;
  const before = previousMean === undefined ? `n = ${n}` : say('before', { value: text(previousMean) });
  const { from, to, zone } = report;
  return [
    {
      is: 'tiles',
      tiles: [
        { name: `${say(kind)}${say('colon')}${say('mean')}`, value: `${text(mean)} ${unit}`, note: before },
        { name: say('range'), value: `${text(lowest)} – ${text(highest)}`, note: unit },
        ...(n > 1 ? [{ name: say('change'), value: `${signed} ${unit}`, note: say('changeNote') }] : []),
      ],
    },
    ...(n > 1
      ? [
          {
            is: 'chart' as const,
            title: say(kind),
            svg: svgOf(measureCourseChart(points, { from, to, zone, language, unit, leastSpan, most, marks }), { height: 150 }),
          },
        ]
      : []),
  ];
}
