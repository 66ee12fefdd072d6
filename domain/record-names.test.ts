import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { residents } from '../demo/people.ts';
import { readMedications } from '../house/packs.ts';
import { medicineNames } from '../scripts/write-medicine-names.ts';
import { recordCode, recordName, recordNames } from './record-names.ts';

test('a code has a name in both languages; what a person wrote stays as it was written', () => {
  expect(recordName('type-2-diabetes', 'en')).toBe('Type 2 diabetes');
  expect(recordName('type-2-diabetes', 'zh-CN')).toBe('2 型糖尿病');
  expect(recordName('Hypertension', 'zh-CN')).toBe('高血压');
  expect(recordName('lives alone-ish', 'en')).toBe('lives alone-ish');
  expect(recordName('some-rare-condition', 'en')).toBe('some rare condition');
  expect(recordName('constructor', 'en')).toBe('constructor');
});

test('all that the demo’s people have is known by name', () => {
  for (const { patient } of residents)
    for (const code of [...patient.conditions, ...patient.medicines]) expect(recordName(code, 'zh-CN'), code).toMatch(/\p{Script=Han}/u);
});

test('what a person types becomes the code that rules and advice know, in either language, however it is spaced', () => {
  expect(['Type 2 diabetes', ' type 2 Diabetes', '2型糖尿病', '2 型糖尿病', 'type-2-diabetes'].map(recordCode)).toEqual(
    Array.from({ length: 5 }, () => 'type-2-diabetes'),
  );
  expect(recordCode(' Lives alone ')).toBe('Lives alone');
  for (const language of ['en', 'zh-CN'] as const)
    for (const name of recordNames(language)) expect(recordName(recordCode(name), language)).toBe(name);
});

test('whatever the medication graph knows has a name in both languages, which is the graph’s own for medicines', () => {
  const graph = readMedications([]);
  const recorded = [...graph.terms.values()].filter(({ kind }) => ['drug', 'class', 'condition', 'allergen'].includes(kind));
  expect(recorded.length).toBeGreaterThan(200);
  for (const { code, kind, name } of recorded) {
    if (kind === 'drug' || kind === 'class')
      expect([code, recordName(code, 'en'), recordName(code, 'zh-CN')]).toEqual([code, name.en, name['zh-CN']]);
    expect(recordName(code, 'zh-CN'), code).toMatch(/\p{Script=Han}/u);
    // What a person types of it is that code again, or one of the same name.
    expect(recordName(recordCode(name['zh-CN']), 'zh-CN'), code).toBe(name['zh-CN']);
  }
});

test('the list of names is as the facts are: node scripts/write-medicine-names.ts', () => {
  expect(readFileSync(new URL('medicine-names.ts', import.meta.url), 'utf8')).toBe(medicineNames());
});
