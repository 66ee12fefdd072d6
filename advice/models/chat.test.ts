import { expect, test } from 'vitest';
import { z } from 'zod';
import { DAY, MINUTE } from '../../domain/clock.ts';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { GeneratorError } from '../generator.ts';
import { type Answer, content, scriptedEndpoint, status } from '../generators/scripted-endpoint.ts';
import { NOW } from '../sample.ts';
import { createChat } from './chat.ts';
import { OpenAiSettings } from './settings.ts';

/** What one model behind one address does over several questions, against a real server that answers as it is told. */

const answer = z.strictObject({ well: z.boolean() });
const good: Answer = content({ well: true });

function open(baseUrl: string, more: Partial<OpenAiSettings> = {}) {
  const clock = createReplayClock(NOW);
  const settings = OpenAiSettings.parse({ baseUrl, apiKey: 'sk-chat-key', model: 'm', timeoutMs: 2_000, attempts: 1, ...more });
  const chat = createChat(settings, { clock });
  /** `well`, or why not. */
  const ask = async (): Promise<string> => {
    try {
      await chat.ask({
        messages: [{ role: 'system', content: 'Say.' }],
        name: 'x',
        answer,
        signal: new AbortController().signal,
        keep: () => {},
      });
      return 'well';
    } catch (error) {
      if (!(error instanceof GeneratorError)) throw error;
      return `${error.what}: ${error.message}`;
    }
  };
  return { clock, ask };
}

const LEFT_ALONE = 'unavailable: the endpoint failed several times and is left alone for a while';

test('408 and then well: it is asked again', async () => {
  await using endpoint = await scriptedEndpoint(status(408), good);
  expect(await open(endpoint.baseUrl, { attempts: 2 }).ask()).toBe('well');
  expect(endpoint.requests).toHaveLength(2);
});

test('a redirect is not followed: question and key stay in the house that was named', async () => {
  await using elsewhere = await scriptedEndpoint(good);
  await using endpoint = await scriptedEndpoint(status(307, { location: `${elsewhere.baseUrl}/chat/completions` }));
  expect(await open(endpoint.baseUrl).ask()).toMatch(/^unavailable: /);
  expect(elsewhere.requests).toHaveLength(0);
});

test('after three outages running nobody asks for five minutes; then one trial, and all is open again', async () => {
  await using endpoint = await scriptedEndpoint(status(500), status(500), status(500), good);
  const { ask, clock } = open(endpoint.baseUrl);
  for (let outage = 0; outage < 3; outage++) expect(await ask()).toMatch(/answered 500/);
  expect([await ask(), await ask()]).toEqual([LEFT_ALONE, LEFT_ALONE]);
  expect(endpoint.requests).toHaveLength(3);
  clock.advance(NOW + 5 * MINUTE - 1);
  expect(await ask()).toBe(LEFT_ALONE);
  clock.advance(NOW + 5 * MINUTE);
  expect([await ask(), await ask()]).toEqual(['well', 'well']);
  expect(endpoint.requests).toHaveLength(5);
});

test('a trial that fails closes the way again at once', async () => {
  await using endpoint = await scriptedEndpoint(status(500));
  const { ask, clock } = open(endpoint.baseUrl);
  for (let outage = 0; outage < 3; outage++) await ask();
  clock.advance(NOW + 5 * MINUTE);
  expect([await ask(), await ask()]).toEqual([expect.stringMatching(/answered 500/), LEFT_ALONE]);
});

test('outages that are not running close nothing, and what cannot be read came from an endpoint that is alive', async () => {
  const nonsense = content({ badly: 1 });
  await using endpoint = await scriptedEndpoint(
    status(500),
    status(500),
    good,
    status(500),
    status(500),
    nonsense,
    status(500),
    status(500),
    good,
  );
  const { ask } = open(endpoint.baseUrl);
  const said = [];
  for (let i = 0; i < 9; i++) said.push((await ask()).split(':')[0]);
  expect(said).toEqual([
    'unavailable',
    'unavailable',
    'well',
    'unavailable',
    'unavailable',
    'malformed',
    'unavailable',
    'unavailable',
    'well',
  ]);
  expect(endpoint.requests).toHaveLength(9);
});

test('every attempt is taken from the budget of the day; a new day has its own', async () => {
  await using endpoint = await scriptedEndpoint(status(429, { 'retry-after': '0' }), good);
  const { ask, clock } = open(endpoint.baseUrl, { attempts: 2, dailyBudget: 3 });
  expect([await ask(), await ask()]).toEqual(['well', 'well']);
  expect(await ask()).toBe('unavailable: the daily budget of 3 requests is used up');
  expect(endpoint.requests).toHaveLength(3);
  clock.advance(NOW + DAY);
  expect(await ask()).toBe('well');
});

test('a budget that is used up is no outage: at midnight the endpoint is asked at once, however often somebody was turned away', async () => {
  await using endpoint = await scriptedEndpoint(good);
  const { ask, clock } = open(endpoint.baseUrl, { dailyBudget: 1 });
  const midnight = NOW - (NOW % DAY) + DAY;
  clock.advance(midnight - 1);
  expect(await ask()).toBe('well');
  for (let i = 0; i < 9; i++) expect(await ask()).toBe('unavailable: the daily budget of 1 requests is used up');
  clock.advance(midnight);
  expect(await ask()).toBe('well');
});

test('an endpoint that fails until the budget is used up has failed', async () => {
  await using endpoint = await scriptedEndpoint(status(500, { 'retry-after': '0' }));
  const { ask } = open(endpoint.baseUrl, { attempts: 2, dailyBudget: 5 });
  await ask();
  await ask();
  expect(await ask()).toBe('unavailable: the endpoint answered 500, and the daily budget of 5 requests is used up');
  expect(await ask()).toMatch(/left alone for a while/);
});

test.each([429, 500])('%i over and over: as many attempts as are allowed, and no more', async (code) => {
  await using endpoint = await scriptedEndpoint(status(code, { 'retry-after': '0' }));
  expect(await open(endpoint.baseUrl, { attempts: 3 }).ask()).toBe(`unavailable: the endpoint answered ${code}, 3 times`);
  expect(endpoint.requests).toHaveLength(3);
});
