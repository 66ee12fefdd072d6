import { setTimeout as wait } from 'node:timers/promises';
import { z } from 'zod';
import { type Clock, DAY } from '../../domain/clock.ts';
import { BY_A_MODEL } from '../closing.ts';
import { type AdviceGenerator, type Draft, GeneratorError } from '../generator.ts';
import { promptFor } from './prompt.ts';

/** An endpoint that speaks OpenAI's chat completions: OpenAI, Azure, DeepSeek, Qwen, vLLM, Ollama and others. */
export const OpenAiSettings = z.strictObject({
  baseUrl: z
    .url({ protocol: /^https?$/ })
    .refine((url) => !/\/\/[^/]*@/.test(url), 'the address must not hold a user name or password')
    .refine(
      (url) => !url.startsWith('http:') || isNearby(new URL(url).hostname),
      'https: facts about patients leave this network encrypted only',
    )
    .describe('Up to and without /chat/completions, e.g. https://api.openai.com/v1'),
  apiKey: z.string().min(1).optional().describe('Sent as a bearer token; local servers often need none.'),
  model: z.string().min(1).max(200),
  temperature: z.number().min(0).max(2).optional().describe('Left out unless set: some models accept no other than their own.'),
  structure: z
    .enum(['json_schema', 'json_object', 'none'])
    .default('json_schema')
    .describe('How the endpoint can be held to a structure; the answer is checked either way.'),
  timeoutMs: z.int().min(100).max(120_000).default(10_000).describe('For one attempt, from the request to the last byte.'),
  attempts: z.int().min(1).max(5).default(2).describe('For one text, where the endpoint is busy or does not answer.'),
  dailyBudget: z
    .int()
    .min(0)
    .max(1_000_000)
    .default(1_000)
    .describe('Requests a day (UTC), counted since the start; above it, the curated text.'),
});
export type OpenAiSettings = z.infer<typeof OpenAiSettings>;

/** This machine, a private network, or a name without a dot, such as a container's. */
const isNearby = (host: string): boolean =>
  /^(?:localhost|127(?:\.\d+){3}|\[::1\]|10(?:\.\d+){3}|192\.168(?:\.\d+){2}|172\.(?:1[6-9]|2\d|3[01])(?:\.\d+){2}|[^.:]+|.+\.(?:local|internal|lan))$/.test(
    host,
  );

/** A draft takes about 4 KiB; a body that goes on is cut off. */
const LONGEST_ANSWER_BYTES = 256 * 1024;
/** Between two attempts when the endpoint does not say how long to wait. */
const PAUSE_MS = 500;

/** Strict structured output wants every key present: an absent source is null. */
const Answer = z.strictObject({
  sentences: z.array(
    z.strictObject({
      text: z.string(),
      topic: z.enum(['diet', 'exercise', 'measuring']),
      facts: z.array(z.string()),
      source: z.string().nullable(),
    }),
  ),
});
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
type Attempt = { readonly answer: unknown } | { readonly why: string; readonly again: boolean; readonly afterMs?: number };

/** Writes with a language model. The prompt holds facts, brief and language and nothing else; no error holds the key, the prompt or the answer. */
export function createOpenAiGenerator(settings: OpenAiSettings, { clock }: { readonly clock: Clock }): AdviceGenerator {
  const budget = dailyBudget(settings.dailyBudget, clock);
  return {
    name: settings.model,
    label: BY_A_MODEL,
    async write(facts, brief, signal) {
      const body = JSON.stringify({
        model: settings.model,
        messages: promptFor(facts, brief),
        ...(settings.temperature === undefined ? {} : { temperature: settings.temperature }),
        ...responseFormat(settings.structure),
      });
      let last = '';
      for (let attempt = 1; attempt <= settings.attempts; attempt++) {
        if (!budget.take()) throw new GeneratorError('unavailable', `the daily budget of ${settings.dailyBudget} requests is used up`);
        const outcome = await ask(settings, body, signal);
        if ('answer' in outcome) return read(outcome.answer);
        last = outcome.why;
        if (!outcome.again) throw new GeneratorError('unavailable', outcome.why);
        // Who asks for a longer wait than an answer may take gets none: the curated text is at hand.
        if ((outcome.afterMs ?? 0) > settings.timeoutMs) throw new GeneratorError('unavailable', `${outcome.why} and asks to wait`);
        if (attempt < settings.attempts) await pause(outcome.afterMs ?? PAUSE_MS * attempt, signal);
      }
      throw new GeneratorError('unavailable', `${last}, ${settings.attempts} times`);
    },
  };
}

function responseFormat(structure: OpenAiSettings['structure']): object {
  if (structure === 'none') return {};
  if (structure === 'json_object') return { response_format: { type: 'json_object' } };
  const { $schema: _, ...schema } = z.toJSONSchema(Answer);
  return { response_format: { type: 'json_schema', json_schema: { name: 'advice', strict: true, schema } } };
}

async function ask({ baseUrl, apiKey, timeoutMs }: OpenAiSettings, body: string, signal: AbortSignal): Promise<Attempt> {
  const limit = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(`${baseUrl.replace(/\/+$/, '')}/chat/completions`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        accept: 'application/json',
        ...(apiKey === undefined ? {} : { authorization: `Bearer ${apiKey}` }),
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
    return { answer: parsed(text) };
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

function read(answer: unknown): Draft {
  const completion = Completion.safeParse(answer);
  if (!completion.success) throw new GeneratorError('malformed', 'the answer is no chat completion');
  const { finish_reason: finish, message } = completion.data.choices[0]!;
  if (finish === 'content_filter' || message.refusal)
    throw new GeneratorError('refused', finish === 'content_filter' ? 'a content filter stopped it' : 'the model refused');
  if (finish === 'length') throw new GeneratorError('malformed', 'the answer was cut off');
  if (!message.content?.trim()) throw new GeneratorError('malformed', 'the answer is empty');
  const draft = Answer.safeParse(parsed(message.content.trim().replace(/^```(?:json)?\s*([\s\S]*?)\s*```$/, '$1')));
  if (!draft.success) {
    const where = draft.error.issues[0]!.path.map(String).join('.') || 'the whole';
    throw new GeneratorError('malformed', `the answer is not of the structure asked for, at ${where}`);
  }
  return { sentences: draft.data.sentences.map(({ source, ...sentence }) => (source === null ? sentence : { ...sentence, source })) };
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

function dailyBudget(most: number, clock: Clock): { take(): boolean } {
  let day = -1;
  let used = 0;
  return {
    take() {
      const today = Math.floor(clock.now() / DAY);
      if (today !== day) [day, used] = [today, 0];
      return ++used <= most;
    },
  };
}
