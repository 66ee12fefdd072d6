import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { type CompiledRule, compile } from './compile.ts';
import { parsePack } from './pack.ts';
import { type Bench, createBench, glucoseReading, pressureReading, testPatient } from './try-judge.ts';

/*
 * All shipped rules at once, one above another, each history in two orders of arrival, the second with every reading twice (semantics 6.7).
 * More histories than every day, 5,000 of each row: `SHUFFLE_TIMES=50 vitest run rules/shuffle-packs.test.ts`.
 */
const TIMES = Number(process.env.SHUFFLE_TIMES ?? 1);
const START = Date.UTC(2026, 2, 2);
const files = globSync(join(import.meta.dirname, 'packs/*.yaml')).filter((file) => !file.endsWith('.cases.yaml'));
const set = compile(files.flatMap((file) => parsePack(readFileSync(file, 'utf8'), file)));
const rules = new Map<string, CompiledRule>(Object.values(set.byStream).flatMap((some) => some.map((rule) => [rule.id, rule])));

interface Short {
  readonly minute: number;
  readonly value: number;
  readonly meal: 'fasting' | 'before' | 'after' | null;
}
const short = (until: number, values: readonly number[], meals: readonly Short['meal'][] = [null]): fc.Arbitrary<Short> =>
  fc.record({ minute: fc.integer({ min: 0, max: until }), value: fc.constantFrom(...values), meal: fc.constantFrom(...meals) });

const at = ({ minute }: Short): number => START + minute * MINUTE;
const stick = (one: Short): Reading => glucoseReading(`r${one.minute}`, at(one), one.value, one.meal === null ? {} : { meal: one.meal });
const sensor = (one: Short): Reading => glucoseReading(`r${one.minute}`, at(one), one.value, { specimen: 'interstitial' });
const pressure = (one: Short): Reading =>
  pressureReading(`r${one.minute}`, at(one), one.value, one.value > 200 ? 125 : one.value > 150 ? 112 : 80);

const GLUCOSE = [2.5, 2.9, 3.5, 3.9, 5, 8, 12, 14, 17, 20, 30];
const sticks = short(2 * 24 * 60, GLUCOSE, [null, 'fasting', 'before', 'after']);

test.each([
  ['finger sticks of an adult', 'adult', sticks, 25, stick],
  ['finger sticks of an older adult', 'older-adult', sticks, 25, stick],
  ['finger sticks in pregnancy', 'pregnancy', sticks, 25, stick],
  ['a sensor', 'adult', short(600, GLUCOSE.slice(0, 9)), 25, sensor],
  ['a cuff', 'adult', short(9 * 24 * 60, [85, 120, 136, 165, 181, 220]), 40, pressure],
] as const)('%s: the same alerts stand in the end, and none is lost', (_, group, one, most, read) => {
  const history = fc.uniqueArray(one, { selector: ({ minute }) => minute, minLength: 2, maxLength: most });
  const orders = history.chain((list) =>
    fc.record({ list: fc.constant(list), order: fc.shuffledSubarray(list, { minLength: list.length }) }),
  );
  const arrive = (order: readonly Short[]): Bench => {
    const bench = createBench(set, testPatient({ group }));
    for (const [i, reading] of order.entries()) bench.hear([{ ...read(reading), received: START + 10 * DAY + i * 1000 }]);
    return bench;
  };
  fc.assert(
    fc.property(orders, ({ list, order }) => {
      const inOrder = arrive(list.toSorted((a, b) => a.minute - b.minute));
      const shuffled = arrive([...order, ...order]);
      expect(standing(shuffled)).toEqual(standing(inOrder));
      const said = spoken(shuffled);
      const lost = [...spoken(inOrder)].filter((id) => !said.has(id) && !rules.get(id)!.supersededBy.some((graver) => said.has(graver.id)));
      expect(lost).toEqual([]);
      expect([...inOrder.world.faults, ...shuffled.world.faults]).toEqual([]);
    }),
    { numRuns: 100 * TIMES },
  );
});

/** Rules that have an open alert, but for those that an open graver one would keep quiet: whether such a one had opened before is a matter of order. */
function standing(bench: Bench): readonly string[] {
  const open = new Set(bench.alerts().flatMap(({ state, rule }) => (state.is === 'active' ? [rule.id] : [])));
  return [...open].filter((id) => !rules.get(id)!.supersededBy.some((graver) => open.has(graver.id))).sort();
}

const spoken = (bench: Bench): ReadonlySet<string> => new Set(bench.alerts().map(({ rule }) => rule.id));
