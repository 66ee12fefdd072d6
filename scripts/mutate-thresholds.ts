/**
 * Moves every number of every rule by its smallest step, up and down, in each of its units, and runs the rule's cases: one of them must fail.
 * A number that can move unseen is a number that nobody has tested.
 */
import { existsSync, readFileSync } from 'node:fs';
import { packFiles, readPackFile } from '../house/packs.ts';
import { type ReadCase, readCases, runCase } from '../rules/cases.ts';
import { compile } from '../rules/compile.ts';
import { mutationsOf } from '../rules/coverage.ts';

const packs = packFiles([]).map((file) => ({ file, rules: readPackFile(file) }));
const all = packs.flatMap(({ rules }) => rules);
const set = compile(all);
let moved = 0;
const unseen: string[] = [];

for (const { file, rules } of packs) {
  const caseFile = file.replace(/\.yaml$/, '.cases.yaml');
  const cases: readonly ReadCase[] = existsSync(caseFile) ? readCases(set, readFileSync(caseFile, 'utf8'), caseFile) : [];
  for (const rule of rules) {
    const own = cases.filter((one) => one.rule === rule.id);
    for (const { what, mutated } of mutationsOf(rule)) {
      moved++;
      const other = compile(all.map((one) => (one === rule ? mutated : one)));
      if (!own.some((one) => runCase(other, one))) unseen.push(`${caseFile}: no case of ${rule.id} fails when ${what}`);
    }
  }
}

if (unseen.length > 0) console.error(unseen.join('\n'));
console.log(`limits: ${moved} moved by one step in ${all.length} rules, ${unseen.length} of them unseen by their cases`);
process.exitCode = unseen.length > 0 ? 1 : 0;
