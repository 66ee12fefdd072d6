import { expect, test } from 'vitest';
import { sourcesOf } from './sources.ts';
import { shortRule, shortThreshold } from './try-condition.ts';

const source = (title: string) => ({ organisation: 'Hearth', title, year: 2026, evidence: 'unverified' as const });

test('the rule, its limits, its rest and its protocol, each once', () => {
  const mean = { days: 7, minimum: 12, perSession: 2, discardFirstDay: true, discardFirstOfSession: false, source: source('protocol') };
  const rule = shortRule({
    when: { all: [{ mean, anyAtLeast: { systolic: 'limit' } }] },
    clears: { mean, allBelow: { systolic: 'settled' } },
    thresholds: { limit: shortThreshold(135, 'mmHg'), settled: { ...shortThreshold(130, 'mmHg'), source: source('settled') } },
    rests: { for: 'P1D', source: source('rest') },
  });
  expect(sourcesOf(rule).map(({ what, source: { title } }) => [what, title])).toEqual([
    ['test.rule', 'Test'],
    ['test.rule.settled', 'settled'],
    ['test.rule.rests', 'rest'],
    ['test.rule.mean', 'protocol'],
  ]);
});
