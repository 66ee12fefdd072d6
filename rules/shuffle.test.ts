import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { compile, type RuleSet } from './compile.ts';
import { type Condition, conditions } from './conditions/registry.ts';
import { explain } from './explain.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading, pressureReading } from './try-judge.ts';

/*
 * What the order of arrival may change, and what not.
 *
 * Three wishes cannot all be had: that an alert opens at once; that it is named after the first reading of its episode; and that an older
 * reading never retracts a live alert. (A low at 8:05 that is heard first must open an alert of its own name; the low at 8:00 that is heard
 * next would name the same episode otherwise.) Hearth gives up the name: an episode keeps the one that it was opened with, and takes what
 * comes late as evidence. What holds all the same is below.
 */

/** More histories than every day: `SHUFFLE_TIMES=25 vitest run rules/shuffle.test.ts`. */
const TIMES = Number(process.env.SHUFFLE_TIMES ?? 1);
const START = Date.UTC(2026, 2, 2);
const limits = { limit: shortThreshold(3.9, 'mmol/L'), times: shortThreshold(3, 'readings') };
const low = compile([
  shortRule({ id: 'test.low', when: { value: 'glucose', below: 'limit' }, thresholds: { limit: limits.limit }, endsAfter: 'PT30M' }),
]);
const often = compile([
  shortRule({
    id: 'test.often',
    when: { repeat: { value: 'glucose', below: 'limit' }, times: 'times', within: 'PT2H' },
    clears: { value: 'glucose', atLeast: 'limit' },
    thresholds: limits,
    endsAfter: 'P1D',
  }),
]);

/** Readings of some hours, low or not, at different minutes; one episode may have neighbours closer than `endsAfter`, or not. */
const readings = fc
  .uniqueArray(fc.record({ minute: fc.integer({ min: 0, max: 600 }), value: fc.constantFrom(2.5, 3.8, 3.9, 6) }), {
    selector: ({ minute }) => minute,
    minLength: 1,
    maxLength: 30,
  })
  .map((list) =>
    list.sort((a, b) => a.minute - b.minute).map(({ minute, value }) => glucoseReading(`r${minute}`, START + minute * MINUTE, value)),
  );

const shuffled = readings.chain((inOrder) =>
  fc.record({ inOrder: fc.constant(inOrder), order: fc.shuffledSubarray(inOrder, { minLength: inOrder.length }) }),
);

/** Each arrives alone, one second after the other, when all of them have been measured. */
function arrive(set: RuleSet, order: readonly Reading[]) {
  const bench = createBench(set);
  for (const [i, reading] of order.entries()) bench.hear([{ ...reading, received: START + 11 * HOUR + i * 1000 }]);
  return bench.alerts();
}

const told = (alerts: ReturnType<typeof arrive>) =>
  alerts.map(({ raised: _, late: __, evidence, ...rest }) => ({ ...rest, evidence: evidence.toSorted() }));

describe.each([
  ['a value', low],
  ['a repetition within a time', often],
] as const)('%s, in any order of arrival', (_, set) => {
  test('the same readings are evidence, each of one alert, and the same rule is open in the end', () => {
    fc.assert(
      fc.property(shuffled, ({ inOrder, order }) => {
        const [expected, got] = [arrive(set, inOrder), arrive(set, order)];
        const evidence = (alerts: typeof got) => alerts.flatMap((alert) => alert.evidence).sort();
        expect([...new Set(evidence(got))]).toEqual([...new Set(evidence(expected))]);
        if (set === low)
          expect(evidence(got)).toEqual(
            inOrder
              .filter((one) => one.kind === 'glucose' && one.glucoseMmolL < 3.9)
              .map(({ id }) => id)
              .sort(),
          );
        const open = (alerts: typeof got) => alerts.filter(({ state }) => state.is === 'active').length;
        expect(open(got)).toBe(open(expected));
        expect(new Set(got.map(({ id }) => id)).size).toBe(got.length);
      }),
      { numRuns: 400 * TIMES },
    );
  });

  test('in one batch: exactly the same alerts', () => {
    fc.assert(
      fc.property(shuffled, ({ inOrder, order }) => {
        const now = START + 11 * HOUR;
        const [one, other] = [createBench(set), createBench(set)];
        for (const reading of inOrder) one.hear([{ ...reading, received: now }]);
        other.hear(order.map((reading) => ({ ...reading, received: now })));
        expect(told(other.alerts())).toEqual(told(one.alerts()));
      }),
      { numRuns: 200 * TIMES },
    );
  });
});

test('episodes that lie apart may arrive mixed with one another: the same alerts, names, ends and all', () => {
  const mixed = readings.chain((inOrder) => {
    const blocks = apart(inOrder, 30 * MINUTE);
    const turns = blocks.flatMap((block, i) => block.map(() => i));
    return fc.record({
      inOrder: fc.constant(inOrder),
      order: fc.shuffledSubarray(turns, { minLength: turns.length }).map((turn) => {
        const left = blocks.map((block) => [...block]);
        return turn.map((i) => left[i]!.shift()!);
      }),
    });
  });
  fc.assert(
    fc.property(mixed, ({ inOrder, order }) => {
      expect(told(arrive(low, order))).toEqual(told(arrive(low, inOrder)));
    }),
    { numRuns: 400 * TIMES },
  );
});

/** Readings in groups between which more than that time goes by. */
function apart(inOrder: readonly Reading[], gap: number): readonly (readonly Reading[])[] {
  const blocks: Reading[][] = [];
  let last: Instant = Number.NEGATIVE_INFINITY;
  for (const reading of inOrder) {
    if (reading.at - last > gap) blocks.push([]);
    blocks.at(-1)!.push(reading);
    last = reading.at;
  }
  return blocks;
}

test('an older reading never resolves what is open', () => {
  fc.assert(
    fc.property(shuffled, ({ order }) => {
      const bench = createBench(low);
      let newest = Number.NEGATIVE_INFINITY;
      for (const [i, reading] of order.entries()) {
        const before = bench.alerts().filter(({ state }) => state.is === 'active');
        bench.hear([{ ...reading, received: START + 11 * HOUR + i * 1000 }]);
        if (reading.at > newest) newest = reading.at;
        else {
          const after = new Map(bench.alerts().map((alert) => [alert.id, alert.state.is]));
          for (const { id } of before) expect(after.get(id)).toBe('active');
        }
      }
    }),
    { numRuns: 300 * TIMES },
  );
});

/** Every kind of condition that looks at several readings, with an end of its own. */
const several: Readonly<Record<string, readonly [when: Condition, clears: Condition]>> = {
  lasting: [
    { lasting: { value: 'glucose', below: 'limit' }, for: 'minutes', gap: 'PT1H' },
    { lasting: { value: 'glucose', atLeast: 'limit' }, for: 'minutes', gap: 'PT1H' },
  ],
  repeat: [
    { repeat: { value: 'glucose', below: 'limit' }, times: 'times', within: 'PT3H', ofLast: 4 },
    { repeat: { value: 'glucose', atLeast: 'limit' }, times: 'times', within: 'PT3H', ofLast: 4 },
  ],
  statistic: [
    { statistic: 'median', of: 'glucose', within: 'PT3H', minimum: 3, below: 'limit' },
    { statistic: 'median', of: 'glucose', within: 'PT3H', minimum: 3, atLeast: 'limit' },
  ],
  variation: [
    { variation: 'glucose', within: 'PT3H', minimum: 3, above: 'percent' },
    { variation: 'glucose', within: 'PT3H', minimum: 3, atMost: 'percent' },
  ],
  trend: [
    { trend: 'glucose', by: 'slope', within: 'PT3H', minimum: 3, fallsBy: 'step' },
    { trend: 'glucose', by: 'change', within: 'PT3H', minimum: 3, fallsLess: 'step' },
  ],
  rate: [
    { rate: 'glucose', over: 'PT30M', fallsBy: 'step' },
    { rate: 'glucose', over: 'PT30M', fallsLess: 'step' },
  ],
  share: [
    { share: { value: 'glucose', below: 'limit' }, within: 'PT3H', gap: 'PT1H', coveredPercent: 50, atLeast: 'percent' },
    { share: { value: 'glucose', below: 'limit' }, within: 'PT3H', gap: 'PT1H', coveredPercent: 50, below: 'percent' },
  ],
  baseline: [
    { baseline: 'glucose', within: 'PT5H', apart: 'PT30M', minimum: 3, fallsBy: 'step' },
    { baseline: 'glucose', within: 'PT5H', apart: 'PT30M', minimum: 3, fallsLess: 'step' },
  ],
  gain: [
    { gain: 'glucose', within: 'PT3H', above: 'step' },
    { gain: 'glucose', within: 'PT3H', atMost: 'step' },
  ],
};
const values = {
  limit: shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 }),
  minutes: shortThreshold(20, 'min'),
  times: shortThreshold(2, 'readings'),
  percent: shortThreshold(25, '%'),
  step: shortThreshold(1.2, 'mmol/L', { unit: 'mg/dL', value: 21.6 }),
};

test('every condition on several readings is tried here, but the means of a week, whose readings lie too far apart', () => {
  expect([...Object.keys(several), 'answered', 'standing', 'mean', 'surge', 'silence'].sort()).toEqual(
    conditions
      .filter(({ single }) => !single)
      .map(({ name }) => name)
      .sort(),
  );
});

describe.each(Object.entries(several))('%s', (_, [when, clears]) => {
  const set = compile([shortRule({ id: 'glucose.some', when, clears, thresholds: values, endsAfter: 'PT2H' })]);

  test('in one batch, in any order: exactly the same alerts', () => {
    fc.assert(
      fc.property(shuffled, ({ inOrder, order }) => {
        const now = START + 11 * HOUR;
        const [one, other] = [createBench(set), createBench(set)];
        for (const reading of inOrder) one.hear([{ ...reading, received: now }]);
        other.hear(order.map((reading) => ({ ...reading, received: now })));
        expect(told(other.alerts())).toEqual(told(one.alerts()));
      }),
      { numRuns: 60 * TIMES },
    );
  });

  test('one after the other, in any order and twice: the same answer in the end', () => {
    fc.assert(
      fc.property(shuffled, ({ inOrder, order }) => {
        const [one, other] = [createBench(set), createBench(set)];
        const late = (reading: Reading) => ({ ...reading, received: START + 11 * HOUR });
        for (const reading of inOrder) one.hear([late(reading)]);
        for (const reading of [...order, ...order]) other.hear([late(reading)]);
        expect(explain(set, other.about, other.state)).toEqual(explain(set, one.about, one.state));
      }),
      { numRuns: 60 * TIMES },
    );
  });
});

/** Pressures of some hours: sitting, lying, standing, of no posture; many of them near enough to one another to be compared. */
const pressures = fc
  .uniqueArray(
    fc.record({
      minute: fc.integer({ min: 0, max: 60 }),
      systolic: fc.constantFrom(118, 120, 121, 140, 141),
      posture: fc.constantFrom(undefined, 'sitting' as const, 'lying' as const, 'standing' as const, 'standing' as const),
    }),
    { selector: ({ minute }) => minute, minLength: 1, maxLength: 30 },
  )
  .map((list) =>
    list
      .sort((a, b) => a.minute - b.minute)
      .map(({ minute, systolic, posture }) =>
        pressureReading(`r${minute}`, START + minute * MINUTE, systolic, 80, posture ? { posture } : {}),
      ),
  );

describe('standing', () => {
  const between = { soonest: 'soonest', latest: 'latest' } as const;
  const rule = shortRule({
    id: 'bp.standing',
    watches: 'blood-pressure',
    when: { standing: 'systolic', ...between, fallsBy: 'drop' },
    clears: { standing: 'systolic', ...between, fallsLess: 'drop' },
    thresholds: { drop: shortThreshold(20, 'mmHg'), soonest: shortThreshold(1, 'min'), latest: { ...shortThreshold(5, 'min'), max: 15 } },
    endsAfter: 'PT10M',
  });
  const set = compile([rule]);
  const mixed = pressures.chain((inOrder) =>
    fc.record({ inOrder: fc.constant(inOrder), order: fc.shuffledSubarray(inOrder, { minLength: inOrder.length }) }),
  );
  const received = START + 11 * HOUR;

  test('in one batch, in any order: exactly the same alerts', () => {
    let opened = 0;
    fc.assert(
      fc.property(mixed, ({ inOrder, order }) => {
        const [one, other] = [createBench(set), createBench(set)];
        for (const reading of inOrder) one.hear([{ ...reading, received }]);
        other.hear(order.map((reading) => ({ ...reading, received })));
        expect(told(other.alerts())).toEqual(told(one.alerts()));
        opened += one.alerts().length;
      }),
      { numRuns: 200 * TIMES },
    );
    expect(opened, 'some of the histories say something').toBeGreaterThan(3);
  });

  test('one after the other, in any order and twice: the same answer in the end', () => {
    fc.assert(
      fc.property(mixed, ({ inOrder, order }) => {
        const [one, other] = [createBench(set), createBench(set)];
        for (const reading of inOrder) one.hear([{ ...reading, received }]);
        for (const reading of [...order, ...order]) other.hear([{ ...reading, received }]);
        expect(explain(set, other.about, other.state)).toEqual(explain(set, one.about, one.state));
      }),
      { numRuns: 60 * TIMES },
    );
  });

  test('the standing one of a pair may arrive before the sitting one, and pairs mixed with one another: the same alerts, names, ends and all', () => {
    const pairs = fc.array(fc.integer({ min: 10, max: 30 }), { minLength: 1, maxLength: 8 }).chain((falls) => {
      const inOrder = falls.flatMap((fall, i) => [
        pressureReading(`sit${i}`, START + i * HOUR, 140, 80, { posture: 'sitting' }),
        pressureReading(`up${i}`, START + i * HOUR + 2 * MINUTE, 140 - fall, 80, { posture: 'standing' }),
      ]);
      return fc.record({
        falls: fc.constant(falls),
        inOrder: fc.constant(inOrder),
        order: fc.shuffledSubarray(inOrder, { minLength: inOrder.length }),
      });
    });
    fc.assert(
      fc.property(pairs, ({ falls, inOrder, order }) => {
        expect(told(arrive(set, order))).toEqual(told(arrive(set, inOrder)));
        expect(arrive(set, order)).toHaveLength(falls.filter((fall) => fall >= 20).length);
      }),
      { numRuns: 300 * TIMES },
    );
  });
});

test('a rule that rests: whatever the order, the same readings are evidence, and the same rule is open in the end', () => {
  const rule = shortRule({
    id: 'glucose.resting',
    severity: 'medium',
    appliesTo: { specimen: 'sample' },
    when: { value: 'glucose', below: 'limit' },
    thresholds: { limit: values.limit },
    endsAfter: 'PT2H',
    rests: { for: 'PT1H', source: { organisation: 'Hearth', title: 'Test', year: 2026, evidence: 'unverified' } },
  });
  const set = compile([rule]);
  fc.assert(
    fc.property(shuffled, ({ inOrder, order }) => {
      const [expected, got] = [arrive(set, inOrder), arrive(set, order)];
      const evidence = (alerts: typeof got) => [...new Set(alerts.flatMap((alert) => alert.evidence))].sort();
      expect(evidence(got)).toEqual(evidence(expected));
      const open = (alerts: typeof got) => alerts.filter(({ state }) => state.is === 'active').length;
      expect(open(got)).toBe(open(expected));
    }),
    { numRuns: 400 * TIMES },
  );
});
