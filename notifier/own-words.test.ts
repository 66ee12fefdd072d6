import { describe, expect, test } from 'vitest';
import { Language } from '../domain/source.ts';
import { fitted, openWords, withOwnWords } from './own-words.ts';
import { parseTemplate } from './template.ts';
import { PURPOSES } from './template-purposes.ts';
import { FOR_PATIENTS, readTemplates, TEMPLATES } from './templates.ts';

const shipped = readTemplates();
const patient = shipped.get('en/alert.patient')!;
const visit = shipped.get('en/visit.proposal')!;

test('every template has a purpose, in the order of the templates', () => {
  expect(Object.keys(PURPOSES).sort()).toEqual(Object.keys(TEMPLATES).sort());
});

test('the closing of what patients read is no part of the words; what is about the team has none', () => {
  expect(openWords(patient).closing).toMatch(/^This does not replace your doctor.*120/);
  expect(openWords(patient).words).not.toContain('replace');
  expect(openWords(shipped.get('zh-CN/alert.caregiver')!).closing).toContain('120');
  expect(openWords(shipped.get('en/task')!)).toEqual({ words: shipped.get('en/task')!.written.trim() });
  for (const name of FOR_PATIENTS)
    for (const language of Language.options) {
      const { words, closing } = openWords(shipped.get(`${language}/${name}`)!);
      expect(closing ?? '').not.toMatch(/[{}]/);
      expect(words).toMatch(/[{}]/);
    }
});

describe('words', () => {
  test.each([...shipped.keys()])('%s as it is shipped fits, and says the same', (name) => {
    const template = shipped.get(name)!;
    expect(fitted(template, openWords(template).words)).toEqual({ template: { ...template, written: template.written.trim() } });
  });

  test.each([
    ['a brace without its partner', patient, 'S {title}\n{measured', 'syntax', []],
    ['only a subject', patient, 'S {title}', 'syntax', []],
    ['a placeholder left out', visit, 'S {visit, time}\n{question} {link}', 'missing', ['options']],
    ['a placeholder of something else', visit, 'S {visit, time}\n{question} {options} {link} {severity}', 'unknown', ['severity']],
    ['an instant as a number', visit, 'S {visit}\n{question} {options} {link}', 'format', ['visit']],
    ['words as an instant', visit, 'S {visit, date}\n{question, time} {options} {link}', 'format', ['question']],
  ] as const)('%s: do not fit', (_what, template, words, is, values) => {
    const found = fitted(template, words);
    expect('problems' in found && found.problems.map((one) => [one.is, one.values])).toEqual([[is, values]]);
  });

  test('end with the shipped closing, whatever the clinic wrote', () => {
    const found = fitted(visit, 'Visit {visit, date}\n{question} {options} {link}');
    const { closing } = openWords(visit);
    expect('template' in found && found.template.text.at(-1)).toBe(`\n\n${closing}`);
  });
});

test('a clinic’s words stand for the shipped ones in their language; such as no longer fit, or were given up, do not', () => {
  const own = [
    { template: 'task', language: 'en', words: 'Do: {patient}\n{text} {link}' },
    { template: 'task', language: 'zh-CN', words: '办：{patient}\n{text}' },
    { template: 'drill', language: 'en' },
    { template: 'of.another.version', language: 'en', words: 'S\nT' },
  ] as const;
  const templates = withOwnWords(shipped, own);
  expect(templates.get('en/task')).toEqual(parseTemplate('Do: {patient}\n{text} {link}', 'en/task'));
  expect(templates.get('zh-CN/task')).toBe(shipped.get('zh-CN/task'));
  expect(templates.get('en/drill')).toBe(shipped.get('en/drill'));
  expect(templates.size).toBe(shipped.size);
});
