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
const draw = (readings: readonly ReadingView[], stretch?: number) =>
  (glucoseOption(frame, readings, 'mmol/L', bandsOf.adult, {}, stretch) as unknown as Drawn).series;

test('a sensor’s line breaks where it was silent for more than half an hour, and only there', () => {
  const values = (readings: readonly ReadingView[]) => draw(readings)[1]!.data.map(({ value }) => value[1]);
  expect(values([reading(0, 5), reading(30, 6), reading(61, 7)])).toEqual([5, 6, null, 7]);
});

test.each([3, 30])(
  'a sensor worn for %i days of a month, of which the server shows a part, is one line that breaks where it was silent',
  (days) => {
    const stretch = (32 * 24 * 60) / 500;
    const [silent, again] = [days * 720, days * 720 + 6 * 60];
    // Every five minutes, up and down in a rhythm that is not the stretch's.
    const worn = Array.from({ length: days * 288 }, (_, i) => reading(i * 5, 8 + 4 * Math.sin(i / 7))).filter(
      ({ at }) => at < start + silent * MINUTE || at >= start + again * MINUTE,
    );
    const shown = Object.values(Object.groupBy(worn, ({ at }) => Math.floor((at - start) / MINUTE / stretch))).flatMap((part) => {
      const byValue = part!.toSorted((a, b) => a.glucoseMmolL! - b.glucoseMmolL!);
      return [...new Set([byValue[0]!, byValue.at(-1)!])].sort((a, b) => a.at - b.at);
    });
    const line = draw(shown, stretch * MINUTE)[1]!.data;
    const breaks = line.flatMap(({ value }, i) => (value[1] === null ? [line[i + 1]!.value[0]] : []));
    expect(breaks).toEqual([frame.wall(start + again * MINUTE)]);
  },
);

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
