import { expect, test } from 'vitest';
import type { FollowUp, Response } from '../domain/follow-up.ts';
import { followUpId } from '../domain/identity.ts';
import { readPathways, readQuestionnaires } from '../house/packs.ts';
import { answersIn, answerTo, questionsThere } from './given-answers.ts';

const pathways = readPathways();
const questionnaires = readQuestionnaires();
const run = { id: 'run-1', pathway: 'low-glucose' };
const words = { 'zh-CN': '问', en: 'Question' };
const followUp = (step: string, more: Partial<FollowUp> = {}): FollowUp => ({
  id: followUpId(run.id, step),
  run: run.id,
  patient: 'p1',
  question: words,
  options: [{ id: 'better', text: words }],
  asked: 0,
  due: 10,
  state: { is: 'answered', answer: 'better', at: 5 },
  ...more,
});

test('a step of a pathway that was answered has its name in every round', () => {
  for (const step of ['feel', 'feel#2']) {
    const asked = followUp(step);
    expect(answerTo(pathways, asked, run)).toEqual([{ id: asked.id, question: 'low-glucose.feel', option: 'better', at: 5 }]);
  }
});

test('what is open, a questionnaire, or of a pathway or step that is gone, is no answer', () => {
  expect(answerTo(pathways, followUp('feel', { state: { is: 'open' } }), run)).toEqual([]);
  expect(answerTo(pathways, followUp('feel', { questionnaire: 'symptom-check' }), run)).toEqual([]);
  expect(answerTo(pathways, followUp('gone'), run)).toEqual([]);
  expect(answerTo([], followUp('feel'), run)).toEqual([]);
});

test('the choices of a questionnaire are answers; numbers are none', () => {
  const response: Response = {
    id: 'f1',
    patient: 'p1',
    questionnaire: 'symptom-check',
    version: 1,
    answered: 7,
    by: 'p1',
    answers: { headache: 'daily', 'low-times': 3 },
    scores: {},
    findings: [],
  };
  expect(answersIn(questionnaires, response)).toEqual([
    { id: 'f1/headache/daily', question: 'symptom-check.headache', option: 'daily', at: 7 },
  ]);
  expect(answersIn([], response)).toEqual([]);
});

test('what there is to ask for', () => {
  const there = questionsThere(pathways, questionnaires);
  expect(there.get('pressure-crisis.symptoms')).toEqual(['yes-some', 'none']);
  expect(there.get('symptom-check.headache')).toEqual(['never', 'sometimes', 'often', 'daily']);
  expect(there.has('symptom-check.low-times')).toBe(false);
});
