import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { BY_A_MODEL } from '../advice/closing.ts';
import {
  type Answer,
  content,
  raw,
  type ScriptedEndpoint,
  scriptedEndpoint,
  silent,
  status,
  trickle,
} from '../advice/generators/scripted-endpoint.ts';
import { readFaqs } from '../advice/questions/faq.ts';
import type { HeldAdvice } from '../api/advice-contract.ts';
import type { OwnConversation } from '../api/conversation-contract.ts';
import { home } from '../house/packs.ts';
import { systemClock } from '../house/system-clock.ts';
import { staySignedIn } from './callers.ts';
import { highEvenings, holdEverything } from './held-advice.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** The second model, through the whole house: readings over MQTT and questions over HTTP, two models on real servers, what came of it over HTTP. */

const TEXT = 'Eat the vegetables first at dinner, and leave the rice for the end.';
const WRITES = content({ sentences: [{ text: TEXT, topic: 'diet', facts: [], source: 'diet.meal-order-simple' }] });
const AGREES = content({ agrees: true, problems: [] });
const DISAGREES = content({ agrees: false, problems: [{ sentence: 1, why: 'it names no amount' }] });

let writer: ScriptedEndpoint;
let reviewer: ScriptedEndpoint;
let sorter: ScriptedEndpoint;
let house: TestHouse;
let cookie: string;
beforeEach(async () => {
  writer = await scriptedEndpoint(WRITES);
  reviewer = await scriptedEndpoint(AGREES);
  sorter = await scriptedEndpoint(content({ urgency: 'not', kind: 'none', because: 'food' }));
  const model = (endpoint: ScriptedEndpoint, name: string) => ({
    baseUrl: endpoint.baseUrl,
    model: name,
    apiKey: `sk-${name}`,
    timeoutMs: 400,
    attempts: 2,
  });
  house = await openTestHouse({
    settings: { model: model(writer, 'first'), reviewer: model(reviewer, 'second'), triage: model(sorter, 'sorter') },
  });
  cookie = await staySignedIn(house, { id: 'doctor', name: 'The doctor', role: 'doctor', language: 'en' });
});
afterEach(async () => {
  await house.close();
  for (const endpoint of [writer, reviewer, sorter]) await endpoint[Symbol.asyncDispose]();
});

async function ask<T>(method: string, path: string, body?: unknown): Promise<T> {
  const answer = await fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { 'hearth-request': '1', cookie: cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  expect(answer.ok, await answer.clone().text()).toBe(true);
  return (await answer.json()) as T;
}

describe('an advice', () => {
  /** As a person sees it who decides on it. */
  async function held(): Promise<HeldAdvice> {
    await holdEverything(house);
    await highEvenings(house, 'p1', systemClock.now());
    const all = await ask<HeldAdvice[]>('GET', '/advice/waiting');
    expect(all).toHaveLength(1);
    return all[0]!;
  }
  const said = ({ sentences }: HeldAdvice) => sentences.map(({ text }) => text);

  test('that both agree on goes its way, under the name of the first and with the words that a model wrote it', async () => {
    const advice = await held();
    expect(advice).toMatchObject({ by: 'first', turnedDown: [] });
    expect(said(advice)).toContain(TEXT);
    expect([writer.requests.length, reviewer.requests.length]).toEqual([1, 1]);
    expect(reviewer.requests[0]!.headers.authorization).toBe('Bearer sk-second');
    expect(reviewer.requests[0]!.body).not.toContain('p1');
    await ask('POST', `/advice/${advice.id}/approve`, {});
    await house.settle();
    const message = (await house.store.outbox.of('p1', 99)).find(({ message: { template } }) => template === 'advice')!;
    expect(message.message.values.text).toContain(BY_A_MODEL.en);
    expect((await house.store.advice.get(advice.id))!.trail!.attempts).toMatchObject([
      { by: 'first', outcome: 'sent', review: { by: 'second', agrees: true } },
    ]);
  });

  test('that the second does not agree to is written once more with its reason; then the reviewed texts speak', async () => {
    reviewer.answer(DISAGREES);
    const advice = await held();
    expect(advice.by).toBe('curated');
    expect(said(advice)).not.toContain(TEXT);
    expect(advice.turnedDown).toEqual(Array(2).fill({ by: 'first', why: ['review: sentence 1: it names no amount'] }));
    expect([writer.requests.length, reviewer.requests.length]).toEqual([2, 2]);
    expect(writer.requests[1]!.body).toContain('it names no amount');
    expect(writer.requests[0]!.body).not.toContain('it names no amount');
  });

  test('that it agrees to at the second attempt goes its way', async () => {
    reviewer.answer(DISAGREES, AGREES);
    const advice = await held();
    expect(advice).toMatchObject({ by: 'first', turnedDown: [{ by: 'first', why: ['review: sentence 1: it names no amount'] }] });
    expect(said(advice)).toContain(TEXT);
  });

  test.each<readonly [string, Answer, RegExp]>([
    ['does not answer', silent, /no review: .*time/],
    ['begins and never ends', trickle, /no review: .*time/],
    ['answers broken JSON', content('{"agrees": tru'), /no review: /],
    ['answers JSON of another shape', content({ verdict: 'fine' }), /no review: /],
    ['answers no completion', raw('{}'), /no review: /],
    ['is down', status(500), /no review: /],
    ['takes no more of us', status(429, { 'retry-after': '3600' }), /no review: /],
    ['does not know our key', status(401), /no review: /],
  ])('while the second %s: nobody has agreed, the reviewed texts speak, and the first is not asked again', async (_, answer, why) => {
    reviewer.answer(answer);
    const advice = await held();
    expect(advice.by).toBe('curated');
    expect(said(advice)).not.toContain(TEXT);
    expect(advice.turnedDown).toEqual([{ by: 'first', why: [expect.stringMatching(why)] }]);
    expect(writer.requests).toHaveLength(1);
    // Neither the person who decides nor the file reads a key.
    expect(JSON.stringify([advice, await house.store.advice.get(advice.id)])).not.toContain('sk-');
  });

  test('while the second is gone altogether: the same', async () => {
    await reviewer[Symbol.asyncDispose]();
    const advice = await held();
    expect(advice).toMatchObject({ by: 'curated', turnedDown: [{ by: 'first', why: [expect.stringMatching(/no review: /)] }] });
    reviewer = await scriptedEndpoint(AGREES);
  });
});

describe('an answer', () => {
  const sentence = readFaqs(home).find(({ id }) => id === 'diet.salt')!.text.en[0]!;
  const ANSWERS = content({ can_answer: true, sentences: [{ text: sentence, topic: 'diet', facts: [], source: 'diet.salt.1' }] });

  async function answered(): Promise<{ readonly last: OwnConversation['said'][number]; readonly own: OwnConversation }> {
    await house.moveIn('p1', []);
    const { path } = await ask<{ path: string }>('POST', '/patients/p1/own-page', {});
    const at = `/own-page/${path.slice('/p/'.length)}`;
    await ask('POST', `${at}/messages`, { id: 'message-1', text: 'my cooking tends to be richly seasoned, what should I watch' });
    await house.settle();
    const own = await ask<OwnConversation>('GET', `${at}/conversation`);
    return { last: own.said.at(-1)!, own };
  }

  test('that both agree on is heard', async () => {
    writer.answer(ANSWERS);
    const { last, own } = await answered();
    expect(last.text).toContain(sentence);
    expect(last.text).toContain(BY_A_MODEL.en);
    expect(own.waiting).toBeUndefined();
    expect(reviewer.requests).toHaveLength(1);
  });

  test.each<readonly [string, Answer]>([
    ['does not agree', DISAGREES],
    ['does not answer', silent],
    ['answers broken JSON', content('{"agrees": tru')],
    ['is down', status(500)],
  ])('while the second %s: a person answers, and the patient is told until when', async (_, answer) => {
    writer.answer(ANSWERS);
    reviewer.answer(answer);
    const { last, own } = await answered();
    expect(last.text).not.toContain(sentence);
    expect(own.waiting).toMatchObject({ role: expect.any(String), by: expect.any(Number) });
  });
});
