import { expect, test } from 'vitest';
import { compile } from '../rules/compile.ts';
import { shortRule, shortThreshold } from '../rules/try-condition.ts';
import { checkAnswers } from './check-answers.ts';
import { readPathways, readQuestionnaires } from './packs.ts';

const check = (question: string, option: string) => {
  const rule = shortRule({
    id: 'bp.some',
    watches: 'blood-pressure',
    when: { all: [{ value: 'systolic', above: 'limit' }, { answered: { question, options: [option], within: 'PT1H' } }] },
    clears: { value: 'systolic', atMost: 'limit' },
    thresholds: { limit: shortThreshold(180, 'mmHg') },
  });
  return () => checkAnswers(compile([rule]), readPathways(), readQuestionnaires());
};

test('a question and an option that there are', () => {
  expect(check('pressure-crisis.symptoms', 'yes-some')).not.toThrow();
  expect(check('symptom-check.vision', 'yes')).not.toThrow();
});

test('a rule that waits for what nobody can answer is refused, with what there is', () => {
  expect(check('pressure-crisis.moods', 'yes')).toThrow(/bp\.some.*there is no pressure-crisis\.moods/);
  expect(check('pressure-crisis.symptoms', 'yes')).toThrow(/one of yes-some, none .*there is no yes/);
});
