import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { compile } from './compile.ts';
import { judge, judgeAll, settle } from './judge.ts';
import type { Rule } from './rule.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading as glucose, pressureReading, testPatient } from './try-judge.ts';
import { bench, EIGHT, limit, low, lows, named } from './try-lows.ts';

test('a device whose clock runs ahead is judged as of the moment it was heard', () => {
  const { hear, alerts } = bench();
  hear([glucose('future', EIGHT + 90 * DAY, 6, { received: EIGHT })]);
  hear([glucose('a', EIGHT + MINUTE, 3.1)]);
  expect(alerts()).toMatchObject([{ opened: EIGHT + MINUTE, late: false, state: { is: 'active' } }]);
  hear([glucose('low in the future', EIGHT + 90 * DAY, 3.1, { received: EIGHT + 4 * HOUR })]);
  expect(alerts()).toMatchObject([{}, { opened: EIGHT + 4 * HOUR, late: false, state: { is: 'active' } }]);
});

describe('a fault', () => {
  const broken: Rule = { ...low, id: 'glucose.broken', when: { value: 'glucose', below: 'gone' } as never };

  test('fails alone, is said once for each version of the rule, and the others go on', () => {
    const set = compile([{ ...broken, thresholds: { gone: shortThreshold(1, 'mmol/L') } }, low]);
    const faulty = (version: number) => {
      const rule = set.byStream.glucose.find(({ id }) => id === 'glucose.broken')!;
      const when = {
        ...rule.when,
        holds: () => {
          throw new Error('out of cheese');
        },
      };
      return {
        ...set,
        byStream: { ...set.byStream, glucose: [{ ...rule, when, rule: { ...rule.rule, version } }, ...lows.byStream.glucose] },
      };
    };
    const about = { patient: testPatient(), limits: {} };
    const first = judge(faulty(1), about, {}, glucose('a', EIGHT, 3.1), EIGHT);
    expect(first.decisions.filter((decision) => decision.do === 'report-fault')).toEqual([
      { do: 'report-fault', patient: 'p1', rule: 'glucose.broken', version: 1, why: 'out of cheese' },
    ]);
    expect(first.decisions.some((decision) => decision.do === 'open-alert')).toBe(true);
    const second = judge(faulty(1), about, first.state, glucose('b', EIGHT + 1, 3.1), EIGHT + 1);
    expect(second.decisions.map((decision) => decision.do)).toEqual(['add-evidence']);
    const third = judge(faulty(2), about, second.state, glucose('c', EIGHT + 2, 3.1), EIGHT + 2);
    expect(third.decisions.map((decision) => decision.do)).toEqual(['report-fault', 'add-evidence']);
  });
});

describe('a batch', () => {
  const about = new Map(['p1', 'p2'].map((id) => [id, { patient: testPatient({ id }), limits: {} }]));

  test('is judged in the order in which it happened, each patient apart', () => {
    const readings = [
      glucose('b', EIGHT + 10 * MINUTE, 6),
      { ...glucose('other', EIGHT + 5 * MINUTE, 3.1), patient: 'p2' },
      glucose('a', EIGHT, 3.1),
    ].map((reading) => ({ ...reading, received: EIGHT + HOUR }));
    const { states, decisions } = judgeAll(lows, about, new Map(), readings, EIGHT + HOUR);
    expect([...states.keys()]).toEqual(['p1', 'p2']);
    const opened = decisions.flatMap((decision) => (decision.do === 'open-alert' ? decision.alert : []));
    expect(opened.map(({ patient, evidence }) => [patient, evidence])).toEqual([
      ['p1', ['a']],
      ['p2', ['other']],
    ]);
    expect(decisions.find((decision) => decision.do === 'change-alert')).toMatchObject({ patient: 'p1', to: { at: EIGHT + 10 * MINUTE } });
  });

  test('of a patient of whom nothing is known is refused', () => {
    expect(() => judgeAll(lows, new Map(), new Map(), [glucose('a', EIGHT, 3)], EIGHT)).toThrow('p1');
  });

  test('changes only the states of the patients in it, and never the state that it was given', () => {
    const before = createBench(lows);
    before.hear([glucose('a', EIGHT, 3.1)]);
    const text = JSON.stringify(before.state);
    const known = new Map([['p1', before.state]]);
    const { states } = judgeAll(lows, about, known, [{ ...glucose('x', EIGHT, 5), patient: 'p2' }], EIGHT);
    expect([...states.keys()]).toEqual(['p2']);
    judgeAll(lows, about, known, [glucose('b', EIGHT + MINUTE, 3.2), glucose('c', EIGHT - MINUTE, 3.2)], EIGHT + MINUTE);
    expect(JSON.stringify(before.state)).toBe(text);
  });
});

describe('a person resolves an alert', () => {
  test('the next low opens another one, and an old one of the same episode does not', () => {
    const one = bench();
    one.hear([glucose('a', EIGHT, 3.1)]);
    one.take(settle(lows, one.about, one.state, one.alerts()[0]!, EIGHT + 10 * MINUTE));
    expect(one.hear([glucose('b', EIGHT + 5 * MINUTE, 3.1, { received: EIGHT + 11 * MINUTE })])).toMatchObject([{ do: 'add-evidence' }]);
    one.hear([glucose('c', EIGHT + 20 * MINUTE, 3.1)]);
    expect(one.alerts().map(({ id }) => id)).toEqual([named('a'), named('c')]);
    expect(one.world.seen.get(named('c'))!.told).toHaveLength(2);
  });

  test('a recovery before that, heard afterwards, does not put itself in the place of the person', () => {
    const one = bench();
    one.hear([glucose('a', EIGHT, 3.1)]);
    one.take(settle(lows, one.about, one.state, one.alerts()[0]!, EIGHT + 10 * MINUTE));
    expect(one.hear([glucose('b', EIGHT + 5 * MINUTE, 6, { received: EIGHT + 11 * MINUTE })])).toEqual([]);
  });

  test('a recovery afterwards does not resolve it a second time', () => {
    const one = bench();
    one.hear([glucose('a', EIGHT, 3.1)]);
    one.take(settle(lows, one.about, one.state, one.alerts()[0]!, EIGHT + 10 * MINUTE));
    expect(one.hear([glucose('b', EIGHT + 20 * MINUTE, 6)])).toEqual([]);
  });

  test('an alert that the judge does not know changes nothing', () => {
    const one = bench();
    expect(settle(lows, one.about, one.state, { id: 'x', rule: { id: 'glucose.low', version: 1 } }, EIGHT)).toEqual({
      state: {},
      decisions: [],
    });
  });
});

describe('the memory', () => {
  test('lets go of what no rule looks back to', () => {
    const sizes = [10, 40].map((days) => {
      const each = createBench(lows);
      for (let i = 0; i < days * 8; i++) each.hear([glucose(`r${i}`, EIGHT + i * 3 * HOUR, i % 2 === 0 ? 3 : 6)]);
      return JSON.stringify(each.state).length;
    });
    expect(sizes[1]).toBeLessThan(sizes[0]! + 20);
    expect(sizes[1]).toBeLessThan(700);
  });

  test('keeps no more than a dozen episodes of a rule, however they follow one another', () => {
    const each = createBench(compile([{ ...low, endsAfter: 'PT1M' }]));
    for (let i = 0; i < 100; i++) each.hear([glucose(`r${i}`, EIGHT + i * MINUTE, i % 2 === 0 ? 3 : 6)]);
    expect((each.state as { episodes: Record<string, unknown[]> }).episodes['glucose.low']).toHaveLength(12);
    expect(each.alerts()).toHaveLength(50);
  });

  test('does not let go of an alert that is open, although its rule no longer looks at this patient', () => {
    const set = compile([
      { ...low, appliesTo: { groups: ['adult'] } },
      shortRule({ id: 'glucose.other', when: low.when, thresholds: limit }),
    ]);
    const one = createBench(set);
    one.hear([glucose('over', EIGHT - MINUTE, 3.1), glucose('normal', EIGHT - 1, 6), glucose('a', EIGHT, 3.1)]);
    const elsewhere = createBench(set, testPatient({ group: 'older-adult' }));
    elsewhere.state = one.state;
    elsewhere.hear([glucose('b', EIGHT + 30 * DAY, 6)]);
    one.state = elsewhere.state;
    expect(one.hear([glucose('c', EIGHT + 31 * DAY, 6)])).toMatchObject([{ do: 'change-alert', alert: named('a') }]);
  });
});

test('a kind that no rule watches leaves no points behind, and a context none at all', () => {
  const one = bench();
  one.hear([pressureReading('a', EIGHT, 200, 130)]);
  expect(one.state).toEqual({ heard: { 'blood-pressure': EIGHT } });
  const context = { ...glucose('c', EIGHT, 5), kind: 'glucose-context' } as never;
  expect(judge(lows, one.about, one.state, context, EIGHT)).toEqual({ state: one.state, decisions: [] });
});

test('a cuff that shows kPa is judged by what it shows: 24.0 kPa is 180 mmHg', () => {
  const crisis = shortRule({
    id: 'bp.crisis',
    watches: 'blood-pressure',
    when: { value: 'systolic', above: 'limit' },
    thresholds: { limit: shortThreshold(180, 'mmHg') },
  });
  const { hear, alerts } = bench(crisis);
  const kPa = (systolic: number) => ({ reported: { systolic, diastolic: 12, unit: 'kPa' as const } });
  hear([pressureReading('a', EIGHT, 24 * 7.500616827, 90, kPa(24))]);
  expect(alerts()).toEqual([]);
  hear([pressureReading('b', EIGHT + 1, 24.1 * 7.500616827, 90, kPa(24.1))]);
  expect(alerts()).toHaveLength(1);
});

describe('a clock that runs ahead', () => {
  const ahead = (id: string, received: number, value: number) => glucose(id, received + 2 * HOUR, value, { received });

  test('may open an alert, but ends none: it may have been measured before what it would end', () => {
    const { hear, alerts } = bench();
    hear([glucose('a', EIGHT, 3.1)]);
    hear([ahead('normal', EIGHT + 20 * MINUTE, 6)]);
    expect(alerts()).toMatchObject([{ state: { is: 'active' } }]);
    hear([glucose('b', EIGHT + 30 * MINUTE, 6)]);
    expect(alerts()).toMatchObject([{ state: { is: 'resolved', at: EIGHT + 30 * MINUTE } }]);
    hear([ahead('low', EIGHT + HOUR, 3)]);
    expect(alerts()).toMatchObject([{}, { opened: EIGHT + HOUR, state: { is: 'active' }, late: false }]);
  });

  test('and none that comes to light later: it stays what it was in the memory', () => {
    const { hear, alerts } = bench();
    hear([ahead('normal', EIGHT + 20 * MINUTE, 6)]);
    hear([glucose('a', EIGHT + 10 * MINUTE, 3.1, { received: EIGHT + 21 * MINUTE })]);
    expect(alerts()).toMatchObject([{ state: { is: 'active' }, late: false }]);
  });
});
