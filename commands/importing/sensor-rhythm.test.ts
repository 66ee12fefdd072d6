import { expect, test } from 'vitest';
import type { ImportedRow } from '../../devices/imported-row.ts';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import { createSensorRhythm, type GlucoseFrom } from './sensor-rhythm.ts';

const START = Date.UTC(2026, 2, 1);
let line = 1;
const row = (...readings: ImportedRow['readings']): ImportedRow => ({ line: line++, text: '', readings, problems: [] });
const glucose = (at: number, more: object = {}): ImportedRow => row({ kind: 'glucose', value: 6, unit: 'mmol/L', at, ...more });
const every = (minutes: number, count: number, start = START, more: object = {}) =>
  Array.from({ length: count }, (_, i) => glucose(start + i * minutes * MINUTE, more));

async function told(rows: readonly ImportedRow[], from?: GlucoseFrom, batch = 7) {
  const rhythm = createSensorRhythm(from);
  async function* batches() {
    for (let i = 0; i < rows.length; i += batch) yield rows.slice(i, i + batch);
  }
  const out = (await Array.fromAsync(rhythm.rows(batches()))).flat();
  expect(out.map((one) => one.line)).toEqual(rows.map((one) => one.line));
  const sensor = out.filter(({ readings }) => readings.some(({ specimen }) => specimen === 'interstitial')).map((one) => one.line);
  return { sensor: sensor.length, marked: rhythm.marked(), lines: sensor };
}

test.each([
  ['a value every 5 minutes', every(5, 288), 288],
  ['every 15 minutes, newest first', every(15, 96).toReversed(), 96],
  ['twelve in a row', every(15, 12), 12],
  ['eleven in a row', every(15, 11), 0],
  ['every 21 minutes', every(21, 288), 0],
  ['three times within two minutes, four times a day', [0, 6, 12, 18].flatMap((h) => every(1, 3, START + h * HOUR)), 0],
  ['the same line twelve times', every(0, 12), 0],
  ['before meals', every(5, 30, START, { meal: 'before' }), 0],
  ['with a control solution', every(5, 30, START, { quality: ['control-solution'] }), 0],
  ['what says what it is', every(5, 30, START, { specimen: 'capillary' }), 0],
  ['a few between two silences of a sensor', [...every(5, 40), ...every(5, 3, START + 8 * HOUR)], 43],
  ['two after a silence: fingers, while the sensor was dead', [...every(5, 40), ...every(5, 2, START + 8 * HOUR)], 40],
  ['a few, two days after the sensor', [...every(5, 40), ...every(5, 3, START + 2 * DAY + 4 * HOUR)], 40],
])('%s', async (_, rows, sensor) => {
  expect(await told(rows)).toMatchObject({ sensor, marked: sensor });
  expect(await told(rows, undefined, 1)).toMatchObject({ sensor });
});

test('a month of fingers, then a sensor, with weights between: each is told apart, and all come in their order', async () => {
  const fingers = every(6 * 60, 120, START - 40 * DAY);
  const weights = every(5, 30).flatMap((one) => [one, row({ kind: 'weight', value: 70, unit: 'kg', at: START })]);
  const more = [...fingers, ...weights, ...Array.from({ length: 3000 }, () => row({ kind: 'weight', value: 70, unit: 'kg', at: START }))];
  const { sensor, lines } = await told(more);
  expect(sensor).toBe(30);
  expect(lines[0]).toBe(weights[0]!.line);
});

test('a person overrules the rhythm', async () => {
  expect(await told(every(5, 288), 'meter')).toMatchObject({ sensor: 0, marked: 0 });
  expect(await told(every(60, 5), 'sensor')).toMatchObject({ sensor: 5, marked: 0 });
});
