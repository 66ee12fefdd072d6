import { expect, test } from 'vitest';
import { PackError } from '../../rules/pack-error.ts';
import { parseMapping } from './mapping.ts';

const problemsIn = (text: string): readonly string[] => {
  try {
    parseMapping(text, 'm.yaml');
    return [];
  } catch (error) {
    expect(error).toBeInstanceOf(PackError);
    return (error as PackError).message.split('\n');
  }
};

test('a mapping, and what it may leave out', () => {
  expect(parseMapping('mapping: acme\ntitle: ACME\nreadings: "[]"', 'm.yaml')).toEqual({
    name: 'acme',
    title: 'ACME',
    payload: 'json',
    readings: '[]',
    file: 'm.yaml',
  });
});

test.each([
  ['a misspelt key', 'mapping: acme\ntitle: ACME\nreading: "[]"', ['m.yaml:3:1: reading: no such key here']],
  ['a name of Hearth’s own', 'mapping: esphome\ntitle: E\nreadings: a', ['m.yaml:1:1: mapping: a name of its own']],
  ['a name that is no level', 'mapping: a/b\ntitle: E\nreadings: a', ['m.yaml:1:1: mapping: a name of small letters']],
  ['no JSONata', 'mapping: acme\ntitle: E\nreadings: a[\nsensor: b', ['m.yaml:3:1: readings: JSONata: ']],
  ['no JSONata within a block', 'mapping: acme\ntitle: E\nreadings: |\n  [a.{\n    "x":: 1\n  }]', ['m.yaml:5:1: readings: JSONata: ']],
  ['two mistakes', 'mapping: acme\ntitle: E\nsensor: (\nreadings: )', ['m.yaml:3:1: sensor:', 'm.yaml:4:1: readings:']],
  ['brackets without end', `mapping: acme\ntitle: E\nreadings: ${'('.repeat(15_000)}`, ['m.yaml:3:1: readings: JSONata: ']],
  ['no YAML', 'mapping: [', ['m.yaml:1']],
  ['two in one file', 'mapping: a\n---\nmapping: b', ['m.yaml:']],
])('%s is told with file and line', (_, text, beginnings) => {
  const problems = problemsIn(text);
  for (const beginning of beginnings) expect(problems.some((problem) => problem.startsWith(beginning))).toBe(true);
});
