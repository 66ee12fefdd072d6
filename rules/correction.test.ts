import { describe, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { compile } from './compile.ts';
import { settle } from './judge.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading as glucose } from './try-judge.ts';

const EIGHT = Date.UTC(2026, 2, 2);
const low = shortRule({
  id: 'glucose.low',
  when: { value: 'glucose', below: 'limit' },
  thresholds: { limit: shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 }) },
  appliesTo: { specimen: 'sample' },
});
const lows = compile([low]);
const at = (minutes: number) => EIGHT + minutes * MINUTE;
const states = ({ alerts }: ReturnType<typeof createBench>) =>
  alerts().map(({ evidence, state }) => [evidence[0], state.is === 'resolved' ? state.because : state.is]);

describe('a corrected reading takes the place of what it was', () => {
  test('the only evidence no longer fulfils the rule: withdrawn, at the time of the correction', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3)]);
    bench.hear([glucose('a', EIGHT, 6, { received: at(5) })]);
    expect(bench.alerts()).toMatchObject([{ state: { is: 'resolved', at: at(5), because: 'withdrawn' } }]);
  });

  test('an alert that has recovered is withdrawn as well', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3), glucose('b', at(10), 6)]);
    bench.hear([glucose('a', EIGHT, 6, { received: at(20) })]);
    expect(states(bench)).toEqual([['a', 'withdrawn']]);
  });

  test('other evidence is left: the alert stands, under its name', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3), glucose('b', at(10), 3.1)]);
    bench.hear([glucose('a', EIGHT, 6, { received: at(20) })]);
    expect(states(bench)).toEqual([['a', 'active']]);
    bench.hear([glucose('b', at(10), 6, { received: at(21) })]);
    expect(states(bench)).toEqual([['a', 'withdrawn']]);
  });

  test('the latest evidence became the recovery', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3), glucose('b', at(10), 3.1)]);
    bench.hear([glucose('b', at(10), 6, { received: at(20) })]);
    expect(bench.alerts()).toMatchObject([{ state: { is: 'resolved', at: at(10), because: 'recovered' } }]);
  });

  test('a normal value became low: an alert opens', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 6)]);
    bench.hear([glucose('a', EIGHT, 3, { received: at(5) })]);
    expect(bench.alerts()).toMatchObject([{ opened: EIGHT, late: false, state: { is: 'active' } }]);
  });

  test('withdrawn by one correction and confirmed by the next: it is open again', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3)]);
    bench.hear([glucose('a', EIGHT, 6, { received: at(5) })]);
    bench.hear([glucose('a', EIGHT, 3, { received: at(6) })]);
    expect(states(bench)).toEqual([['a', 'active']]);
  });

  test('only its meal changed: nothing follows', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3)]);
    expect(bench.hear([glucose('a', EIGHT, 3, { meal: 'fasting', received: at(1) })])).toEqual([]);
  });

  test('it moved in time, and is still low: the same alert', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3)]);
    expect(bench.hear([glucose('a', at(30), 3, { received: at(30) })])).toEqual([]);
    bench.hear([glucose('b', at(20), 6, { received: at(31) })]);
    expect(states(bench)).toEqual([['a', 'active']]);
    bench.hear([glucose('c', at(40), 6)]);
    expect(states(bench)).toEqual([['a', 'recovered']]);
  });

  test('it moved past what had ended its episode: open again, under the same name', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3), glucose('b', at(10), 6)]);
    bench.hear([glucose('a', at(20), 3, { received: at(20) })]);
    expect(states(bench)).toEqual([['a', 'active']]);
    expect(bench.hear([glucose('c', at(30), 6)])).toMatchObject([{ do: 'change-alert', to: { because: 'recovered', at: at(30) } }]);
  });

  test('it moved past the moment at which a person resolved the alert: resolved all the same', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3)]);
    bench.take(settle(lows, bench.about, bench.state, bench.alerts()[0]!, at(3)));
    expect(bench.hear([glucose('a', at(5), 3)])).toEqual([]);
  });

  test('it moved past what had ended its episode, while another is open: one is enough', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3), glucose('b', at(10), 6), glucose('c', at(20), 3)]);
    bench.hear([glucose('a', at(15), 3, { received: at(21) })]);
    expect(states(bench)).toEqual([
      ['a', 'recovered'],
      ['c', 'active'],
    ]);
  });

  test('it was a sensor after all: the alert of the finger stick is withdrawn', () => {
    const bench = createBench(compile([low, { ...low, id: 'glucose.sensor', appliesTo: { specimen: 'sensor' } }]));
    bench.hear([glucose('a', EIGHT, 3)]);
    bench.hear([glucose('a', EIGHT, 3, { specimen: 'interstitial', received: at(5) })]);
    expect(bench.alerts().map(({ rule, state }) => [rule.id, state.is === 'resolved' ? state.because : state.is])).toEqual([
      ['glucose.low', 'withdrawn'],
      ['glucose.sensor', 'active'],
    ]);
  });

  test('a rule that looks at both specimens keeps its alert', () => {
    const { appliesTo: _, ...both } = low;
    const bench = createBench(compile([both]));
    bench.hear([glucose('a', EIGHT, 3)]);
    expect(bench.hear([glucose('a', EIGHT, 3, { specimen: 'interstitial', received: at(5) })])).toEqual([]);
  });

  test('what a person has resolved stays as the person left it', () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3)]);
    bench.take(settle(lows, bench.about, bench.state, bench.alerts()[0]!, at(3)));
    expect(bench.hear([glucose('a', EIGHT, 6, { received: at(5) })])).toEqual([]);
  });
});

describe('within a window', () => {
  const often = shortRule({
    id: 'glucose.often',
    when: { repeat: { value: 'glucose', below: 'limit' }, times: 'times', within: 'P1D' },
    clears: { value: 'glucose', atLeast: 'limit' },
    thresholds: { limit: shortThreshold(3.9, 'mmol/L'), times: shortThreshold(3, 'readings') },
    endsAfter: 'P1D',
  });
  const set = compile([often]);
  const three = [glucose('a', EIGHT, 3), glucose('b', at(10), 3), glucose('c', at(20), 3)];

  test('one of the three was wrong: withdrawn', () => {
    const bench = createBench(set);
    bench.hear(three);
    bench.hear([glucose('b', at(10), 6, { received: at(30) })]);
    expect(states(bench)).toEqual([['a', 'withdrawn']]);
  });

  test('one was wrong, but a fourth stands for it', () => {
    const bench = createBench(set);
    bench.hear([...three, glucose('d', at(25), 3)]);
    bench.hear([glucose('b', at(10), 6, { received: at(30) })]);
    expect(states(bench)).toEqual([['a', 'active']]);
  });

  test('a reading that was no evidence turns out to count, and pushes one out of the last three', () => {
    const goal = { meal: ['fasting'] } as const;
    const lastThree = { ...often, when: { ...often.when, among: goal, ofLast: 3 } as typeof often.when };
    const bench = createBench(compile([{ ...lastThree, thresholds: { ...often.thresholds, times: shortThreshold(2, 'readings') } }]));
    const fasting = { meal: 'fasting' } as const;
    bench.hear([glucose('a', EIGHT, 3, fasting), glucose('b', at(10), 6), glucose('c', at(20), 6), glucose('d', at(30), 3, fasting)]);
    bench.hear([glucose('b', at(10), 6, { ...fasting, received: at(31) })]);
    expect(states(bench)).toEqual([['a', 'active']]);
    bench.hear([glucose('c', at(20), 6, { ...fasting, received: at(32) })]);
    expect(states(bench)).toEqual([['a', 'withdrawn']]);
  });

  test('one was wrong the other way: the pattern is complete', () => {
    const bench = createBench(set);
    bench.hear([three[0]!, glucose('b', at(10), 6), three[2]!]);
    bench.hear([glucose('b', at(10), 3, { received: at(30) })]);
    expect(bench.alerts()).toMatchObject([{ opened: at(20), evidence: ['a', 'b', 'c'] }]);
  });
});

test('what a graver alert kept quiet is judged after all when that one is withdrawn', () => {
  const very = {
    ...low,
    id: 'glucose.very-low',
    thresholds: { limit: shortThreshold(3, 'mmol/L') },
    clears: { value: 'glucose', atLeast: 'end' } as const,
    supersedes: ['glucose.low'],
  };
  const bench = createBench(compile([low, { ...very, thresholds: { ...very.thresholds, end: shortThreshold(3.9, 'mmol/L') } }]));
  bench.hear([glucose('a', EIGHT, 2.5), glucose('b', at(10), 3.5)]);
  bench.hear([glucose('a', EIGHT, 5, { received: at(12) })]);
  expect(bench.alerts().map(({ rule, evidence, state }) => [rule.id, evidence, state.is])).toEqual([
    ['glucose.very-low', ['a'], 'resolved'],
    ['glucose.low', ['b'], 'active'],
  ]);
});

test('evidence that the memory has let go is corrected by its name', () => {
  const bench = createBench(lows);
  bench.hear([glucose('a', EIGHT, 3)]);
  const forgotten = { ...bench.state, points: {} };
  bench.state = forgotten;
  bench.hear([glucose('a', EIGHT, 6, { received: EIGHT + DAY })]);
  expect(states(bench)).toEqual([['a', 'withdrawn']]);
});

describe('evidence that can no longer be looked at counts as what it was', () => {
  const forgetful = () => {
    const bench = createBench(lows);
    bench.hear([glucose('a', EIGHT, 3), glucose('b', at(10), 3)]);
    return bench;
  };

  test('it holds up the alert', () => {
    const bench = forgetful();
    bench.state = { ...bench.state, points: {} };
    bench.hear([glucose('b', at(10), 6, { received: at(20) })]);
    expect(states(bench)).not.toContainEqual(['a', 'withdrawn']);
  });

  test('unless it was corrected before it was let go', () => {
    const bench = forgetful();
    bench.hear([glucose('a', EIGHT, 6, { received: at(15) })]);
    bench.state = { ...bench.state, points: {} };
    bench.hear([glucose('b', at(10), 6, { received: at(20) })]);
    expect(states(bench)).toEqual([['a', 'withdrawn']]);
  });
});
