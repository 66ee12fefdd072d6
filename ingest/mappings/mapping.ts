import { createRequire } from 'node:module';
import { z } from 'zod';
import { dialects } from '../../devices/topics.ts';
import { PackError, type Problem } from '../../rules/pack-error.ts';
import { problemsOf, type Read, readYaml } from '../../rules/read-yaml.ts';

/** A clinic's own dialect: what a gateway says, put into Hearth's own JSON by JSONata. docs/devices.md teaches it. */
export interface Mapping {
  /** The last level of its topics: `hearth/v1/<device>/<name>`. */
  readonly name: string;
  readonly title: string;
  readonly payload: 'json' | 'text';
  /** JSONata: whose message it is, a MAC address, where one gateway speaks for many sensors. */
  readonly sensor?: string | undefined;
  /** JSONata: one reading in Hearth's own JSON, or a list; nothing for a message that holds none. */
  readonly readings: string;
  readonly file: string;
}

const LONGEST_EXPRESSION = 20_000;
const expression = z.string().min(1).max(LONGEST_EXPRESSION, 'a JSONata expression of at most 20,000 letters');
const File = z.strictObject({
  mapping: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/, 'a name of small letters, digits and dashes: it ends the topic'),
  title: z.string().min(1).max(200),
  payload: z.enum(['json', 'text']).default('json'),
  sensor: expression.optional(),
  readings: expression,
});

/** Levels that mean something else. */
const TAKEN = new Set(['gatt', 'down', ...dialects().map((name) => name.split(/[/[]/)[0]!)]);

/** One file, one mapping. Throws PackError with every problem, file and line; an expression that is no JSONata is one. */
export function parseMapping(text: string, file: string): Mapping {
  const [read, ...others] = readYaml(text, file);
  if (others.length > 0) throw new PackError([others[0]!.problem([], 'one mapping in one file')]);
  const { success, data, error } = File.safeParse(read!.value);
  if (!success) throw new PackError(problemsOf(read!, error.issues, read!.value));
  const { mapping: name, ...rest } = data;
  const problems = [
    ...(TAKEN.has(name) ? [read!.problem(['mapping'], `a name of its own: ${name} is one of Hearth's dialects`)] : []),
    ...(['sensor', 'readings'] as const).flatMap((key) => {
      const wrong = data[key] === undefined ? undefined : wrongIn(data[key]);
      return wrong ? [placed(read!, key, text, data[key]!, wrong)] : [];
    }),
  ];
  if (problems.length > 0) throw new PackError(problems);
  return { name, ...rest, file };
}

type Wrong = { readonly message: string; readonly position: number };

/** Why an expression is no JSONata. Its library is loaded by the houses that have a mapping. */
function wrongIn(text: string): Wrong | undefined {
  try {
    (createRequire(import.meta.url)('jsonata') as (text: string) => unknown)(text);
    return undefined;
  } catch (error) {
    const { message, position } = error as Partial<Wrong>;
    // A thousand brackets in one another: the library's stack ends before they do.
    return { message: message ?? String(error), position: position ?? 0 };
  }
}

/** The line within a block (`readings: |`) that the expression's own position names; else the line of the key. */
function placed(read: Read, key: string, text: string, expression: string, { message, position }: Wrong): Problem {
  const problem = read.problem([key], `JSONata: ${message}`);
  const isBlock = /[|>][-+\d]*\s*(#.*)?$/.test(text.split('\n')[problem.line - 1] ?? '');
  return isBlock ? { ...problem, line: problem.line + expression.slice(0, position).split('\n').length, column: 1 } : problem;
}
