import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { home } from '../house/packs.ts';

test.each<[string, readonly string[], RegExp]>([
  ['eval-questions', ['missing.yaml'], /^eval:questions: there is no file missing\.yaml\.\n$/],
  ['eval-questions', [join(home, 'package.json')], /^eval:questions: \S+package\.json is not of the form of .*\.\n$/],
  ['eval-questions', ['--foo'], /^eval:questions: there is no --foo; .*\.\n$/],
  ['eval-advice', ['--foo'], /^eval:advice: Unknown option '--foo'.*\n$/],
  ['eval-advice', ['--cases', 'many'], /^eval:advice: --cases takes a whole number above 0, not many\.\n$/],
])('%s %j: one sentence', (script, args, says) => {
  const { status, stderr } = spawnSync(process.execPath, [join(home, 'scripts', `${script}.ts`), ...args], { encoding: 'utf8' });
  expect(stderr).toMatch(says);
  expect(status).toBe(2);
});
