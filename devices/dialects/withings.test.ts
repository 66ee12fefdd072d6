import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { dialectStands } from '../dialect-stands.ts';
import { withings } from './withings.ts';

const samples = JSON.parse(readFileSync(new URL('withings.samples.json', import.meta.url), 'utf8'));
const context = { received: Date.UTC(2026, 2, 1, 12), zone: 'Europe/Berlin', topic: '' };
const decode = (said: unknown) => withings.decode(Buffer.from(JSON.stringify(said)), context);
const DATE = 1_772_323_200;
const group = (measures: readonly (readonly [type: number, value: number, unit: number])[], more: object = {}) => ({
  ...{ grpid: 1, attrib: 0, date: DATE, category: 1 },
  measures: measures.map(([type, value, unit]) => ({ type, value, unit })),
  ...more,
});
const answer = (...measuregrps: object[]) => ({ status: 0, body: { measuregrps } });

dialectStands(withings, [
  samples.documented,
  samples.homeAssistant,
  answer(
    group([
      [10, 128, 0],
      [9, 8300, -2],
      [11, 71, 0],
      [54, 97, 0],
    ]),
  ),
]);

test('the documented answer: a weight with its composition; height is no reading', () => {
  // Its date is of 2008, older than any device on sale: ten years later it is the same answer.
  expect(() => decode(samples.documented)).toThrow('2008-10-02T07:02:48.000Z is not a time');
  const later = JSON.parse(JSON.stringify(samples.documented).replaceAll('1222930968', '1538550168'));
  expect(decode(later)).toEqual([
    expect.objectContaining({ kind: 'weight', weightKg: 79.3, at: 1_538_550_168_000 }),
    expect.objectContaining({ kind: 'body-composition', bodyFatPercent: 17.8, fatFreeKg: 65.2, weightKg: 79.3 }),
  ]);
});

test('the body alone: what may be another person’s is passed over', () => {
  const readings = decode(samples.homeAssistant);
  expect([...new Set(readings.map(({ at }) => at))]).toEqual([1_564_660_800_000, 1_564_657_200_000]);
  expect(readings.slice(0, 5).map(({ kind }) => kind)).toEqual([
    'blood-pressure',
    'oxygen-saturation',
    'weight',
    'body-composition',
    'temperature',
  ]);
  expect(readings[0]).toMatchObject({ systolicMmHg: 100, diastolicMmHg: 70, pulsePerMin: 60 });
  // 12 and 73 stand beside it, and are a room's and the skin's.
  expect(readings.filter(({ kind }) => kind === 'temperature').map((said) => 'temperatureC' in said && said.temperatureC)).toEqual([
    40, 41,
  ]);
});

test('the webhook’s own words hold no values, and say what to do', () => {
  expect(() => withings.decode(Buffer.from(samples.notification), context)).toThrow('a notification holds no values');
});

test.each([
  [
    'a pulse beside a pressure is its own',
    [
      [10, 128, 0],
      [9, 83, 0],
      [11, 71, 0],
    ],
    ['blood-pressure'],
  ],
  [
    'a pulse beside a saturation is its own',
    [
      [54, 97, 0],
      [11, 71, 0],
    ],
    ['oxygen-saturation'],
  ],
  ['a pulse alone', [[11, 71, 0]], ['heart-rate']],
] as const)('%s', (_, measures, kinds) => {
  const readings = decode(answer(group(measures)));
  expect(readings.map(({ kind }) => kind)).toEqual(kinds);
  expect(readings[0]).toMatchObject({ pulsePerMin: 71, at: DATE * 1000 });
});

test.each([1, 4, 15])('attrib %i: not known to be this user’s', (attrib) => {
  expect(() => decode(answer(group([[1, 70, 0]], { attrib })))).toThrow('known to be this user’s');
});

test.each([
  ['a wish', answer(group([[1, 70, 0]], { category: 2 })), 'no group holds'],
  ['half a pressure', answer(group([[10, 128, 0]])), 'both of its numbers'],
  ['a refusal', { status: 401, body: {}, error: 'invalid_token' }, 'Withings answered 401'],
  ['nothing', { status: 0, body: {} }, '/body/measuregrps'],
  ['a value in parts', answer({ ...group([]), measures: [{ type: 1, value: 70.5, unit: 0 }] }), 'power of ten'],
  ['no moment', answer(group([[1, 70, 0]], { date: '2026-03-01' })), 'Unix seconds'],
])('%s waits for a person', (_, said, sentence) => {
  expect(() => decode(said)).toThrow(sentence);
});
