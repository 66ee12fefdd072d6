import { isQuestion, type Pathway, type Step } from './pathway.ts';
import { namesIn } from './speak.ts';

interface Problem {
  readonly path: readonly string[];
  readonly why: string;
}

/** Where a step may go on to, each with the key that says so. */
export function exits(step: Step): readonly { readonly to: string; readonly key: readonly string[] }[] {
  switch (step.is) {
    case 'message':
    case 'wait':
    case 'task':
      return [{ to: step.next, key: ['next'] }];
    case 'ask':
      return [
        ...Object.entries(step.options).map(([option, { next }]) => ({ to: next, key: ['options', option, 'next'] })),
        ...(step.reading ? [{ to: step.reading.still, key: ['reading', 'still'] }] : []),
        { to: step.unanswered, key: ['unanswered'] },
      ];
    case 'measure':
      return (['recovered', 'still', 'unmeasured'] as const).map((key) => ({ to: step[key], key: [key] }));
    case 'fill':
      return [
        { to: step.answered, key: ['answered'] },
        ...Object.entries(step.found).map(([severity, to]) => ({ to, key: ['found', severity] })),
        { to: step.unanswered, key: ['unanswered'] },
      ];
    case 'visit':
      return (['accepted', 'declined', 'unanswered'] as const).map((key) => ({ to: step[key], key: [key] }));
    case 'remind':
      return [{ to: step.unanswered, key: ['unanswered'] }];
    case 'again':
      return [
        { to: step.again, key: ['again'] },
        { to: step.otherwise, key: ['otherwise'] },
      ];
    case 'end':
      return [];
  }
}

/** The steps that a run may still see once it is at `from`, itself among them. */
export function reachable(steps: ReadonlyMap<string, Step>, from: readonly string[]): ReadonlySet<string> {
  const seen = new Set<string>();
  const open = [...from];
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    const step = steps.get(name);
    if (!step || seen.has(name)) continue;
    seen.add(name);
    open.push(...exits(step).map(({ to }) => to));
  }
  return seen;
}

/** What the schema cannot say: every way leads somewhere, forwards but for `again`, and no clinical number stands without its source. */
export function pathwayProblems(pathway: Pathway): readonly Problem[] {
  return [
    ...wayProblems(pathway),
    ...reminderProblems(pathway),
    ...recoveryProblems(pathway),
    ...sourceProblems(pathway),
    ...valueProblems(pathway),
  ];
}

function wayProblems({ steps, whenLate, whenRecovered }: Pathway): readonly Problem[] {
  const place = new Map([...steps.keys()].map((name, i) => [name, i]));
  const problems: Problem[] = [];
  for (const [key, to] of Object.entries({ whenLate, whenRecovered })) {
    if (to !== undefined && !place.has(to)) problems.push({ path: [key], why: `there is no step ${to}` });
  }
  for (const [name, step] of steps) {
    for (const { to, key } of exits(step)) {
      const path = ['steps', name, ...key];
      const goesBack = place.has(to) && place.get(to)! <= place.get(name)!;
      const mayGoBack = key[0] === 'again';
      if (!place.has(to)) problems.push({ path, why: `there is no step ${to}` });
      else if (goesBack && !mayGoBack)
        problems.push({ path, why: `${to} stands before this step: only \`again\`, with atMost, goes back` });
      else if (!goesBack && mayGoBack) problems.push({ path, why: `${to} does not stand before this step` });
    }
  }
  if (problems.length > 0) return problems;
  const seen = reachable(steps, [[...steps.keys()][0]!, whenLate, ...(whenRecovered ? [whenRecovered] : [])]);
  return [...steps.keys()].filter((name) => !seen.has(name)).map((name) => ({ path: ['steps', name], why: 'no way leads here' }));
}

/** A reminder keeps a question open, so it can only follow that question. */
function reminderProblems({ steps, whenLate, whenRecovered }: Pathway): readonly Problem[] {
  const problems: Problem[] = [];
  for (const [name, step] of steps) {
    if (step.is !== 'remind') continue;
    if (!isQuestion(steps.get(step.remind))) {
      problems.push({ path: ['steps', name, 'remind'], why: `${step.remind} is no question` });
      continue;
    }
    const first = [...steps.keys()][0];
    const entries = [...steps].flatMap(([from, other]) =>
      exits(other).flatMap(({ to, key }) => (to === name ? [{ from, other, key }] : [])),
    );
    const follows = entries.every(
      ({ from, other, key }) =>
        key[0] === 'unanswered' && (from === step.remind || (other.is === 'remind' && other.remind === step.remind)),
    );
    if (!follows || [first, whenLate, whenRecovered].includes(name)) {
      problems.push({ path: ['steps', name], why: `only \`unanswered\` of ${step.remind} may lead to its reminder` });
    }
  }
  return problems;
}

/** That somebody has recovered is only said of a reading which is neither too low nor too high. */
function recoveryProblems({ steps, whenRecovered, recoveredWithin }: Pathway): readonly Problem[] {
  const ways = [
    ...(whenRecovered ? [{ to: whenRecovered, path: ['whenRecovered'] }] : []),
    ...[...steps].flatMap(([name, step]) => (step.is === 'measure' ? [{ to: step.recovered, path: ['steps', name, 'recovered'] }] : [])),
  ];
  if (recoveredWithin) return ways.length > 0 ? [] : [{ path: ['recoveredWithin'], why: 'nothing here speaks of a recovery' }];
  return ways
    .filter(({ to }) => [...reachable(steps, [to])].some((name) => steps.get(name)?.is === 'message'))
    .map(({ path }) => ({ path, why: 'what is said of a recovery needs `recoveredWithin`: between which values it is one' }));
}

/** A number in a text, a waiting time or a safe band is a clinical statement. */
function sourceProblems({ sources, steps, recoveredWithin }: Pathway): readonly Problem[] {
  const problems: Problem[] = [];
  const cited = new Set<string>();
  for (const [i, source] of (recoveredWithin?.sources ?? []).entries()) {
    cited.add(source);
    if (!Object.hasOwn(sources, source))
      problems.push({ path: ['recoveredWithin', 'sources', String(i)], why: `there is no source ${source}` });
  }
  for (const [name, step] of steps) {
    const names = 'sources' in step ? step.sources : [];
    for (const [i, source] of names.entries()) {
      cited.add(source);
      if (!Object.hasOwn(sources, source))
        problems.push({ path: ['steps', name, 'sources', String(i)], why: `there is no source ${source}` });
    }
    const needsOne = step.is === 'wait' || step.is === 'measure' || step.is === 'visit' || textsOf(step).some((text) => /\d/.test(text));
    if (needsOne && names.length === 0)
      problems.push({ path: ['steps', name], why: 'a number, a waiting time or a visit needs `sources`' });
  }
  for (const name of Object.keys(sources)) {
    if (!cited.has(name)) problems.push({ path: ['sources', name], why: 'nothing cites this source' });
  }
  return problems;
}

/** A text may only speak of what whoever starts the pathway gives. */
function valueProblems({ steps, takes }: Pathway): readonly Problem[] {
  return [...steps].flatMap(([name, step]) =>
    [...textsOf(step), ...(step.is === 'fill' ? [step.fill] : [])]
      .flatMap(namesIn)
      .filter((value) => !takes.includes(value))
      .map((value) => ({ path: ['steps', name], why: `{${value}} is not among what this pathway \`takes\`` })),
  );
}

function textsOf(step: Step): readonly string[] {
  switch (step.is) {
    case 'message':
      return Object.values(step.message);
    case 'task':
      return Object.values(step.task);
    case 'visit':
      return Object.values(step.visit);
    case 'remind':
      return Object.values(step.caregiver ?? {});
    case 'ask':
      return [step.ask, ...Object.values(step.options).map(({ text }) => text)].flatMap((text) => Object.values(text));
    default:
      return [];
  }
}
