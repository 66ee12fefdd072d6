import { type Document, isAlias, isMap, isSeq, LineCounter, type Node, parseAllDocuments } from 'yaml';
import type { z } from 'zod';
import { conditions } from './conditions/registry.ts';
import { PackError, type Problem } from './pack-error.ts';

export type Path = readonly PropertyKey[];

/** One document of a file: what it holds, and where in the file each of it stands. */
export interface Read {
  readonly value: unknown;
  problem(path: Path, expected: string): Problem;
}

/** The documents of a YAML text, separated by `---`. Throws PackError when it is not YAML or there is nothing in it. */
export function readYaml(text: string, file: string): readonly Read[] {
  if (text.length > MOST_CHARACTERS) throw whole(file, `at most ${MOST_CHARACTERS} characters: a longer text is no pack`);
  const lines = new LineCounter();
  const documents = parsed(text, lines, file);
  const wrong = documents.flatMap(({ errors }) => errors);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  // The parser calls itself for each level; thousands of them are beyond the stack, of which it complains in its own words.
  if (wrong.some(({ message }) => message.startsWith('Maximum call stack'))) throw whole(file, TOO_DEEP);
  if (wrong.length > 0) {
    throw new PackError(wrong.map(({ message, pos }) => ({ file, ...at(pos[0]), path: '', expected: message.split('\n')[0]! })));
  }
  if (documents.length === 0) throw new PackError([{ file, line: 1, column: 1, path: '', expected: 'something: the file is empty' }]);
  return documents.map((document) => ({
    value: contentOf(document, file),
    problem: (path, expected) => ({ file, ...at(offsetOf(document, path)), path: path.map(String).join('.'), expected }),
  }));
}

const MOST_CHARACTERS = 1_000_000;
const MOST_ALIASES = 200;
const DEEPEST = 40;
const TOO_DEEP = `nothing nested more than ${DEEPEST} deep`;
const whole = (file: string, expected: string): PackError => new PackError([{ file, line: 1, column: 1, path: '', expected }]);

function parsed(text: string, lines: LineCounter, file: string): readonly Document.Parsed[] {
  try {
    return [parseAllDocuments(text, { lineCounter: lines })].flat() as Document.Parsed[];
  } catch (error) {
    if (error instanceof RangeError) throw whole(file, TOO_DEEP);
    throw error;
  }
}

/** What a document holds; a few lines of aliases of aliases would grow to more than the memory. */
function contentOf(document: Document.Parsed, file: string): unknown {
  try {
    const value: unknown = document.toJS({ maxAliasCount: MOST_ALIASES });
    if (isDeeper(value, DEEPEST)) throw whole(file, TOO_DEEP);
    return value;
  } catch (error) {
    if (error instanceof ReferenceError) throw whole(file, 'fewer aliases (*name): these grow without end');
    if (error instanceof RangeError) throw whole(file, TOO_DEEP);
    throw error;
  }
}

const isDeeper = (value: unknown, levels: number): boolean =>
  typeof value === 'object' && value !== null && (levels === 0 || Object.values(value).some((inner) => isDeeper(inner, levels - 1)));

/** Where the deepest key of the path that stands in the file begins. */
function offsetOf(document: Document.Parsed, path: Path): number {
  let node: unknown = document.contents;
  let offset = document.contents?.range?.[0] ?? 0;
  for (const key of path) {
    if (isAlias(node)) node = node.resolve(document);
    if (isMap(node)) {
      const pair = node.items.find((item) => String(item.key) === String(key));
      if (!pair) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      node = node.items[Number(key)];
      offset = (node as Node | undefined)?.range?.[0] ?? offset;
    } else break;
  }
  return offset;
}

/** Each thing that zod found, as a sentence at its place. `value` is what was checked; `under` is where that stands in the document. */
export function problemsOf(read: Read, issues: readonly z.core.$ZodIssue[], value: unknown, under: Path = []): readonly Problem[] {
  return issues.flatMap((issue): readonly Problem[] => {
    const path = [...under, ...issue.path];
    if (issue.code === 'unrecognized_keys') return issue.keys.map((key) => read.problem([...path, key], 'no such key here'));
    if (issue.code === 'invalid_union') {
      const found = issue.path.reduce<unknown>((inner, key) => (inner as Record<PropertyKey, unknown> | undefined)?.[key], value);
      return unionProblems(read, issue, found, path);
    }
    return [read.problem(path, issue.message)];
  });
}

/** Of a union, only what the one that was meant complains of: a condition is marked by its key. */
function unionProblems(read: Read, issue: z.core.$ZodIssueInvalidUnion, found: unknown, path: Path): readonly Problem[] {
  const keys = typeof found === 'object' && found !== null ? Object.keys(found) : [];
  const meant = issue.errors.find((branch) => !branch.some((inner) => missesItsMark(inner, keys)));
  if (meant) return problemsOf(read, meant, found, path);
  return [read.problem(path, `a condition: one of ${conditions.map(({ name }) => name).join(', ')}, as key`)];
}

/** A branch whose own first key is absent was not the one that was meant. */
function missesItsMark(issue: z.core.$ZodIssue, keys: readonly string[]): boolean {
  if (issue.path.length === 0) {
    return issue.code === 'unrecognized_keys' ? issue.keys.some(isMark) : issue.code !== 'custom' && issue.code !== 'invalid_union';
  }
  return issue.path.length === 1 && !keys.includes(String(issue.path[0])) && isMark(String(issue.path[0]));
}

const isMark = (key: string): boolean => key === 'margin' || conditions.some(({ name }) => name === key);
