import { expect, test } from 'vitest';
import { isZone, zoneChoices } from './zone-choices.ts';

test.each(['zh-CN', 'en'] as const)('%s: every zone is a zone, and is found by what people call it', (language) => {
  const choices = zoneChoices(language);
  expect(choices.length).toBeGreaterThan(300);
  expect(choices.filter(({ zone, called }) => !isZone(zone) || called === '')).toEqual([]);
  expect(choices.find(({ zone }) => zone === 'Asia/Shanghai')?.called).toBe(language === 'en' ? 'China Standard Time' : '中国标准时间');
});

test.each(['', 'Middle-earth', 'Asia/'])('"%s" is none', (zone) => {
  expect(isZone(zone)).toBe(false);
});
