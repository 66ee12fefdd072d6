import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { DecodeError } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { openMhealth } from './open-mhealth.ts';

interface Sample {
  readonly path: string;
  readonly should: 'pass' | 'fail';
  readonly payload: Record<string, unknown>;
}
const { samples } = JSON.parse(readFileSync(new URL('open-mhealth.samples.json', import.meta.url), 'utf8')) as { samples: Sample[] };
const decode = (said: unknown) =>
  openMhealth.decode(Buffer.from(JSON.stringify(said)), { received: Date.UTC(2026, 2, 1, 12), zone: 'Europe/Berlin', topic: '' });

dialectStands(
  openMhealth,
  samples.map(({ payload }) => payload),
);

/** Valid by the schema, and yet no reading of Hearth's: a figure over several readings, another kind of data. */
const isReading = ({ path, payload }: Sample) => !('descriptive_statistic' in payload) && !path.startsWith('data-point');

test.each(samples.filter(({ should }) => should === 'pass').filter(isReading))('$path', ({ path, payload }) => {
  const [reading, ...others] = decode(payload);
  expect(others).toEqual([]);
  expect(reading).toMatchObject({ kind: path.startsWith('blood-glucose') ? 'glucose' : 'blood-pressure', clock: 'device' });
});

test.each(samples.filter((sample) => sample.should === 'fail' || !isReading(sample)))('$path is no reading', ({ payload }) => {
  expect(() => decode(payload)).toThrow(DecodeError);
});

const frame = { effective_time_frame: { date_time: '2026-02-28T07:25:00+01:00' } };
test.each([
  [{ body_weight: { value: 150, unit: 'lb' } }, { kind: 'weight', weightKg: 68.0388555 }],
  [{ body_temperature: { value: 38.2, unit: 'C' } }, { kind: 'temperature', temperatureC: 38.2 }],
  [{ oxygen_saturation: { value: 95, unit: '%' } }, { kind: 'oxygen-saturation', saturationPercent: 95 }],
  [{ heart_rate: { value: 72, unit: 'beats/min' } }, { kind: 'heart-rate', pulsePerMin: 72 }],
])('%j', (measure, expected) => {
  expect(decode({ ...measure, ...frame })).toEqual([expect.objectContaining({ ...expected, at: Date.UTC(2026, 1, 28, 6, 25) })]);
  expect(() => decode({ ...measure, ...frame, descriptive_statistic: 'average' })).toThrow('a figure over several readings');
  expect(() => decode(measure)).toThrow('effective_time_frame');
});

test('a data point, a list, and what stands beside the number', () => {
  const body = {
    blood_glucose: { value: 95, unit: 'mg/dL' },
    effective_time_frame: { date_time: '2026-02-28T07:25:00+01:00' },
    specimen_source: 'capillary blood',
    temporal_relationship_to_meal: '2 hours postprandial',
  };
  const point = { header: { id: 'x', schema_id: { namespace: 'omh', name: 'blood-glucose', version: '4.0' } }, body };
  const expected = { at: Date.UTC(2026, 1, 28, 6, 25), meal: 'after', specimen: 'capillary', reported: { value: 95, unit: 'mg/dL' } };
  for (const said of [body, point, [point]]) expect(decode(said)).toEqual([expect.objectContaining(expected)]);
});

test.each([
  ['sitting', 'sitting'],
  ['lying down', 'lying'],
  ['standing', 'standing'],
  ['semi-recumbent', undefined],
])('measured %s', (body_posture, posture) => {
  const mmHg = (value: number) => ({ value, unit: 'mmHg' });
  const said = { systolic_blood_pressure: mmHg(128), diastolic_blood_pressure: mmHg(80), ...frame, body_posture };
  expect((decode(said)[0] as { posture?: string }).posture).toBe(posture);
  expect(() => decode({ ...said, body_posture: 'hanging' })).toThrow('body_posture');
});

const interval = (time_interval: unknown) => ({ effective_time_frame: { time_interval } });
const DAY_OF = { start_date_time: '2026-02-27T00:00:00+01:00', end_date_time: '2026-02-28T00:00:00+01:00' };
test.each([
  ['3.0, a day', { step_count: { value: 6200, unit: 'steps' } }, DAY_OF, 1440],
  ['2.0, a bare number', { step_count: 6200 }, DAY_OF, 1440],
  ['the sum of it', { step_count: 6200, descriptive_statistic: 'sum' }, DAY_OF, 1440],
  [
    'a beginning and a duration',
    { step_count: 6200 },
    { start_date_time: DAY_OF.start_date_time, duration: { value: 90, unit: 'min' } },
    90,
  ],
  ['an end and a duration', { step_count: 6200 }, { end_date_time: DAY_OF.end_date_time, duration: { value: 1, unit: 'd' } }, 1440],
  ['a day of 25 hours', { step_count: 6200 }, { ...DAY_OF, end_date_time: '2026-02-28T00:00:00Z' }, 1500],
])('step-count: %s', (_, count, when, minutes) => {
  expect(decode({ ...count, ...interval(when) })).toEqual([
    expect.objectContaining({ kind: 'activity', steps: 6200, minutes, at: Date.parse(DAY_OF.start_date_time), clock: 'device' }),
  ]);
});

test.each([
  ['an average', { step_count: 6200, descriptive_statistic: 'average' }, DAY_OF, 'a figure over several readings'],
  [
    'a sum for each day',
    { step_count: 6200, descriptive_statistic: 'sum', descriptive_statistic_denominator: 'd' },
    DAY_OF,
    'a figure over',
  ],
  ['a week', { step_count: 6200 }, { ...DAY_OF, end_date_time: '2026-03-06T00:00:00+01:00' }, 'longer than a day'],
  ['an end before the beginning', { step_count: 6200 }, { ...DAY_OF, end_date_time: '2026-02-26T00:00:00+01:00' }, 'an end behind'],
  ['half a step', { step_count: 6200.5 }, DAY_OF, 'steps'],
  ['kilometres', { step_count: { value: 6.2, unit: 'km' } }, DAY_OF, 'in the unit "steps"'],
  ['a part of a day', { step_count: 6200 }, { date: '2026-02-27', part_of_day: 'morning' }, 'two of start_date_time'],
])('step-count: %s is none', (_, count, when, why) => {
  expect(() => decode({ ...count, ...interval(when) })).toThrow(why);
});

test('step-count: a moment is no interval', () => {
  expect(() => decode({ step_count: 6200, ...frame })).toThrow('time_interval');
});
