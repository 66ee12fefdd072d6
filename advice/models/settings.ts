import { z } from 'zod';

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
  keyHeader: z
    .enum(['authorization', 'api-key'])
    .default('authorization')
    .describe('Where the key is sent: as a bearer token, or as Azure documents it.'),
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
