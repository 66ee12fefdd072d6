import fc from 'fast-check';
import { expect, test } from 'vitest';
import { thinOut } from './thin-out.ts';

test('few points stay as they are', () => {
  const points = [[0, 1] as const, [1, 2] as const];
  expect(thinOut(points, 0, 10)).toBe(points);
});

test('of many, every column keeps its extremes and its ends, in order, and nothing is invented', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 20, max: 400 })), { minLength: 50, maxLength: 600 }),
      (raw) => {
        const points = raw.map(([at, value]) => [at, value] as const).sort((a, b) => a[0] - b[0]);
        const kept = thinOut(points, 0, 1000, 10);
        expect(kept.length).toBeLessThanOrEqual(40);
        expect(kept.every((point) => points.includes(point))).toBe(true);
        expect(kept.map(([at]) => at)).toEqual(kept.map(([at]) => at).toSorted((a, b) => a - b));
        for (let column = 0; column < 10; column += 1) {
          const inside = (list: readonly (readonly [number, number])[]) =>
            list.filter(([at]) => Math.floor(at / 100) === column).map(([, value]) => value);
          const [all, ours] = [inside(points), inside(kept)];
          expect([Math.min(...ours), Math.max(...ours), ours[0], ours.at(-1)]).toEqual([
            Math.min(...all),
            Math.max(...all),
            all[0],
            all.at(-1),
          ]);
        }
      },
    ),
  );
});
