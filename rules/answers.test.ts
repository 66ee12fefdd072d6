import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { GivenAnswer } from '../domain/follow-up.ts';
import type { Reading } from '../domain/reading.ts';
import { compile } from './compile.ts';
import { explain } from './explain.ts';
import { judgeAnswers } from './judge.ts';
import { createLife } from './preview.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { type Bench, createBench, pressureReading } from './try-judge.ts';

/* What answers do to readings, before them and after them (semantics 3.20, 6.8). */

const EIGHT = Date.UTC(2026, 2, 2, 8);
const at = (minutes: number): number => EIGHT + minutes * MINUTE;
const high = { value: 'systolic', above: 'limit' } as const;
const low = { value: 'systolic', atMost: 'limit' } as const;
const thresholds = { limit: shortThreshold(180, 'mmHg') };
const asked = { question: 'crisis.symptoms', options: ['yes'], within: 'PT1H' };
const crisis = shortRule({ id: 'bp.crisis', watches: 'blood-pressure', when: high, clears: low, thresholds });
const emergency = shortRule({
  id: 'bp.emergency',
  watches: 'blood-pressure',
  when: { all: [high, { answered: asked }] },
  clears: low,
  thresholds,
  supersedes: ['bp.crisis'],
  starts: 'help',
});
const set = compile([crisis, emergency]);

const gave = (id: string, when: number, option = 'yes', question = asked.question): GivenAnswer => ({ id, question, option, at: when });
const answer = (bench: Bench, given: GivenAnswer, now = given.at) => bench.take(judgeAnswers(set, bench.about, bench.state, [given], now));
const open = (bench: Bench) => bench.alerts().flatMap(({ rule, state }) => (state.is === 'active' ? [rule.id] : []));

describe('an answer and a pressure', () => {
  test('the answer after it: the alert opens with the answer, told as fresh', () => {
    const bench = createBench(set);
    bench.hear([pressureReading('r', at(0), 190, 100)]);
    expect(open(bench)).toEqual(['bp.crisis']);
    const decisions = answer(bench, gave('a', at(10)));
    expect(decisions.map((one) => one.do)).toEqual(['open-alert', 'send', 'send', 'start-pathway']);
    expect(open(bench)).toEqual(['bp.crisis', 'bp.emergency']);
    expect(bench.alerts()[1]).toMatchObject({ opened: at(0), raised: at(10), late: false, evidence: ['r'] });
  });

  test('the answer before it: the graver alert alone', () => {
    const bench = createBench(set);
    expect(answer(bench, gave('a', at(0)))).toEqual([]);
    bench.hear([pressureReading('r', at(10), 190, 100)]);
    expect(open(bench)).toEqual(['bp.emergency']);
  });

  test('heard twice it says nothing twice', () => {
    const bench = createBench(set);
    bench.hear([pressureReading('r', at(0), 190, 100)]);
    answer(bench, gave('a', at(10)));
    const { state } = bench;
    expect(answer(bench, gave('a', at(10)), at(11))).toEqual([]);
    expect(bench.state).toEqual(state);
  });

  test('what no rule asks for is not remembered', () => {
    const bench = createBench(set);
    answer(bench, gave('a', at(0), 'no'));
    answer(bench, gave('b', at(0), 'yes', 'other.question'));
    expect(bench.state.answers).toBeUndefined();
  });

  test('a correction that takes the pressure away takes the alert back', () => {
    const bench = createBench(set);
    bench.hear([pressureReading('r', at(0), 190, 100)]);
    answer(bench, gave('a', at(1)));
    bench.hear([pressureReading('r', at(0), 130, 80, { received: at(5) })]);
    expect(bench.alerts().map(({ state }) => state)).toMatchObject([{ because: 'withdrawn' }, { because: 'withdrawn' }]);
  });

  test('of a pressure that has come down since, it is told and over at once', () => {
    const bench = createBench(set);
    bench.hear([pressureReading('r', at(0), 190, 100)]);
    bench.hear([pressureReading('s', at(5), 150, 90)]);
    answer(bench, gave('a', at(10)));
    expect(bench.alerts()[1]).toMatchObject({ rule: { id: 'bp.emergency' }, state: { is: 'resolved', because: 'recovered', at: at(5) } });
  });

  test('for a patient whom the rule does not concern, nothing', () => {
    const others = compile([crisis, { ...emergency, appliesTo: { groups: ['pregnancy'] } }]);
    const bench = createBench(others);
    bench.hear([pressureReading('r', at(0), 190, 100)]);
    expect(bench.take(judgeAnswers(others, bench.about, bench.state, [gave('a', at(1))], at(1)))).toEqual([]);
  });
});

test('answers are few and recent: fifty, and none older than the longest wait and twelve hours', () => {
  const bench = createBench(set);
  for (let i = 0; i < 60; i++) answer(bench, gave(`a${i}`, at(i)));
  expect(bench.state.answers).toHaveLength(50);
  answer(bench, gave('last', at(59) + 13 * HOUR));
  expect((bench.state.answers as readonly GivenAnswer[]).map(({ id }) => id)).toEqual(['a59', 'last']);
});

test('a preview lives through answers, too', () => {
  const life = createLife(set, createBench(set).about, at(0), at(0));
  life.hear(pressureReading('r', at(0), 190, 100));
  life.hearAnswer(gave('a', at(10)));
  expect(life.end(at(60)).map(({ rule, raised }) => [rule, raised])).toEqual([
    ['bp.crisis', at(0)],
    ['bp.emergency', at(10)],
  ]);
});

/** More histories than every day: `SHUFFLE_TIMES=25 vitest run rules/answers.test.ts`. */
const TIMES = Number(process.env.SHUFFLE_TIMES ?? 1);

type Event = { readonly minute: number; readonly is: 'yes' | 'no' | number };
const events = fc
  .uniqueArray(
    fc.record({ minute: fc.integer({ min: 0, max: 600 }), is: fc.constantFrom<Event['is']>('yes', 'no', 120, 180, 181, 190, 210) }),
    { selector: ({ minute }) => minute, minLength: 1, maxLength: 25 },
  )
  .map((list) => list.toSorted((a, b) => a.minute - b.minute));
const orders = events.chain((list) => fc.record({ list: fc.constant(list), order: fc.shuffledSubarray(list, { minLength: list.length }) }));

function arrive(order: readonly Event[]): Bench {
  const bench = createBench(set);
  for (const [i, { minute, is }] of order.entries()) {
    const now = EIGHT + DAY + i * 1000;
    if (typeof is === 'number') {
      const reading: Reading = pressureReading(`r${minute}`, at(minute), is, 80, { received: now });
      bench.hear([reading]);
    } else answer(bench, gave(`a${minute}`, at(minute), is), now);
  }
  return bench;
}

test('answers and readings in any order and twice: the same rules are open in the end, and none that spoke is silent', () => {
  let emergencies = 0;
  fc.assert(
    fc.property(orders, ({ list, order }) => {
      const [one, other] = [arrive(list), arrive([...order, ...order])];
      const spoke = (bench: Bench) => new Set(bench.alerts().map(({ rule }) => rule.id));
      const standing = (bench: Bench) =>
        [...new Set(open(bench))].filter((id) => id === 'bp.emergency' || !open(bench).includes('bp.emergency'));
      expect(standing(other)).toEqual(standing(one));
      expect(spoke(other).has('bp.emergency')).toBe(spoke(one).has('bp.emergency'));
      expect(explain(set, other.about, other.state)).toEqual(explain(set, one.about, one.state));
      expect([...one.world.faults, ...other.world.faults]).toEqual([]);
      emergencies += spoke(one).has('bp.emergency') ? 1 : 0;
    }),
    { numRuns: 400 * TIMES },
  );
  expect(emergencies).toBeGreaterThan(20);
});
