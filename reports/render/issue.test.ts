import { expect, test } from 'vitest';
import type { IssuedState } from '../../domain/issued.ts';
import type { Language } from '../../domain/source.ts';
import type { Page } from './blocks.ts';
import { withIssue } from './issue.ts';

const page: Page = { language: 'en', title: '', name: '', beside: '', facts: '', clinic: '', period: '', foot: '', parts: [] };
const issued = (by: string) =>
  ({ id: 'r', edition: 1, issued: 0, by, sha256: '0', changes: { withdrawn: 0, corrected: 0, late: 0 } }) as unknown as IssuedState;
const issuer = (by: string, language: Language) => {
  const { parts } = withIssue(page, issued(by), { language, zone: 'UTC', nameOf: (user) => (user === 'wang' ? '王医生' : user) });
  const [block] = parts[0]!.blocks;
  return block?.is === 'list' ? block.items[0]!.text : '';
};

test.each([
  ['hearth', 'by Hearth, on schedule', '由 Hearth 按计划出具'],
  ['command line', 'by whoever runs the server', '由服务器管理员出具'],
  ['wang', 'by 王医生', '由王医生出具'],
])('who issued it is said in the reader’s words: %s', (by, en, zh) => {
  expect(issuer(by, 'en')).toContain(en);
  expect(issuer(by, 'zh-CN')).toContain(zh);
});
