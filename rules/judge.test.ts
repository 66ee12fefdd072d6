import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { alertId, messageKey } from '../domain/identity.ts';
import { compile } from './compile.ts';
import { judge, judgeAll, settle } from './judge.ts';
import type { Rule } from './rule.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading as glucose, pressureReading, testPatient } from './try-judge.ts';

const EIGHT = Date.UTC(2026, 2, 2, 0);
const limit = { limit: shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 }) };
const low = shortRule({
  id: 'glucose.low',
  when: { value: 'glucose', below: 'limit' },
  thresholds: limit,
  advises: ['diet'],
  starts: 'low-glucose',
  appliesTo: { specimen: 'sample' },
});
const lows = compile([low]);
const bench = (...rules: readonly Rule[]) => createBench(rules.length > 0 ? compile(rules) : lows);
const named = (id: string): string => alertId('p1', 'glucose.low', id);

describe('one alert for one episode', () => {
  test('the opening reading names it, tells, advises and starts; what follows only adds evidence', () => {
    const { hear, alerts, world } = bench();
    expect(hear([glucose('a', EIGHT, 3.1)], EIGHT + MINUTE).map((decision) => decision.do)).toEqual([
      'open-alert',
      'send',
      'send',
      'advise',
      'start-pathway',
    ]);
    expect(hear([glucose('b', EIGHT + 10 * MINUTE, 3.4)])).toEqual([
      { do: 'add-evidence', alert: named('a'), patient: 'p1', readings: ['b'] },
    ]);
    expect(alerts()).toEqual([
      {
        id: named('a'),
        patient: 'p1',
        rule: { id: 'glucose.low', version: 1 },
        severity: 'high',
        opened: EIGHT,
        raised: EIGHT + MINUTE,
        late: false,
        evidence: ['a', 'b'],
        values: { value: 3.1, unit: 'mmol/L', limit: 3.9, field: 'glucose' },
        state: { is: 'active' },
      },
    ]);
    const [patient, team] = world.seen.get(named('a'))!.told;
    expect(patient).toEqual({
      key: messageKey(named('a'), 'alert.patient', 'patient', 'p1'),
      to: { person: 'p1', role: 'patient' },
      about: 'p1',
      alert: named('a'),
      template: 'alert.patient',
      values: {
        value: 3.1,
        unit: 'mmol/L',
        limit: 3.9,
        field: 'glucose',
        rule: 'glucose.low',
        severity: 'high',
        at: EIGHT,
        raised: EIGHT + MINUTE,
      },
      urgent: true,
      due: EIGHT + MINUTE,
      expires: EIGHT + HOUR,
    });
    expect(team).toMatchObject({ to: { person: 'team', role: 'coordinator' }, template: 'alert.team', urgent: true });
    expect(team).not.toHaveProperty('expires');
  });

  test('a later reading ends it, at the moment of that reading; the next low is another alert', () => {
    const { hear, alerts } = bench();
    hear([glucose('a', EIGHT, 3.1)]);
    hear([glucose('b', EIGHT + 20 * MINUTE, 5.1)]);
    hear([glucose('c', EIGHT + 40 * MINUTE, 3.2)]);
    expect(alerts().map(({ id, state }) => [id, state])).toEqual([
      [named('a'), { is: 'resolved', at: EIGHT + 20 * MINUTE, because: 'recovered' }],
      [named('c'), { is: 'active' }],
    ]);
  });

  test('it fades: so long after its last evidence the next low is told anew', () => {
    const { hear, alerts, world } = bench();
    hear([glucose('a', EIGHT, 3.1)]);
    hear([glucose('b', EIGHT + 2 * HOUR, 3.1)]);
    hear([glucose('c', EIGHT + 4 * HOUR + 1, 3.1)]);
    expect(alerts().map(({ id, evidence, state }) => [id, evidence, state])).toEqual([
      [named('a'), ['a', 'b'], { is: 'resolved', at: EIGHT + 4 * HOUR, because: 'recovered', note: 'faded' }],
      [named('c'), ['c'], { is: 'active' }],
    ]);
    expect(world.seen.get(named('c'))!.told).toHaveLength(2);
  });

  test('evidence ends at fifty', () => {
    const { hear, alerts } = bench();
    for (let i = 0; i < 60; i++) hear([glucose(`r${i}`, EIGHT + i * MINUTE, 3.1)]);
    expect(alerts()[0]!.evidence).toHaveLength(50);
  });
});

describe('hysteresis', () => {
  test('a margin: neither more of it nor its end lies between', () => {
    const { hear, alerts } = bench({
      ...low,
      thresholds: { ...limit, margin: shortThreshold(0.3, 'mmol/L') },
      clears: { margin: 'margin' },
    });
    hear([glucose('a', EIGHT, 3.1)]);
    hear([glucose('b', EIGHT + 10 * MINUTE, 4.1)]);
    expect(alerts()).toMatchObject([{ evidence: ['a'], state: { is: 'active' } }]);
    hear([glucose('c', EIGHT + 20 * MINUTE, 4.2)]);
    expect(alerts()).toMatchObject([{ state: { is: 'resolved', at: EIGHT + 20 * MINUTE } }]);
  });

  test('a condition of its own', () => {
    const recovered = shortThreshold(5, 'mmol/L');
    const { hear, alerts } = bench({ ...low, thresholds: { ...limit, recovered }, clears: { value: 'glucose', atLeast: 'recovered' } });
    hear([glucose('a', EIGHT, 3.1), glucose('b', EIGHT + 10 * MINUTE, 4.9)]);
    expect(alerts()[0]!.state.is).toBe('active');
    hear([glucose('c', EIGHT + 20 * MINUTE, 5)]);
    expect(alerts()[0]!.state.is).toBe('resolved');
  });
});

describe('late', () => {
  test('older than its freshness: the coordinator alone, not urgent, no advice, no pathway', () => {
    const { hear, alerts, world } = bench();
    hear([glucose('a', EIGHT, 3.1)], EIGHT + HOUR + 1);
    expect(alerts()).toMatchObject([{ late: true, opened: EIGHT, raised: EIGHT + HOUR + 1, state: { is: 'active' } }]);
    const { told, advised, started } = world.seen.get(named('a'))!;
    expect(told).toMatchObject([{ to: { person: 'team', role: 'coordinator' }, template: 'alert.late', urgent: false }]);
    expect([advised, started]).toEqual([[], []]);
  });

  test('exactly as old as its freshness is in time', () => {
    const { hear, alerts } = bench();
    hear([glucose('a', EIGHT, 3.1)], EIGHT + HOUR);
    expect(alerts()).toMatchObject([{ late: false }]);
  });

  test('a fresh reading of an episode that was told as late is told as fresh, under the same name', () => {
    const { hear, alerts, world } = bench();
    hear([glucose('a', EIGHT, 3.1)], EIGHT + 90 * MINUTE);
    hear([glucose('b', EIGHT + 100 * MINUTE, 3.1)]);
    hear([glucose('c', EIGHT + 110 * MINUTE, 3.1)]);
    expect(alerts()).toMatchObject([{ id: named('a'), evidence: ['a', 'b', 'c'] }]);
    const { told, started } = world.seen.get(named('a'))!;
    expect(told.map(({ template, urgent }) => [template, urgent])).toEqual([
      ['alert.late', false],
      ['alert.patient', true],
      ['alert.team', true],
    ]);
    expect(told[1]).toMatchObject({ values: { at: EIGHT + 100 * MINUTE }, expires: EIGHT + 160 * MINUTE });
    expect(started).toEqual(['low-glucose']);
  });

  test('when the end is known already, it is opened and closed in one go, and the patient is left alone', () => {
    const { hear, alerts, world } = bench();
    hear([glucose('b', EIGHT + 20 * MINUTE, 6)]);
    const decisions = hear([glucose('a', EIGHT, 3.1)], EIGHT + 21 * MINUTE);
    expect(decisions.map((decision) => decision.do)).toEqual(['open-alert', 'change-alert', 'send']);
    expect(alerts()).toMatchObject([{ late: false, state: { is: 'resolved', at: EIGHT + 20 * MINUTE, because: 'recovered' } }]);
    expect(world.seen.get(named('a'))!.told).toMatchObject([{ to: { role: 'coordinator' }, template: 'alert.late', urgent: false }]);
  });

  test('an older reading ends nothing, retracts nothing, and joins the episode that begins soon after it', () => {
    const { hear, alerts } = bench();
    hear([glucose('b', EIGHT, 3.1)]);
    hear([glucose('normal', EIGHT - 5 * MINUTE, 6, { received: EIGHT + 1 })]);
    expect(alerts()).toMatchObject([{ id: named('b'), state: { is: 'active' } }]);
    hear([glucose('before that', EIGHT - 10 * MINUTE, 3.2, { received: EIGHT + 2 })]);
    hear([glucose('after that', EIGHT - 3 * MINUTE, 3.2, { received: EIGHT + 3 })]);
    expect(alerts().map(({ id, evidence, state }) => [id, evidence, state.is])).toEqual([
      [named('before that'), ['before that'], 'resolved'],
      [named('b'), ['b', 'after that'], 'active'],
    ]);
  });

  test('a low beside an episode that is over joins it, and wakes nobody', () => {
    const { hear, alerts, world } = bench();
    hear([glucose('a', EIGHT, 3.1), glucose('c', EIGHT + 20 * MINUTE, 6)]);
    hear([glucose('b', EIGHT + 10 * MINUTE, 3, { received: EIGHT + 30 * MINUTE })]);
    expect(alerts()).toMatchObject([{ id: named('a'), evidence: ['a', 'b'], state: { is: 'resolved', at: EIGHT + 20 * MINUTE } }]);
    expect(world.seen.size).toBe(1);
  });
});

test('a device whose clock runs ahead is judged as of the moment it was heard', () => {
  const { hear, alerts } = bench();
  hear([glucose('future', EIGHT + 90 * DAY, 6, { received: EIGHT })]);
  hear([glucose('a', EIGHT + MINUTE, 3.1)]);
  expect(alerts()).toMatchObject([{ opened: EIGHT + MINUTE, late: false, state: { is: 'active' } }]);
  hear([glucose('low in the future', EIGHT + 90 * DAY, 3.1, { received: EIGHT + 4 * HOUR })]);
  expect(alerts()).toMatchObject([{}, { opened: EIGHT + 4 * HOUR, late: false, state: { is: 'active' } }]);
});

describe('graver and milder', () => {
  const very = shortRule({
    id: 'glucose.very-low',
    when: { value: 'glucose', below: 'limit' },
    clears: { value: 'glucose', atLeast: 'recovered' },
    thresholds: { limit: shortThreshold(3, 'mmol/L'), recovered: shortThreshold(3.9, 'mmol/L') },
    supersedes: ['glucose.low'],
  });
  const opened = (...values: readonly number[]) => {
    const { hear, alerts } = bench(low, very);
    for (const [i, value] of values.entries()) hear([glucose(`r${i}`, EIGHT + i * 10 * MINUTE, value)]);
    return alerts().map(({ rule, opened: at }) => `${rule.id} ${(at - EIGHT) / MINUTE}`);
  };

  test.each([
    ['both at once: only the graver', [2.8], ['glucose.very-low 0']],
    ['while the graver is open, the milder stays quiet', [2.8, 3.5, 3.6], ['glucose.very-low 0']],
    ['after the graver has ended, it speaks again', [2.8, 4.5, 3.5], ['glucose.very-low 0', 'glucose.low 20']],
    ['the milder first, then the graver', [3.5, 2.8], ['glucose.low 0', 'glucose.very-low 10']],
  ])('%s', (_, values, expected) => {
    expect(opened(...values)).toEqual(expected);
  });
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
