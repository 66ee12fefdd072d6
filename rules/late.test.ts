import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { glucoseReading as glucose } from './try-judge.ts';
import { bench, EIGHT, limit, low, named } from './try-lows.ts';

describe('late', () => {
  test('older than its freshness: the coordinator alone, not urgent, no advice, no pathway', () => {
    const { hear, alerts, world } = bench();
    hear([glucose('a', EIGHT, 3.1)], EIGHT + HOUR + 1);
    expect(alerts()).toMatchObject([{ late: true, opened: EIGHT, raised: EIGHT + HOUR + 1, state: { is: 'active' } }]);
    const { told, advised, started } = world.seen.get(named('a'))!;
    expect(told).toMatchObject([{ to: { person: 'team', role: 'coordinator' }, template: 'alert.late', urgent: false }]);
    expect([advised, started]).toEqual([[], []]);
  });

  test('thirty days old it is told still; older it is history: an alert in the record, and no message', () => {
    const told = bench();
    told.hear([glucose('a', EIGHT, 3.1)], EIGHT + 30 * DAY);
    expect(told.world.seen.get(named('a'))!.told).toMatchObject([{ template: 'alert.late' }]);
    const history = bench();
    history.hear([glucose('a', EIGHT, 3.1)], EIGHT + 30 * DAY + 1);
    expect(history.alerts()).toMatchObject([{ late: true, opened: EIGHT, state: { is: 'active' } }]);
    expect(history.world.seen.get(named('a'))!.told).toEqual([]);
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

  test('another low of an episode that was over when it was heard of wakes nobody either', () => {
    const { hear, world } = bench();
    hear([glucose('c', EIGHT + 20 * MINUTE, 6)]);
    hear([glucose('a', EIGHT, 3.1, { received: EIGHT + 21 * MINUTE })]);
    expect(hear([glucose('b', EIGHT + 10 * MINUTE, 3.1, { received: EIGHT + 22 * MINUTE })])).toMatchObject([{ do: 'add-evidence' }]);
    expect(world.seen.get(named('a'))!.told).toHaveLength(1);
  });

  test('what comes late may stretch a faded episode, but not into the next one nor beyond now', () => {
    const { hear, alerts } = bench();
    hear([glucose('a', EIGHT, 3.1), glucose('c', EIGHT + 130 * MINUTE, 3.1)]);
    hear([glucose('b', EIGHT + 30 * MINUTE, 3.1, { received: EIGHT + 131 * MINUTE })]);
    expect(alerts().map(({ evidence, state }) => [evidence, 'at' in state ? (state.at - EIGHT) / MINUTE : state.is])).toEqual([
      [['a', 'b'], 130],
      [['c'], 'active'],
    ]);
  });

  test('a low that comes late stretches a faded episode up to a recovery that is known: the next low is a new alert, not its evidence', () => {
    const { hear, alerts } = bench({ ...low, endsAfter: 'PT30M' });
    const at = (minutes: number) => EIGHT + minutes * MINUTE;
    hear([glucose('a', at(0), 3.1)]);
    hear([glucose('well', at(31), 6)]);
    hear([glucose('b', at(30), 3.2)], at(40)); // from a sensor that was out of reach
    expect(alerts()).toMatchObject([{ state: { is: 'resolved', at: at(31), because: 'recovered' } }]);
    hear([glucose('c', at(55), 3.0)]);
    expect(alerts()).toMatchObject([{ evidence: ['a', 'b'] }, { opened: at(55), state: { is: 'active' }, evidence: ['c'] }]);
  });

  test('a low that comes late and is not over yet opens a faded episode again', () => {
    const { hear, alerts } = bench({
      ...low,
      endsAfter: 'PT30M',
      clears: { value: 'glucose', atLeast: 'well' },
      thresholds: { ...limit, well: shortThreshold(5, 'mmol/L') },
    });
    const at = (minutes: number) => EIGHT + minutes * MINUTE;
    hear([glucose('a', at(0), 3.1)]);
    hear([glucose('between', at(40), 4.2)]); // no low, and no recovery either
    expect(alerts()).toMatchObject([{ state: { is: 'resolved' } }]);
    hear([glucose('b', at(25), 3.2)], at(41));
    expect(alerts()).toMatchObject([{ state: { is: 'active' }, evidence: ['a', 'b'] }]);
    hear([glucose('c', at(45), 3.0)]);
    expect(alerts()).toMatchObject([{ state: { is: 'active' }, evidence: ['a', 'b', 'c'] }]);
  });

  test('a rule that tells nobody tells nobody late', () => {
    const { hear, world } = bench({ ...low, tells: [] });
    hear([glucose('a', EIGHT, 3.1)], EIGHT + DAY);
    expect(world.seen.get(named('a'))!.told).toEqual([]);
  });

  test('a recovery that arrives late tells more exactly when an episode was over', () => {
    const { hear, alerts } = bench();
    hear([glucose('a', EIGHT, 3.1), glucose('d', EIGHT + 30 * MINUTE, 6)]);
    hear([glucose('c', EIGHT + 10 * MINUTE, 6, { received: EIGHT + 40 * MINUTE })]);
    expect(alerts()).toMatchObject([{ state: { is: 'resolved', at: EIGHT + 10 * MINUTE } }]);
  });

  test('a value that arrives late completes a window that is exactly as long as allowed', () => {
    const often = shortRule({
      id: 'glucose.often',
      when: { repeat: { value: 'glucose', below: 'limit' }, times: 'times', within: 'PT2H' },
      clears: { value: 'glucose', atLeast: 'limit' },
      thresholds: { ...limit, times: shortThreshold(3, 'readings') },
    });
    const { hear, alerts } = bench(often);
    hear([glucose('b', EIGHT + HOUR, 3.1), glucose('c', EIGHT + 2 * HOUR, 3.1)]);
    hear([glucose('a', EIGHT, 3.1, { received: EIGHT + 2 * HOUR })]);
    expect(alerts()).toMatchObject([{ opened: EIGHT + 2 * HOUR, evidence: ['a', 'b', 'c'] }]);
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
