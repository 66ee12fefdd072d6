import { expect, test } from 'vitest';
import { PackError } from '../rules/pack-error.ts';
import { readYaml } from '../rules/read-yaml.ts';
import { parseMedications } from './parse.ts';

const good = `source: book
sources:
  book: { organisation: Somebody, title: A book, year: 2020, evidence: secondary }
classes:
  - { code: statin, zh-CN: 他汀类, en: statins }
drugs:
  - { code: simvastatin, atc: [C10AA01], zh-CN: 辛伐他汀, en: simvastatin, in: [statin] }
foods:
  - { code: grapefruit, zh-CN: 西柚, en: grapefruit, words: { zh-CN: [西柚], en: [grapefruit] } }
findings:
  - id: one
    between: [[simvastatin], [grapefruit]]
    severity: major
    inAdvice: never
    zh-CN: 甲。
    en: A.
    source: book
`;
function problemsOf(...texts: readonly string[]): readonly string[] {
  const parsed = parseMedications(
    texts.flatMap((text, i) => readYaml(text, `f${i}.yaml`).map((read) => ({ ...read, file: `f${i}.yaml` }))),
  );
  return 'problems' in parsed ? new PackError(parsed.problems).message.split('\n') : [];
}

test('a good file', () => {
  expect(problemsOf(good)).toEqual([]);
});

test.each([
  [
    'a key that nobody knows',
    good.replace('severity: major', 'severity: major\n    doze: 1'),
    /^f0\.yaml:14:5: findings\.0\.doze: no such key here$/,
  ],
  ['a severity that there is not', good.replace('severity: major', 'severity: bad'), /^f0\.yaml:13:\d+: findings\.0\.severity: /],
  [
    'a code that there is not',
    good.replace('[[simvastatin]', '[[simvastatine]'),
    /^f0\.yaml:12:\d+: findings\.0\.between\.0\.0: there is no simvastatine$/,
  ],
  ['a class that there is not', good.replace('in: [statin]', 'in: [statins]'), /^f0\.yaml:7:\d+: drugs\.0\.in: there is no statins$/],
  ['a circle', good.replace('en: statins }', 'en: statins, in: [simvastatin] }'), /drugs\.0\.in: not in a circle$/],
  [
    'a source that there is not',
    good.replace('    source: book', '    source: film'),
    /^f0\.yaml:17:5: findings\.0\.source: there is no source film$/,
  ],
  ['no source at all', good.replace('source: book\nsources', 'sources'), /classes\.0\.source: a source, its own or the file’s$/],
  [
    'a source that nothing cites',
    good.replace('classes:', '  film: { organisation: S, title: F, year: 2020, evidence: primary }\nclasses:'),
    /sources\.film: nothing cites this source$/,
  ],
  ['an evidence level that there is not', good.replace('evidence: secondary', 'evidence: sure'), /sources\.book\.evidence: /],
  ['a missing language', good.replace('    en: A.\n', ''), /findings\.0\.en: /],
  ['two of one id', good.replace(/( {2}- id[\s\S]*)/, '$1$1'), /findings\.1\.id: there are two of one$/],
  [
    'a name that another has',
    good.replace('en: simvastatin,', 'en: simvastatin, names: [statins],'),
    /drugs\.0\.names: statins is what statin is called already$/,
  ],
  ['one side only', good.replace('[[simvastatin], [grapefruit]]', '[[simvastatin]]'), /findings\.0\.between: /],
  [
    'a food without what an advice may say of it',
    good.replace('    inAdvice: never\n', ''),
    /findings\.0\.inAdvice: how an advice may name it/,
  ],
  ['an ATC code that is none', good.replace('C10AA01', '10AA'), /drugs\.0\.atc\.0: an ATC code/],
])('%s', (_, text, problem) => {
  expect(problemsOf(text)).toEqual(expect.arrayContaining([expect.stringMatching(problem)]));
});

test('a broken file is told alone, not with everything that it would have held', () => {
  expect(problemsOf(good.replace('findings:', 'findingz:'), good.replaceAll('grapefruit', 'pomelo'))).toEqual([
    expect.stringMatching(/^f0\.yaml:10:1: findingz: no such key here$/),
  ]);
});
