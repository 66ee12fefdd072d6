import { expect, test } from 'vitest';
import { residents } from '../demo/people.ts';
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
