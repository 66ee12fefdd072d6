import { afterEach, expect, test } from 'vitest';
import { eventually } from '../tests/services.ts';
import { watchAccess } from './watch-access.ts';

let stop: (() => Promise<void>) | undefined;
afterEach(() => stop?.());

test('each change is told with its moment, again for a while in case one was committed late, and never asked for from the beginning', async () => {
  const asked: number[] = [];
  const dropped: string[] = [];
  const changes = [{ device: 'cuff-1', at: 1_000_000 }];
  const devices = {
    accessChanges: async (after: number) => {
      asked.push(after);
      return changes.filter(({ at }) => at > after).sort((a, b) => a.at - b.at);
    },
  };
  ({ stop } = watchAccess({ devices, drop: (device, upTo) => dropped.push(`${device} ${upTo}`), everyMs: 2 }));
  await eventually('the first', () => dropped.length > 1);
  changes.push({ device: 'cuff-2', at: 2_000_000 }, { device: 'cuff-3', at: 1_999_000 });
  await eventually('the others', () => dropped.filter((one) => one === 'cuff-3 1999000').length > 1);
  await eventually('no more of the first', () => asked.at(-1) === 2_000_000 - 60_000);
  const seen = dropped.length;
  await eventually('another look', () => dropped.length > seen + 1);
  expect(new Set(dropped.slice(seen))).toEqual(new Set(['cuff-2 2000000', 'cuff-3 1999000']));
  expect(dropped.slice(0, 2)).toEqual(['cuff-1 1000000', 'cuff-1 1000000']);
});

test('a store that does not answer is told of, and asked again', async () => {
  const troubles: unknown[] = [];
  let times = 0;
  const accessChanges = async () => {
    if (times++ === 0) throw new Error('the disk is gone');
    return [];
  };
  ({ stop } = watchAccess({ devices: { accessChanges }, drop: () => {}, everyMs: 2, onTrouble: (error) => troubles.push(error) }));
  await eventually('a second look', () => times > 1);
  expect(troubles).toEqual([new Error('the disk is gone')]);
});
