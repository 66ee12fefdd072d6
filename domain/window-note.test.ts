import { expect, test } from 'vitest';
import { windowNote } from './window-note.ts';

test.each([
  [
    { value: 7.2, unit: 'mmol/L', statistic: 'median', count: 12, within: 7 },
    'median of 12 readings in 7 days',
    '7 天内 12 次读数的中位数',
  ],
  [{ value: 4.2, unit: '%', hours: 24, limit: 4 }, 'of the last 24 hours', '最近 24 小时'],
  [{ value: 5.5, unit: 'mmol/L', change: -2.5, per: 15 }, 'fell by 2.5 mmol/L in 15 min', '15 分钟内下降 2.5 mmol/L'],
  [{ value: '140/90', unit: 'mmHg', change: 12, count: 20, within: 28 }, 'rose by 12 mmHg in 28 days', '28 天内上升 12 mmHg'],
  [{ value: 90, unit: '1/min', change: 28, usual: 62, within: 28 }, '28 1/min above the usual 62', '比平时（62）高 28 1/min'],
  [{ value: 50, unit: '1/min', change: -12, usual: 62, within: 28 }, '12 1/min below the usual 62', '比平时（62）低 12 1/min'],
  [{ value: 83, unit: 'mmHg', change: 3, lowest: 80, within: 1 }, '3 mmHg above the lowest of 1 day, 80', '比 1 天内最低值（80）高 3 mmHg'],
  [
    { value: '118/76', unit: 'mmHg', change: -22, before: '140/80', per: 2, limit: 20 },
    'fell by 22 mmHg on standing, from 140/80 2 min before',
    '站立后较 2 分钟前的 140/80 下降 22 mmHg',
  ],
  [
    { value: '142/80', unit: 'mmHg', change: 24, evening: '118/72', mornings: 6, within: 7, limit: 20 },
    'mean of 6 morning readings in 7 days, 24 mmHg above the mean of the evenings, 118/72',
    '7 天内 6 个清晨读数的平均值，比晚间平均值（118/72）高 24 mmHg',
  ],
  [{ value: 2.8, unit: 'mmol/L', limit: 3 }, undefined, undefined],
  [{ value: '147/88', unit: 'mmHg', readings: 26, days: 7 }, undefined, undefined],
])('%j: %s', (values, en, zh) => {
  expect(windowNote(values as never, 'en')).toBe(en);
  expect(windowNote(values as never, 'zh-CN')).toBe(zh);
});
