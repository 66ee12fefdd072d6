import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { Language } from '../../domain/source.ts';
import { readMedications } from '../../house/packs.ts';
import { dangerIn, readDangers } from './emergencies.ts';
import { scoreUrgency, unusualMended } from './evaluation/urgency.ts';
import { readFaqs } from './faq.ts';
import { heard } from './pattern.ts';
import { readLexicon } from './understand.ts';

const home = join(import.meta.dirname, '../..');
const dangers = readDangers(home);
const understander = { dangers, lexicon: readLexicon(home), faqs: readFaqs(home), graph: readMedications([]) };
const kindOf = (text: string) => dangerIn(heard(text), dangers)?.emergency.id;

describe.each(Language.options)('%s: unusual words by another hand, mended by since', (language) => {
  const { emergencies, harmless } = unusualMended(language);

  test('no emergency is missed', () => {
    expect(emergencies.length).toBeGreaterThanOrEqual(50);
    expect(scoreUrgency(emergencies, understander).rows.filter(({ as }) => as !== 'emergency')).toEqual([]);
  });

  test('nothing harmless is taken for one, and little of it for worrying', () => {
    const { counts, of, rows } = scoreUrgency(harmless, understander);
    expect(rows.filter(({ as }) => as === 'emergency')).toEqual([]);
    expect(counts.worrying / of).toBeLessThanOrEqual(0.15);
  });
});

describe('a sign is words that tell something only together', () => {
  test.each([
    ['chest-pain', 'a horse stands on my breastbone'],
    ['chest-pain', '石磨压在心口上'],
    // In the other order.
    ['chest-pain', 'it crushes me, all of my chest'],
    ['stroke', 'her left arm lets go of everything'],
    ['severe-low', 'gave himself the jab, skipped lunch, and now he trembles and is confused'],
  ])('%s: %s', (kind, text) => expect(kindOf(text)).toBe(kind));

  test.each([
    'the breastbone of a chicken',
    'the horse stands on the meadow',
    // Too far from each other.
    `I measured my chest for a new coat. ${'It was a lovely day in the shop. '.repeat(3)}My shoes are tight.`,
    '我给胸口贴了电极，一切顺利。今天去公园走了很久，看了荷花和鱼。鞋子有点紧',
  ])('not: %s', (text) => expect(kindOf(text)).toBeUndefined());
});

describe('a sign is no danger', () => {
  test.each([
    ['denied', '没有压在胸口的感觉'],
    ['denied', 'no crushing in my chest, no arm that lets go of things'],
    ['years ago', '三年前胳膊不听使唤，住过院'],
    ['over', '上周栽倒那次查过了，没事'],
    ['over', 'yesterday I keeled over in the heat, got it checked, all fine'],
    ['asked about in general', '怎么判断一个人是不是中风'],
    ['asked about in general', 'how would I know if somebody was having a stroke'],
    ['a figure of speech', '笑死我了'],
    ['a figure of speech', 'the printer had another seizure'],
  ])('%s: %s', (_, text) => expect(kindOf(text)).toBeUndefined());

  test.each([
    ['now, beside what was', '三年前中风过，刚才右手又不听使唤了'],
    ['now, like what was', '跟上次心梗一样，胸口像压了石头'],
    ['beside a figure of speech', 'the printer is killing me, and my chest is being crushed'],
    ['beside a question in general', 'how do I know if it is a stroke, his mouth is hanging down'],
  ])('but it is %s: %s', (_, text) => expect(kindOf(text)).toBeDefined());
});

test('every slot is used, and every kind of emergency has words of its own or signs', () => {
  const { slots, signs } = dangers.signs;
  const used = new Set(signs.flatMap(({ all }) => all));
  // What stands only within others.
  for (const inner of ['cannot']) used.add(inner);
  expect([...slots.keys()].filter((name) => !used.has(name))).toEqual([]);
});
