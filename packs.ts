import { globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Pathway, parsePathway } from './care/pathway.ts';
import type { MedicationGraph } from './medications/graph.ts';
import { parseMedications } from './medications/parse.ts';
import { compile, type RuleSet } from './rules/compile.ts';
import { parsePack } from './rules/pack.ts';
import { PackError } from './rules/pack-error.ts';
import { readYaml } from './rules/read-yaml.ts';
import type { Rule } from './rules/rule.ts';

/** The folder of the program: its packs, pathways and templates lie in it. */
export const home = dirname(fileURLToPath(import.meta.url));

/** All rule packs, compiled; `folders` are read beside Hearth's own. Throws PackError with every problem, file and line. */
export function readRules(folders: readonly string[]): RuleSet {
  return compile(packFiles(folders).flatMap(readPackFile));
}

/** The packs in Hearth's own folder and in others, without their cases. */
export const packFiles = (folders: readonly string[]): readonly string[] =>
  [join(home, 'rules/packs'), ...folders]
    .flatMap((folder) => globSync(join(folder, '*.yaml')).filter((file) => !file.endsWith('.cases.yaml')))
    .sort();

/** Throws PackError with every problem in it. */
export const readPackFile = (file: string): readonly Rule[] => parsePack(readFileSync(file, 'utf8'), file);

export function readPathways(): readonly Pathway[] {
  const files = globSync(join(home, 'care/pathways/*.yaml')).filter((file) => !file.endsWith('.cases.yaml'));
  return files.sort().map((file) => parsePathway(readFileSync(file, 'utf8'), file));
}

const folders = (more: readonly string[]): readonly string[] => [join(home, 'medications/facts'), ...more];
const factFiles = (more: readonly string[]): readonly string[] =>
  folders(more)
    .flatMap((folder) => globSync(join(folder, '*.yaml')))
    .sort();

/** The medication graph; `more` are folders beside Hearth's own. Throws PackError with every problem, file, line and key. */
export function readMedications(more: readonly string[]): MedicationGraph {
  const documents = factFiles(more).flatMap((path) => {
    const file = relative(home, path);
    return readYaml(readFileSync(path, 'utf8'), file).map((read) => ({ ...read, file }));
  });
  const parsed = parseMedications(documents);
  if ('problems' in parsed) throw new PackError(parsed.problems);
  return parsed.graph;
}

/**
 * The graph as its files stand now: whoever asks after a change gets the new one. A bad file never replaces a good graph; it is told once.
 * @throws PackError when there is no good graph to begin with
 */
export function followMedications(more: readonly string[], trouble: (error: unknown) => void): () => MedicationGraph {
  const stamp = () =>
    factFiles(more)
      .map((path) => `${path} ${statSync(path).mtimeMs} ${statSync(path).size}`)
      .join('\n');
  let seen = stamp();
  let graph = readMedications(more);
  return () => {
    const now = stamp();
    if (now === seen) return graph;
    seen = now;
    try {
      graph = readMedications(more);
    } catch (error) {
      trouble(error);
    }
    return graph;
  };
}
