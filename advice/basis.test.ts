import { expect, test } from 'vitest';
import { basis } from './basis.ts';
import { findingsFor, sampleFact } from './guard-cases.ts';

const goal = sampleFact('slot.goal', 'The upper limit after dinner is 10.0 mmol/L.', '10.0 mmol/L');
const dinner = sampleFact('slot.name', 'The reading was taken after dinner.', 'after dinner');
const zhGoal = sampleFact('slot.goal', '晚餐后血糖的上限为10.0 mmol/L。', '10.0 mmol/L');
const zhDinner = sampleFact('slot.name', '本次血糖测于晚餐后。', '晚餐后');

test.each([
  ['en', 'Skip the next one if dinner was small, and have a satay sauce with cranberry juice.', goal],
  ['en', 'Skip the next one if dinner was small, and have a satay sauce with cranberry juice.', dinner],
  ['en', 'Eat the vegetables first at lunch.', dinner],
  ['en', 'Well done, and have a satay sauce.', goal],
  ['zh-CN', '午间先吃蔬菜。', zhGoal],
  ['zh-CN', '少吃一些主食。', zhDinner],
] as const)('%s: cites what it does not say: %s', (language, text, fact) => {
  expect(findingsFor(basis, language, { text, known: [fact] })).toEqual([
    { sentence: 0, why: `it says nothing of the fact ${fact.id} that it cites` },
  ]);
});

test.each([
  ['en', 'Your limit is 10.0 mmol/L.', goal],
  ['en', 'Take a walk after your dinner.', dinner],
  ['en', 'Keep it up!', goal],
  ['zh-CN', '上限是10.0 mmol/L。', zhGoal],
  ['zh-CN', '晚饭后慢走一会儿。', zhDinner],
  ['zh-CN', '继续保持。', zhGoal],
] as const)('%s: says what it cites: %s', (language, text, fact) => {
  expect(findingsFor(basis, language, { text, known: [fact] })).toEqual([]);
});
