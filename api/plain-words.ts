import { detailInChinese } from '../domain/detail-in-chinese.ts';
import type { Localized } from '../domain/source.ts';

/** One thing that a schema found wrong, as Fastify hands it on: zod's code, its own words, and what belongs to the code. */
export interface Issue {
  readonly keyword?: string;
  readonly message?: string;
  readonly params?: Readonly<Record<string, unknown>>;
}

const both = (en: string, zhCN: string): Localized => ({ en, 'zh-CN': zhCN });

const KINDS: Readonly<Record<string, Localized>> = {
  number: both('a number', '数字'),
  int: both('a whole number', '整数'),
  string: both('text', '文字'),
  boolean: both('true or false', 'true 或 false'),
  array: both('a list', '列表'),
  object: both('an object', '对象'),
  record: both('an object', '对象'),
  undefined: both('nothing', '空'),
  null: both('null', 'null'),
};
const FORMATS: Readonly<Record<string, Localized>> = {
  email: both('an e-mail address', '电子邮件地址'),
  url: both('an internet address', '网址'),
  date: both('a date such as 2026-03-20', '日期，例如 2026-03-20'),
  datetime: both('a date and time such as 2026-03-20T08:00:00Z', '日期和时间，例如 2026-03-20T08:00:00Z'),
  time: both('a time such as 08:00', '时间，例如 08:00'),
};
const kind = (name: unknown): Localized => KINDS[String(name)] ?? both(String(name), String(name));

/** What zod says of itself; anything else is a schema's own sentence. */
const ZODS_OWN = /^(?:Invalid |Too small|Too big|Unrecognized key)/;

/**
 * What is wrong, in plain words: `is missing: a number belongs here`, 缺少此项，应为数字. A schema's own sentence stays; for readers of Chinese one
 * that nobody has translated stands behind what kind of mistake it is.
 */
export function inPlainWords({ keyword, message = '', params = {} }: Issue): Localized {
  const said = ofCode(keyword, message, params);
  if (message === '' || ZODS_OWN.test(message)) return said;
  return both(message, /\p{Script=Han}/u.test(message) ? message : (detailInChinese(message) ?? `${said['zh-CN']}（${message}）`));
}

function ofCode(keyword: string | undefined, message: string, params: Readonly<Record<string, unknown>>): Localized {
  switch (keyword) {
    case 'invalid_type': {
      const received = / received (\S+)$/.exec(message)?.[1] ?? 'undefined';
      const expected = kind(params.expected);
      if (received === 'undefined') return both(`is missing: ${expected.en} belongs here`, `缺少此项，应为${expected['zh-CN']}`);
      return both(`${expected.en} belongs here, not ${kind(received).en}`, `应为${expected['zh-CN']}，而不是${kind(received)['zh-CN']}`);
    }
    case 'too_small':
      return bound(params.origin, Number(params.minimum), params.inclusive !== false, 'least');
    case 'too_big':
      return bound(params.origin, Number(params.maximum), params.inclusive !== false, 'most');
    case 'unrecognized_keys': {
      const keys = (params.keys as readonly string[] | undefined) ?? [];
      return both(`does not belong here: ${keys.join(', ')}`, `不应包含：${keys.join('、')}`);
    }
    case 'invalid_value': {
      const values = ((params.values as readonly unknown[] | undefined) ?? []).map(String);
      return both(
        values.length === 1 ? `must be ${values[0]}` : `must be one of: ${values.join(', ')}`,
        values.length === 1 ? `应为 ${values[0]}` : `应为以下之一：${values.join('、')}`,
      );
    }
    case 'invalid_format': {
      const format = FORMATS[String(params.format)];
      return format ? both(`${format.en} belongs here`, `应为${format['zh-CN']}`) : both('is not written as it should be', '格式不正确');
    }
    default:
      return both('is not as it should be', '内容不符合要求');
  }
}

function bound(origin: unknown, at: number, inclusive: boolean, end: 'least' | 'most'): Localized {
  const short = end === 'least';
  if (origin === 'string') {
    if (short && at === 1) return both('must not be empty', '不能为空');
    return both(
      `is too ${short ? 'short' : 'long'}: at ${end} ${at} characters`,
      `${short ? '太短' : '太长'}，${short ? '至少' : '最多'} ${at} 个字符`,
    );
  }
  if (origin === 'array' || origin === 'set') {
    if (short && at === 1) return both('must not be empty', '不能为空');
    return both(
      `has too ${short ? 'few' : 'many'} entries: at ${end} ${at}`,
      `${short ? '太少' : '太多'}，${short ? '至少' : '最多'} ${at} 项`,
    );
  }
  if (inclusive) return both(`must be at ${end} ${at}`, `${short ? '不能小于' : '不能大于'} ${at}`);
  return both(`must be ${short ? 'above' : 'below'} ${at}`, `必须${short ? '大于' : '小于'} ${at}`);
}

/** The same with the name of the place in front, as a sentence. */
export function asSentence(pointer: string, { en, 'zh-CN': zh }: Localized): Localized {
  const name = pointer.replace(/^\//, '');
  const end = (text: string, stop: string) => (/[.。!！?？]$/.test(text) ? text : `${text}${stop}`);
  if (name === '') return both(end(`The request: ${en}`, '.'), end(`请求内容：${zh}`, '。'));
  return both(end(/^(?:is|must|has) /.test(en) ? `“${name}” ${en}` : `“${name}”: ${en}`, '.'), end(`“${name}”：${zh}`, '。'));
}
