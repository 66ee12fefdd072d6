/** Files that grew beyond one thing: warns over 250 lines, fails over 400. Packs, vectors and data are exempt. */
import { globSync, readFileSync } from 'node:fs';

let failed = false;
for (const file of globSync('**/*.{ts,tsx,css}', { exclude: (name) => /node_modules|dist|\.git$/.test(name) })) {
  const lines = readFileSync(file, 'utf8').split('\n').length - 1;
  if (lines > 400) failed = true;
  if (lines > 250) console.log(`${lines > 400 ? 'too long' : 'long'}: ${file} has ${lines} lines`);
}
console.log(failed ? 'sizes: a file over 400 lines must be cut' : 'sizes: in order');
process.exitCode = failed ? 1 : 0;
