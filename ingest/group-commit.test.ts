import { expect, test } from 'vitest';
import { groupCommit } from './group-commit.ts';

const later = () => new Promise((resolve) => setTimeout(resolve, 5));

test('calls that wait together are one batch, in order of arrival', async () => {
  const batches: number[][] = [];
  const call = groupCommit(
    async (calls: readonly number[]) => {
      batches.push([...calls]);
      await later();
      return calls.map((one) => one * 10);
    },
    { most: 100 },
  );
  const first = [call(1), call(2), call(3)];
  await new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
  const second = [call(4), call(5)]; // while the first batch is being committed
  expect(await Promise.all([...first, ...second])).toEqual([10, 20, 30, 40, 50]);
  expect(batches).toEqual([
    [1, 2, 3],
    [4, 5],
  ]);
});

test('a batch has at most so many', async () => {
  const sizes: number[] = [];
  const call = groupCommit(
    async (calls: readonly number[]) => {
      sizes.push(calls.length);
      return calls;
    },
    { most: 2 },
  );
  await Promise.all([1, 2, 3, 4, 5].map(call));
  expect(sizes).toEqual([2, 2, 1]);
});

test('never two commits at once', async () => {
  let under = 0;
  const call = groupCommit(
    async (calls: readonly number[]) => {
      expect(++under).toBe(1);
      await later();
      under--;
      return calls;
    },
    { most: 3 },
  );
  await Promise.all(Array.from({ length: 20 }, (_, i) => call(i)));
});

test('a batch that fails rejects all of its calls, and the next goes on', async () => {
  let broken = true;
  const call = groupCommit(
    async (calls: readonly number[]) => {
      if (broken) throw new Error('disk full');
      return calls;
    },
    { most: 10 },
  );
  const failed = await Promise.allSettled([call(1), call(2)]);
  expect(failed.map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  broken = false;
  expect(await call(3)).toBe(3);
});

test('one that comes alone goes at once; those that follow in ones go together, and many do not wait for more', async () => {
  const sizes: number[] = [];
  const call = groupCommit(
    async (calls: readonly number[]) => {
      sizes.push(calls.length);
      return calls;
    },
    { most: 1000 },
  );
  const turn = () => new Promise((resolve) => setImmediate(resolve));
  await call(0);
  expect(sizes).toEqual([1]);
  const alone = [call(1)];
  for (let i = 2; i < 10; i++) {
    await turn();
    alone.push(call(i));
  }
  await Promise.all(alone);
  expect(sizes.length).toBeLessThan(1 + alone.length);
  expect(sizes.reduce((sum, size) => sum + size)).toBe(10);
  const many = Array.from({ length: 500 }, (_, i) => call(i));
  await Promise.all(many);
  expect(sizes.at(-1)).toBe(500);
});
