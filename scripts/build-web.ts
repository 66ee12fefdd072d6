/** Builds the console into web/dist, if its sources changed since the last time. */
import { createHash } from 'node:crypto';
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';

const root = join(import.meta.dirname, '..');
const mark = join(root, 'web/dist/.built-from');
const hash = createHash('sha256');
for (const file of globSync(
  ['web/{index.html,vite.config.ts}', 'web/{src,public}/**/*', 'api/contract.ts', 'domain/*.ts', 'reports/**/*.ts', 'package-lock.json'],
  { cwd: root },
).sort()) {
  if (/\.\w+$/.test(file)) hash.update(file).update(readFileSync(join(root, file)));
}
const sources = hash.digest('hex');

if (!existsSync(mark) || readFileSync(mark, 'utf8') !== sources) {
  const started = performance.now();
  await build({ configFile: join(root, 'web/vite.config.ts'), logLevel: 'warn' });
  writeFileSync(mark, sources);
  console.error(`The console is built (${((performance.now() - started) / 1000).toFixed(1)} s).`);
}
