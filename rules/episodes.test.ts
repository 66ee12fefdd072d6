import { describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { messageKey } from '../domain/identity.ts';
import { compile } from './compile.ts';
import { PATHWAY_SPEAKS_WITHIN_MS } from './tell.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading as glucose, testPatient } from './try-judge.ts';
import { bench, EIGHT, limit, low, named } from './try-lows.ts';

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
      due: EIGHT + MINUTE + PATHWAY_SPEAKS_WITHIN_MS,
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

  test('once it has faded, it has faded: nothing more is said of it', () => {
    const { hear } = bench();
    hear([glucose('a', EIGHT, 3.1)]);
    expect(hear([glucose('b', EIGHT + 3 * HOUR, 6)])).toHaveLength(1);
    expect(hear([glucose('c', EIGHT + 4 * HOUR, 6)])).toEqual([]);
  });

  test('a low at the very moment of the recovery is another alert: two meters disagree, and somebody should look', () => {
    const { hear, alerts } = bench();
    hear([glucose('a', EIGHT, 3.1)]);
    hear([glucose('b', EIGHT + MINUTE, 6)]);
    hear([glucose('c', EIGHT + MINUTE, 3.1)]);
    expect(alerts().map(({ id, state }) => [id, state.is])).toEqual([
      [named('a'), 'resolved'],
      [named('c'), 'active'],
    ]);
  });

  test('what is less than grave is not urgent', () => {
    const { hear, world } = bench({ ...low, severity: 'medium' });
    hear([glucose('a', EIGHT, 3.1)]);
    expect(world.seen.get(named('a'))!.told.map(({ urgent }) => urgent)).toEqual([false, false]);
  });

  test('an alert opens with no more than the latest fifty of a long run', () => {
    const long = shortRule({
      id: 'glucose.long',
      when: { lasting: { value: 'glucose', below: 'limit' }, for: 'minutes', gap: 'PT5M' },
      clears: { value: 'glucose', atLeast: 'limit' },
      thresholds: { ...limit, minutes: shortThreshold(60, 'min') },
    });
    const { hear, alerts } = bench(long);
    hear(Array.from({ length: 61 }, (_, i) => glucose(`r${i}`, EIGHT + i * MINUTE, 3.1)));
    expect(alerts()[0]!.evidence).toHaveLength(50);
    expect(alerts()[0]!.evidence.at(-1)).toBe('r60');
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

  test('a margin below a limit from above', () => {
    const high = { ...low, when: { value: 'glucose', above: 'limit' } as const, clears: { margin: 'margin' } };
    const { hear, alerts } = bench({ ...high, thresholds: { ...limit, margin: shortThreshold(0.3, 'mmol/L') } });
    hear([glucose('a', EIGHT, 4.5), glucose('b', EIGHT + MINUTE, 3.7)]);
    expect(alerts()).toMatchObject([{ state: { is: 'active' } }]);
    hear([glucose('c', EIGHT + 2 * MINUTE, 3.6)]);
    expect(alerts()).toMatchObject([{ state: { is: 'resolved' } }]);
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

  test('a graver rule for others keeps nothing quiet', () => {
    const { hear, alerts } = bench(low, { ...very, appliesTo: { groups: ['pregnancy'] } });
    hear([glucose('a', EIGHT, 2.8)]);
    expect(alerts().map(({ rule }) => rule.id)).toEqual(['glucose.low']);
  });

  test('nor does an alert of a rule that no longer looks at this patient', () => {
    const set = compile([low, { ...very, appliesTo: { groups: ['pregnancy'] } }]);
    const one = createBench(set, testPatient({ group: 'pregnancy' }));
    one.hear([glucose('a', EIGHT, 2.8)]);
    const adult = createBench(set);
    adult.state = one.state;
    adult.hear([glucose('b', EIGHT + MINUTE, 2.8)]);
    expect(adult.alerts().map(({ rule }) => rule.id)).toEqual(['glucose.low']);
  });

  test('a milder reading before a graver episode, heard late, goes on through what was kept quiet', () => {
    const { hear, alerts } = bench(low, very);
    hear([glucose('b', EIGHT + 110 * MINUTE, 2.8), glucose('c', EIGHT + 160 * MINUTE, 3.5)]);
    hear([glucose('a', EIGHT, 3.6, { received: EIGHT + 161 * MINUTE })]);
    expect(alerts().map(({ rule, evidence, state }) => [rule.id, evidence, state.is])).toEqual([
      ['glucose.low', ['a', 'b', 'c'], 'active'],
      ['glucose.very-low', ['b'], 'active'],
    ]);
  });
});
