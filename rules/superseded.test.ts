import { expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import { compile } from './compile.ts';
import { judgeAll } from './judge.ts';
import { shortRule, shortThreshold } from './try-condition.ts';
import { createBench, glucoseReading, testPatient } from './try-judge.ts';

const NOON = Date.UTC(2026, 2, 2, 4);
const above = (id: string, limit: number, more: object = {}) =>
  shortRule({
    id,
    severity: 'medium',
    when: { value: 'glucose', above: 'limit' },
    thresholds: { limit: shortThreshold(limit, 'mmol/L') },
    endsAfter: 'PT6H',
    ...more,
  });
/** Over once it is below 8: what lies between is not better, and not worth an alert of its own. */
const GRAVER = {
  severity: 'high',
  supersedes: ['test.high'],
  clears: { value: 'glucose', below: 'good' },
  thresholds: { limit: shortThreshold(16, 'mmol/L'), good: shortThreshold(8, 'mmol/L') },
};
const rules = (severity: 'medium' | 'high' = 'medium') =>
  compile([above('test.very-high', 16, GRAVER), above('test.high', 10, { severity })]);

/** At so many hours after noon, each heard alone and after the one before it in the list. */
function heard(set: ReturnType<typeof rules>, ...readings: readonly (readonly [hours: number, value: number])[]) {
  const bench = createBench(set, testPatient());
  for (const [i, [hours, value]] of readings.entries())
    bench.hear([{ ...glucoseReading(`r${hours}`, NOON + hours * HOUR, value), received: NOON + 24 * HOUR + i }]);
  return bench;
}
const high = (bench: ReturnType<typeof heard>) =>
  bench
    .alerts()
    .filter(({ rule }) => rule.id === 'test.high')
    .map(({ state }) => state);

test('a milder alert that a graver one of earlier covers is closed with that reason, as it would never have opened', () => {
  expect(high(heard(rules(), [0, 18], [2, 12]))).toEqual([]);
  expect(high(heard(rules(), [2, 12], [0, 18]))).toEqual([
    { is: 'resolved', at: NOON + 2 * HOUR + 1, because: 'recovered', note: 'superseded' },
  ]);
});

test('one that has a reading of its own, outside of the graver one, goes on', () => {
  expect(high(heard(rules(), [2, 12], [7, 12], [0, 18]))).toEqual([{ is: 'active' }]);
  expect(high(heard(rules(), [-1, 12], [2, 12], [0, 18]))).toEqual([{ is: 'active' }]);
});

test('an urgent one is never closed so', () => {
  expect(high(heard(rules('high'), [2, 12], [0, 18]))).toEqual([{ is: 'active' }]);
});

test('a recovery that comes late uncovers what came after it: kept quiet, it is judged; closed, it is open again', () => {
  expect(high(heard(rules(), [0, 18], [2, 12], [1, 6]))).toMatchObject([{ is: 'active' }]);
  expect(high(heard(rules(), [2, 12], [0, 18], [1, 6]))).toEqual([{ is: 'active' }]);
});

test('so does the withdrawal of the graver one', () => {
  const set = rules();
  const bench = heard(set, [2, 12], [0, 18]);
  const gone = { ...glucoseReading('r0', NOON, 18), received: NOON + 25 * HOUR };
  const known = { unheardOf: () => false, exempt: () => true };
  const about = new Map([['p1', bench.about]]);
  const { states, decisions } = judgeAll(set, about, new Map([['p1', bench.state]]), [gone], NOON + 25 * HOUR, known);
  bench.take({ state: states.get('p1')!, decisions });
  expect(high(bench)).toEqual([{ is: 'active' }]);
});
