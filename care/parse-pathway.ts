import { PackError, type Problem } from '../rules/pack-error.ts';
import { problemsOf, type Read, readYaml } from '../rules/read-yaml.ts';
import { Frame, type Pathway, type Step, steps, type Verb } from './pathway.ts';
import { pathwayProblems } from './pathway-problems.ts';

const VERBS = Object.keys(steps) as readonly Verb[];

/**
 * Reads one pathway.
 * @param file how the file is called in what goes wrong
 * @throws PackError with every problem: file, line, column, key, and what was expected
 */
export function parsePathway(text: string, file: string): Pathway {
  const [read, second] = readYaml(text, file) as [Read, ...Read[]];
  if (second) throw new PackError([second.problem([], 'one document: a pathway has no second one')]);
  const frame = Frame.safeParse(read.value);
  if (!frame.success) throw new PackError(problemsOf(read, frame.error.issues, read.value));

  const { pathway: id, steps: written, ...rest } = frame.data;
  const names = Object.keys(written);
  const problems: Problem[] = [];
  const parsed = names.flatMap((name, i) => {
    const step = parseStep(written[name]!, ['steps', name], names[i + 1], read, problems);
    return step ? [[name, step] as const] : [];
  });
  if (problems.length > 0) throw new PackError(problems);

  const { whenRecovered, recoveredWithin, ...always } = rest;
  const maybe = { ...(whenRecovered ? { whenRecovered } : {}), ...(recoveredWithin ? { recoveredWithin } : {}) };
  const pathway: Pathway = { id, ...always, ...maybe, steps: new Map(parsed), file };
  const wrong = pathwayProblems(pathway).map(({ path, why }) => read.problem(path, why));
  if (wrong.length > 0) throw new PackError(wrong);
  return pathway;
}

function parseStep(
  written: Readonly<Record<string, unknown>>,
  under: readonly string[],
  following: string | undefined,
  read: Read,
  problems: Problem[],
): Step | undefined {
  const verbs = VERBS.filter((verb) => verb in written);
  const [verb] = verbs;
  if (!verb || verbs.length > 1) {
    problems.push(read.problem(under, `exactly one of ${VERBS.join(', ')}${verb ? `, not ${verbs.join(' and ')}` : ''}`));
    return undefined;
  }
  const result = steps[verb].safeParse(written);
  if (!result.success) {
    problems.push(...problemsOf(read, result.error.issues, written, under));
    return undefined;
  }
  const step = { is: verb, ...result.data };
  if (verb !== 'message' && verb !== 'wait' && verb !== 'task') return step as Step;
  const next = ('next' in step ? step.next : undefined) ?? following;
  if (next === undefined) problems.push(read.problem(under, 'an `end` as the last step, or a `next` here'));
  return { ...step, next } as Step;
}
