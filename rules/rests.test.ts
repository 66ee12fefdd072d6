import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { checkRule } from './check-rule.ts';
import { compile } from './compile.ts';
import { settle } from './judge.ts';
import type { Rule } from './rule.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, pressureReading } from './try-judge.ts';

const START = Date.UTC(2026, 2, 2, 0);
const source = { organisation: 'Hearth', title: 'Test', year: 2026, evidence: 'unverified' } as const;
const raised = shortRule({
  id: 'bp.raised',
  severity: 'medium',
  watches: 'blood-pressure',
  when: { value: 'systolic', atLeast: 'limit' },
  clears: { value: 'systolic', below: 'settled' },
  thresholds: { limit: shortThreshold(135, 'mmHg'), settled: shortThreshold(130, 'mmHg') },
  endsAfter: 'P30D',
  rests: { for: 'P14D', source },
});
const set = compile([raised]);
const at = (day: number, systolic: number, id = `d${day}`) => pressureReading(id, START + day * DAY, systolic, 80);
const bench = () => createBench(set);

describe('a value that wavers about its limit is one alert', () => {
  test('two days after it ended it goes on: active again, and nobody is told twice', () => {
    const { hear, alerts, world } = bench();
    for (const [day, systolic] of [
      [0, 136],
      [3, 129],
      [5, 136],
    ] as const)
      hear([at(day, systolic)]);
    expect(alerts()).toMatchObject([{ opened: START, state: { is: 'active' }, evidence: ['d0', 'd5'] }]);
    expect([...world.seen.values()].flatMap(({ told }) => told)).toHaveLength(2);
  });

  test.each([
    [13.99, 1],
    [14, 2],
  ])('%d days after its end it is %d alert(s)', (days, count) => {
    const { hear, alerts } = bench();
    hear([at(0, 136)]);
    hear([at(1, 129)]);
    hear([at(1 + days, 136)]);
    expect(alerts()).toHaveLength(count);
  });

  test('and it ends again, at the reading that ended it last', () => {
    const { hear, alerts } = bench();
    for (const [day, systolic] of [
      [0, 136],
      [3, 129],
      [5, 136],
      [8, 128],
    ] as const)
      hear([at(day, systolic)]);
    expect(alerts()).toMatchObject([{ state: { is: 'resolved', at: START + 8 * DAY, because: 'recovered' } }]);
  });

  test('in whatever order they come in', () => {
    const [one, other, batch] = [bench(), bench(), bench()];
    const all = [at(0, 136), at(3, 129), at(5, 136), at(8, 128), at(40, 140)];
    const late = all.map((reading) => ({ ...reading, received: START + 41 * DAY }));
    for (const reading of late) one.hear([reading]);
    for (const i of [4, 0, 2, 1, 3]) other.hear([late[i]!]);
    batch.hear(late);
    const told = (alerts: ReturnType<typeof one.alerts>) =>
      alerts.map(({ opened, evidence, state }) => [opened, evidence.toSorted(), state]);
    expect(told(one.alerts())).toHaveLength(2);
    expect(told(other.alerts())).toEqual(told(one.alerts()));
    expect(told(batch.alerts())).toEqual(told(one.alerts()));
  });

  test('an older reading that comes late, with an end between, is the beginning of the same', () => {
    const { hear, alerts } = bench();
    hear([at(0.2, 129, 'between')]);
    hear([at(0.3, 136, 'later')]);
    hear([{ ...at(0, 136, 'first'), received: START + HOUR * 10 }]);
    expect(alerts()).toMatchObject([{ evidence: ['later', 'first'], state: { is: 'active' } }]);
  });
});

test('what a person resolved stays resolved and quiet while it rests; afterwards it is news', () => {
  const one = bench();
  one.hear([at(0, 136)]);
  one.take(settle(set, one.about, one.state, one.alerts()[0]!, START + DAY));
  for (const day of [2, 9, 14.9]) expect(one.hear([at(day, 140)])).toEqual([]);
  expect(one.hear([at(15, 140)]).map((decision) => decision.do)).toContain('open-alert');
  expect(one.alerts()).toMatchObject([{ evidence: ['d0'] }, { opened: START + 15 * DAY, state: { is: 'active' } }]);
});

test('a resting rule keeps no milder one quiet', () => {
  const mild: Rule = {
    ...raised,
    id: 'bp.mild',
    rests: undefined,
    thresholds: { ...raised.thresholds, limit: shortThreshold(132, 'mmHg') },
  };
  const { hear, alerts } = createBench(compile([{ ...raised, supersedes: ['bp.mild'] }, mild]));
  hear([at(0, 136)]);
  hear([at(1, 129)]);
  hear([at(2, 133)]);
  expect(alerts().map(({ rule }) => rule.id)).toEqual(['bp.raised', 'bp.mild']);
});

test.each([
  ['an urgent rule', { severity: 'high' as const }, 'rests'],
  ['a rest longer than an episode can last', { endsAfter: 'P7D' }, 'rests.for'],
])('%s is refused', (_, more, path) => {
  expect(checkRule({ ...raised, ...more }).map((fault) => fault.path.join('.'))).toContain(path);
});
