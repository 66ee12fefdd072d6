import { z } from 'zod';
import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { FollowUp, Run } from '../domain/follow-up.ts';
import { WATCHED } from '../domain/reading.ts';
import { PackError } from '../rules/pack-error.ts';
import { problemsOf, type Read, readYaml } from '../rules/read-yaml.ts';
import type { Setting } from './ask-and-tell.ts';
import { After } from './duration.ts';
import type { Pathway, Step } from './pathway.ts';
import { type Event, type Measured, step } from './step.ts';
import { VISIT_OPTIONS } from './visit.ts';

const Role = z.enum(['patient', 'caregiver', 'coordinator', 'doctor']);

const Case = z.strictObject({
  name: z.string().min(1),
  /** How late the pathway starts: the server was down. */
  startsLate: After.optional(),
  /** What the pathway takes. */
  values: z.record(z.string(), z.string()).optional(),
  /** What happens from outside: the patient answers the open question, a reading comes, or the alert is resolved (`beyond`: by a reading that is no recovery). */
  does: z
    .array(
      z
        .strictObject({
          after: After,
          answers: z.string().optional(),
          alert: z.enum(['recovered', 'beyond', 'person', 'withdrawn']).optional(),
          /** A reading comes that has not ended the alert. It was `taken` when it comes, or so long after the beginning. */
          still: z.enum(WATCHED).optional(),
          taken: After.optional(),
        })
        .refine((act) => ['answers', 'alert', 'still'].filter((key) => key in act).length === 1, 'one of answers, alert and still')
        .refine(({ still, taken }) => taken === undefined || still !== undefined, '`taken` is said of a reading'),
    )
    .default([]),
  /** What the pathway says to whom, all of it, in order. */
  follows: z.array(
    z.strictObject({
      after: After,
      step: z.string(),
      to: z.preprocess((said) => [said].flat(), z.array(Role).min(1)),
      urgent: z.boolean().default(false),
    }),
  ),
  /** The step at which the run ends, and when. */
  ends: z.strictObject({ after: After, step: z.string() }),
});
type Case = z.infer<typeof Case>;

const File = z.strictObject({ pathway: z.string(), cases: z.array(Case).min(1) });

/**
 * Walks every case of one file through its pathway.
 * @param text of a `*.cases.yaml`
 * @returns what failed, one sentence each; also a step that no case reaches and an option that no case chooses. Empty: all is well.
 */
export function runCases(pathways: readonly Pathway[], text: string, file: string, setting?: Setting): readonly string[] {
  try {
    const [read] = readYaml(text, file) as [Read];
    const parsed = File.safeParse(read.value);
    if (!parsed.success) throw new PackError(problemsOf(read, parsed.error.issues, read.value));
    const pathway = pathways.find(({ id }) => id === parsed.data.pathway);
    if (!pathway) throw new PackError([read.problem(['pathway'], `one of ${pathways.map(({ id }) => id).join(', ')}`)]);
    const problems = failures(pathway, parsed.data.cases, setting).map(({ path, why }) => read.problem(path, why));
    if (problems.length > 0) throw new PackError(problems);
    return [];
  } catch (error) {
    if (error instanceof PackError) return error.message.split('\n');
    throw error;
  }
}

function failures(
  pathway: Pathway,
  cases: readonly Case[],
  setting: Setting | undefined,
): readonly { readonly path: readonly (string | number)[]; readonly why: string }[] {
  const walks = cases.map((one) => ({ one, ...walk(pathway, one, setting) }));
  const failed = walks.flatMap(({ one, says, problem }, i) =>
    [...(problem ? [problem] : []), ...differences(told(one), says)].map((why) => ({ path: ['cases', i], why: `${one.name}: ${why}` })),
  );
  const seen = new Set(walks.flatMap(({ trail, answers }) => [...trail, ...answers, ...gone(pathway, trail)]));
  const untold = [...steps(pathway)]
    .filter((name) => !seen.has(name))
    .map((name) => ({ path: ['cases'], why: `a case that reaches ${name}` }));
  return [...failed, ...untold];
}

/** Every step, and every option of every question. */
function* steps(pathway: Pathway): Generator<string> {
  for (const [name, one] of pathway.steps) {
    yield name;
    for (const to of waysOfReadings(one)) yield `${name}, a reading leads to ${to}`;
    if (one.is === 'ask') for (const option of Object.keys(one.options)) yield `${name}, answered ${option}`;
    if (one.is === 'visit') for (const { id } of VISIT_OPTIONS) yield `${name}, answered ${id}`;
    if (one.is === 'fill') for (const found of [...Object.keys(one.found), 'none']) yield `${name}, answered ${found}`;
  }
}

/** Where a reading, or that none came, leads from a step. */
function waysOfReadings(step: Step): readonly string[] {
  if (step.is === 'measure') return [step.recovered, step.still, step.unmeasured];
  return step.is === 'ask' && step.reading ? [step.reading.still] : [];
}

/** Which of those ways were gone: a step of its own, followed by where it leads. */
const gone = (pathway: Pathway, trail: readonly string[]): readonly string[] =>
  trail.flatMap((name, i) => {
    const step = pathway.steps.get(name)!;
    const asked = step.is === 'remind' ? step.remind : name;
    const to = trail[i + 1];
    return to !== undefined && waysOfReadings(pathway.steps.get(asked)!).includes(to) ? [`${asked}, a reading leads to ${to}`] : [];
  });

const LONGEST_STEPS = 500;

/** One case on a clock of its own, which begins at the start of the run. */
function walk(
  pathway: Pathway,
  one: Case,
  setting: Setting | undefined,
): { readonly says: readonly string[]; readonly trail: readonly string[]; readonly answers: readonly string[]; readonly problem?: string } {
  const start: Instant = one.startsLate ?? 0;
  let run: Run = {
    id: 'run',
    pathway: pathway.id,
    patient: 'p1',
    alert: 'alert',
    started: 0,
    at: [...pathway.steps.keys()][0]!,
    done: false,
    ...(one.values ? { values: one.values } : {}),
  };
  let asking = '';
  let question: FollowUp | undefined;
  let timer: Instant | undefined;
  const says: string[] = [];
  const trail: string[] = [];
  const answers: string[] = [];
  let measured: readonly Measured[] = [];
  const outside = one.does.map((act) => ({ act, at: start + act.after }));

  let now = start;
  let event: Event = { is: 'started' };
  for (let turns = 0; turns < LONGEST_STEPS; turns++) {
    const stepped = step(pathway, run, event, now, setting, measured);
    run = stepped.run;
    trail.push(...stepped.trail);
    for (const decision of stepped.decisions) {
      if (decision.do === 'wake') timer = decision.at;
      if (decision.do === 'unwake') timer = undefined;
      if (decision.do === 'save-follow-up') question = decision.followUp.state.is === 'open' ? decision.followUp : undefined;
      if (decision.do === 'save-follow-up' && question) asking = stepped.trail.at(-1)!;
      if (decision.do === 'send') says.push(line(now - start, decision));
    }
    if (run.done) {
      says.push(`after ${minutes(now - start)} the run ends at ${run.at.split('#')[0]}`);
      return outside.length > 0
        ? { says, trail, answers, problem: `the run has ended before ${outside.length} of what happens` }
        : { says, trail, answers };
    }
    const next = outside[0];
    if (next && (timer === undefined || next.at <= timer)) {
      outside.shift();
      now = next.at;
      if (next.act.alert) event = { is: 'alert-resolved', because: next.act.alert, question };
      else if (next.act.still) {
        const taken = { kind: next.act.still, at: next.act.taken === undefined ? now : start + next.act.taken };
        measured = [...measured, taken].toSorted((a, b) => a.at - b.at);
        event = { is: 'measured', question };
      } else if (!question) return { says, trail, answers, problem: `after ${minutes(now - start)} there is no question to answer` };
      else {
        answers.push(`${asking}, answered ${next.act.answers}`);
        event = { is: 'answered', option: next.act.answers!, question };
      }
    } else if (timer !== undefined) {
      now = timer;
      event = { is: 'due', question };
    } else return { says, trail, answers, problem: 'the run waits for nothing' };
  }
  return { says, trail, answers, problem: `the run has not ended after ${LONGEST_STEPS} events` };
}

function line(after: number, { message }: Extract<Decision, { do: 'send' }>): string {
  const name = String(message.values.step).split('#')[0]!;
  return `after ${minutes(after)} ${name} to ${message.to.role}${message.urgent ? ', urgent' : ''}`;
}

const told = (one: Case): readonly string[] => [
  ...one.follows.flatMap(({ after, step: name, to, urgent }) =>
    to.map((role) => `after ${minutes(after)} ${name} to ${role}${urgent ? ', urgent' : ''}`),
  ),
  `after ${minutes(one.ends.after)} the run ends at ${one.ends.step}`,
];

const minutes = (ms: number): string => `${ms / 60_000} min`;

/** The first difference is told in full: those behind it mostly follow from it. */
function differences(expected: readonly string[], said: readonly string[]): readonly string[] {
  const at = Array.from({ length: Math.max(expected.length, said.length) }, (_, i) => i).find((i) => expected[i] !== said[i]);
  return at === undefined ? [] : [`expected "${expected[at] ?? 'nothing more'}", but "${said[at] ?? 'nothing more'}"`];
}
