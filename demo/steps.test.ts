import { expect, test } from 'vitest';
import { openMhealth } from '../devices/dialects/open-mhealth.ts';
import { DAY } from '../domain/clock.ts';
import { asStepCount, generateSteps, stepCountLater } from './steps.ts';

const ZONE = 'Europe/London';
const until = Date.parse('2026-04-12T10:00:00Z');
const from = until - 21 * DAY;
const told = generateSteps({ from, until, zone: ZONE, aDay: 4200, seed: 22 });
const decode = (said: unknown, received: number) =>
  openMhealth.decode(Buffer.from(JSON.stringify(said)), { received, zone: ZONE, topic: 'hearth/v1/band-robin/open-mhealth' });

test('the same seed walks the same steps; each day is told as it grows, under the same midnight, also when the clocks change', () => {
  expect(generateSteps({ from, until, zone: ZONE, aDay: 4200, seed: 22 })).toEqual(told);
  const days = new Map<number, { steps: number; minutes: number }[]>();
  for (const one of told) {
    expect(one.at).toBeGreaterThanOrEqual(from);
    expect(one.at).toBeLessThan(until);
    const [reading] = decode(asStepCount(one), one.at);
    if (reading?.kind !== 'activity') throw new Error('no steps');
    expect(Temporal.Instant.fromEpochMilliseconds(reading.at).toZonedDateTimeISO(ZONE).hour).toBe(0);
    days.set(reading.at, [...(days.get(reading.at) ?? []), reading]);
  }
  const whole = [...days.values()].filter(({ length }) => length === 2);
  expect(whole.length).toBeGreaterThan(18);
  for (const [midday, all] of whole) expect(all!.steps).toBeGreaterThan(midday!.steps);
  // The day on which the clocks are put forward has 23 hours.
  expect(new Set(whole.map(([, all]) => all!.minutes))).toEqual(new Set([1440, 1380]));
});

test('weeks later, midnight is midnight', () => {
  const [first] = told;
  const [later] = decode(stepCountLater(asStepCount(first!), 35, ZONE), first!.at + 35 * DAY);
  expect(Temporal.Instant.fromEpochMilliseconds(later!.at).toZonedDateTimeISO(ZONE).toString()).toContain('T00:00:00');
});
