import { expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { remedyOf } from '../domain/error-remedies.ts';
import { type ErrorCode, errors } from '../domain/errors.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey, newSecret } from '../house/secrets.ts';
import { openTestHouse } from '../tests/house.ts';
import type { Problem } from './contract.ts';
import { inPlainWords } from './plain-words.ts';

const NOON = Date.UTC(2026, 2, 2, 12);
const HAN = /\p{Script=Han}/u;

test.each(Object.keys(errors) as ErrorCode[])('%s: what to do is said in both languages', (code) => {
  expect(remedyOf(code, 'zh-CN')).toMatch(/\p{Script=Han}.*。$/u);
  expect(remedyOf(code, 'en')).toBe(errors[code].remedy);
});

test.each<[string, z.ZodType, unknown, string, string]>([
  ['a field that is missing', z.string(), undefined, 'is missing: text belongs here', '缺少此项，应为文字'],
  ['another type', z.number(), 'x', 'a number belongs here, not text', '应为数字，而不是文字'],
  ['an empty text', z.string().min(1), '', 'must not be empty', '不能为空'],
  ['too short', z.string().min(3), 'x', 'is too short: at least 3 characters', '太短，至少 3 个字符'],
  ['too long', z.string().max(2), 'xyz', 'is too long: at most 2 characters', '太长，最多 2 个字符'],
  ['too small', z.number().min(3), 1, 'must be at least 3', '不能小于 3'],
  ['too large', z.number().max(3), 9, 'must be at most 3', '不能大于 3'],
  ['not above', z.number().positive(), 0, 'must be above 0', '必须大于 0'],
  ['no entries', z.array(z.string()).min(1), [], 'must not be empty', '不能为空'],
  ['too many entries', z.array(z.string()).max(1), ['a', 'b'], 'has too many entries: at most 1', '太多，最多 1 项'],
  ['a key that nobody knows', z.strictObject({}), { doze: 1 }, 'does not belong here: doze', '不应包含：doze'],
  ['none of those', z.enum(['a', 'b']), 'c', 'must be one of: a, b', '应为以下之一：a、b'],
  ['a wrong date', z.iso.date(), 'soon', 'a date such as 2026-03-20 belongs here', '应为日期，例如 2026-03-20'],
  ['a pattern', z.string().regex(/^a$/), 'b', 'is not written as it should be', '格式不正确'],
  ['a schema’s own words', z.string().regex(/^a$/, 'one small a'), 'b', 'one small a', '格式不正确（one small a）'],
])('%s', (_, schema, value, en, zhCN) => {
  const { path: __, code: keyword, message, ...params } = schema.safeParse(value).error!.issues[0]!;
  expect(inPlainWords({ keyword, message, params })).toEqual({ en, 'zh-CN': zhCN });
});

test('over HTTP, in the language that the caller asks for; a broken link of a message is a page, not JSON', async () => {
  const house = await openTestHouse({ clock: createReplayClock(NOON) });
  onTestFinished(() => house.close());
  const key = newSecret();
  await house.moveIn('p1', []);
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'wen', name: 'Wen', role: 'coordinator', language: 'en' });
    await records.sessions.open({ keyHash: hashKey(key), user: 'wen', since: NOON, seen: NOON, until: NOON + 86_400_000, once: false });
  });
  const ask = async (language: string, body: string): Promise<Problem> => {
    const headers = { cookie: `hearth=${key}`, 'content-type': 'application/json', 'hearth-request': '1', 'accept-language': language };
    return (await (await fetch(`${house.url}/api/v1/patients/p1/visits`, { method: 'POST', headers, body })).json()) as Problem;
  };
  expect(await ask('en', '{}')).toMatchObject({ detail: '“at” is missing: a number belongs here.' });
  expect(await ask('zh-CN', '{"at":"soon"}')).toMatchObject({
    title: '请求内容有误。',
    detail: '“at”：应为数字，而不是文字。',
    remedy: '请更正 errors 中列出的各项。',
    errors: [{ pointer: '/at', detail: '应为数字，而不是文字' }],
  });
  expect((await ask('zh-CN', '{')).detail).toBe('发送的内容不是有效的 JSON。');
  const headers = { cookie: `hearth=${key}`, 'content-type': 'application/json', 'hearth-request': '1', 'accept-language': 'zh-CN' };
  const nobody = await fetch(`${house.url}/api/v1/patients/nobody/sends`, { headers });
  expect(await nobody.json()).toMatchObject({ title: '没有找到。', detail: '没有这位患者。' });
  const contact = { method: 'PUT', headers, body: '{"addresses":{"wecom":"me and you"}}' };
  const wrong = (await (await fetch(`${house.url}/api/v1/patients/p1/contact`, contact)).json()) as Problem;
  expect(wrong.errors).toEqual([{ pointer: '/addresses/wecom', detail: '应为企业微信的用户 ID：字母、数字、点和连字符' }]);

  const open = (path: string, headers: Readonly<Record<string, string>> = {}) =>
    fetch(`${house.url}/api/v1${path}`, { headers: { accept: 'text/html', ...headers } });
  for (const path of [
    '/unsubscribe/short',
    `/unsubscribe/${'x'.repeat(40)}`,
    '/unsubscribe/',
    '/receipts/nobody.knows',
    `/receipts/${'y'.repeat(90)}`,
  ]) {
    const answer = await open(path, { 'accept-language': 'zh-CN' });
    expect(answer.status, path).toBeGreaterThanOrEqual(400);
    expect(answer.headers.get('content-type'), path).toBe('text/html; charset=utf-8');
    const page = await answer.text();
    expect(page, path).toMatch(/<html lang="zh-CN">.*链接可能不完整.*It may be incomplete/s);
    expect(page, path).not.toMatch(/hearth user|[{]"type/);
  }
  const program = await open('/receipts/nobody.knows', { accept: 'application/json', 'accept-language': 'zh-CN' });
  expect(((await program.json()) as Problem).remedy).toMatch(HAN);
});
