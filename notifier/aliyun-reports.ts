import { createHash, timingSafeEqual } from 'node:crypto';
import { z } from 'zod';
import type { Report } from './channel.ts';
import type { HeardPost, Posted, Reported } from './post.ts';
import type { ErrorTable } from './provider.ts';

/**
 * What Alibaba Cloud posts of messages that it took (SmsReport, HTTP in batches): a JSON array, one row a message, `out_id` the key that we
 * gave. It signs nothing: a long secret in the address says that it comes from there. Posted again after 1, 5 and 10 minutes unless it
 * hears 200 and a code; so a row that nobody understands is passed over, and does not bring the others back.
 */
export const aliyunReports =
  (token: string) =>
  ({ query, body }: Posted): HeardPost => {
    if (!isSame(query.get('token') ?? '', token)) return { is: 'forged' };
    const rows = Rows.safeParse(parsed(body)).data ?? [];
    return {
      is: 'heard',
      reports: rows.flatMap((row): Reported[] => {
        const { data } = Row.safeParse(row);
        return data ? [{ of: { key: data.out_id }, report: reportOf(data) }] : [];
      }),
      answer: { type: 'application/json', body: JSON.stringify({ code: 0, msg: '接收成功' }) },
    };
  };

const Rows = z.array(z.unknown()).max(10_000);
const Row = z.object({ out_id: z.string().min(1).max(256), success: z.boolean(), err_code: z.string().max(100).catch('') });

function reportOf({ success, err_code }: z.infer<typeof Row>): Report {
  if (success) return { is: 'delivered' };
  const [means, says] = (Object.hasOwn(REPORTED, err_code) ? REPORTED[err_code] : undefined) ?? ['retry', 'the SMS could not be delivered'];
  return { is: 'failed', why: /^[\w.:-]{1,60}$/.test(err_code) ? `${says} (${err_code})` : says, wrongAddress: means === 'address' };
}

/**
 * What carriers say, as Alibaba Cloud's table of codes of receipts has it. Codes that mean "not in use" and "switched off" alike are no
 * reason to give a number up. MOBLLE is spelt so there.
 */
export const REPORTED: ErrorTable = {
  MOBILE_NOT_ON_SERVICE: ['retry', 'the number is not in use, switched off or out of reach'],
  INVALID_NUMBER: ['retry', 'the number is not in use, switched off or out of reach'],
  MOBILE_ACCOUNT_ABNORMAL: ['retry', 'the carrier has suspended this number, or it moved to another carrier'],
  MOBLLE_TERMINAL_ERROR: ['retry', 'the telephone is full or broken'],
  MOBILE_SEND_LIMIT: ['retry', 'this number was sent too many messages for now'],
  MOBILE_IN_BLACK: ['address', 'this person has told the carrier to send nothing more'],
  USER_REJECT: ['address', 'this person has told the carrier to send nothing more'],
  CONTENT_KEYWORD: ['never', 'the text holds a word that carriers forbid'],
  SIGNATURE_BLACKLIST: ['retry', 'the carrier does not take our signature'],
  REQUEST_SUCCESS: ['retry', 'the carrier never said whether it arrived'],
  NO_ROUTE: ['retry', 'no carrier takes this text'],
  IS_CLOSE: ['retry', 'the carrier’s line is closed'],
  SP_UNKNOWN_ERROR: ['retry', 'the carrier did not say why'],
};

/** In the same time, whatever was given. */
function isSame(given: string, right: string): boolean {
  const [a, b] = [given, right].map((text) => createHash('sha256').update(text).digest());
  return timingSafeEqual(a!, b!);
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
