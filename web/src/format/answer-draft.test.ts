import { expect, test } from 'vitest';
import { wrongAnswers } from '../../../domain/answers.ts';
import { Questionnaire } from '../../../domain/questionnaire.ts';
import { answersOf, shownItems, toggled } from './answer-draft.ts';

const both = (text: string) => ({ en: text, 'zh-CN': text });
const { items } = Questionnaire.parse({
  questionnaire: 'q',
  version: 1,
  title: both('Q'),
  items: [
    { id: 'low', type: 'choice', ask: both('Low?'), options: ['no', 'yes'].map((id) => ({ id, text: both(id) })) },
    {
      id: 'times',
      type: 'number',
      ask: both('How often?'),
      min: 1,
      max: 9,
      enableWhen: [{ question: 'low', operator: '=', answer: 'yes' }],
    },
    { id: 'why', type: 'text', ask: both('Why?'), required: false, enableWhen: [{ question: 'times', operator: '>', answer: 3 }] },
  ],
});

test('a question appears with the answer that leads to it, and what was typed there is not sent once it is hidden again', () => {
  const shown = (draft: Record<string, string>) => shownItems(items, draft).map(({ id }) => id);
  expect(shown({})).toEqual(['low']);
  expect(shown({ low: 'yes' })).toEqual(['low', 'times']);
  expect(shown({ low: 'yes', times: ' 4 ' })).toEqual(['low', 'times', 'why']);
  expect(answersOf(items, { low: 'no', times: '4', why: 'late meals' })).toEqual({ low: 'no' });
});

test('a number is read with either comma; what is none is told as wrong', () => {
  expect(answersOf(items, { low: 'yes', times: '4,5' })).toEqual({ low: 'yes', times: 4.5 });
  expect(answersOf(items, { low: 'yes', times: ' ' })).toEqual({ low: 'yes' });
  const often = answersOf(items, { low: 'yes', times: 'often' });
  expect(wrongAnswers({ items }, often)).toEqual([{ question: 'times', why: 'not-a-number' }]);
});

test('"none of these" stands alone', () => {
  expect(toggled(['a', 'b'], 'none')).toEqual(['none']);
  expect(toggled(['none'], 'a')).toEqual(['a']);
  expect(toggled(['a', 'b'], 'a')).toEqual(['b']);
});
