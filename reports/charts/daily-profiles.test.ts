import { expect, test } from 'vitest';
import { isoDay, wallTimeIn } from '../wall-time.ts';
import { dailyProfiles } from './daily-profiles.ts';

const DAY = 86_400_000;
const TO = Date.parse('2026-03-15T16:00:00Z'); // midnight in Shanghai
const wall = wallTimeIn('Asia/Shanghai');
const target = [
  { mmolL: 3.9, text: '70' },
  { mmolL: 10, text: '180' },
];
const drawn = (points: readonly (readonly [number, number])[]) => dailyProfiles(points, { wall, to: TO, target, named: isoDay });
const sensor = (from: number, to: number, value: (at: number) => number) =>
  Array.from({ length: Math.floor((to - from) / 300_000) }, (_, i) => [from + i * 300_000, value(from + i * 300_000)] as const);
const names = (svg: string) => [...svg.matchAll(/>(\d{4}-\d\d-\d\d)</g)].map(([, name]) => name);

test('the last 14 days from midnight to midnight where the patient lives, each with its name; older ones are not drawn', () => {
  const { svg, days } = drawn(sensor(TO - 20 * DAY, TO, () => 6))!;
  expect(days).toBe(14);
  expect(names(svg)).toEqual(Array.from({ length: 14 }, (_, i) => isoDay(Math.floor(wall(TO - 1) / DAY) - 13 + i)));
  // Each line begins at midnight and ends before the next.
  expect([...svg.matchAll(/ d="M0 /g)].length).toBe(14 * 3);
  expect(svg).not.toMatch(/NaN|undefined/);
});

test('one week is one row; a day without readings stands there empty; nothing is nothing', () => {
  const points = sensor(TO - 6 * DAY, TO, () => 6).filter(([at]) => at < TO - 3 * DAY || at >= TO - 2 * DAY);
  const { svg, days } = drawn(points)!;
  expect([days, names(svg).length]).toEqual([5, 7]);
  expect(svg.match(/<path /g)).toHaveLength(5 * 3);
  expect(drawn([])).toBeUndefined();
  expect(drawn(sensor(TO - 30 * DAY, TO - 20 * DAY, () => 6))).toBeUndefined();
});

test('a silence of the sensor breaks the line; no extreme is lost', () => {
  const { svg } = drawn(
    sensor(TO - DAY, TO, (at) => (at === TO - DAY + 12 * 3_600_000 ? 2.2 : 6)).filter(
      ([at]) => at < TO - 8 * 3_600_000 || at > TO - 6 * 3_600_000,
    ),
  )!;
  const [line = ''] = [...svg.matchAll(/ d="([^"]+)"/g)].map(([, d]) => d);
  expect(line?.match(/M/g)).toHaveLength(2);
  // 2.2 of 15 mmol/L on 70 px.
  expect(line).toContain(` ${Math.round(10 * (70 - (70 * 2.2) / 15)) / 10}`);
});
