import type { Instant } from '../domain/clock.ts';
import type { Outcome } from '../domain/message.ts';

/** What a provider answered. `json` is undefined when it sent no JSON. */
export interface Answer {
  readonly status: number;
  readonly json: unknown;
  readonly retryAfterMs?: number;
}

/** What a provider's error is about: something that may be better later, this message, or this address. */
export type Means = 'retry' | 'never' | 'address';
/** By the provider's code: what it means, and a sentence without anything that the provider wrote. */
export type ErrorTable = Readonly<Record<string, readonly [means: Means, says: string]>>;

const MOST_BYTES = 65_536;

/**
 * Asks a provider over HTTP. Redirects are not followed, an answer that is too long is cut. Gives an Outcome where there is no answer.
 * @param who as it stands in sentences: `the SMS provider`
 */
export async function ask(
  who: string,
  url: string | URL,
  init: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  { signal, timeoutMs, now }: { readonly signal: AbortSignal; readonly timeoutMs: number; readonly now: Instant },
): Promise<Answer | Outcome> {
  try {
    const within = AbortSignal.any([signal, AbortSignal.timeout(timeoutMs)]);
    const response = await fetch(url, { ...init, redirect: 'manual', signal: within });
    const text = await beginningOf(response);
    const retryAfterMs = delayOf(response.headers.get('retry-after'), now);
    return { status: response.status, json: parsed(text), ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  } catch (error) {
    return { is: 'failed', why: whyNoAnswer(who, error) };
  }
}

/** The line broke after the request had gone out: what undici and the system call it. */
const BROKE = new Set(['ECONNRESET', 'EPIPE', 'UND_ERR_SOCKET']);

/** Why there is no answer. Where the other side may have taken the message all the same, it says so: the next attempt may be the second to arrive. */
export function whyNoAnswer(who: string, error: unknown): string {
  const { name, cause } = error as Error & { cause?: { code?: string } };
  if (['TimeoutError', 'AbortError'].includes(name)) return `${who} did not answer in time, and may have taken it`;
  return BROKE.has(cause?.code ?? '')
    ? `${who} closed the connection before it answered, and may have taken it`
    : `${who} cannot be reached, or does not speak HTTP`;
}

export const isOutcome = (answer: Answer | Outcome): answer is Outcome => 'is' in answer;

/** What a code of the provider means for the message. Of codes that are not in the table, those of the caller's own fault are final. */
export function outcomeOf(
  who: string,
  code: string | number,
  table: ErrorTable,
  { status, retryAfterMs }: Pick<Answer, 'status' | 'retryAfterMs'>,
): Outcome {
  const known = Object.hasOwn(table, code) ? table[code] : undefined;
  // RFC 9110: 408 and 425 ask for the same again, 429 for the same later.
  const final = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
  const [means, says] = known ?? [final ? 'never' : 'retry', `${who} answered with an error`];
  const why = `${says} (${String(code).slice(0, 60)})`;
  if (means === 'retry') return { is: 'failed', why, ...(retryAfterMs === undefined ? {} : { retryAfterMs }) };
  return { is: 'refused', why, ...(means === 'address' ? { wrongAddress: true } : {}) };
}

async function beginningOf(response: Response): Promise<string> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of response.body ?? []) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > MOST_BYTES) break;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function parsed(text: string): unknown {
  try {
    // Numbers of messages have up to 64 bits: one that would be rounded stays as it was written.
    return JSON.parse(text, (_name, value, { source }: { source?: string } = {}) =>
      typeof value === 'number' && source !== undefined && /^-?\d+$/.test(source) && !Number.isSafeInteger(value) ? source : value,
    );
  } catch {
    return undefined;
  }
}

/** RFC 9110 section 10.2.3: seconds, or a date. */
export function delayOf(retryAfter: string | null, now: Instant): number | undefined {
  if (retryAfter === null) return undefined;
  if (/^\d{1,9}$/.test(retryAfter)) return Number(retryAfter) * 1000;
  const at = Date.parse(retryAfter);
  return Number.isNaN(at) ? undefined : Math.max(0, at - now);
}
