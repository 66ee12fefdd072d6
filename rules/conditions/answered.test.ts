import { expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { checkRule } from '../check-rule.ts';
import { shortRule, shortThreshold, tryCondition } from '../try-condition.ts';
import type { Condition } from './registry.ts';

const asked = { question: 'pressure-crisis.symptoms', options: ['yes-some', 'much'], within: 'PT1H' };
const gave = (option: string, at: number, question = asked.question) => ({ id: `a${at}`, question, option, at });
const AT = 10 * HOUR;
const holds = (...answers: readonly ReturnType<typeof gave>[]) =>
  tryCondition({ answered: asked }, {}, [{ at: AT, systolic: 190 }], { answers });

test.each([
  ['nothing', [], false],
  ['at the same moment', [gave('yes-some', AT)], true],
  ['another of the options', [gave('much', AT)], true],
  ['an option that is not meant', [gave('none', AT)], false],
  ['another question', [gave('yes-some', AT, 'low-glucose.feel')], false],
  ['an hour before', [gave('yes-some', AT - HOUR)], true],
  ['longer before', [gave('yes-some', AT - HOUR - 1)], false],
  ['an hour after', [gave('yes-some', AT + HOUR)], true],
  ['longer after', [gave('yes-some', AT + HOUR + 1)], false],
  ['first yes, then no', [gave('yes-some', AT), gave('none', AT + 1)], true],
] as const)('answered %s: %s', (_, answers, does) => {
  expect(holds(...answers).holds).toBe(does);
});

test('it tells which question and which answer, and the evidence is the reading', () => {
  const { evidence, values } = holds(gave('yes-some', AT));
  expect(evidence).toEqual([`at-${AT}`]);
  expect(values).toEqual({ question: 'pressure-crisis.symptoms', answer: 'yes-some' });
});

const faults = (more: { when: Condition; clears: Condition; watches?: 'glucose' }) =>
  checkRule(
    shortRule({ watches: 'blood-pressure', thresholds: { limit: shortThreshold(180, more.watches ? 'mmol/L' : 'mmHg') }, ...more }),
  ).map(({ path, expected }) => `${path.join('.')}: ${expected}`);
const high = { value: 'systolic', above: 'limit' } as const;
const low = { value: 'systolic', atMost: 'limit' } as const;

test('beside a value it is right; under `not`, counted, as an end, or for more than a week it is not', () => {
  const both = { all: [high, { answered: asked }] };
  expect(faults({ when: both, clears: low })).toEqual([]);
  expect(faults({ when: { all: [high, { not: { answered: asked } }] }, clears: low })).toEqual([
    'when.all.1.not: a condition on one reading: answered looks at more',
  ]);
  expect(faults({ when: high, clears: { all: [low, { answered: asked }] } })).toEqual([
    'clears.all.1: a condition on readings: an answer ends nothing',
  ]);
  const long = { answered: { ...asked, within: 'P8D' } };
  expect(faults({ when: { all: [high, long] }, clears: low })).toEqual(['when.all.1.answered.within: no more than P7D']);
});

test('for a sensor, no more than a day', () => {
  const said = faults({
    watches: 'glucose',
    when: { all: [{ value: 'glucose', below: 'limit' }, { answered: { ...asked, within: 'P2D' } }] },
    clears: { value: 'glucose', atLeast: 'limit' },
  });
  expect(said).toContain('when.all.1.answered.within: no more than P1D for a sensor');
});
