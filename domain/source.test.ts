import { expect, test } from 'vitest';
import { organisationIn } from './source.ts';

test.each([
  ['中华医学会糖尿病学分会 (Chinese Diabetes Society)', '中华医学会糖尿病学分会', 'Chinese Diabetes Society'],
  ['Battelino T, et al. (international consensus on time in range)', undefined, undefined],
  ['中国高血压防治指南修订委员会', undefined, undefined],
])('an organisation with a name in both languages is called by the reader’s: %s', (name, chinese = name, english = name) => {
  expect([organisationIn(name, 'zh-CN'), organisationIn(name, 'en')]).toEqual([chinese, english]);
});
