import { describe, expect, test } from 'vitest';
import type { AlertView } from '../../../api/contract.ts';
import { en } from '../words/en.ts';
import { zhCN } from '../words/zh-CN.ts';
import { byPatient, figuresOf, lagOf } from './alert.ts';

const alert = (more: Partial<AlertView>): AlertView => ({
  id: 'a',
  patient: 'p',
  rule: { id: 'glucose.low', version: 1 },
  title: { en: 'Low', 'zh-CN': '偏低' },
  severity: 'medium',
  opened: 1000,
  raised: 1000,
  late: false,
  evidence: [],
  values: {},
  state: { is: 'active' },
  ...more,
});

describe('what an alert says about its numbers', () => {
  test('in the unit that its patient reads, as all beside it', () => {
    const values = { value: 303, unit: 'mg/dL', limit: 300 };
    expect(figuresOf(alert({ values, glucoseUnit: 'mmol/L' }), en)).toEqual({ value: '16.8', unit: 'mmol/L', limit: 'limit 16.7' });
    expect(figuresOf(alert({ values, glucoseUnit: 'mg/dL' }), en)).toEqual({ value: '303', unit: 'mg/dL', limit: 'limit 300' });
    const hardlyHigh = { value: 181, unit: 'mg/dL', limit: 180 };
    expect(figuresOf(alert({ values: hardlyHigh, glucoseUnit: 'mmol/L' }), zhCN)).toMatchObject({ value: '10.05', limit: '阈值 10.0' });
  });

  test.each<[AlertView['values'], object, object]>([
    [
      { value: 2.8, unit: 'mmol/L', limit: 3, field: 'glucose', meal: 'before' },
      { value: '2.8', unit: 'mmol/L', limit: 'limit 3.0', note: 'before a meal' },
      { value: '2.8', unit: 'mmol/L', limit: '阈值 3.0', note: '餐前' },
    ],
    [
      { value: 69, unit: 'mg/dL', limit: 70 },
      { value: '69', unit: 'mg/dL', limit: 'limit 70' },
      { value: '69', unit: 'mg/dL', limit: '阈值 70' },
    ],
    [
      { value: 33.3, unit: 'mmol/L', limit: 16.7, beyond: 'high' },
      { value: 'HI', unit: 'mmol/L', limit: 'limit 16.7', note: 'above the range of the meter' },
      { value: 'HI', unit: 'mmol/L', limit: '阈值 16.7', note: '高于仪器量程' },
    ],
    [
      { value: '192/104', unit: 'mmHg', systolic: 192, diastolic: 104, limit: 180, field: 'systolic' },
      { value: '192/104', unit: 'mmHg', limit: 'systolic limit 180' },
      { value: '192/104', unit: 'mmHg', limit: '收缩压阈值 180' },
    ],
    [
      { value: '147/88', unit: 'mmHg', readings: 26, days: 7, limit: 135, field: 'systolic' },
      { value: '147/88', unit: 'mmHg', limit: 'systolic limit 135', note: 'mean of 26 readings in 7 days' },
      { value: '147/88', unit: 'mmHg', limit: '收缩压阈值 135', note: '7 天内 26 次读数的平均值' },
    ],
    [
      { value: 12.4, unit: 'mmol/L', limit: 10, times: 3, ofLast: 5, meal: 'after' },
      { value: '12.4', unit: 'mmol/L', limit: 'limit 10.0', note: 'after a meal · 3 of the last 5' },
      { value: '12.4', unit: 'mmol/L', limit: '阈值 10.0', note: '餐后 · 最近 5 次中 3 次' },
    ],
    [
      { value: 4.2, unit: '%', hours: 24, limit: 4 },
      { value: '4.2', unit: '%', limit: 'limit 4', note: 'of the last 24 hours' },
      { value: '4.2', unit: '%', limit: '阈值 4', note: '最近 24 小时' },
    ],
    [
      { value: 4, unit: 'd', limit: 2.5, kind: 'glucose' },
      { value: '4 days without readings', limit: 'limit 2.5 days' },
      { value: '4 天无读数', limit: '上限 2.5 天' },
    ],
    [
      { value: 4, unit: 'd', limit: 2.5, ahead: 1 },
      {
        value: '4 days without readings',
        limit: 'limit 2.5 days',
        note: 'what comes in is dated in the future: check the clock of the device',
      },
      { value: '4 天无读数', limit: '上限 2.5 天', note: '收到的读数日期在未来，请检查设备时钟' },
    ],
    [{ value: 2, unit: 'd', never: 1 }, { value: 'no reading yet' }, { value: '尚无读数' }],
  ])('%j', (values, english, chinese) => {
    expect(figuresOf(alert({ values }), en)).toEqual(english);
    expect(figuresOf(alert({ values }), zhCN)).toEqual(chinese);
  });
});

test('a silence is as long as it is now; one that ended keeps what it was', () => {
  const values = { value: 2, unit: 'd', limit: 2.5, heard: 0 };
  const later = 4.9 * 86_400_000;
  expect(figuresOf(alert({ values }), en, later).value).toBe('4 days without readings');
  expect(figuresOf(alert({ values, state: { is: 'resolved' } }), en, later).value).toBe('2 days without readings');
});

test('patients stand in the order of their most urgent alert; seen ones and older ones come later', () => {
  const given = [
    alert({ id: 'low', patient: 'a', severity: 'low' }),
    alert({ id: 'seen', patient: 'b', severity: 'high', state: { is: 'acknowledged' }, opened: 9000 }),
    alert({ id: 'old', patient: 'c', severity: 'high', opened: 1 }),
    alert({ id: 'new', patient: 'a', severity: 'high', opened: 2 }),
  ];
  expect(byPatient(given).map(({ patient, alerts }) => [patient, alerts.map(({ id }) => id)])).toEqual([
    ['a', ['new', 'low']],
    ['c', ['old']],
    ['b', ['seen']],
  ]);
});

test.each([
  [5 * 60_000, undefined],
  [5 * 60_000 + 1, 5 * 60_000 + 1],
])('heard %d ms later', (lag, told) => {
  expect(lagOf({ opened: 0, raised: lag })).toBe(told);
});
