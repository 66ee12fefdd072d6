import { expect, test } from 'vitest';
import type { ReadingView } from '../../../api/contract.ts';
import { bandsOf } from '../../../reports/metrics/time-in-range.ts';
import { wallTimeIn } from '../../../reports/wall-time.ts';
import { en } from '../words/en.ts';
import type { Frame } from './frame.ts';
import { glucoseOption } from './glucose-option.ts';

const MINUTE = 60_000;
const start = Date.parse('2026-03-01T00:00:00Z');
const frame: Frame = {
  from: start,
  to: start + 86_400_000,
  now: start + 86_400_000,
  zone: 'Asia/Shanghai',
  wall: wallTimeIn('Asia/Shanghai'),
  alerts: [],
  marks: [],
  language: 'en',
  words: en,
  narrow: false,
  colors: {
    text: '',
    muted: '',
    line: '',
    surface: '',
    ink: '',
    good: 'good',
    band: '',
    low: 'low',
    high: 'high',
    severity: { high: '', medium: '', low: '' },
    font: '',
  },
};
const reading = (minutes: number, value: number, more: Partial<ReadingView> = {}): ReadingView => ({
  id: `${minutes}`,
  kind: 'glucose',
  at: start + minutes * MINUTE,
  received: 0,
  device: 'd',
  quality: [],
  glucoseMmolL: value,
  reported: { value, unit: 'mmol/L' },
  specimen: 'interstitial',
  ...more,
});

interface Drawn {
  readonly series: readonly {
    readonly data: readonly { readonly value: readonly [number, number | null]; readonly itemStyle?: { readonly color: string } }[];
  }[];
}
const draw = (readings: readonly ReadingView[]) => (glucoseOption(frame, readings, 'mmol/L', bandsOf.adult) as unknown as Drawn).series;

test('a sensor’s line breaks where it was silent for more than half an hour, and only there', () => {
  const values = (readings: readonly ReadingView[]) => draw(readings)[1]!.data.map(({ value }) => value[1]);
  expect(values([reading(0, 5), reading(30, 6), reading(61, 7)])).toEqual([5, 6, null, 7]);
});

test('a long period, of which the server shows a part, is one line; a silence of days breaks it', () => {
  const thinned = Array.from({ length: 500 }, (_, i) => reading((i + (i < 300 ? 0 : 60)) * 130, 5 + (i % 2)));
  const data = draw(thinned)[1]!.data.map(({ value }) => value[1]);
  expect(data.flatMap((value, i) => (value === null ? [i] : []))).toEqual([300]);
});

test('finger sticks are points in the colour of their side; beyond the meter’s range stands at the edge and in no line', () => {
  const [, line, points, beyond] = draw([
    reading(0, 3.8, { specimen: 'capillary' }),
    reading(1, 3.9, { specimen: 'capillary' }),
    reading(2, 10.1, { specimen: 'capillary' }),
    reading(3, 33.3, { specimen: 'capillary', beyond: 'high' }),
    reading(4, 0.2, { specimen: 'capillary', quality: ['implausible'] }),
  ]);
  expect(line!.data).toEqual([]);
  expect(points!.data.map(({ value, itemStyle }) => [value[1], itemStyle?.color])).toEqual([
    [3.8, 'low'],
    [3.9, 'good'],
    [10.1, 'high'],
  ]);
  expect(beyond!.data.map(({ value }) => value[1])).toEqual([25]);
});

test('the time axis is the patient’s wall clock', () => {
  expect(draw([reading(0, 5)])[1]!.data[0]!.value[0]).toBe(Date.parse('2026-03-01T08:00:00Z'));
});
