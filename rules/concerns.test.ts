import { expect, test } from 'vitest';
import { concerns } from './concerns.ts';
import type { Rule } from './rule.ts';
import { testPatient } from './try-judge.ts';

test.each<[string, Rule['appliesTo'], Parameters<typeof testPatient>[0], boolean]>([
  ['nothing is asked', undefined, {}, true],
  ['the specimen is no matter of persons', { specimen: 'sensor' }, {}, true],
  ['the group', { groups: ['adult'] }, {}, true],
  ['another group', { groups: ['pregnancy'] }, {}, false],
  ['no choice of a guideline is China’s', { guidelines: ['china-2024'] }, {}, true],
  ['and no other', { guidelines: ['esc-2024', 'aha-2025'] }, {}, false],
  ['a choice', { guidelines: ['esc-2024'] }, { guideline: 'esc-2024' }, true],
  ['another choice', { guidelines: ['china-2024'] }, { guideline: 'esc-2024' }, false],
  ['one of the medicines', { medicines: ['insulin', 'gliclazide'] }, { medicines: ['metformin', 'gliclazide'] }, true],
  ['none of them', { medicines: ['insulin'] }, { medicines: ['metformin'] }, false],
  ['one of the conditions', { conditions: ['heart-failure'] }, { conditions: ['hypertension', 'heart-failure'] }, true],
  ['none of these', { conditions: ['heart-failure'] }, { conditions: ['hypertension'] }, false],
  ['without what one has', { withoutConditions: ['copd'] }, { conditions: ['copd'] }, false],
  ['without what one has not', { withoutConditions: ['copd'] }, { conditions: ['hypertension'] }, true],
  ['all that is asked must fit', { groups: ['older-adult'], medicines: ['insulin'] }, { medicines: ['insulin'] }, false],
])('%s', (_, appliesTo, person, expected) => {
  expect(concerns(appliesTo)(testPatient(person))).toBe(expected);
});
