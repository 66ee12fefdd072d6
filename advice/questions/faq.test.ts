import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Language } from '../../domain/source.ts';
import { readMedications } from '../../house/packs.ts';
import { readKnowledge } from '../knowledge.ts';
import { NOW, person } from '../sample.ts';
import { readFaqs } from './faq.ts';
import { answerFaq, questionBrief } from './free-answer.ts';

const home = join(import.meta.dirname, '../..');
const faqs = readFaqs(home);
const parts = { faqs, knowledge: readKnowledge(home), graph: readMedications([]) };

/** The emptiest record, and one that rules much out. */
const PLAIN = {};
const ILL = {
  conditions: ['慢性肾脏病', '心力衰竭', 'pregnancy', '糖尿病足'],
  medicines: ['warfarin', 'acarbose', 'insulin', 'simvastatin'],
  birthYear: 1940,
};

describe.each(Language.options)('%s: the reviewed answers', (language) => {
  test.each(faqs.map((faq) => [faq.id, faq] as const))('%s passes the guard whole for a plain person', (_, faq) => {
    const brief = questionBrief(parts, person({ language, ...PLAIN }), ['p-1'], 'seed', NOW);
    const answer = answerFaq(faq, brief);
    expect(
      answer.attempts[0]!.verdicts.flatMap(({ check, findings }) => findings.map(({ sentence, why }) => `${check} ${sentence}: ${why}`)),
    ).toEqual([]);
    expect(answer.paragraphs.join('')).toContain(faq.text[language][0]);
    expect(answer.handOn).toBeUndefined();
  });

  test('are whole or not given at all to somebody whose conditions and medicines rule things out', () => {
    const brief = questionBrief(parts, person({ language, ...ILL }), ['p-1'], 'seed', NOW);
    const handed = faqs.filter((faq) => answerFaq(faq, brief).handOn);
    expect(handed.map(({ id }) => id)).toEqual(
      expect.arrayContaining(['diet.fruit', 'diet.rice', 'diet.drinks', 'exercise.how-much', 'living.feet']),
    );
    for (const faq of faqs.filter((one) => !handed.includes(one)))
      expect(answerFaq(faq, brief).paragraphs.join('')).toContain(faq.text[language].at(-1));
  });
});

test('each has its source, and as many questions as are promised', () => {
  expect(faqs.length).toBeGreaterThanOrEqual(25);
  for (const { source } of faqs) expect(source.organisation).not.toBe('');
});
