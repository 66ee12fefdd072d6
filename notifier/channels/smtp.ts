import type SMTPTransport from 'nodemailer/lib/smtp-transport/index.js';
import { z } from 'zod';
import type { Outcome } from '../../domain/message.ts';
import type { ChannelKind } from '../channel.ts';
import { isLoopback } from '../loopback.ts';

export const SmtpSettings = z
  .strictObject({
    host: z.string().min(1).describe('The mail server that takes messages for delivery.'),
    port: z.int().min(1).max(65_535).default(587),
    encryption: z.enum(['starttls', 'tls', 'none']).default('starttls').describe('`none` only for a server on this machine.'),
    user: z.string().min(1).optional(),
    password: z.string().min(1).optional(),
    from: z.email().describe('The sender; its domain also names the messages.'),
    fromName: z
      .string()
      .max(80)
      .regex(/^[^\r\n]*$/)
      .default('Hearth'),
    timeoutMs: z.int().min(100).max(60_000).default(15_000).describe('For each of connecting, greeting and answering.'),
  })
  .refine(({ user, password }) => (user === undefined) === (password === undefined), 'user and password go together')
  .refine(({ host, encryption }) => encryption !== 'none' || isLoopback(host), 'encryption `none` only with a server on this machine');
export type SmtpSettings = z.infer<typeof SmtpSettings>;

const OneAddress = z.email();

/**
 * E-mail through one mail server. The Message-ID comes from the key, so a mailbox that sees the same message twice (a crash between
 * the server's answer and our note of it) can tell; SMTP itself does not drop repeats.
 */
export const smtp = {
  name: 'smtp',
  way: 'email',
  settings: SmtpSettings,
  repeats: 'after-a-crash',
  open(settings: SmtpSettings, { clock }) {
    const { host, port, encryption, user, password, from, fromName, timeoutMs } = settings;
    const options: SMTPTransport.Options = {
      host,
      port,
      secure: encryption === 'tls',
      requireTLS: encryption === 'starttls',
      ignoreTLS: encryption === 'none',
      ...(user !== undefined && password !== undefined ? { auth: { user, pass: password } } : {}),
      connectionTimeout: timeoutMs,
      greetingTimeout: timeoutMs,
      socketTimeout: timeoutMs,
      dnsTimeout: timeoutMs,
      // The server may keep its side open: we are done with it.
      socketCloseTimeout: 0,
      disableFileAccess: true,
      disableUrlAccess: true,
    };
    // Loaded by the houses that use it: the libraries that not everybody needs take 30 MB.
    const opening = import('nodemailer').then(({ createTransport }) => createTransport(options));
    const domain = from.split('@')[1]!;
    return {
      async send({ key, address, subject, text, urgent, unsubscribe }, signal) {
        // A mail library reads "a@b.org, c@d.org" as two.
        if (!OneAddress.safeParse(address).success) return { is: 'refused', why: 'the address is not one e-mail address' };
        try {
          const transport = await opening;
          const { response } = await transport.sendMail({
            from: { name: fromName, address: from },
            to: { name: '', address },
            envelope: { from, to: [address] },
            messageId: `<${key}@${domain}>`,
            date: new Date(clock.now()),
            subject,
            text,
            // RFC 3834: no vacation replies to a machine.
            headers: {
              'Auto-Submitted': 'auto-generated',
              ...(urgent ? { Importance: 'high', 'X-Priority': '1' } : {}),
              ...(unsubscribe === undefined ? {} : stopBy(unsubscribe)),
            },
            signal,
          });
          return { is: 'accepted', receipt: `<${key}@${domain}> ${response.slice(0, 3)}` };
        } catch (error) {
          return outcomeOf(error as MailError);
        }
      },
      async close() {
        (await opening).close();
      },
    };
  },
} as const satisfies ChannelKind<SmtpSettings>;

/** RFC 2369; the one click of RFC 8058 asks for https. As lists that are ready, because a mail library breaks long lines within an address. */
const stopBy = (address: string) => ({
  'List-Unsubscribe': { prepared: true, value: `<${address}>` },
  ...(address.startsWith('https:') ? { 'List-Unsubscribe-Post': 'List-Unsubscribe=One-Click' } : {}),
});

interface MailError {
  readonly code?: string;
  readonly command?: string;
  readonly responseCode?: number;
  readonly response?: string;
  readonly timeoutType?: string;
}

const SAYS: Readonly<Record<string, string>> = {
  EABORT: 'given up: it took too long, or the sender is stopping',
  EAUTH: 'the mail server does not accept user and password',
  ECONNECTION: 'the mail server closed the connection',
  EDNS: 'the mail server has no address',
  ENOAUTH: 'the mail server asks for user and password',
  EPROTOCOL: 'the mail server said something that is not SMTP',
  ESOCKET: 'the mail server cannot be reached',
  ETIMEDOUT: 'the mail server does not answer',
  ETLS: 'the mail server offers no encryption that we can trust',
};

/**
 * Only what the server says of this recipient or this message is final. What it says of us (user, sender) an administrator can mend
 * while the message waits. Its own words are left out: they quote addresses.
 */
function outcomeOf({ code = '', command = '', responseCode, response = '', timeoutType }: MailError): Outcome {
  const aboutTheMessage = command === 'RCPT TO' || command === 'DATA' || code === 'EMESSAGE';
  const permanent = responseCode !== undefined && responseCode >= 500 && responseCode < 600;
  if (permanent && aboutTheMessage) {
    const why = `the mail server refuses the ${command === 'RCPT TO' ? 'recipient' : 'message'} (${responseCode})`;
    // RFC 3463: 5.1.x is about the address itself, 5.2.1 about a mailbox that is closed; policy and full disks are not.
    const wrongAddress = command === 'RCPT TO' && /\b5\.(1\.\d+|2\.1)\b/.test(response);
    return { is: 'refused', why, ...(wrongAddress ? { wrongAddress: true } : {}) };
  }
  // Silence or a closed line while they talked: perhaps after the last dot of the mail.
  const mayHave = code === 'ECONNECTION' || timeoutType === 'SOCKET_TIMEOUT' ? ', and may have taken it' : '';
  const says = `${SAYS[code] ?? 'the mail server did not take the message'}${mayHave}`;
  return { is: 'failed', why: responseCode ? `${says} (${responseCode})` : says };
}
