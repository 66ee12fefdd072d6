import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Topic } from '../../domain/advice.ts';
import type { Alert } from '../../domain/alert.ts';
import type { Patient } from '../../domain/patient.ts';
import type { Reading } from '../../domain/reading.ts';
import { composeBrief } from '../brief.ts';
import { evidenceOf, gatherFacts, slotOfAlert } from '../facts.ts';
import type { Brief, Draft } from '../generator.ts';
import { guard } from '../guard/registry.ts';
import { readKnowledge } from '../knowledge.ts';
import { personWords } from '../person-words.ts';
import { alertOf, glucose, NOW, person, pressure } from '../sample.ts';
import { isUrgent, situationOf } from '../situation.ts';
import { traitsOf } from '../traits.ts';
import { createCuratedGenerator } from './curated.ts';

const knowledge = readKnowledge(join(import.meta.dirname, '../..'));
const curated = createCuratedGenerator();
const ALL: readonly Topic[] = ['diet', 'exercise', 'measuring'];

async function write(
  patient: Patient,
  alert: Alert,
  readings: readonly Reading[],
  topics: readonly Topic[],
  previous: readonly Draft[] = [],
) {
  const evidence = evidenceOf(alert, readings);
  const situation = situationOf(alert, evidence, undefined);
  const { language } = patient;
  const facts = gatherFacts({ patient, alert, readings, words: undefined, knowledge, language, now: NOW });
  const brief: Brief = composeBrief({
    language,
    topics,
    situation,
    urgent: isUrgent(situation, alert),
    slot: slotOfAlert(alert, readings, patient, NOW),
    traits: traitsOf(patient, NOW),
    facts,
    knowledge,
    previous: previous as never,
    seed: alert.id,
  });
  const draft = await curated.write(facts, brief, new AbortController().signal);
  return {
    draft,
    facts,
    brief,
    findings: guard(draft, facts, { ...brief, hidden: [patient.id] }),
    text: draft.sentences.map(({ text }) => text).join(' '),
  };
}

const meal = (hour: number, value = 12) => [0, 1, 2, 3].map((i) => glucose([4 - i, hour], value + i / 10, { meal: 'after' }));
const dinners = meal(20);
const dinner = alertOf('glucose.high-after-meal', [dinners.at(-1)!]);
const english = { language: 'en', zone: 'Europe/London' } as const;

describe('who hears what', () => {
  test.each([
    ['breakfast', 8.5, /早餐/],
    ['lunch', 13, /午餐|午饭/],
    ['dinner', 20, /晚餐|晚上在外面/],
  ])('after %s, of that meal', async (_, hour, words) => {
    const readings = meal(hour);
    const { text, findings } = await write(person(), alertOf('glucose.high-after-meal', [readings.at(-1)!]), readings, [
      'diet',
      'exercise',
    ]);
    expect(text).toMatch(words);
    expect(findings).toEqual([]);
  });

  test.each([
    ['insulin: sugar in the pocket', { medicines: ['insulin'] }, /低血糖/, /主食定量，以自己一个拳头/],
    ['acarbose: glucose and not sweets', { medicines: ['acarbose', 'gliclazide'] }, /葡萄糖/, /带几块糖/],
    ['foot problems: no walking', { conditions: ['糖尿病足'] }, /脚不用受力|不必站起来|双脚/, /走10分钟|慢走|快走|散步/],
    ['proliferative retinopathy: no lifting', { conditions: ['proliferative retinopathy'] }, /不要举重物/, /哑铃/],
    ['an older person: gently', { birthYear: 1948 }, /慢走|轻便|太极拳/, /走10分钟|快走/],
    ['coronary disease: as the doctor set', { conditions: ['冠心病'] }, /心内科医生|先歇一歇/, /走10分钟|快走/],
    ['pregnancy: no dieting', { group: 'pregnancy' }, /不要节食/, /主食定量，以自己一个拳头/],
    ['kidney disease: no potassium, no more protein', { conditions: ['慢性肾脏病'] }, /肾脏需要照顾/, /糙米|水果放在两餐之间/],
  ] as const)('%s', async (_, more, says, saysNot) => {
    for (let i = 0; i < 6; i++) {
      const { text, findings } = await write(
        person({
          ...more,
          conditions: [...('conditions' in more ? more.conditions : [])],
          medicines: [...('medicines' in more ? more.medicines : [])],
        }),
        { ...dinner, id: `a-${i}` },
        dinners,
        ['diet', 'exercise'],
      );
      expect(text).toMatch(says);
      expect(text).not.toMatch(saysNot);
      expect(findings).toEqual([]);
    }
  });

  test.each(['慢性肾脏病', 'heart failure', 'something that nobody has heard of'])(
    'potassium salt is not offered with %s',
    async (condition) => {
      const readings = [1, 2, 3, 4].map((i) => pressure([i, 7], 150, 92));
      for (let i = 0; i < 12; i++) {
        const { draft } = await write(person({ conditions: [condition] }), { ...alertOf('bp.mean', readings), id: `a-${i}` }, readings, [
          'diet',
        ]);
        expect(draft.sentences.map(({ source }) => source)).not.toContain('salt.substitute');
      }
    },
  );

  test('in an emergency the words are fixed: the same for another alert, and after having been said', async () => {
    const readings = [1, 2, 3].map((i) => pressure([i, 7], 192, 124));
    const crisis = (id: string) => ({ ...alertOf('bp.crisis', readings, { severity: 'high' }), id });
    const first = await write(person(), crisis('a'), readings, ALL);
    const again = await write(person(), crisis('b'), readings, ALL, [first.draft, first.draft]);
    expect(first.brief.urgent).toBe(true);
    expect(again.draft).toEqual(first.draft);
    expect(first.draft.sentences.length).toBeGreaterThan(1);
  });

  test('potassium salt is offered where nothing is against it', async () => {
    const readings = [1, 2, 3, 4].map((i) => pressure([i, 7], 150, 92));
    const sources = [];
    for (let i = 0; i < 30; i++)
      sources.push(
        ...(await write(person(), { ...alertOf('bp.mean', readings), id: `a-${i}` }, readings, ['diet'])).draft.sentences.map(
          ({ source }) => source,
        ),
      );
    expect(sources).toContain('salt.substitute');
  });

  test('an allergy keeps its food away', async () => {
    const breakfasts = meal(8.5);
    for (let i = 0; i < 12; i++) {
      const { text } = await write(
        person({ allergies: ['鸡蛋'] }),
        { ...alertOf('glucose.high-after-meal', [breakfasts.at(-1)!]), id: `a-${i}` },
        breakfasts,
        ['diet'],
      );
      expect(text).not.toContain('蛋');
    }
  });

  test('different people get different advice, and numbers of their own', async () => {
    const texts = await Promise.all(
      [person(), person({ medicines: ['insulin'] }), person({ birthYear: 1945 }), person({ conditions: ['CKD'] }), person(english)].map(
        async (one) => (await write(one, dinner, dinners, ['diet', 'exercise'])).text,
      ),
    );
    expect(new Set(texts).size).toBe(5);
    expect(texts[0]).toContain('晚餐后测血糖4次，其中4次高于10.0 mmol/L，这次是12.3 mmol/L');
  });

  test('an emergency begins with when to get help, and proposes no exercise', async () => {
    const readings = [glucose([0, 7], 22)];
    const { draft, text, findings } = await write(
      person({ medicines: ['dapagliflozin'] }),
      alertOf('glucose.very-high', readings, { severity: 'high' }),
      readings,
      ALL,
    );
    expect(draft.sentences.slice(0, 3).map(({ source }) => source)).toEqual(
      expect.arrayContaining(['very-high.warning', 'very-high.warning-ketones']),
    );
    expect(text).toMatch(/不要运动|靠多运动|一个人出远门/);
    expect(findings).toEqual([]);
  });
});

test('the same person does not get the same text twice running, nor a step that came the time before', async () => {
  const said: Draft[] = [];
  for (let i = 0; i < 6; i++) {
    const { draft, text, brief } = await write(person(), { ...dinner, id: `a-${i}` }, dinners, ['diet', 'exercise'], said);
    expect(text).not.toBe(said[0]?.sentences.map((sentence) => sentence.text).join(' '));
    const steps = (of: Draft | undefined) =>
      of?.sentences
        .filter(({ source }) => brief.offers.some(({ id, part }) => id === source && part === 'step'))
        .map(({ source }) => source) ?? [];
    expect(steps(draft).filter((source) => steps(said[0]).includes(source) && source?.startsWith('diet.'))).toEqual([]);
    said.unshift(draft);
  }
});

test('the same brief gets the same draft', async () => {
  const once = await write(person(), dinner, dinners, ALL);
  expect((await write(person(), dinner, dinners, ALL)).draft).toEqual(once.draft);
});

/** One example of how a record may say each thing. */
const example = ({ words, name }: (typeof personWords)[number]) =>
  fc.constantFrom(name['zh-CN'], name.en, ...words.filter((word) => !/^[-=]/.test(word)));
const ofKind = (kind: 'condition' | 'medicine' | 'allergy') =>
  fc.array(fc.oneof(...personWords.filter((word) => word.kind === kind).map(example), fc.constant('从未听说过的记录')), { maxLength: 4 });
const anybody = fc.record({
  language: fc.constantFrom('zh-CN' as const, 'en' as const),
  glucoseUnit: fc.constantFrom('mmol/L' as const, 'mg/dL' as const),
  group: fc.constantFrom('adult' as const, 'older-adult' as const, 'pregnancy' as const),
  conditions: ofKind('condition'),
  medicines: ofKind('medicine'),
  allergies: ofKind('allergy'),
});
const stories: readonly (readonly [rule: string, readings: readonly Reading[], severity: Alert['severity']])[] = [
  ['glucose.high-after-meal', meal(8.5), 'medium'],
  ['glucose.high-after-meal', meal(13), 'medium'],
  ['glucose.high-after-meal', dinners, 'medium'],
  ['glucose.high-after-meal', [glucose([0, 7.5], 12, { meal: 'after' })], 'medium'],
  ['glucose.fasting-high', [1, 2, 3].map((i) => glucose([4 - i, 7], 8.2, { meal: 'fasting' })), 'medium'],
  ['glucose.repeated-high', Array.from({ length: 14 }, (_, i) => glucose([14 - i, 15], 9 + i / 4)), 'low'],
  [
    'glucose.high',
    Array.from({ length: 700 }, (_, i) => glucose(NOW - (700 - i) * 14 * 60_000, i % 3 ? 7 : 12, { specimen: 'interstitial' })),
    'low',
  ],
  ['glucose.very-high', [glucose([0, 7], 22)], 'high'],
  ['glucose.low', [glucose([3, 3], 3.4), glucose([0, 3], 3.6)], 'medium'],
  ['glucose.very-low', [glucose([0, 3], 2.6)], 'high'],
  ['glucose.no-readings', [glucose([6, 7], 7.1)], 'low'],
  ['bp.home-mean', Array.from({ length: 14 }, (_, i) => pressure([7 - i / 2, i % 2 ? 20 : 7], 150 - (i % 2) * 10, 90)), 'medium'],
  ['bp.raised', [pressure([0, 7], 150, 92)], 'low'],
  ['bp.crisis', [pressure([0, 7], 192, 124)], 'high'],
  ['bp.low', [pressure([0, 7], 84, 50)], 'medium'],
  ['bp.irregular-pulse', [pressure([0, 7], 130, 80)], 'low'],
  ['bp.no-readings', [pressure([9, 7], 130, 80)], 'low'],
];

test('whoever it is and whatever happened: something is said, all of it passes the guard, and in what may be an emergency help comes first', {
  timeout: 90_000,
}, async () => {
  const seed = Number(process.env.FC_SEED ?? Date.parse('2026-03-20'));
  await fc.assert(
    fc.asyncProperty(
      anybody,
      fc.nat(stories.length - 1),
      fc.subarray([...ALL], { minLength: 1 }),
      fc.string({ maxLength: 8 }),
      async (more, story, topics, id) => {
        const [rule, readings, severity] = stories[story]!;
        const silent = rule.endsWith('no-readings');
        const alert = { ...alertOf(rule, silent ? [] : readings.slice(-3), { severity, raised: NOW }), id };
        const { draft, findings, brief } = await write(person(more), alert, readings, topics);
        expect(findings).toEqual([]);
        expect(draft.sentences.length).toBeGreaterThanOrEqual(silent ? 1 : 2);
        if (brief.urgent)
          expect(
            brief.offers.some(
              ({ part, id: offer }) => part === 'warning' && draft.sentences.slice(0, 3).some(({ source }) => source === offer),
            ),
          ).toBe(true);
      },
    ),
    { seed, numRuns: 1500 },
  );
});
