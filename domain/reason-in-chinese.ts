import { REASONS_ZH } from './send-reasons.ts';

/** Who is on the other side, as channels call it, and what any of them may do. */
const WHO: Readonly<Record<string, string>> = {
  'the SMS provider': '短信服务商',
  'the WeCom server': '企业微信服务器',
  'the WeChat server': '微信服务器',
  'the push service': '推送服务',
  'the webhook': 'Webhook 接收方',
};
const DID: readonly (readonly [does: RegExp, zh: string])[] = [
  [/^ did not answer in time$/, '未及时回应'],
  [/^ closed the connection before it answered$/, '在回应前中断了连接'],
  [/^ cannot be reached, or does not speak HTTP$/, '无法连接，或回应的不是 HTTP'],
  [/^ answered with an error$/, '返回了错误'],
  [/^ answered (\d+)(: redirects are not followed)?$/, '返回了 $1'],
];

/**
 * Why a message did not go out, in Chinese: `smtp: the mail server cannot be reached; given up after 4 attempts`. Undefined where a part of it is
 * not known. `nameOf`: what the reader calls a channel.
 */
export function reasonInChinese(why: string, nameOf: (channel: string) => string): string | undefined {
  const parts = why.split('; ').map((part) => {
    const tries = /^given up after (\d+) attempts$/.exec(part)?.[1];
    if (tries !== undefined) return `尝试 ${tries} 次后放弃`;
    const [, channel, rest = ''] = /^(?:([a-z]+): )?(.*)$/s.exec(part) ?? [];
    // `given up: the sender is stopping` begins like a channel's name and is a sentence.
    const whole = sentenceOf(part);
    if (whole !== undefined || channel === undefined) return whole;
    const said = sentenceOf(rest);
    return said && `${nameOf(channel)}：${said}`;
  });
  return parts.every((part) => part !== undefined) ? parts.join('；') : undefined;
}

/** One sentence, with the provider's code behind it, and whether the message may have arrived all the same. */
function sentenceOf(text: string): string | undefined {
  const [, plain = '', code] = /^(.*?)(?: \(([^()]*)\))?$/s.exec(text) ?? [];
  const [, sentence = '', perhaps] = /^(.*?)(, and may have taken it)?$/s.exec(plain) ?? [];
  const zh = Object.hasOwn(REASONS_ZH, sentence) ? REASONS_ZH[sentence] : ofProvider(sentence);
  return zh === undefined ? undefined : `${zh}${perhaps ? '，可能已接收' : ''}${code === undefined ? '' : `（${code}）`}`;
}

function ofProvider(sentence: string): string | undefined {
  for (const [who, zh] of Object.entries(WHO)) {
    if (!sentence.startsWith(who)) continue;
    const rest = sentence.slice(who.length);
    for (const [does, says] of DID) if (does.test(rest)) return zh + rest.replace(does, says);
  }
  return undefined;
}
