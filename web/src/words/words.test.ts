import { expect, test } from 'vitest';
import { en } from './en.ts';
import { zhCN } from './zh-CN.ts';

type Entry = readonly [path: string, text: string];

/** Every text of a dictionary; what takes a number or a name is called with one. */
function textsOf(node: unknown, path = ''): Entry[] {
  if (typeof node === 'string') return [[path, node]];
  if (typeof node === 'function') {
    const say = node as (...given: unknown[]) => string;
    // The second of what is given is a list in one of them.
    return [[path, path.endsWith('.ownAdverse.aside') ? say('x', ['y']) : say(2, 3, 'x')]];
  }
  return Object.entries(node as object).flatMap(([key, inner]) => textsOf(inner, `${path}.${key}`));
}

/** Or but a mark: `、` joins a list in Chinese. */
const SAME_IN_BOTH = new Set(['.own.over', '.channel.webhook', '.reach.and']);

test('nothing was left untranslated, and nothing is empty', () => {
  const english = new Map(textsOf(en));
  const chinese = textsOf(zhCN);
  expect(chinese.length).toBe(english.size);
  for (const [path, text] of chinese) {
    expect(text, path).not.toBe('');
    if (!SAME_IN_BOTH.has(path) && /[a-z]{3}/i.test(english.get(path) ?? '')) expect(text, path).toMatch(/\p{Script=Han}/u);
    expect(english.get(path), path).not.toMatch(/\p{Script=Han}/u);
  }
});

test('Chinese uses Chinese punctuation', () => {
  for (const [path, text] of textsOf(zhCN)) expect(text, path).not.toMatch(/\p{Script=Han}[,;!?:]|[,;!?]\p{Script=Han}/u);
});

test('how long people took is said in days and hours, and not in thousands of minutes', () => {
  for (const minutes of [en.budget.minutes, en.cohort.minutes]) expect([minutes(2862.3), minutes(12)]).toEqual(['2 d', '12 min']);
  for (const minutes of [zhCN.budget.minutes, zhCN.cohort.minutes])
    expect([minutes(2160), minutes(12)]).toEqual(['1 天 12 小时', '12 分钟']);
});
