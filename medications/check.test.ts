import { describe, expect, test } from 'vitest';
import { readMedications } from '../house/packs.ts';
import { about } from './about.ts';
import { check, type Given } from './check.ts';

const graph = readMedications([]);
const given = (more: Partial<Given>): Given => ({ medicines: [], conditions: [], allergies: [], foods: [], ...more });
const found = (more: Partial<Given>): readonly string[] =>
  check(graph, given(more)).findings.map(({ id, certainty, severity }) => `${id} ${certainty} ${severity}`);

describe('what is found', () => {
  test.each<[string, Partial<Given>, readonly string[]]>([
    ['two medicines', { medicines: ['simvastatin', 'gemfibrozil'] }, ['simvastatin-strong-inhibitors certain contraindicated']],
    ['in the other order', { medicines: ['吉非罗齐', '辛伐他汀'] }, ['simvastatin-strong-inhibitors certain contraindicated']],
    ['a class of which it is one', { medicines: ['enalapril', 'valsartan'] }, ['acei-arb certain major']],
    [
      'three together',
      { medicines: ['lisinopril', 'furosemide', 'ibuprofen'] },
      ['triple-whammy certain major', 'nsaid-antihypertensive certain moderate'],
    ],
    ['two of the three are not the three', { medicines: ['furosemide', 'ibuprofen'] }, []],
    ['two of one class', { medicines: ['sitagliptin', 'linagliptin'] }, ['two-dpp4 certain moderate']],
    ['one of that class alone', { medicines: ['sitagliptin'] }, []],
    ['the same under two names is one', { medicines: ['sitagliptin', '捷诺维'] }, []],
    [
      'a medicine and a stage',
      { medicines: ['metformin'], conditions: ['CKD stage 4'] },
      ['metformin-egfr-below-30 certain contraindicated'],
    ],
    [
      'a medicine and a disease whose stage nobody wrote down',
      { medicines: ['metformin'], conditions: ['chronic kidney disease'] },
      ['metformin-egfr-below-30 possible contraindicated', 'metformin-egfr-30-45 possible major'],
    ],
    [
      'a stage beside the disease leaves nothing open',
      { medicines: ['metformin'], conditions: ['ckd', 'ckd 3b'] },
      ['metformin-egfr-30-45 certain major'],
    ],
    [
      'a class of which one member is meant',
      { medicines: ['DPP-4 inhibitor'], conditions: ['heart failure'] },
      ['dpp4-heart-failure possible major'],
    ],
    ['a food', { medicines: ['simvastatin'], foods: ['西柚汁'] }, ['grapefruit-simvastatin certain major']],
    ['a food and a condition', { conditions: ['高血压'], foods: ['liquorice'] }, ['liquorice-pressure certain major']],
    ['a herb among the medicines', { medicines: ['amlodipine', "St John's wort"] }, ['st-johns-wort-cyp3a4 certain major']],
    ['an activity', { conditions: ['foot ulcer'], foods: ['快走'] }, ['weight-foot-ulcer certain major']],
    ['an allergy to it', { medicines: ['aspirin'], allergies: ['阿司匹林'] }, ['allergy certain contraindicated']],
    ['an allergy to its class', { medicines: ['ibuprofen'], allergies: ['NSAID'] }, ['allergy certain contraindicated']],
    ['an allergy to another of its class', { medicines: ['naproxen'], allergies: ['ibuprofen'] }, ['allergy-class possible major']],
    [
      'an allergy that goes across',
      { medicines: ['hydrochlorothiazide'], allergies: ['sulfa'] },
      ['thiazide-anuria-sulfonamide certain contraindicated'],
    ],
    ['what somebody is allergic to, nobody takes', { medicines: ['simvastatin'], allergies: ['gemfibrozil'] }, []],
    ['a food that is an allergy', { foods: ['milk'], allergies: ['milk'] }, ['allergy certain contraindicated']],
  ])('%s', (_, more, ids) => {
    expect(found(more)).toEqual(ids);
  });

  test('the gravest first, each with its source and its words in both languages', () => {
    const { findings } = check(graph, given({ medicines: ['simvastatin', 'gemfibrozil', 'glipizide', 'ibuprofen', 'amlodipine'] }));
    expect(findings.map(({ severity }) => severity)).toEqual(['contraindicated', 'major', 'moderate', 'moderate']);
    for (const { effect, source } of findings) {
      expect(source.evidence).toMatch(/secondary|unverified/);
      expect(effect.en.length * effect['zh-CN'].length).toBeGreaterThan(0);
    }
  });
});

describe('what is not known is never safe', () => {
  test('a pair of which nothing is on record is named, and the sentence says so', () => {
    const result = check(graph, given({ medicines: ['aspirin', 'levothyroxine'] }));
    expect(result.findings).toEqual([]);
    expect(result.notKnown.map((pair) => pair.map(({ term }) => term.code))).toEqual([['aspirin', 'levothyroxine']]);
    expect(result.says.en).toContain('not known to be safe');
    expect(result.says['zh-CN']).toContain('不等于安全');
  });

  test('what nobody understands is named, wholly or in part', () => {
    const result = check(graph, given({ medicines: ['mysterium', 'metformin/mysterium'], conditions: ['strange disease'] }));
    expect(result.unknown.map(({ given: what, rest }) => [what, rest])).toEqual([
      ['mysterium', 'mysterium'],
      ['metformin/mysterium', 'mysterium'],
      ['strange disease', 'strange disease'],
    ]);
    expect(result.says.en).toContain('3 entries were not understood');
  });

  test('no sentence of any answer says safe, but to deny it', () => {
    for (const medicines of [[], ['aspirin'], ['simvastatin', 'gemfibrozil'], ['x']]) {
      const { says } = check(graph, given({ medicines, conditions: medicines.length === 0 ? ['gout'] : [] }));
      expect(says.en.replaceAll('not known to be safe', '')).not.toMatch(/safe|fine|no interaction|compatible|ok/i);
      expect(says['zh-CN'].replaceAll('不等于安全', '')).not.toMatch(/安全|没有相互作用|可以|放心/);
      expect(says.en).toMatch(/pharmacist|doctor/);
    }
  });

  test('every pair that concerns a medicine is either found or named as not known', () => {
    const medicines = ['metformin', 'gliclazide', 'valsartan', 'amlodipine', 'aspirin', 'atorvastatin'];
    const { findings, notKnown } = check(graph, given({ medicines, conditions: ['type 2 diabetes'] }));
    const key = (codes: readonly string[]) => codes.toSorted().join('+');
    const said = new Set([
      ...findings.map(({ items }) => key(items.map(({ term }) => term.code))),
      ...notKnown.map((pair) => key(pair.map(({ term }) => term.code))),
    ]);
    const all = [...medicines, 'type-2-diabetes'];
    for (const [i, one] of all.entries()) for (const other of all.slice(i + 1)) expect(said).toContain(key([one, other]));
  });
});

test('asked about one thing, from either side', () => {
  const of = (code: string) =>
    about(graph, code)!.findings.flatMap(({ finding, others }) => others.map((other) => `${finding.id} ${other.code}`));
  expect(of('simvastatin')).toContain('grapefruit-simvastatin grapefruit');
  expect(of('grapefruit')).toContain('grapefruit-simvastatin simvastatin');
  expect(of('enalapril')).toContain('raas-pregnancy pregnancy');
  expect(about(graph, 'mysterium')).toBeUndefined();
});
