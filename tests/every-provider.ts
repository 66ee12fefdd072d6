/** For tests: every provider that messages leave by, each a real server on this machine that answers as it is told and keeps what it took. */
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SMTPServer } from 'smtp-server';
import { scriptedBrowser } from '../notifier/scripted-browser.ts';
import { type Heard, type Says, scriptedHttp } from '../notifier/scripted-http.ts';
import { trustedCertificate } from './services.ts';

/** What a provider took. `id` is what it knows the message by: our key, where it takes one. */
export interface Got {
  readonly channel: string;
  readonly to: string;
  readonly text: string;
  readonly id: string;
  /** Where it reports to, where the request says so. */
  readonly report?: string;
}
/** To a mail: taken; a code of SMTP; taken, and the connection breaks before it says so; or silence. */
export type MailSays = 'taken' | number | 'hangs-up' | 'nothing';
/** What becomes of a request: as a channel's own server says yes, or whatever a test puts in its place. */
export type Answer = (usual: Says, heard: Heard) => Says;

export const ACCOUNT = `AC${'0123456789abcdef'.repeat(2)}`;
export const TWILIO_TOKEN = 'an auth token nobody reads';
export const REPORT_TOKEN = 'a-token-of-24-letters-or-more';
export const WECHAT_TOKEN = 'pamtest';
export const WEBHOOK_SECRET = 'thirty-two characters and a few more';
export const WECHAT_APP = 'wxb11529c136998cb6';
const SECRET = 'a secret that nobody may read';

export async function everyProvider({ timeoutMs = 5_000 }: { timeoutMs?: number } = {}) {
  const got: Got[] = [];
  const tried: string[] = [];
  const answers = new Map<string, Answer>();
  const browsers = new Map<string, ReturnType<typeof scriptedBrowser>>();
  let mailSays: (to: string) => MailSays = () => 'taken';
  let messages = 0;

  /** Keeps what is taken; a request that is answered otherwise was not taken, unless the line broke or nobody answered. */
  const heardBy = (channel: string, usual: (heard: Heard) => Says, read: (heard: Heard) => Omit<Got, 'channel'>) => (heard: Heard) => {
    const yes = usual(heard);
    const says = answers.get(channel)?.(yes, heard) ?? yes;
    tried.push(channel);
    if (says === yes || typeof says === 'string') got.push({ channel, ...read(heard) });
    return says;
  };
  const json = <T>({ body }: Heard) => JSON.parse(body.toString()) as T;

  const twilio = await scriptedHttp(
    heardBy(
      'twilio',
      () => ({ status: 201, json: { sid: `SM${String(++messages).padStart(32, '0')}` } }),
      ({ body }) => {
        const form = new URLSearchParams(body.toString());
        const report = form.get('StatusCallback') ?? '';
        return { to: form.get('To')!, text: form.get('Body')!, id: report.split('/').at(-1)!, report };
      },
    ),
  );
  const aliyun = await scriptedHttp(
    heardBy(
      'aliyun',
      () => ({ json: { Code: 'OK', BizId: `${++messages}^0` } }),
      ({ url: { searchParams: query } }) => ({
        to: query.get('PhoneNumbers')!,
        text: JSON.parse(query.get('TemplateParam')!).title,
        id: query.get('OutId')!,
      }),
    ),
  );
  const wecomTakes = heardBy(
    'wecom',
    () => ({ json: { errcode: 0, msgid: `m-${++messages}` } }),
    (heard) => {
      const { touser, text } = json<{ touser: string; text: { content: string } }>(heard);
      return { to: touser, text: text.content, id: '' };
    },
  );
  const wecom = await scriptedHttp((heard) =>
    heard.url.pathname === '/cgi-bin/gettoken'
      ? { json: { errcode: 0, access_token: 'token-1', expires_in: 7_200_000 } }
      : wecomTakes(heard),
  );
  const wechatTakes = heardBy(
    'wechat',
    () => ({ json: { errcode: 0, msgid: ++messages } }),
    (heard) => {
      const { touser, data, client_msg_id } = json<{
        touser: string;
        client_msg_id: string;
        data: Record<string, { value: string }>;
      }>(heard);
      return { to: touser, text: data.thing1!.value, id: client_msg_id };
    },
  );
  const wechat = await scriptedHttp((heard) =>
    heard.url.pathname.endsWith('stable_token') ? { json: { access_token: 'stable', expires_in: 7_200_000 } } : wechatTakes(heard),
  );
  const push = await scriptedHttp(
    heardBy(
      'push',
      () => ({ status: 201 }),
      ({ url, body, headers }) => {
        const to = url.pathname.split('/')[1]!;
        const { subject, text } = browsers.get(to)!.read(body);
        return { to, text: `${subject}\n${text}`, id: String(headers.topic) };
      },
    ),
    trustedCertificate(),
  );
  const webhook = await scriptedHttp(
    heardBy(
      'webhook',
      () => ({ status: 204 }),
      (heard) => {
        const { to, subject, text, key } = json<Record<'to' | 'subject' | 'text' | 'key', string>>(heard);
        return { to, text: `${subject}\n${text}`, id: key };
      },
    ),
  );

  const mail = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onRcptTo({ address }, _session, done) {
      const says = mailSays(address);
      if (typeof says !== 'number') return done();
      tried.push('smtp');
      return done(Object.assign(new Error(says >= 500 ? '5.1.1 no such user' : '4.7.1 later'), { responseCode: says }));
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]!.address;
        tried.push('smtp');
        got.push({ channel: 'smtp', to, ...readMail(Buffer.concat(chunks).toString()) });
        const says = mailSays(to);
        if (says === 'taken') return done();
        if (says === 'hangs-up')
          for (const { _socket } of (mail as unknown as { connections: Set<{ _socket: { destroy(): void } }> }).connections)
            _socket.destroy();
        return undefined;
      });
    },
  });
  mail.on('error', () => {}); // clients that hang up
  mail.listen(0, '127.0.0.1');
  await once(mail.server, 'listening');

  return {
    got,
    /** The channel of each request, taken or not. */
    tried,
    /** From now on this channel's provider answers so; without an answer, as usual. */
    say(channel: string, answer?: Answer) {
      if (answer) answers.set(channel, answer);
      else answers.delete(channel);
    },
    sayToMail: (says: (to: string) => MailSays) => void (mailSays = says),
    /** A subscription of a browser of this name. */
    browser(name: string) {
      const one = scriptedBrowser();
      browsers.set(name, one);
      return one.subscriptionAt(`${push.url}/${name}`);
    },
    /** `channels:` of hearth.yaml. */
    channels: {
      inbox: {},
      smtp: {
        host: '127.0.0.1',
        port: (mail.server.address() as AddressInfo).port,
        encryption: 'none',
        from: 'hearth@clinic.example',
        timeoutMs,
      },
      twilio: { accountSid: ACCOUNT, secret: TWILIO_TOKEN, from: '+15005550006', baseUrl: twilio.url, timeoutMs },
      aliyun: {
        ...{ accessKeyId: 'LTAI-test-key', accessKeySecret: SECRET, signName: '阳光诊所', templateCode: 'SMS_1', timeoutMs },
        ...{ reportToken: REPORT_TOKEN, baseUrl: aliyun.url },
      },
      wecom: { corpId: 'ww-test', secret: SECRET, agentId: 1_000_002, baseUrl: wecom.url, timeoutMs },
      wechat: {
        ...{ appId: WECHAT_APP, secret: SECRET, templateId: 'template-0001', fields: { thing1: 'subject' }, timeoutMs },
        ...{ token: WECHAT_TOKEN, baseUrl: wechat.url },
      },
      push: { contact: 'mailto:it@clinic.example', services: ['127.0.0.1'], timeoutMs },
      mqtt: { answerWithinMs: 2_000 },
      webhook: { url: webhook.url, secret: WEBHOOK_SECRET, timeoutMs },
    },
    webhook,
    async close() {
      for (const { close } of [twilio, aliyun, wecom, wechat, push, webhook]) await close();
      await new Promise<void>((resolve) => mail.close(resolve));
    },
  };
}
export type EveryProvider = Awaited<ReturnType<typeof everyProvider>>;

/** A mail of one part, as a mail program shows it. */
function readMail(raw: string): Pick<Got, 'text' | 'id'> {
  const [head = '', ...rest] = raw.split('\r\n\r\n');
  const header = (name: string) => new RegExp(`^${name}: ([^\\r]*)`, 'im').exec(head.replaceAll(/\r\n\s+/g, ' '))?.[1] ?? '';
  const quoted = (text: string) =>
    Buffer.from(
      text.replaceAll(/=\r\n/g, '').replaceAll(/=([0-9A-F]{2})/g, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
      'latin1',
    ).toString();
  const subject = header('subject')
    .replaceAll(/\?= =\?/g, '?==?')
    .replaceAll(/=\?utf-8\?([BQ])\?([^?]*)\?=/gi, (_all, how: string, text: string) =>
      how.toUpperCase() === 'B' ? Buffer.from(text, 'base64').toString() : quoted(text.replaceAll('_', ' ')),
    );
  const body = rest.join('\r\n\r\n');
  const how = header('content-transfer-encoding').toLowerCase();
  const text = how === 'base64' ? Buffer.from(body, 'base64').toString() : how === 'quoted-printable' ? quoted(body) : body;
  return { text: `${subject}\n${text.replaceAll('\r\n', '\n').trimEnd()}`, id: /<(.*)@/.exec(header('message-id'))?.[1] ?? '' };
}
