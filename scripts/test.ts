/** Everything that must be true: types, lint, imports, sizes, the tests. Installs what the tests talk to, where it may. */
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

if (existsSync('/etc/debian_version') && process.getuid?.() === 0) step('services', 'sh', ['scripts/install-services.sh']);

step('types', 'tsc', []);
step('types of the console', 'tsc', ['-p', 'web']);
step('lint', 'biome', ['check', '--error-on-warnings']);
step('imports', 'node', ['scripts/check-imports.ts']);
step('sizes', 'node', ['scripts/check-sizes.ts']);
step('limits', 'node', ['scripts/mutate-thresholds.ts']);
step('console', 'node', ['scripts/build-web.ts']);
step('tests', 'vitest', ['run', ...process.argv.slice(2)]);

function step(name: string, command: string, args: readonly string[]): void {
  console.log(`\n— ${name}`);
  const { status, error } = spawnSync(command, args, { stdio: 'inherit' });
  if (status === 0) return;
  console.error(`\n${name}: ${error?.message ?? `${command} ${args.join(' ')} ended with ${status}`}`);
  process.exit(1);
}
