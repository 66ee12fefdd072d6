import { expect, test } from 'vitest';
import type { Activity, BloodPressure, Glucose } from '../domain/reading.ts';
import { mmolPerLFromMgPerDl } from '../domain/units.ts';
import { examine, exemption } from './plausible.ts';

const pressure = (systolicMmHg: number, diastolicMmHg: number, more: Partial<BloodPressure> = {}): BloodPressure => ({
  kind: 'blood-pressure',
  at: 0,
  clock: 'device',
  quality: [],
  systolicMmHg,
  diastolicMmHg,
  ...more,
});
const glucose = (value: number, unit: 'mmol/L' | 'mg/dL', more: Partial<Glucose> = {}): Glucose => ({
  kind: 'glucose',
  at: 0,
  clock: 'device',
  quality: [],
  glucoseMmolL: unit === 'mmol/L' ? value : mmolPerLFromMgPerDl(value),
  reported: { value, unit },
  specimen: 'unknown',
  ...more,
});

const walk = (more: Partial<Activity>): Activity => ({
  kind: 'activity',
  at: 0,
  clock: 'device',
  quality: [],
  minutes: 1440,
  steps: 100,
  ...more,
});

test('no rule watches steps: plausible ones, flagged ones and the fastest hour', () => {
  for (const said of [walk({}), walk({ quality: ['battery-low'] }), walk({ steps: 210 * 60, minutes: 60, activeMinutes: 60 })]) {
    expect(examine(said)).toEqual(said);
    expect(exemption(said)).toEqual({ is: 'exempt', because: 'unwatched' });
  }
  expect(exemption(walk({ quality: ['withdrawn'] }))).toMatchObject({ because: 'withdrawn' });
});

test.each([
  ['a systolic under its diastolic', pressure(80, 90)],
  ['a systolic that is its diastolic', pressure(80, 80)],
  ['a systolic of 39', pressure(39, 25)],
  ['a systolic of 321', pressure(321, 120)],
  ['a diastolic of 19', pressure(90, 19)],
  ['a diastolic of 221', pressure(300, 221)],
  ['a glucose of 0', glucose(0, 'mmol/L')],
  ['1001 mg/dL', glucose(1001, 'mg/dL')],
  ['8 mg/dL', glucose(8, 'mg/dL')],
  ['55.6 mmol/L', glucose(55.6, 'mmol/L')],
  ['211 steps a minute', walk({ steps: 211 * 60, minutes: 60 })],
  ['more active minutes than minutes', walk({ minutes: 60, activeMinutes: 61 })],
  ['more vigorous minutes than active ones', walk({ activeMinutes: 10, vigorousMinutes: 11 })],
  ['worn for longer than it took', walk({ minutes: 60, wornMinutes: 61 })],
])('%s is kept, flagged, and no rule looks at it', (_, said) => {
  const examined = examine(said);
  expect(examined).toEqual({ ...said, quality: ['implausible'] });
  expect(exemption(examined)).toEqual({ is: 'exempt', because: 'implausible' });
});

test.each([
  ['a crisis', pressure(210, 120)],
  ['the least and the most of a cuff', pressure(320, 20, { pulsePerMin: 20 })],
  ['a shock', pressure(40, 25, { pulsePerMin: 300 })],
  ['1000 mg/dL, judged in the unit that was reported', glucose(1000, 'mg/dL')],
  ['9 mg/dL', glucose(9, 'mg/dL')],
  ['a low', glucose(1.1, 'mmol/L', { beyond: 'low' })],
])('%s is judged as it stands', (_, said) => {
  expect(examine(said)).toBe(said);
  expect(exemption(said)).toBeUndefined();
});

test.each([0, 19, 301])('a pulse of %s does not hide the pressure beside it', (pulsePerMin) => {
  const examined = examine(pressure(210, 120, { pulsePerMin, quality: ['irregular-pulse'] }));
  expect(examined).toEqual(pressure(210, 120, { quality: ['irregular-pulse', 'pulse-out-of-range'] }));
  expect(exemption(examined)).toBeUndefined();
});

test('control solution is nobody’s blood, a context is no value', () => {
  expect(exemption(glucose(6, 'mmol/L', { quality: ['control-solution', 'implausible'] }))).toEqual({
    is: 'exempt',
    because: 'control-solution',
  });
  expect(exemption({ kind: 'glucose-context', at: 0, clock: 'server', quality: [] })).toEqual({ is: 'exempt', because: 'context' });
});
