import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { reasonInChinese } from './reason-in-chinese.ts';

const name = (channel: string) => (channel === 'smtp' ? '电子邮件' : channel);

test('whatever a channel says of a message that did not go out is there in Chinese', () => {
  const said = new Map<string, string>();
  for (const file of globSync('notifier/{*,channels/*}.ts').filter((one) => !/\.test\.ts$|scripted|contract|reach\.ts/.test(one))) {
    const source = readFileSync(file, 'utf8').replaceAll(/^ *(?:\/\*\*|\*|\/\/).*$/gm, '');
    for (const found of source.matchAll(
      /'(?:retry|never|address)', '([^']+)'|(?:why: |dead\(|\? |: |why = )['`](the [^'`]+|this [^'`]+|there [^'`]+|given up: [^'`]+|it was [^'`]+|nobody [^'`]+)['`]/g,
    )) {
      // What stands in a template are codes, numbers and roles.
      const sentence = (found[1] ?? found[2]!)
        .replace(/\(\$\{[^}]*\}\)/, '(40001)')
        .replace(/\$\{message[^}]*\}/, 'caregiver')
        .replace(/\$\{status\}/, '404')
        .replace(/\$\{command.*$/, 'recipient')
        .replace(/\$\{.*$/, '');
      said.set(sentence, file);
    }
  }
  expect(said.size).toBeGreaterThan(110);
  const english = [...said].filter(([sentence]) => reasonInChinese(sentence, name) === undefined);
  expect(english).toEqual([]);
});

test.each([
  ['smtp: the mail server cannot be reached; given up after 4 attempts', '电子邮件：无法连接邮件服务器；尝试 4 次后放弃'],
  ['the SMS provider is overloaded (20503)', '短信服务商过载（20503）'],
  [
    'twilio: the SMS provider closed the connection before it answered, and may have taken it',
    'twilio：短信服务商在回应前中断了连接，可能已接收',
  ],
  ['webhook: the webhook answered 503', 'webhook：Webhook 接收方返回了 503'],
  ['given up: the sender is stopping', '系统正在停止'],
  ['inbox: quiet hours; smtp: something new', undefined],
])('%s', (why, zh) => {
  expect(reasonInChinese(why, name)).toBe(zh);
});
