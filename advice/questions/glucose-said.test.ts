import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { HOUR } from '../../domain/clock.ts';
import { answerTo, saidId } from '../../domain/identity.ts';
import { createReplayClock } from '../../domain/replay-clock.ts';
import { readMedications } from '../../house/packs.ts';
import { openHouse } from '../../store/temporary-house.ts';
import { readKnowledge } from '../knowledge.ts';
import { NOW, person } from '../sample.ts';
import { readDangers } from './emergencies.ts';
import { readFaqs } from './faq.ts';
import type { GlucoseUnit } from './glucose-said.ts';
import { createQuestions } from './questions.ts';
import { QuestionSettings } from './settings.ts';
import { isWorrying, readLexicon, understand } from './understand.ts';

const home = join(import.meta.dirname, '../..');
const graph = readMedications([]);
const understander = { dangers: readDangers(home), lexicon: readLexicon(home), faqs: readFaqs(home), graph };
const takenFor = (text: string, unit?: GlucoseUnit): string | undefined => {
  const understood = understand(text, understander, unit);
  if (understood.intent === 'emergency') return understood.about[0];
  return isWorrying(text, understood, understander, unit) ? 'worrying' : undefined;
};
const [LOW, HIGH, EITHER] = ['severe-low', 'ketoacidosis', 'glucose-unclear'];

describe('a number of glucose without a unit is read in the own unit of the patient', () => {
  test.each<[string, GlucoseUnit | undefined, string | undefined]>([
    ['my glucose is 31 and I am very thirsty and confused', 'mmol/L', HIGH],
    ['my glucose is 31 and I am very thirsty and confused', undefined, HIGH],
    ['my glucose is 31 and I am very thirsty and confused', 'mg/dL', EITHER],
    ['My sugar is 22 today, what should I eat?', 'mmol/L', 'worrying'],
    ['My sugar is 22 today, what should I eat?', 'mg/dL', LOW],
    ['My sugar is 22 today, what should I eat?', undefined, EITHER],
    ['my sugar is 25 and I keep vomiting', 'mmol/L', HIGH],
    ['my sugar is 25 and I keep vomiting', undefined, HIGH],
    ['my sugar is 25 and I keep vomiting', 'mg/dL', EITHER],
    ['my sugar is 25 and I am shaking and sweating', 'mmol/L', EITHER],
    ['my sugar is 25 and I am shaking and sweating', 'mg/dL', LOW],
    // No meter shows it in mmol/L.
    ['my sugar is 45', 'mmol/L', EITHER],
    ['my sugar is 45', 'mg/dL', LOW],
    // It has a unit.
    ['my sugar is 45 mg/dL', 'mmol/L', LOW],
    ['my sugar is 31 mmol/L, I am confused', 'mg/dL', HIGH],
    ['my sugar is 31.5 and I feel sleepy', 'mg/dL', HIGH],
    ['my glucose is 650', 'mmol/L', HIGH],
    ['my glucose is 320', 'mg/dL', 'worrying'],
    ['my glucose is 2.4', 'mg/dL', LOW],
    ['血糖31，人有点糊涂', 'mmol/L', HIGH],
    ['血糖31，人有点糊涂', undefined, HIGH],
    ['血糖33.3', undefined, HIGH],
    ['血糖33.2', undefined, 'worrying'],
    ['血糖16.7', undefined, 'worrying'],
    ['血糖16.6', undefined, undefined],
    ['血糖45', 'mg/dL', LOW],
    ['血糖45', 'mmol/L', EITHER],
    ['血糖300mg/dL', 'mmol/L', 'worrying'],
    ['血糖2.9', undefined, LOW],
    ['血糖3.0', undefined, undefined],
    ['血糖54mg/dl', undefined, undefined],
    ['血糖53毫克', undefined, LOW],
    ['血糖一点八', undefined, LOW],
    ['血糖12.5', undefined, undefined],
    ['my glucose is 5.6', 'mmol/L', undefined],
    ['my sugar was 120', 'mg/dL', undefined],
    ['my sugar was checked 2 weeks ago', 'mmol/L', undefined],
    ['my reading is 22 days old', 'mmol/L', undefined],
    ['My sugar was 22 last year', 'mmol/L', undefined],
  ])('%s (%s): %s', (text, unit, expected) => expect(takenFor(text, unit)).toBe(expected));
});

test('words of a low beside a number that may be very high never lead to sugar', () => {
  for (const text of ['is this a hypo, I am shaking? sugar is 31', '血糖31，手抖，低血糖很厉害'])
    for (const unit of ['mmol/L', undefined] as const) expect(takenFor(text, unit)).toBe(EITHER);
});

describe('what a meter writes instead of a number', () => {
  test.each(['Sugar reads HI', 'my meter says HI', '血糖仪显示HI', '血糖显示高值'])('%s', (text) => expect(takenFor(text)).toBe(HIGH));
  test('a greeting is none', () => expect(takenFor('Hi, my sugar is 6.1')).toBeUndefined());
});

test('at the door the unit of the record counts: who measures in mmol/L and writes 31 is told nothing of taking sugar', async () => {
  const { store } = openHouse({ durability: 'off' });
  const questions = createQuestions({
    store,
    home,
    clock: createReplayClock(NOW),
    settings: QuestionSettings.parse({}),
    knowledge: readKnowledge(home),
    medications: () => graph,
    watchOpenings: async (decisions) => decisions,
  });
  const told = async (id: string, text: string, glucoseUnit: GlucoseUnit) => {
    const patient = person({ id, language: 'en', glucoseUnit });
    await store.transact(async (records) => {
      await records.patients.save(patient);
      expect(await questions.hear(records, { id: 'm', patient: id, text, via: 'own-page' }, NOW + HOUR)).toBe('emergency');
    });
    return (await store.conversations.said(answerTo(saidId(id, 'own-page m'))))!.text;
  };
  const text = 'my glucose is 31 and I am very thirsty and confused';
  expect(await told('mmol', text, 'mmol/L')).not.toMatch(/take (?:about )?(?:15 g|sugar)/);
  expect(await told('mg', text, 'mg/dL')).toContain('eat no sugar');
  expect(await told('low', 'my glucose is 31', 'mg/dL')).toContain('15 g of sugar');
});
