import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import type { ModelExchange } from '../../domain/advice.ts';
import type { Clock } from '../../domain/clock.ts';
import { GeneratorError } from '../generator.ts';
import { createBreaker } from './breaker.ts';
import { dailyBudget } from './budget.ts';
import type { OpenAiSettings } from './settings.ts';

/** A draft takes about 4 KiB; a body that goes on is cut off. */
const LONGEST_ANSWER_BYTES = 256 * 1024;
/** Between two attempts when the endpoint does not say how long to wait. */
const PAUSE_MS = 500;
/** Of an answer, for whoever asks later why; characters. */
const MOST_KEPT = 16_384;

const Completion = z.object({
  choices: z
    .array(
      z.object({
        finish_reason: z.string().nullish(),
        message: z.object({ content: z.string().nullish(), refusal: z.string().nullish() }),
      }),
    )
    .min(1),
});

/** What one attempt came to: an answer, or why not and whether another attempt may help. */
type Attempt = { readonly text: string } | { readonly why: string; readonly again: boolean; readonly afterMs?: number };

export interface ChatMessage {
  readonly role: 'system' | 'user';
  readonly content: string;
}

export interface ChatQuestion<T> {
  readonly messages: readonly ChatMessage[];
  /** What the answer is called, and what it must be. */
  readonly name: string;
  readonly answer: z.ZodType<T>;
  readonly signal: AbortSignal;
  /** Hears everything that was asked and said, also of what came to nothing. */
  readonly keep: (exchange: ModelExchange) => void;
}

export interface Chat {
  readonly name: string;
  /** Rejects with GeneratorError and nothing else; no error holds the key, the prompt or the answer. */
  ask<T>(question: ChatQuestion<T>): Promise<T>;
}

/** One model behind one address: structured answers, retries, a daily budget, and a breaker for when it is dead. */
export function createChat(settings: OpenAiSettings, { clock }: { readonly clock: Clock }): Chat {
  const budget = dailyBudget(settings.dailyBudget, clock);
  const breaker = createBreaker(clock);
  return {
    name: settings.model,
    async ask({ messages, name, answer, signal, keep }) {
      if (!breaker.mayTry()) throw new GeneratorError('unavailable', 'the endpoint failed several times and is left alone for a while');
      const { $schema: _, ...schema } = z.toJSONSchema(answer);
      const asked = withStructure(messages, settings.structure, schema);
      const body = JSON.stringify({
        model: settings.model,
        messages: asked,
        ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
        ...responseFormat(settings.structure, name, schema),
      });
      const kept = (said: Pick<ModelExchange, 'raw' | 'failed'>): void => keep({ model: settings.model, prompt: asked, ...said });
      try {
        const text = await patiently(settings, budget, body, signal);
        breaker.tell('well');
        kept({ raw: text.slice(0, MOST_KEPT) });
        return read(text, answer);
      } catch (error) {
        if (!(error instanceof GeneratorError)) throw error;
        // What was refused or cannot be read came from an endpoint that is alive.
        if (error.what === 'unavailable') {
          // Nobody asked the endpoint: nothing is known of how it is.
          if (!(error instanceof BudgetSpent)) breaker.tell('outage');
          kept({ failed: error.message });
        }
        throw error;
      }
    },
  };
}

/** Our own thrift, and no word of the endpoint. */
class BudgetSpent extends GeneratorError {}

/** The whole answer, as text, after as many attempts as are allowed. */
async function patiently(settings: OpenAiSettings, budget: { take(): boolean }, body: string, signal: AbortSignal): Promise<string> {
  let last = '';
  for (let attempt = 1; attempt <= settings.attempts; attempt++) {
    if (!budget.take()) {
      const spent = `the daily budget of ${settings.dailyBudget} requests is used up`;
      throw attempt === 1 ? new BudgetSpent('unavailable', spent) : new GeneratorError('unavailable', `${last}, and ${spent}`);
    }
    const outcome = await ask(settings, body, signal);
    if ('text' in outcome) return outcome.text;
    last = outcome.why;
    if (!outcome.again) throw new GeneratorError('unavailable', outcome.why);
    // Who asks for a longer wait than an answer may take gets none: the curated text is at hand.
    if ((outcome.afterMs ?? 0) > settings.timeoutMs) throw new GeneratorError('unavailable', `${outcome.why} and asks to wait`);
    if (attempt < settings.attempts) await pause(outcome.afterMs ?? PAUSE_MS * attempt, signal);
  }
  throw new GeneratorError('unavailable', `${last}, ${settings.attempts} times`);
}

function responseFormat(structure: OpenAiSettings['structure'], name: string, schema: object): object {
  if (structure === 'none') return {};
  if (structure === 'json_object') return { response_format: { type: 'json_object' } };
  return { response_format: { type: 'json_schema', json_schema: { name, strict: true, schema } } };
}

/** An endpoint that cannot be held to a structure is at least told it, at the end of the orders. */
function withStructure(messages: readonly ChatMessage[], structure: OpenAiSettings['structure'], schema: object): readonly ChatMessage[] {
  if (structure === 'json_schema') return messages;
  const [orders, ...rest] = messages;
  return orders ? [{ ...orders, content: `${orders.content}\nJSON Schema: ${JSON.stringify(schema)}` }, ...rest] : messages;
}

async function ask({ baseUrl, apiKey, keyHeader, timeoutMs }: OpenAiSettings, body: string, signal: AbortSignal): Promise<Attempt> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(apiKey === undefined ? {} : { [keyHeader]: keyHeader === 'api-key' ? apiKey : `Bearer ${apiKey}` }),
      },
      body,
      // A redirect would carry the key to another house.
      redirect: 'error',
      signal: AbortSignal.any([signal, limit]),
    });
    if (!response.ok) {
      await response.body?.cancel();
      const again = response.status === 429 || response.status === 408 || response.status >= 500;
      const afterMs = retryAfterMs(response.headers.get('retry-after'));
      return { why: `the endpoint answered ${response.status}`, again, ...(afterMs === undefined ? {} : { afterMs }) };
    }
    const text = await boundedText(response);
    if (text === undefined) return { why: `the answer is longer than ${LONGEST_ANSWER_BYTES} bytes`, again: false };
    return { text };
  } catch (error) {
    if (signal.aborted) throw new GeneratorError('unavailable', 'it took too long');
    if (limit.aborted) return { why: `no whole answer within ${timeoutMs} ms`, again: true };
    // undici names the cause by a code; its message may hold the address and is left out.
    const code =
      error instanceof Error && error.cause instanceof Error && 'code' in error.cause ? String(error.cause.code) : 'no connection';
    return { why: `the endpoint cannot be reached (${code})`, again: true };
  }
}

/** Undefined when there is more than anybody should read. */
async function boundedText(response: Response): Promise<string | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.byteLength;
    // Leaving the loop cancels the body.
    if (size > LONGEST_ANSWER_BYTES) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

function read<T>(text: string, answer: z.ZodType<T>): T {
  const completion = Completion.safeParse(parsed(text));
  if (!completion.success) throw new GeneratorError('malformed', 'the answer is no chat completion');
  const { finish_reason: finish, message } = completion.data.choices[0]!;
  if (finish === 'content_filter' || message.refusal)
    throw new GeneratorError('refused', finish === 'content_filter' ? 'a content filter stopped it' : 'the model refused');
  if (finish === 'length') throw new GeneratorError('malformed', 'the answer was cut off');
  if (!message.content?.trim()) throw new GeneratorError('malformed', 'the answer is empty');
  const result = answer.safeParse(parsed(message.content.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1')));
  if (!result.success) {
    const where = result.error.issues[0]!.path.map(String).join('.') || 'the whole';
    throw new GeneratorError('malformed', `the answer is not of the structure asked for, at ${where}`);
  }
  return result.data;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** Seconds or a date ([RFC 9110, 10.2.3]); a date is not worth a clock here, the usual pause will do. */
function retryAfterMs(header: string | null): number | undefined {
  return header !== null && /^\d{1,6}$/.test(header) ? Number(header) * 1000 : undefined;
}

/** Ends early, with the outage that it is, when there is no time left to wait. */
async function pause(ms: number, signal: AbortSignal): Promise<void> {
  try {
    await wait(ms, undefined, { signal });
  } catch {
    throw new GeneratorError('unavailable', 'it took too long');
  }
}
