import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';

const text = readFileSync(join(import.meta.dirname, '../docs/rules-semantics.md'), 'utf8');
const sentences = [...text.matchAll(/^- \*\*(\d+\.\d+)\*\*/gm)].map(([, number = '']) => number);
const code = [
  ...globSync(join(import.meta.dirname, '**/*.ts')),
  ...globSync(join(import.meta.dirname, '../{house/,duty/,notifier/}*.ts')),
].filter((file) => !file.endsWith('semantics.test.ts'));
const cited = code.flatMap((file) =>
  [...readFileSync(file, 'utf8').matchAll(/semantics (\d+\.\d+(?:, \d+\.\d+)*)/g)].flatMap(([, list = '']) =>
    list.split(', ').map((number) => ({ number, file })),
  ),
);

test('the sentences are numbered without a gap', () => {
  const sections = Map.groupBy(sentences, (number) => number.split('.')[0]);
  expect([...sections.keys()]).toEqual([...sections.keys()].map((_, i) => String(i + 1)));
  for (const [section, numbers] of sections) expect(numbers).toEqual(numbers.map((_, i) => `${section}.${i + 1}`));
});

test('what is cited stands there', () => {
  expect(cited.filter(({ number }) => !sentences.includes(number))).toEqual([]);
});

test('what stands there is cited where it is done', () => {
  const all = new Set(cited.map(({ number }) => number));
  expect(sentences.filter((number) => !all.has(number))).toEqual([]);
});
