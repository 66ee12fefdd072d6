import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { SMTPServer, type SMTPServerOptions } from 'smtp-server';
import { expect, test } from 'vitest';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { channelContract, type Scripted } from '../contract.ts';
import { SmtpSettings, smtp } from './smtp.ts';

const NOW = Date.UTC(2026, 2, 2, 12);
const password = 'hunter2-but-longer';
const parts = { clock: createReplayClock(NOW), store: { transact: () => Promise.reject(new Error('mail needs no store')) } };
const settings = (port: number) => ({
  host: '127.0.0.1',
  port,
  encryption: 'none',
  from: 'hearth@clinic.example',
  user: 'hearth',
  password,
  timeoutMs: 500,
});

/** The error of a server, with the code that it answers. */
const answer = (responseCode: number, message: string): Error => Object.assign(new Error(message), { responseCode });

async function serve(options: SMTPServerOptions = {}): Promise<Scripted & { readonly mails: string[]; readonly recipients: string[] }> {
  const mails: string[] = [];
  const recipients: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    closeTimeout: 10,
    onAuth: (auth, _session, done) =>
      auth.username === 'hearth' && auth.password === password
        ? done(null, { user: 'hearth' })
        : done(answer(535, `5.7.8 wrong password ${auth.password}`)),
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk) => chunks.push(chunk));
      stream.on('end', () => {
        mails.push(Buffer.concat(chunks).toString());
        recipients.push(...session.envelope.rcptTo.map(({ address }) => address));
        done();
      });
    },
    ...options,
  });
  server.on('error', () => {}); // clients that hang up
  server.listen(0, '127.0.0.1');
  await once(server.server, 'listening');
  return {
    settings: settings((server.server.address() as AddressInfo).port),
    mails,
    recipients,
    seen: () => mails,
    close: () => new Promise((resolve) => server.close(resolve)),
  };
}

/** A server that is not SMTP, or that says nothing. */
async function speak(words: string): Promise<Scripted> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    if (words) socket.write(words);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    settings: settings((server.address() as AddressInfo).port),
    seen: () => [],
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

channelContract(smtp, {
  parts,
  secrets: [password, 'somebody.private'],
  situations: {
    accepts: () => serve(),
    refuses: () => serve({ onRcptTo: ({ address }, _session, done) => done(answer(550, `5.1.1 <${address}> no such user`)) }),
    'asks-to-wait': { cannot: 'SMTP has no word for how long to wait' },
    fails: () => serve({ onRcptTo: ({ address }, _session, done) => done(answer(451, `4.7.1 <${address}> greylisted`)) }),
    hangs: () => speak(''),
    garbage: () => speak('HTTP/1.1 400 Bad Request\r\n\r\n'),
    'is-gone': async () => {
      const other = await serve();
      await other.close();
      return other;
    },
  },
});

const letter = {
  key: 'key-1',
  address: 'li@example.org',
  subject: '低血糖：请现在处理',
  text: '您的血糖偏低。\n本内容不能替代医生的诊断和治疗。',
  about: 'p1',
  urgent: true,
};
const never = new AbortController().signal;
const sendTo = async (other: Scripted, change: Partial<typeof letter> = {}) => {
  const channel = smtp.open(SmtpSettings.parse(other.settings), parts);
  const outcome = await channel.send({ ...letter, ...change }, never);
  await channel.close();
  await other.close();
  return outcome;
};

test('subject and body arrive in Chinese; the Message-ID names the message, the date is ours, no vacation reply is asked for', async () => {
  const other = await serve();
  expect(await sendTo(other)).toMatchObject({ is: 'accepted' });
  const [mail] = other.mails as [string];
  const [head, body] = mail.split('\r\n\r\n') as [string, string];
  const unfolded = head.replaceAll(/\r\n\s+/g, ' ');
  const words = [.../^Subject: (.*)$/m.exec(unfolded)![1]!.matchAll(/=\?UTF-8\?([BQ])\?([^?]*)\?=/gi)];
  const subject = words.map(([, how, text]) => (how!.toUpperCase() === 'B' ? Buffer.from(text!, 'base64') : fromQ(text!))).join('');
  expect(subject).toBe(letter.subject);
  expect(unfolded).toMatch(/^Message-ID: <key-1@clinic\.example>$/im);
  expect(unfolded).toMatch(/^Date: Mon, 02 Mar 2026 12:00:00 \+0000$/im);
  expect(unfolded).toMatch(/^Auto-Submitted: auto-generated$/im);
  expect(unfolded).toMatch(/^Importance: high$/im);
  expect(unfolded).toMatch(/^From: Hearth <hearth@clinic\.example>$/im);
  const encoding = /^Content-Transfer-Encoding: (.*)$/im.exec(unfolded)![1]!.trim();
  const text = encoding === 'base64' ? Buffer.from(body, 'base64').toString() : fromQ(body.replaceAll('=\r\n', '')).toString();
  expect(text.trim().replaceAll('\r\n', '\n')).toBe(letter.text);
});

test('what can wait says how to stop it, with one click where the address is https; what is urgent does not', async () => {
  const headOf = async (change: Partial<typeof letter> & { unsubscribe?: string }) => {
    const other = await serve();
    await sendTo(other, change);
    return other.mails[0]!.split('\r\n\r\n')[0]!.replaceAll(/\r\n\s+/g, ' ');
  };
  const where = `hearth.example/api/v1/unsubscribe/${'x'.repeat(90)}`;
  const head = await headOf({ urgent: false, unsubscribe: `https://${where}` });
  expect(head).toContain(`List-Unsubscribe: <https://${where}>`);
  expect(head).toMatch(/^List-Unsubscribe-Post: List-Unsubscribe=One-Click$/m);
  expect(await headOf({ urgent: false, unsubscribe: `http://${where}` })).not.toContain('List-Unsubscribe-Post');
  expect(await headOf({})).not.toContain('List-Unsubscribe');
});

const fromQ = (text: string): Buffer =>
  Buffer.from(
    text.replaceAll('_', ' ').replaceAll(/=([0-9A-F]{2})/gi, (_all, hex) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  );

test.each(['li@example.org, eve@example.org', 'li@example.org\r\nBcc: eve@example.org', 'Li <li@example.org>', 'li', ''])(
  'an address that is not exactly one is refused, and nothing is sent: %j',
  async (address) => {
    const other = await serve();
    expect(await sendTo(other, { address })).toEqual({ is: 'refused', why: 'the address is not one e-mail address' });
    expect(other.recipients).toEqual([]);
  },
);

test.each([
  ['a wrong password may be mended', { onAuth: (_auth, _session, done) => done(answer(535, '5.7.8 no')) }, 'failed', '(535)'],
  [
    'a sender that is not allowed may be mended',
    { onMailFrom: (_from, _session, done) => done(answer(550, '5.7.1 no')) },
    'failed',
    '(550)',
  ],
  [
    'a message that the server will not have is refused',
    { onData: (stream, _session, done) => void stream.resume().on('end', () => done(answer(554, 'spam'))) },
    'refused',
    '(554)',
  ],
  ['a full mailbox may be emptied', { onRcptTo: (_to, _session, done) => done(answer(452, '4.2.2 full')) }, 'failed', '(452)'],
  ['a server that goes quiet in the middle', { onRcptTo: () => {} }, 'failed', 'does not answer'],
] satisfies readonly [string, SMTPServerOptions, string, string][])('%s', async (_what, options, is, why) => {
  const outcome = await sendTo(await serve(options));
  expect(outcome).toMatchObject({ is, why: expect.stringContaining(why) });
});

test('without encryption nothing leaves this machine, and STARTTLS is not optional', async () => {
  const base = { host: 'mail.example.org', from: 'hearth@clinic.example' };
  expect(SmtpSettings.parse(base)).toMatchObject({ encryption: 'starttls', port: 587 });
  expect(SmtpSettings.safeParse({ ...base, encryption: 'none' }).success).toBe(false);
  expect(SmtpSettings.safeParse({ ...base, user: 'hearth' }).success).toBe(false);

  const plain = await serve();
  const outcome = await sendTo({ ...plain, settings: { ...(plain.settings as object), encryption: 'starttls' } });
  expect(outcome).toEqual({ is: 'failed', why: expect.stringContaining('no encryption') });
  expect(plain.mails).toEqual([]);
});

test.each([
  [550, '5.1.1 no such user', true],
  [550, '5.1.10 null MX', true],
  [550, '5.2.1 mailbox disabled', true],
  [550, '5.7.1 you are blocked by policy', undefined],
  [552, '5.2.2 over quota', undefined],
])('%i %s: a wrong address? %s', async (code, words, wrongAddress) => {
  const other = await serve({ onRcptTo: (_address, _session, done) => done(answer(code, words)) });
  const outcome = await sendTo(other);
  expect(outcome).toMatchObject({ is: 'refused' });
  expect('wrongAddress' in outcome ? outcome.wrongAddress : undefined).toBe(wrongAddress);
});
