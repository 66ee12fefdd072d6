import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { sections } from './registry.ts';

test('every file of the folder is in the list', () => {
  const files = readdirSync(import.meta.dirname).filter((file) => !/registry|test/.test(file));
  expect(files.map((file) => file.replace('.ts', '')).sort()).toEqual(sections.map(({ name }) => name).sort());
});
