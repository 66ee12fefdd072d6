import { globSync, readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { runCases } from './cases.ts';
import { parsePathway } from './parse-pathway.ts';
import { parseQuestionnaire } from './questionnaire.ts';

const read = (file: string) => readFileSync(file, 'utf8');
const folder = `${import.meta.dirname}/pathways`;
const files = globSync(`${folder}/*.yaml`).filter((file) => !file.endsWith('.cases.yaml'));
const questionnaires = new Map(
  globSync(`${import.meta.dirname}/questionnaires/*.yaml`)
    .filter((file) => !file.endsWith('.cases.yaml'))
    .map((file) => parseQuestionnaire(read(file), file))
    .map((one) => [one.questionnaire, one]),
);
const setting = { zone: 'Asia/Shanghai', questionnaires };
const pathways = files.map((file) => parsePathway(read(file), file));

test.each(files)('every case of %s goes as it says, and together they reach every step and every answer', (file) => {
  const cases = file.replace(/\.yaml$/, '.cases.yaml');
  expect(runCases(pathways, read(cases), cases, setting)).toEqual([]);
});

test('all fourteen pathways are there, and each is called like its file', () => {
  expect(pathways.map(({ id, file }) => file.endsWith(`/${id}.yaml`) && id).sort()).toEqual([
    'check-in',
    'emergency-message',
    'low-glucose',
    'low-oxygen',
    'measure-reminder',
    'medicine-time',
    'new-medicine',
    'no-readings',
    'pressure-crisis',
    'pressure-emergency',
    'raised-pressure-mean',
    'very-high-glucose',
    'visit-proposal',
    'whose-reading',
  ]);
});

const crisis = read(`${folder}/pressure-crisis.cases.yaml`);
test.each([
  ['a later word', 'after: PT15M, step: no-answer', 'after: PT16M, step: no-answer', 'expected "after 16 min no-answer'],
  [
    'less urgent',
    'step: still-high, to: [coordinator, doctor], urgent: true',
    'step: still-high, to: [coordinator, doctor]',
    'still-high to coordinator, urgent"',
  ],
  [
    'a message that is not expected',
    '      - { after: PT10M, step: reminder, to: patient, urgent: true }\n',
    '',
    'but "after 10 min reminder',
  ],
  ['an answer that there is not', 'answers: yes-some', 'answers: maybe', 'expected "after 2 min emergency-text'],
  [
    'an answer after the end',
    '{ after: PT12M, alert: recovered }',
    '{ after: PT12H, alert: recovered }',
    'has ended before 1 of what happens',
  ],
  ['another pathway', 'pathway: pressure-crisis', 'pathway: pressure', 'cases.yaml:1:1: pathway: one of'],
  ['a wrong key', 'startsLate', 'startLate', '.startLate: no such key here'],
])('%s fails the case', (_what, from, to, why) => {
  expect(crisis).toContain(from);
  expect(runCases(pathways, crisis.replace(from, to), 'cases.yaml').join('\n')).toContain(why);
});

test('a step that no case reaches is a failure', () => {
  const withoutSilence = crisis.replace(/ {2}- name: silence[\s\S]*?\n\n/, '');
  expect(runCases(pathways, withoutSilence, 'x')).toEqual([
    expect.stringContaining('a case that reaches reminder'),
    expect.stringContaining('a case that reaches no-answer'),
  ]);
});
