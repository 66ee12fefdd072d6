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
  const lines = new LineCounter();
  const documents = [parseAllDocuments(text, { lineCounter: lines })].flat() as Document.Parsed[];
  const wrong = documents.flatMap(({ errors }) => errors);
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  if (wrong.length > 0) {
    throw new PackError(wrong.map(({ message, pos }) => ({ file, ...at(pos[0]), path: '', expected: message.split('\n')[0]! })));
  }
  if (documents.length === 0) throw new PackError([{ file, line: 1, column: 1, path: '', expected: 'something: the file is empty' }]);
  return documents.map((document) => ({
    value: document.toJS(),
    problem: (path, expected) => ({ file, ...at(offsetOf(document, path)), path: path.map(String).join('.'), expected }),
  }));
}

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
