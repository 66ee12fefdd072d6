import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openQueue, type Queue, QueueFull } from './queue.ts';

let folder: string;
let queue: Queue;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'test-'));
  queue = openQueue(folder);
});
afterEach(() => queue.close());

const AT = 1_700_000_000_000;
const record = (sequence: number, completes?: number) => ({
  device: 'meter-1',
  characteristic: '2a18',
  payload: Buffer.from([0, sequence]),
  at: AT,
  record: true,
  completes,
});
const indication = (value: number, at = AT) => ({ device: 'cuff-1', characteristic: '2a35', payload: Buffer.from([value]), at });
const topics = (device: string): string[] => {
  const all = [];
  for (let next = queue.next(device); next; next = queue.next(device)) {
    all.push(next.topic);
    queue.acknowledged(next);
  }
  return all;
};

test('a record is kept once, before and after the server has it; a cuff may say the same twice', () => {
  expect(queue.keep(record(1))).toBe('new');
  expect(queue.keep(record(1))).toBe('known');
  queue.acknowledged(queue.next('meter-1')!);
  expect(queue.keep(record(1))).toBe('known');
  expect(queue.waiting('meter-1')).toBe(0);
  expect([queue.keep(indication(1)), queue.keep(indication(1))]).toEqual(['new', 'new']);
});

test('stamps of a device never repeat and never go back, whatever the clock does', () => {
  for (const at of [AT, AT, AT - 5_000, AT + 10]) queue.keep(indication(1, at));
  expect(topics('cuff-1').map((topic) => Number(topic.split('/').at(-1)) - AT)).toEqual([0, 1, 2, 10]);
});

test('what waits outlives the process, in order, under the same stamp', () => {
  for (const sequence of [1, 2, 3]) queue.keep(record(sequence));
  const before = queue.next('meter-1');
  queue.close();
  queue = openQueue(folder);
  expect(queue.next('meter-1')).toEqual(before);
  expect(topics('meter-1')).toEqual([0, 1, 2].map((i) => `hearth/v1/meter-1/gatt/2a18/${AT + i}`));
});

test('the sequence number moves on with the acknowledgement, never before', () => {
  queue.keep(record(1));
  queue.keep(record(2, 2));
  expect(queue.lastSequence('meter-1')).toBeUndefined();
  queue.acknowledged(queue.next('meter-1')!);
  expect(queue.lastSequence('meter-1')).toBeUndefined();
  queue.acknowledged(queue.next('meter-1')!);
  expect(queue.lastSequence('meter-1')).toBe(2);
});

test('a memory heard to its end counts when all of it is acknowledged; without anything new, at once', () => {
  queue.keep(record(9));
  queue.reached('meter-1', 9);
  expect(queue.lastSequence('meter-1')).toBeUndefined();
  topics('meter-1');
  expect(queue.lastSequence('meter-1')).toBe(9);
  queue.reached('meter-1', 12);
  expect(queue.lastSequence('meter-1')).toBe(12);
});

test('records in disorder: what waits completes nothing any more', () => {
  queue.keep(record(1));
  queue.keep(record(40, 40));
  queue.startOver('meter-1');
  topics('meter-1');
  expect(queue.lastSequence('meter-1')).toBeUndefined();
});

test('of what a device is like, only the last word waits', () => {
  queue.keep(record(1));
  queue.keepStatus('meter-1', { battery: 80 });
  queue.keepStatus('meter-1', { battery: 79 });
  queue.acknowledged(queue.next('meter-1')!);
  expect(JSON.parse(Buffer.from(queue.next('meter-1')!.payload).toString())).toEqual({ battery: 79 });
  expect(queue.waiting('meter-1')).toBe(1);
});

test('notes change what they name; null takes away', () => {
  queue.note('meter-1', { battery: 80, trouble: 'far away' });
  queue.note('meter-1', { battery: 79, trouble: null });
  expect(queue.notes('meter-1')).toEqual({ battery: 79 });
  expect(queue.notes('nobody')).toEqual({});
});

test('a full queue refuses with one sentence, gives out what it has, and then takes again', () => {
  queue.close();
  queue = openQueue(folder, { megabytes: 0.1 });
  let kept = 0;
  const fill = () => {
    for (; kept < 10_000; kept++) queue.keep({ ...indication(1), payload: Buffer.alloc(200, kept) });
  };
  expect(fill).toThrow(QueueFull);
  expect(fill).toThrow(/gateway\.db: there is no more room for readings/);
  expect(kept).toBeGreaterThan(50);
  expect(topics('cuff-1')).toHaveLength(kept);
  expect(queue.keep(indication(1))).toBe('new');
});
