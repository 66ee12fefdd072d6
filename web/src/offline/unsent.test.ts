import { beforeEach, expect, test } from 'vitest';
import { ApiError } from '../api/client.ts';
import { forget, keep, letKeep, recall, sweep } from './kept.ts';
import { becameOf, putAside, STALE_MS, sendAll, takeBack, type Unsent, unsentOf } from './unsent.ts';

/** Storage as a browser's: keys are properties. */
class Shelf {
  getItem = (name: string): string | null => (Object.hasOwn(this, name) ? (this as unknown as Record<string, string>)[name]! : null);
  setItem(name: string, value: string): void {
    (this as unknown as Record<string, string>)[name] = value;
  }
  removeItem(name: string): void {
    delete (this as unknown as Record<string, string>)[name];
  }
}
const NOW = Date.UTC(2026, 2, 2, 14, 5);
const UNTIL = NOW + 7 * 86_400_000;
const TOKEN = 'cC0xfDE3NzQwMDAwMDAwMDA.signature-of-a-link';
const words = (id: string, at = NOW): Unsent => ({ is: 'words', id, at, shown: id, text: id });
const answer = (question: string, option: string): Unsent => ({ is: 'answer', id: question, question, option, at: NOW, shown: option });

beforeEach(() => {
  const shelf = new Shelf();
  Object.defineProperty(shelf, 'getItem', { enumerable: false });
  Object.defineProperty(globalThis, 'localStorage', { configurable: true, value: shelf });
});

test('what is kept opens with its link and with no other, until the link ends', async () => {
  await keep(TOKEN, 'page', { at: NOW, data: { name: 'Canary' } }, UNTIL);
  expect(await recall(TOKEN, 'page', NOW)).toEqual({ at: NOW, data: { name: 'Canary' } });
  expect(await recall(`${TOKEN}x`, 'page', NOW)).toBeUndefined();
  expect(await recall(TOKEN, 'page', UNTIL)).toBeUndefined();
  expect(JSON.stringify(Object.entries(localStorage))).not.toMatch(/Canary|signature-of-a-link/);
  const [[name, body]] = Object.entries(localStorage) as [[string, string]];
  localStorage.setItem(name, body.replace(/"body":"...../, '"body":"AAAAA'));
  expect(await recall(TOKEN, 'page', NOW)).toBeUndefined();
});

test('it goes with the link, when the link has ended, and when the person wants nothing kept', async () => {
  const keepBoth = async () => {
    await keep(TOKEN, 'page', { at: NOW, data: 1 }, UNTIL);
    await keep('another', 'page', { at: NOW, data: 2 }, NOW + 1);
  };
  await keepBoth();
  sweep(NOW + 1);
  expect([await recall(TOKEN, 'page', NOW), await recall('another', 'page', NOW)]).toEqual([{ at: NOW, data: 1 }, undefined]);
  await forget(TOKEN);
  expect(Object.keys(localStorage)).toEqual([]);
  await keepBoth();
  letKeep(false);
  expect(await keep(TOKEN, 'page', { at: NOW, data: 1 }, UNTIL)).toBe(false);
  expect(await recall(TOKEN, 'page', NOW)).toBeUndefined();
  letKeep(true);
  expect(await keep(TOKEN, 'page', { at: NOW, data: 1 }, UNTIL)).toBe(true);
});

test('a second answer to one question takes the place of the first; one can be taken back', async () => {
  for (const one of [answer('q1', 'better'), words('w1'), answer('q1', 'worse')]) await putAside(TOKEN, one, UNTIL, NOW);
  expect((await unsentOf(TOKEN, NOW)).map(({ shown }) => shown)).toEqual(['w1', 'worse']);
  await takeBack(TOKEN, 'w1', UNTIL, NOW);
  await takeBack(TOKEN, 'q1', UNTIL, NOW);
  expect(await unsentOf(TOKEN, NOW)).toEqual([]);
  expect(Object.keys(localStorage)).toEqual([]);
});

test('each is sent once and in order; where there is no connection the rest stays', async () => {
  for (const id of ['w1', 'w2', 'w3']) await putAside(TOKEN, words(id), UNTIL, NOW);
  const heard: string[] = [];
  const send = async ({ id }: Unsent) => {
    if (id === 'w3' && heard.length < 3) {
      heard.push('nobody');
      throw new ApiError(0, 'web.unreachable', '');
    }
    heard.push(id);
  };
  const first = await Promise.all([1, 2].map(() => sendAll(TOKEN, { send, until: UNTIL, now: NOW })));
  expect(first.flat().map(({ one, as }) => `${one.id} ${as}`)).toEqual(expect.arrayContaining(['w1 sent', 'w2 sent']));
  await sendAll(TOKEN, { send, until: UNTIL, now: NOW });
  expect(heard.filter((id) => id !== 'nobody').sort()).toEqual(['w1', 'w2', 'w3']);
  expect(await unsentOf(TOKEN, NOW)).toEqual([]);
});

test('what is older than six hours waits for the patient’s word', async () => {
  await putAside(TOKEN, words('old', NOW - STALE_MS - 1), UNTIL, NOW);
  await putAside(TOKEN, words('fresh', NOW - STALE_MS), UNTIL, NOW);
  const heard: string[] = [];
  const send = async ({ id }: Unsent) => void heard.push(id);
  await sendAll(TOKEN, { send, until: UNTIL, now: NOW });
  expect(heard).toEqual(['fresh']);
  await sendAll(TOKEN, { send, until: UNTIL, now: NOW, evenStale: 'old' });
  expect(heard).toEqual(['fresh', 'old']);
});

test.each([
  [0, 'stays'],
  [429, 'stays'],
  [503, 'stays'],
  [401, 'ended'],
  [404, 'closed'],
  [409, 'closed'],
  [400, 'refused'],
  [422, 'refused'],
] as const)('a server that says %i: it %s', async (status, as) => {
  expect(becameOf(new ApiError(status, 'x', ''))).toBe(as);
});
