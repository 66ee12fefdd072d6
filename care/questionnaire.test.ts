import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { isAsked, wrongAnswers } from '../domain/answers.ts';
import { findingsOf, parseQuestionnaire, scoresOf } from './questionnaire.ts';
import { runQuestionnaireCases } from './questionnaire-cases.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const files = globSync(`${import.meta.dirname}/questionnaires/*.yaml`).filter((file) => !file.endsWith('.cases.yaml'));
const questionnaires = files.map((file) => parseQuestionnaire(read(file), file));

test.each(files)('every case of %s comes out as it says, and together they reach every question and every finding', (file) => {
  const cases = file.replace(/\.yaml$/, '.cases.yaml');
  expect(runQuestionnaireCases(questionnaires, read(cases), cases)).toEqual([]);
});

test('all three are there, each called like its file', () => {
  expect(questionnaires.map(({ questionnaire }, i) => files[i]!.endsWith(`/${questionnaire}.yaml`) && questionnaire).sort()).toEqual([
    'medicine-taking',
    'symptom-check',
    'weekly-check-in',
  ]);
});

const weekly = files.find((file) => file.endsWith('weekly-check-in.yaml'))!;
const cases = read(weekly.replace('.yaml', '.cases.yaml'));
test.each([
  ['another finding', 'findings: [chest-pain-week]', 'findings: []', 'chest pain that has passed: findings [], not ["chest-pain-week"]'],
  ['a wrong answer that is taken for right', 'wrong: [now, missed-days]', 'wrong: [now]', 'wrong ["now"], not ["now","missed-days"]'],
  ['a finding that no case comes to', "fell: 'yes'", "fell: 'no'", 'a case that comes to finding fell'],
  ['no such questionnaire', 'questionnaire: weekly-check-in', 'questionnaire: daily', 'a questionnaire that there is'],
])('%s fails the case', (_what, from, to, why) => {
  expect(cases).toContain(from);
  expect(runQuestionnaireCases(questionnaires, cases.replace(from, to), 'x').join('\n')).toContain(why);
});

describe('a questionnaire is refused, with line and key, when', () => {
  const text = read(weekly);
  test.each([
    [
      'a condition names a later question',
      "question: symptoms, operator: '!='",
      "question: fell, operator: '!='",
      'no question fell before this',
    ],
    [
      'a condition waits for an answer that there is not',
      "operator: '!=', answer: none }]",
      "operator: '!=', answer: nothing }]",
      'symptoms has no such answer',
    ],
    ['two questions have one name', '- id: fell', '- id: week', 'there are two called week'],
    [
      'a finding asks for more than can be',
      "operator: '>=', answer: 2",
      "operator: '>=', answer: 9",
      'missed-days has no such answer: >= 9',
    ],
    ['a language is missing', '{ zh-CN: 更好, en: Better }', '{ en: Better }', 'items.0.options.0.text.zh-CN'],
  ])('%s', (_what, from, to, why) => {
    expect(text).toContain(from);
    expect(() => parseQuestionnaire(text.replace(from, to), 'x.yaml')).toThrow(why);
  });
});

test('a question behind a question that is not asked is not asked either, and counts for nothing', () => {
  const nested = parseQuestionnaire(
    `questionnaire: nested
version: 1
title: { zh-CN: 甲, en: A }
items:
  - { id: a, type: choice, ask: { zh-CN: 甲, en: A }, options: [{ id: 'no', points: 0, text: { zh-CN: 否, en: 'No' } }, { id: 'yes', points: 1, text: { zh-CN: 是, en: 'Yes' } }] }
  - { id: b, type: scale, ask: { zh-CN: 乙, en: B }, min: 0, max: 5, least: { zh-CN: 少, en: Few }, most: { zh-CN: 多, en: Many }, enableWhen: [{ question: a, operator: '=', answer: 'yes' }] }
  - { id: c, type: scale, ask: { zh-CN: 丙, en: C }, min: 0, max: 5, least: { zh-CN: 少, en: Few }, most: { zh-CN: 多, en: Many }, enableWhen: [{ question: b, operator: '>', answer: 3 }] }
scores:
  - { id: sum, title: { zh-CN: 和, en: Sum }, sum: [a, b, c], source: &own { organisation: Hearth, title: Test, year: 2026, evidence: unverified } }
findings:
  - { id: much, severity: low, title: { zh-CN: 多, en: Much }, when: [{ question: sum, operator: '>=', answer: 4 }], source: *own }
`,
    'x',
  );
  const stale = { a: 'no', b: 4, c: 5 };
  expect(isAsked(nested.items, 'c', stale)).toBe(false);
  expect(scoresOf(nested, stale)).toEqual({ sum: 0 });
  expect(findingsOf(nested, stale)).toEqual([]);
  expect(wrongAnswers(nested, stale).map(({ question, why }) => `${question} ${why}`)).toEqual(['b not-asked', 'c not-asked']);
  expect(scoresOf(nested, { a: 'yes', b: 4, c: 5 })).toEqual({ sum: 10 });
  expect(scoresOf(nested, { a: 'yes', b: 4 }), 'a score with a gap is none').toEqual({});
});
