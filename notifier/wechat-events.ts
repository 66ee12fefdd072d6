import { SaxesParser } from 'saxes';
import type { Clock } from '../domain/clock.ts';
import type { Report } from './channel.ts';
import type { Answer, HeardPost, Posted, Reported, Wrote } from './post.ts';
import { decrypted, encrypted, isSignedBy, wechatSignature } from './wechat-secrecy.ts';

export interface WechatDoor {
  readonly appId: string;
  /** Token of the account's 服务器配置. */
  readonly token: string;
  /** 43 characters; with it only what is encrypted is read (安全模式, 兼容模式). */
  readonly encodingAesKey?: string | undefined;
  readonly clock: Clock;
}

/** Plain posts are signed without their body: an old signature shall open nothing. */
const OLDEST_MS = 600_000;
const MOST_CHARACTERS = 1000;

const DONE: Answer = { type: 'text/plain', body: 'success' };
const NOT_READ =
  '这里不认识您的微信，没有人会读到这条消息。请用诊所登记的微信，或打电话给诊所。紧急情况请立即拨打急救电话（中国大陆 120）。 ' +
  'Nobody reads this: your WeChat is not on record here. In an emergency call 120 (mainland China).';

/**
 * What WeChat posts to the address of the service account: whether a template message arrived (TEMPLATESENDJOBFINISH), whether a subscribed
 * notice did (subscribe_msg_sent_event), and what followers write. It asks once with `echostr` whether the address is ours.
 */
export const wechatEvents =
  (door: WechatDoor) =>
  ({ query, body }: Posted): HeardPost => {
    const said = (name: string): string => query.get(name) ?? '';
    const { token, encodingAesKey, clock } = door;
    const fresh = Math.abs(clock.now() - Number(said('timestamp') || Number.NaN) * 1000) <= OLDEST_MS;
    const signed = fresh && isSignedBy(said('signature'), token, said('timestamp'), said('nonce'));
    if (body === '' && query.has('echostr'))
      return signed ? { is: 'heard', reports: [], answer: { type: 'text/plain', body: said('echostr') } } : { is: 'forged' };
    if (encodingAesKey === undefined) return signed ? heardOf(fieldsOf(body), door) : { is: 'forged' };
    const secret = fieldsOf(body).get('Encrypt')?.[0] ?? '';
    if (!fresh || !isSignedBy(said('msg_signature'), token, said('timestamp'), said('nonce'), secret)) return { is: 'forged' };
    const plain = decrypted(secret, encodingAesKey, door.appId);
    return plain === undefined ? { is: 'forged' } : heardOf(fieldsOf(plain), door);
  };

type Fields = ReadonlyMap<string, readonly string[]>;

function heardOf(fields: Fields, door: WechatDoor): HeardPost {
  const field = (name: string): string => fields.get(name)?.[0] ?? '';
  const heard = (reports: readonly Reported[]): HeardPost => ({ is: 'heard', reports, answer: DONE });
  if (field('MsgType') !== 'event') return field('FromUserName') === '' ? heard([]) : { ...heardNothing, wrote: wroteOf(field, door) };
  if (field('Event') === 'TEMPLATESENDJOBFINISH')
    return heard([{ of: { receipt: field('MsgID') }, report: templateReport(field('Status')) }]);
  if (field('Event') !== 'subscribe_msg_sent_event') return heard([]);
  const codes = fields.get('ErrorCode') ?? [];
  return heard((fields.get('MsgID') ?? []).map((receipt, i) => ({ of: { receipt }, report: noticeReport(codes[i] ?? '') })));
}
const heardNothing = { is: 'heard', reports: [], answer: DONE } as const;

/** `success`; `failed:user block`; `failed: system failed`, or with another word for it. */
function templateReport(status: string): Report {
  if (status === 'success') return { is: 'delivered' };
  if (/^failed:\s*user\s*block/.test(status))
    return { is: 'failed', why: 'this person takes no messages of the clinic’s account (user block)', wrongAddress: true };
  return { is: 'failed', why: 'the WeChat server could not deliver the message', wrongAddress: false };
}

/** Fails only where WeChat itself failed: who takes no notices is known when it is sent. */
const noticeReport = (code: string): Report =>
  code === '0'
    ? { is: 'delivered' }
    : {
        is: 'failed',
        why: `the WeChat server could not deliver the notice${/^-?\d{1,8}$/.test(code) ? ` (${code})` : ''}`,
        wrongAddress: false,
      };

/** Text, and what a machine heard in a recording; of pictures and all else only that they came. */
function wroteOf(field: (name: string) => string, door: WechatDoor): Wrote {
  const text = (field('MsgType') === 'text' ? field('Content') : field('Recognition')).trim().slice(0, MOST_CHARACTERS);
  return {
    id: `wechat ${field('MsgId') || `${field('FromUserName')} ${field('CreateTime')}`}`,
    from: field('FromUserName'),
    text,
    attachments: field('MsgType') === 'text' ? 0 : 1,
    stranger: passiveReply(field('FromUserName'), field('ToUserName'), door),
  };
}

function passiveReply(to: string, from: string, { token, encodingAesKey, appId, clock }: WechatDoor): Answer {
  const timestamp = String(Math.floor(clock.now() / 1000));
  const xml = `<xml><ToUserName>${cdata(to)}</ToUserName><FromUserName>${cdata(from)}</FromUserName><CreateTime>${timestamp}</CreateTime><MsgType>${cdata('text')}</MsgType><Content>${cdata(NOT_READ)}</Content></xml>`;
  if (encodingAesKey === undefined) return { type: 'application/xml', body: xml };
  const secret = encrypted(xml, encodingAesKey, appId);
  const nonce = secret.slice(0, 8).replaceAll(/\W/g, '0');
  const signature = wechatSignature(token, timestamp, nonce, secret);
  return {
    type: 'application/xml',
    body: `<xml><Encrypt>${cdata(secret)}</Encrypt><MsgSignature>${cdata(signature)}</MsgSignature><TimeStamp>${timestamp}</TimeStamp><Nonce>${cdata(nonce)}</Nonce></xml>`,
  };
}

const cdata = (text: string): string => `<![CDATA[${text.replaceAll(']]>', ']] >')}]]>`;

/** The texts of all elements without children, by name, in order. Entities that a DTD declares are not expanded; empty for what is no XML. */
export function fieldsOf(xml: string): Fields {
  const fields = new Map<string, string[]>();
  const parser = new SaxesParser();
  let text = '';
  let isLeaf = false;
  parser.on('opentag', () => {
    text = '';
    isLeaf = true;
  });
  for (const event of ['text', 'cdata'] as const)
    parser.on(event, (more) => {
      text += more;
    });
  parser.on('closetag', ({ name }) => {
    if (isLeaf) fields.set(name, [...(fields.get(name) ?? []), text]);
    isLeaf = false;
  });
  let isBroken = false;
  parser.on('error', () => {
    isBroken = true;
  });
  parser.write(xml).close();
  return isBroken ? new Map() : fields;
}
