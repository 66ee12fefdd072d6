import { describe, expect, test } from 'vitest';
import { readMedications } from '../house/packs.ts';
import { nameOf } from './names.ts';
import { resolve } from './resolve.ts';

const graph = readMedications([]);

describe('medicines as records write them', () => {
  test.each<[string, readonly string[], string]>([
    ['metformin', ['metformin'], ''],
    ['Metformin 500 mg tablets, twice daily', ['metformin'], ''],
    ['盐酸二甲双胍缓释片 0.5g 每日两次', ['metformin'], ''],
    ['格华止', ['metformin'], ''],
    ['Losartan potassium 50 mg', ['losartan'], ''],
    ['缬沙坦氨氯地平片', ['valsartan', 'amlodipine'], ''],
    ['sitagliptin/metformin', ['sitagliptin', 'metformin'], ''],
    ['SIMVASTATIN', ['simvastatin'], ''],
    ['ｓｉｍｖａｓｔａｔｉｎ', ['simvastatin'], ''],
    ['spironolactone', ['spironolactone'], ''],
    ['St. John’s wort', ['st-johns-wort'], ''],
    ['ACE inhibitor', ['ace-inhibitor'], ''],
    ['insulin', ['insulin'], ''],
    ['甘精胰岛素 12单位 睡前', ['insulin-glargine'], ''],
    // A second ingredient that nobody knows must not disappear behind the first.
    ['metformin + mysterium', ['metformin'], 'mysterium'],
    ['复方利血平氨苯蝶啶', [], '复方利血平氨苯蝶啶'],
    ['mysterium 5 mg', [], 'mysterium 5 mg'],
    ['no simvastatin', [], 'no simvastatin'],
  ])('%s', (written, codes, rest) => {
    const found = resolve(graph, written, ['drug', 'class', 'food'])!;
    expect([found.codes.toSorted(), found.rest]).toEqual([codes.toSorted(), rest]);
  });

  test.each(['none', '无', 'NKDA', 'No known allergies', ' '])('%j: nothing was given', (written) => {
    expect(resolve(graph, written, ['drug'])).toBeUndefined();
  });
});

describe('conditions', () => {
  test.each<[string, readonly string[]]>([
    ['Type 2 diabetes', ['type-2-diabetes']],
    ['2 型糖尿病', ['type-2-diabetes']],
    ['Ⅱ型糖尿病', ['type-2-diabetes']],
    ['CKD stage 4', ['egfr-below-30']],
    ['慢性肾脏病5期', ['egfr-below-30']],
    ['chronic kidney disease', ['chronic-kidney-disease']],
    ['高血压病史', ['hypertension']],
    ['gouty arthritis', []],
    ['family history of diabetes', []],
    ['疑似冠心病', []],
    ['否认糖尿病', []],
  ])('%s', (written, codes) => {
    expect(resolve(graph, written, ['condition'])!.codes).toEqual(codes);
  });
});

test.each([
  ['type-2-diabetes', 'en', 'Type 2 diabetes'],
  ['type-2-diabetes', 'zh-CN', '2 型糖尿病'],
  ['chronic-kidney-disease', 'zh-CN', '慢性肾脏病'],
  ['gliclazide', 'zh-CN', '格列齐特'],
  ['格列齐特缓释片', 'en', 'Gliclazide'],
  ['metformin + mysterium', 'en', 'metformin + mysterium'],
  ['valsartan/amlodipine', 'zh-CN', 'valsartan/amlodipine'],
  ['something else', 'en', 'something else'],
] as const)('%s in %s is shown as %s', (written, language, shown) => {
  expect(nameOf(graph, written, language)).toBe(shown);
});
