import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { LIMITS_IN_CODE } from './limits-in-code.ts';

const root = join(import.meta.dirname, '..');

test('every source that stands in the code is in the list', () => {
  const files = globSync('*/**/*.ts', { cwd: root, exclude: (name) => name.includes('node_modules') || name.includes('dist') });
  const named = files.flatMap((file) =>
    [...readFileSync(join(root, file), 'utf8').matchAll(/^export const (\w+_SOURCE): Source\b/gm)].map(([, name]) => name!),
  );
  expect(named.length).toBeGreaterThan(5);
  expect(Object.keys(LIMITS_IN_CODE).toSorted()).toEqual(named.toSorted());
});
