import { join } from 'node:path';
import { defineConfig } from 'vitest/config';
import { LongestFirst } from './tests/longest-first.ts';

// As `npm start` does: the tests start hundreds of servers, and each would read a thousand files of TypeScript anew.
process.env.NODE_COMPILE_CACHE ??= join(import.meta.dirname, 'node_modules/.cache/hearth-tests');

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'web/dist/**'],
    globalSetup: 'tests/folder.ts',
    sequence: { sequencer: LongestFirst },
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Real servers, real files: two cores are shared with them.
    maxWorkers: 2,
  },
});
