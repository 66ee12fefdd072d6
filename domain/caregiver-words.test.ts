import { expect, test } from 'vitest';
import { readRules } from '../house/packs.ts';
import { toCaregiver } from './caregiver-words.ts';

test.each([
  ['Your glucose is low', '您的血糖偏低', 'Their glucose is low', '血糖偏低'],
  [
    'Your blood pressure falls when you stand up',
    '您站起来后血压下降',
    'Their blood pressure falls when they stand up',
    '站起来后血压下降',
  ],
  [
    'The mean of your home blood pressure is raised',
    '您在家测的血压平均值偏高',
    'The mean of their home blood pressure is raised',
    '在家测的血压平均值偏高',
  ],
])('%s', (en, zhCN, theirs, told) => {
  expect(toCaregiver({ en, 'zh-CN': zhCN })).toEqual({ en: theirs, 'zh-CN': told });
});

test('of every rule that has a title for patients, it is said of somebody else', () => {
  const titles = readRules([]).rules.flatMap(({ titleForPatient }) => (titleForPatient ? [titleForPatient] : []));
  expect(titles.length).toBeGreaterThan(20);
  for (const title of titles) {
    const { en, 'zh-CN': zhCN } = toCaregiver(title);
    expect(en).not.toMatch(/\byou/i);
    expect(zhCN).not.toContain('您');
    expect(zhCN.length).toBeGreaterThan(3);
  }
});
