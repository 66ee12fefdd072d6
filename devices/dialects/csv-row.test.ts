import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DecodeError } from '../decoder.ts';
import { rowOf, UnitWanted } from './csv-row.ts';
import { tableOf } from './csv-table.ts';
import { readingsOf } from './native.ts';

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const context = { received: RECEIVED, zone: 'Asia/Shanghai', topic: '' };

test.each([
  ['LO', { kind: 'glucose', value: 1.1, unit: 'mmol/L', beyond: 'low' }],
  ['高', { value: 33.3, beyond: 'high' }],
])('%s in place of a number is what the meter showed', (cell, expected) => {
  expect(rowOf(['2026-02-28 08:00', cell], tableOf(['Date', '血糖 (mmol/L)']), 'Asia/Shanghai', []).readings).toMatchObject([expected]);
});

test('a test with control solution is nobody’s blood', () => {
  const { readings } = rowOf(['2026-02-28 08:00', '6.1', '质控液'], tableOf(['Date', '血糖 (mmol/L)', '备注']), 'Asia/Shanghai', []);
  expect(readings).toMatchObject([{ value: 6.1, quality: ['control-solution'] }]);
});

test.each([
  ['站立', 'standing'],
  ['Standing', 'standing'],
  ['仰卧位', 'lying'],
  ['seated', 'sitting'],
  ['', undefined],
  ['-', undefined],
])('a pressure in the posture %j', (cell, posture) => {
  const { readings } = rowOf(['2026-02-28 08:00', '120/80', cell], tableOf(['Date', '血压 (mmHg)', '体位']), 'Asia/Shanghai', []);
  expect(readings.map((said) => said.posture)).toEqual([posture]);
});

test('a posture that is none is told, and the pressure left out: it is no part of a mean by mistake', () => {
  const { readings, problems } = rowOf(['2026-02-28 08:00', '120/80', 'left arm'], tableOf(['Date', 'BP (mmHg)', 'Posture']), 'UTC', []);
  expect(readings).toEqual([]);
  expect(problems).toEqual([expect.stringContaining('"left arm" is none of lying, sitting, standing')]);
});

test('whatever stands in the cells: readings that make sense, or a sentence', () => {
  const heads = ['Date', 'Time', '血糖', '血压', 'Systolic', 'Diastolic', '心率', 'Weight', '体脂率', '体温', 'SpO2', 'Meal'];
  const table = tableOf(heads);
  const number = fc.double({ min: -10, max: 400, noNaN: true }).map((value) => value.toFixed(1));
  const cell = fc.oneof(
    number,
    fc.tuple(number, fc.constantFrom('mmol/L', 'mg/dL', 'kg', '斤', '℃', '%', 'bpm', '/80')).map((parts) => parts.join(' ')),
    fc.constantFrom('', '-', '无', '120/80', '空腹', 'NaN', 'Infinity', '1e9', '__proto__'),
    fc.string({ unit: 'grapheme', maxLength: 12 }),
  );
  const date = fc.constantFrom('2026-02-28', '2026年2月28日', '1999-01-01', '28.02.2026', 'Feb 28 2026', 'x');
  const time = fc.constantFrom('08:05', '上午8:05', '25:00', '8:05 PM', '');
  let read = 0;
  fc.assert(
    fc.property(date, time, fc.array(cell, { maxLength: heads.length }), fc.boolean(), (day, clock, cells, stated) => {
      try {
        const { readings, problems } = rowOf([day, clock, ...cells], table, 'Asia/Shanghai', stated ? ['mmol/L', 'kg'] : []);
        expect(readings.length + problems.length).toBeGreaterThan(0);
        for (const said of readings) {
          read += readingsOf([{ said, pointer: '' }], context).length;
        }
      } catch (error) {
        if (!(error instanceof DecodeError || error instanceof UnitWanted)) throw error;
      }
    }),
    { numRuns: 5_000 },
  );
  expect(read).toBeGreaterThan(100);
});
