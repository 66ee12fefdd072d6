import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['**/*.test.ts'],
    exclude: ['node_modules/**', 'web/dist/**'],
    globalSetup: 'tests/folder.ts',
    testTimeout: 20_000,
    hookTimeout: 60_000,
    // Real servers, real files: two cores are shared with them.
    maxWorkers: 2,
  },
});
