import { globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Pathway, parsePathway } from './care/pathway.ts';
import { compile, type RuleSet } from './rules/compile.ts';
import { parsePack } from './rules/pack.ts';

/** The folder of the program: its packs, pathways and templates lie in it. */
export const home = dirname(fileURLToPath(import.meta.url));

/** All rule packs, compiled; `folders` are read beside Hearth's own. Throws PackError with every problem, file and line. */
export function readRules(folders: readonly string[]): RuleSet {
  const files = [join(home, 'rules/packs'), ...folders].flatMap((folder) =>
    globSync(join(folder, '*.yaml')).filter((file) => !file.endsWith('.cases.yaml')),
  );
  return compile(files.sort().flatMap((file) => parsePack(readFileSync(file, 'utf8'), file)));
}

export function readPathways(): readonly Pathway[] {
  const files = globSync(join(home, 'care/pathways/*.yaml')).filter((file) => !file.endsWith('.cases.yaml'));
  return files.sort().map((file) => parsePathway(readFileSync(file, 'utf8'), file));
}
