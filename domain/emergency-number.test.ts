import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { emergencyNumber, withEmergencyNumber } from './emergency-number.ts';

const home = join(import.meta.dirname, '..');

test.each([
  ['Asia/Shanghai', '120'],
  ['Europe/London', '999'],
  ['Europe/Berlin', '112'],
  ['America/New_York', '911'],
  ['America/Indiana/Knox', '911'],
  ['Asia/Tokyo', undefined],
  ['Europe/Moscow', undefined],
  ['America/Sao_Paulo', undefined],
] as const)('in %s it is %s', (zone, number) => {
  expect(emergencyNumber(zone)).toBe(number);
  expect(emergencyNumber(zone, '144')).toBe('144');
});

const files = [
  ...globSync(join(home, 'notifier/templates/*/*.txt')),
  ...globSync(join(home, 'care/pathways/*.yaml')),
  ...globSync(join(home, 'care/questionnaires/*.yaml')),
  ...globSync(join(home, 'advice/knowledge/*.yaml')),
  ...globSync(join(home, 'advice/questions/data/{texts,emergencies}.yaml')),
  ...globSync(join(home, 'rules/packs/*.yaml')),
  ...globSync(join(home, 'web/src/words/*.ts')),
].filter((file) => !file.endsWith('.cases.yaml'));

test('nobody outside of China is told to call 120, by any template, pathway or questionnaire', () => {
  for (const file of files) {
    const lines = readFileSync(file, 'utf8')
      .split('\n')
      // Where a number comes from, and by which words a message is understood, is not told to anybody.
      .filter((line) => !/section:|^\s+- '.*\(\?:/.test(line));
    const isChinese = (line: string) => /[\u4e00-\u9fff]/.test(line);
    for (const line of lines) {
      const told = withEmergencyNumber(line, isChinese(line) ? 'zh-CN' : 'en', '999');
      expect(told, file).not.toMatch(/120 in China|(?:拨打|呼叫|call) ?120/);
      expect(withEmergencyNumber(line, isChinese(line) ? 'zh-CN' : 'en', undefined), file).not.toMatch(
        /120 in China|(?:拨打|呼叫|call) ?120/,
      );
    }
  }
});

test('half a cup stays half a cup', () => {
  expect(withEmergencyNumber('half a cup (120 ml)', 'en', '999')).toBe('half a cup (120 ml)');
  expect(withEmergencyNumber('半杯（约 120 毫升）果汁，请立即拨打 120。', 'zh-CN', '999')).toBe(
    '半杯（约 120 毫升）果汁，请立即拨打 999。',
  );
  expect(withEmergencyNumber('Call the emergency number now (120 in China), or let somebody call.', 'en', undefined)).toBe(
    'Call your local emergency number now, or let somebody call.',
  );
});
