import { expect, test } from 'vitest';
import type { AlertFact, Report } from '../report.ts';
import { createSpeech } from './speech.ts';

const speech = (zone: string, language: 'en' | 'zh-CN') =>
  createSpeech({ zone, to: Date.UTC(2026, 2, 15), glucoseUnit: 'mmol/L' } as Report, language);

test('a limit in mmol/L has its place behind the point, as the value beside it', () => {
  const low = { values: { value: 2.9, unit: 'mmol/L', limit: 3 } } as unknown as AlertFact;
  expect([speech('Asia/Shanghai', 'en').values(low), speech('Asia/Shanghai', 'zh-CN').values(low)]).toEqual([
    '2.9 mmol/L against 3.0',
    '2.9 mmol/L，阈值 3.0',
  ]);
});

test('a zone is called as people there call it', () => {
  expect(['en', 'zh-CN'].map((language) => speech('Asia/Shanghai', language as 'en').zone)).toEqual([
    'China Standard Time',
    '中国标准时间',
  ]);
  expect(speech('America/New_York', 'en').zone).toBe('Eastern Time');
});
