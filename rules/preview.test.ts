import { describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { compile } from './compile.ts';
import { drafted } from './draft.ts';
import { judge } from './judge.ts';
import { asHeard, createLife } from './preview.ts';
import { compare } from './preview-summary.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading as glucose, testPatient } from './try-judge.ts';

const START = Date.UTC(2026, 2, 2, 0); // eight in the morning in Shanghai
const limit = shortThreshold(3.9, 'mmol/L', { unit: 'mg/dL', value: 70 });
const low = shortRule({ id: 'glucose.low', severity: 'medium', when: { value: 'glucose', below: 'limit' }, thresholds: { limit } });
const graver = shortRule({
  id: 'glucose.very-low',
  when: { value: 'glucose', below: 'limit' },
  thresholds: { limit: shortThreshold(3, 'mmol/L', { unit: 'mg/dL', value: 54 }) },
  supersedes: ['glucose.low'],
});
const silent = shortRule({
  id: 'glucose.silent',
  severity: 'low',
  when: { silence: 'grace' },
  thresholds: { grace: shortThreshold(12, 'h') },
});
const other = shortRule({
  id: 'glucose.high',
  when: { value: 'glucose', above: 'limit' },
  thresholds: { limit: shortThreshold(13.9, 'mmol/L', { unit: 'mg/dL', value: 250 }) },
});
const all = compile([low, graver, silent, other]);
const patient = testPatient({ plan: [{ kind: 'glucose', everyDays: 1 }] });

const live = (set: typeof all, readings: readonly Reading[], limits = {}, to = START + 30 * DAY) => {
  const life = createLife(set, { patient, limits }, START, START);
  for (const reading of asHeard(readings)) life.hear(reading);
  return life.end(to);
};
const at = (id: string, minute: number, value: number, more = {}) => glucose(id, START + minute * MINUTE, value, more);
const SERIES = [6, 3.8, 3.4, 5, 2.8, 2.6, 6, 15, 4.1, 3.9, 6].map((value, i) => at(`r${i}`, i * 90, value));

test('a life is what judging one after the other comes to, sweeps and all', () => {
  const many = Array.from({ length: 700 }, (_, i) => at(`m${i}`, i * 20, [6, 3.5, 2.8, 5, 15][(i * 7) % 5]!));
  const bench = createBench(all, patient);
  let state = {};
  for (const reading of many) {
    const verdict = judge(all, bench.about, state, reading, reading.received);
    state = verdict.state;
    bench.take(verdict);
  }
  const expected = bench.alerts().filter(({ rule }) => rule.id !== 'glucose.silent');
  const got = live(all, many, {}, START + 700 * 20 * MINUTE).filter(({ rule }) => rule !== 'glucose.silent');
  expect(expected.length).toBeGreaterThan(50);
  expect(got.map(({ rule, opened }) => [opened, rule]).sort()).toEqual(expected.map(({ rule, opened }) => [opened, rule.id]).sort());
});

describe('what a draft touches', () => {
  test('a limit: its rule, with those above and below it, and nothing else', () => {
    expect(drafted(all, { limits: { 'glucose.low.limit': 4.2 } }).rules).toEqual(['glucose.low', 'glucose.very-low']);
    expect(drafted(all, { limits: { 'glucose.silent.grace': 24 } }).rules).toEqual(['glucose.silent']);
  });

  test('a rule: in place of that of its id, or beside the others', () => {
    const { today, draft } = drafted(all, {
      rules: [
        { ...low, severity: 'low' },
        { ...other, id: 'glucose.new' },
      ],
    });
    expect(today.rules.map(({ id }) => id).sort()).toEqual(['glucose.low', 'glucose.very-low']);
    expect(draft.rules.map(({ id, severity }) => [id, severity]).sort()).toEqual([
      ['glucose.low', 'low'],
      ['glucose.new', 'high'],
      ['glucose.very-low', 'high'],
    ]);
  });

  test('one that does not fit with the others is refused', () => {
    expect(() => drafted(all, { rules: [{ ...low, supersedes: ['glucose.gone'] }] })).toThrow('there is no rule glucose.gone');
  });
});

test('silences run by the clock of the history, up to its end', () => {
  const alerts = live(all, [at('a', 0, 6), at('b', 3 * 24 * 60, 6)], {}, START + 4 * DAY).filter(({ rule }) => rule === 'glucose.silent');
  expect(alerts).toMatchObject([{ opened: START + 36 * HOUR, ended: START + 3 * DAY, night: false, day: '2026-03-03' }]);
  const night = live(all, [at('a', 14 * 60, 2.5)], {}, START + DAY);
  expect(night).toMatchObject([{ rule: 'glucose.very-low', night: true, day: '2026-03-02', messages: 2 }]);
});

test('what was heard late is told late again', () => {
  const alerts = live(compile([low]), [at('a', 0, 3.1, { received: START + 5 * HOUR })]);
  expect(alerts).toMatchObject([{ late: true, messages: 1, opened: START, raised: START + 5 * HOUR }]);
});

describe('side by side', () => {
  const sets = drafted(all, { limits: { 'glucose.low.limit': 4.2 } });
  const counted = { patients: 1, readings: SERIES.length, from: START, to: START + DAY };
  const comparison = (limits: Record<string, number>) => compare(live(sets.today, SERIES), live(sets.draft, SERIES, limits), counted);

  test('an easier limit: which are new; those that only begin elsewhere are the same', () => {
    const { today, draft, added, gone, byRule, byDay, byPatient } = comparison({ 'glucose.low.limit': 4.2 });
    expect([today.alerts, draft.alerts]).toEqual([2, 3]);
    expect(added).toMatchObject([{ rule: 'glucose.low', opened: START + 8 * 90 * MINUTE }]);
    expect(gone).toEqual([]);
    expect(byRule).toEqual([
      { rule: 'glucose.low', today: 1, draft: 2 },
      { rule: 'glucose.very-low', today: 1, draft: 1 },
    ]);
    expect(byDay).toEqual([{ day: '2026-03-02', today: 2, draft: 3 }]);
    expect(byPatient).toEqual([{ patient: 'p1', today: 2, draft: 3 }]);
  });

  test('an episode that begins a reading earlier is the same', () => {
    const falling = [6, 4.1, 3.5, 6].map((value, i) => at(`f${i}`, i * 30, value));
    const [before, after] = [live(sets.today, falling), live(sets.draft, falling, { 'glucose.low.limit': 4.2 })];
    expect([before[0]!.opened, after[0]!.opened]).toEqual([START + HOUR, START + HOUR / 2]);
    expect(compare(before, after, counted)).toMatchObject({ addedCount: 0, goneCount: 0 });
  });

  test('a harder one: which are gone', () => {
    const { gone, added, goneCount } = comparison({ 'glucose.low.limit': 3.2 });
    expect([gone.map(({ rule }) => rule), goneCount, added]).toEqual([['glucose.low'], 1, []]);
  });

  test('the sum: messages, night, minutes, time to the first', () => {
    const { today, draft } = comparison({ 'glucose.low.limit': 6.1 });
    expect(today).toMatchObject({ alerts: 2, messages: 4, patients: 1, perDay: 2, minutesOfWork: 15, firstAfterHours: 1.5, atNight: 0 });
    expect(draft.firstAfterHours).toBe(0);
  });

  test('nobody had one: nothing is made up', () => {
    expect(compare([], [], { ...counted, patients: 0 })).toMatchObject({ today: { alerts: 0, perDay: 0 }, added: [], byDay: [] });
    expect(compare([], [], counted).today.firstAfterHours).toBeUndefined();
  });
});
