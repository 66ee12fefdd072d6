import { expect, test } from 'vitest';
import { reportInput } from '../../bench/report-house.ts';
import { DAY, HOUR, MINUTE } from '../../domain/clock.ts';
import type { Guideline } from '../../domain/patient.ts';
import type { Reading } from '../../domain/reading.ts';
import { buildReport } from '../build.ts';
import { summaryObservations } from './summary.ts';

const base = reportInput(7);
const MIDNIGHT = Math.ceil(base.from / DAY) * DAY;
/** Twice in the morning and in the evening of seven days; the first day is high. */
const week = Array.from({ length: 28 }, (_, i) => {
  const [day, session] = [Math.floor(i / 4), i % 4];
  const at = MIDNIGHT + day * DAY + (session < 2 ? 8 : 20) * HOUR + (session % 2) * MINUTE;
  return {
    ...{ kind: 'blood-pressure', id: `b${i}`, device: 'cuff', patient: 'p1', at, received: at, clock: 'device', quality: [] },
    ...{ systolicMmHg: day === 0 ? 150 : 128, diastolicMmHg: day === 0 ? 94 : 78 },
  } as unknown as Reading;
});

test.each([
  ['aha-2025', 28, 'AHA/AMA 2020'],
  ['china-2024', 24, 'ESH 2010'],
  ['esc-2024', 24, 'ESH 2010'],
] as const)('the mean pressure names the protocol that it was made by: %s', (guideline: Guideline, n, named) => {
  const patient = { ...base.patient, guideline, zone: 'UTC' };
  const report = buildReport({
    ...base,
    patient,
    readings: week,
    previous: [],
    alerts: [],
    from: MIDNIGHT,
    to: MIDNIGHT + 7 * DAY,
  });
  const noted = (language: 'en' | 'zh-CN') => summaryObservations(report, language).find(({ id }) => id === 'mean-pressure')?.['note'];
  expect(noted('en')).toEqual([{ text: `Mean of ${n} readings by the home protocol (${named}).` }]);
  expect(noted('zh-CN')).toEqual([{ text: `按家庭血压测量方案（${named}）取 ${n} 次读数的平均值。` }]);
});
