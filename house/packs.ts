import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parsePathway } from '../care/parse-pathway.ts';
import type { Pathway } from '../care/pathway.ts';
import { parseQuestionnaire } from '../care/questionnaire.ts';
import type { Instant } from '../domain/clock.ts';
import type { Questionnaire } from '../domain/questionnaire.ts';
import { type Mapping, parseMapping } from '../ingest/mappings/mapping.ts';
import type { MedicationGraph } from '../medications/graph.ts';
import { parseMedications } from '../medications/parse.ts';
import { runCases } from '../rules/cases.ts';
import { compile, type RuleSet } from '../rules/compile.ts';
import { parsePack } from '../rules/pack.ts';
import { PackError, type Problem } from '../rules/pack-error.ts';
import { readYaml } from '../rules/read-yaml.ts';
import type { Rule } from '../rules/rule.ts';
import { checkAnswers } from './check-answers.ts';
import { readOnce } from './read-once.ts';

/** The folder of the program: its packs, pathways and templates lie in it. */
export const home = dirname(dirname(fileURLToPath(import.meta.url)));

/** All rule packs, compiled; `folders` are read beside Hearth's own. Throws PackError with every problem, file and line. */
export function readRules(folders: readonly string[]): RuleSet {
  const set = compile(packFiles(folders).flatMap(readPackFile));
  if (set.answersMs > 0) checkAnswers(set, readPathways(), readQuestionnaires());
  return set;
}

/**
 * The packs in Hearth's own folder and in others, without their cases.
 * @throws PackError when a folder is not there, or no pack is in it (a wrong path, a mount that failed): its rules would be absent, and nobody would
 * hear of it
 */
export function packFiles(folders: readonly string[]): readonly string[] {
  const absent = folders.filter((folder) => !statSync(folder, { throwIfNoEntry: false })?.isDirectory());
  if (absent.length > 0) throw new PackError(absent.map((file) => notThere(file, 'packs', 'there is no such folder')));
  const empty = [join(home, 'rules/packs'), ...folders].filter((folder) => packsIn(folder).length === 0);
  if (empty.length > 0)
    throw new PackError(empty.map((file) => notThere(file, 'packs', 'there is no pack in this folder, no file *.yaml')));
  return packsThere(folders);
}

const packsThere = (folders: readonly string[]): readonly string[] => [join(home, 'rules/packs'), ...folders].flatMap(packsIn).sort();

/** The packs of one folder, without their cases; none where there is no such folder. */
export const packsIn = (folder: string): readonly string[] =>
  globSync(join(folder, '*.yaml'))
    .filter((file) => !file.endsWith('.cases.yaml'))
    .sort();

const notThere = (file: string, path: string, expected: string): Problem => ({ file, line: 0, column: 0, path, expected });

/** Throws PackError with every problem in it. */
export const readPackFile: (file: string) => readonly Rule[] = readOnce(parsePack);
const readPathway = readOnce(parsePathway);
const readQuestionnaire = readOnce(parseQuestionnaire);

export function readPathways(): readonly Pathway[] {
  const files = globSync(join(home, 'care/pathways/*.yaml')).filter((file) => !file.endsWith('.cases.yaml'));
  return files.sort().map(readPathway);
}

export function readQuestionnaires(): readonly Questionnaire[] {
  const files = globSync(join(home, 'care/questionnaires/*.yaml')).filter((file) => !file.endsWith('.cases.yaml'));
  return files.sort().map(readQuestionnaire);
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
export const followMedications = (more: readonly string[], trouble: Trouble, mended?: () => void): (() => MedicationGraph) =>
  follow({ files: () => factFiles(more), first: readMedications(more), again: () => readMedications(more), trouble, mended });

/** The clinic's own dialects, by name. Throws PackError with every problem, file and line. */
export function readMappings(folders: readonly string[]): ReadonlyMap<string, Mapping> {
  const mappings = new Map<string, Mapping>();
  for (const file of mappingFiles(folders)) {
    const mapping = parseMapping(readFileSync(file, 'utf8'), file);
    const other = mappings.get(mapping.name);
    if (other) throw new PackError([{ file, line: 1, column: 1, path: 'mapping', expected: `a name that ${other.file} has not` }]);
    mappings.set(mapping.name, mapping);
  }
  return mappings;
}

const mappingFiles = (folders: readonly string[]): readonly string[] =>
  folders.flatMap((folder) => globSync(join(folder, '*.yaml'))).sort();

/**
 * The mappings as their files stand now, seen within two seconds. A bad file never replaces a good one; what is wrong is told once.
 * @throws PackError when one is bad to begin with
 */
export function followMappings(
  folders: readonly string[],
  now: () => Instant,
  trouble: Trouble,
  mended?: () => void,
): () => ReadonlyMap<string, Mapping> {
  const first = readMappings(folders);
  if (folders.length === 0) return () => first;
  return nowAndThen(follow({ files: () => mappingFiles(folders), first, again: () => readMappings(folders), trouble, mended }), now);
}

/** How long a changed rule may wait until it is in force. A look at the files with every batch would cost the intake its time. */
const LOOK_EVERY_MS = 2_000;

/**
 * The rules as their files stand now, seen within two seconds. A changed set replaces the running one only when all of it can be read, fits
 * together, and every case beside it goes as it says; otherwise the old one stays, and what is wrong is told once, with file and line
 * (semantics 1.2). A pack that is not there any more takes no rule away: an editor that saves, or a hand that slips, is no decision.
 * @param changed called when another set is in force
 * @param mended called when what was in trouble is in force after all
 * @throws PackError when there is no good set to begin with
 */
export function followRules(
  folders: readonly string[],
  now: () => Instant,
  trouble: Trouble,
  changed: () => void = () => {},
  mended?: () => void,
): () => RuleSet {
  const files = () => packsThere(folders).flatMap((file) => [file, ...[casesOf(file)].filter((cases) => existsSync(cases))]);
  const first = readRules(folders);
  let standing = packFiles(folders);
  const again = (): RuleSet => {
    const there = packsThere(folders);
    const gone = standing.filter((file) => !there.includes(file));
    if (gone.length > 0)
      throw new PackError(
        gone.map((file) => notThere(file, '', 'is not there any more. Its rules stay until it is back, or the server starts anew')),
      );
    const set = provedRules(folders);
    standing = there;
    return set;
  };
  return nowAndThen(follow({ files, first, again, trouble, mended }), now, changed);
}

/** What was there at the last look, which is at most two seconds ago. */
function nowAndThen<T>(look: () => T, now: () => Instant, changed: () => void = () => {}): () => T {
  let looked = now();
  let seen = look();
  return () => {
    const at = now();
    if (Math.abs(at - looked) < LOOK_EVERY_MS) return seen;
    looked = at;
    const before = seen;
    seen = look();
    if (seen !== before) changed();
    return seen;
  };
}

const casesOf = (pack: string): string => pack.replace(/\.yaml$/, '.cases.yaml');

/** Throws PackError when one of them is not as its cases say. */
function provedRules(folders: readonly string[]): RuleSet {
  const set = readRules(folders);
  const problems = packFiles(folders)
    .map(casesOf)
    .filter(existsSync)
    .flatMap((file) => runCases(set, readFileSync(file, 'utf8'), file).failures.map((failure) => ({ file, ...failure })))
    .map(({ file, line, case: path, expected, got }) => ({ file, line, column: 1, path, expected: `${expected}, not ${got}` }));
  if (problems.length > 0) throw new PackError(problems);
  return set;
}

/** What files say, read again whenever one of them has changed; what cannot be read is told once, and the last good one stays. */
function follow<T>({ files, first, again, trouble, mended }: Followed<T>): () => T {
  const stamp = () =>
    files()
      .map((path) => {
        // An editor may take the file away for a moment while it saves.
        const is = statSync(path, { throwIfNoEntry: false });
        return `${path} ${is?.mtimeMs} ${is?.size}`;
      })
      .join('\n');
  let seen = stamp();
  let good = first;
  return () => {
    const now = stamp();
    if (now === seen) return good;
    seen = now;
    try {
      good = again();
      mended?.();
    } catch (error) {
      trouble(error);
    }
    return good;
  };
}

interface Followed<T> {
  readonly files: () => readonly string[];
  readonly first: T;
  readonly again: () => T;
  readonly trouble: Trouble;
  /** Called when all of it could be read again. */
  readonly mended?: (() => void) | undefined;
}

type Trouble = (error: unknown) => void;
