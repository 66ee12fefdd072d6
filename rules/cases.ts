import type { Instant } from '../domain/clock.ts';
import type { RuleState } from '../domain/rule-state.ts';
import { answersOf, type Case, CaseBlock, type ExpectedAlert, momentOf, momentText, patientOf, readingsOf } from './case-file.ts';
import type { RuleSet } from './compile.ts';
import { type About, enrol, judge, judgeAnswers, settle, type Verdict, wake } from './judge.ts';
import { PackError, type Problem } from './pack-error.ts';
import { problemsOf, type Read, readYaml } from './read-yaml.ts';
import { carryOut, emptyWorld, type Seen } from './world.ts';

export interface CaseFailure {
  readonly case: string;
  readonly line: number;
  readonly expected: string;
  readonly got: string;
}

export interface CaseResult {
  readonly ran: number;
  readonly failures: readonly CaseFailure[];
  /** The rules that at least one case expects to fire, and those that at least one of their own cases expects to stay silent. */
  readonly fires: ReadonlySet<string>;
  readonly silent: ReadonlySet<string>;
}

/** A case, read, and where it stands. */
export interface ReadCase {
  readonly rule: string;
  readonly line: number;
  readonly case: Case;
}

/**
 * Runs the cases of one *.cases.yaml: the readings of each arrive one after the other at a patient who has no past; then the alerts of
 * the block's rule, and of the rules that the case names, must be those that the case expects. Throws PackError when the file is not a
 * file of cases.
 */
export function runCases(set: RuleSet, text: string, file: string): CaseResult {
  const cases = readCases(set, text, file);
  return {
    ran: cases.length,
    failures: cases.flatMap((one) => runCase(set, one) ?? []),
    fires: new Set(cases.flatMap((one) => one.case.alerts.map(({ rule }) => rule))),
    silent: new Set(cases.filter((one) => one.case.alerts.every(({ rule }) => rule !== one.rule)).map(({ rule }) => rule)),
  };
}

/** Reads a file of cases: one block for each rule, separated by `---`. */
export function readCases(set: RuleSet, text: string, file: string): readonly ReadCase[] {
  const problems: Problem[] = [];
  const cases = readYaml(text, file).flatMap((read) => readBlock(set, read, problems));
  if (problems.length > 0) throw new PackError(problems);
  return cases;
}

function readBlock(set: RuleSet, read: Read, problems: Problem[]): readonly ReadCase[] {
  const block = CaseBlock.safeParse(read.value);
  if (!block.success) {
    problems.push(...problemsOf(read, block.error.issues, read.value));
    return [];
  }
  const known = (rule: string): boolean => set.rules.some(({ id }) => id === rule);
  const { rule, cases } = block.data;
  if (!known(rule)) problems.push(read.problem(['rule'], `the id of a rule: there is no ${rule}`));
  return cases.map((one, i) => {
    for (const [j, alert] of one.alerts.entries()) {
      if (!known(alert.rule)) problems.push(read.problem(['cases', i, 'alerts', j, 'rule'], `the id of a rule: there is no ${alert.rule}`));
    }
    return { rule, line: read.problem(['cases', i], '').line, case: one };
  });
}

/** Undefined when it goes as expected. */
export function runCase(set: RuleSet, { rule, line, case: one }: ReadCase): CaseFailure | undefined {
  const patient = patientOf(one);
  const { alerts, faults } = live(set, { patient, limits: one.limits ?? {} }, one);
  const about = new Set([rule, ...one.alerts.map((alert) => alert.rule)]);
  const got = alerts.filter(({ alert }) => about.has(alert.rule.id));
  const left = [...got];
  const missing = one.alerts.filter((expected) => {
    const opened = momentOf(expected.at, patient.zone, receiptOf(one, patient.zone));
    const i = left.findIndex((found) => found.alert.opened === opened && fits(found, expected));
    if (i >= 0) left.splice(i, 1);
    return i < 0;
  });
  if (missing.length === 0 && left.length === 0 && faults.length === 0) return undefined;
  const texts = got.map((found) => describe(found, patient.zone));
  return {
    case: `${rule}: ${one.name}`,
    line,
    expected: one.alerts.length === 0 ? 'no alert' : one.alerts.map(expectation).join('; '),
    got: [...(texts.length === 0 ? ['no alert'] : texts), ...faults].join('; '),
  };
}

const receiptOf = (one: Case, zone: string): Instant => momentOf(one.received ?? '00:00', zone, momentOf('00:00', zone, 0));

/** Lives through the case: readings as they arrive, timers as they fall due. */
function live(set: RuleSet, about: About, one: Case): { readonly alerts: readonly Seen[]; readonly faults: readonly string[] } {
  const { zone } = about.patient;
  const world = emptyWorld();
  let state: RuleState = {};
  const take = (verdict: Verdict): void => {
    // The store keeps a state as JSON: what does not survive that is no state.
    state = JSON.parse(JSON.stringify(verdict.state));
    for (const decision of verdict.decisions) carryOut(decision, world);
  };
  const runTimers = (until: Instant): void => {
    for (;;) {
      const due = [...world.timers].filter(([, at]) => at <= until).sort((a, b) => a[1] - b[1])[0];
      if (!due) return;
      world.timers.delete(due[0]);
      take(wake(set, about, state, due[0], due[1]));
    }
  };

  if (one.enrolled !== undefined) take({ state, decisions: enrol(set, about, momentOf(one.enrolled, zone, 0)) });
  const words = (one.resolved ?? []).map(({ at, rule }) => ({ at: momentOf(at, zone, 0), rule })).sort((a, b) => a.at - b.at);
  const hearPeople = (until: Instant): void => {
    for (let word = words[0]; word && word.at <= until; word = words[0]) {
      words.shift();
      runTimers(word.at);
      const seen = [...world.seen.values()].find(({ alert }) => alert.rule.id === word.rule && alert.state.is === 'active');
      if (!seen) continue;
      take(settle(set, about, state, seen.alert, word.at));
      seen.alert = { ...seen.alert, state: { is: 'resolved', at: word.at, because: 'person' } };
    }
  };
  const answers = [...answersOf(one, zone)];
  const hearAnswers = (before: Instant): void => {
    for (let answer = answers[0]; answer && answer.at < before; answer = answers[0]) {
      answers.shift();
      hearPeople(answer.at);
      runTimers(answer.at);
      take(judgeAnswers(set, about, state, [answer], answer.at));
    }
  };
  for (const reading of readingsOf(one, zone)) {
    hearAnswers(reading.received);
    hearPeople(reading.received);
    runTimers(reading.received);
    take(judge(set, about, state, reading, reading.received));
  }
  hearAnswers(Number.POSITIVE_INFINITY);
  hearPeople(Number.POSITIVE_INFINITY);
  if (one.until !== undefined) runTimers(momentOf(one.until, zone, 0));
  return { alerts: [...world.seen.values()].sort((a, b) => a.alert.opened - b.alert.opened), faults: world.faults };
}

function fits({ alert, told, started }: Seen, expected: ExpectedAlert): boolean {
  const because = alert.state.is === 'resolved' ? alert.state.because : undefined;
  return (
    alert.rule.id === expected.rule &&
    alert.late === expected.late &&
    (expected.state === undefined || alert.state.is === expected.state) &&
    (expected.because === undefined || because === expected.because) &&
    (expected.evidence === undefined || alert.evidence.length === expected.evidence) &&
    (expected.tells === undefined || rolesOf(told.map(({ to }) => to.role)) === rolesOf(expected.tells)) &&
    (expected.starts === undefined || started.join() === expected.starts) &&
    Object.entries(expected.values ?? {}).every(([key, value]) => alert.values[key] === value)
  );
}

const rolesOf = (roles: readonly string[]): string => roles.toSorted().join(' ');

function expectation({ at, rule, late, ...more }: ExpectedAlert): string {
  const rest = Object.entries(more).filter(([, value]) => value !== undefined);
  return `${rule} at ${at}${late ? ', late' : ''}${rest.map(([key, value]) => `, ${key} ${JSON.stringify(value)}`).join('')}`;
}

function describe({ alert, told, started }: Seen, zone: string): string {
  const { state, rule, opened, late, evidence, values } = alert;
  const ended = state.is === 'resolved' ? ` because ${state.because} at ${momentText(state.at, zone)}` : '';
  return (
    `${rule.id} at ${momentText(opened, zone)}${late ? ', late' : ''}, state "${state.is}"${ended}, evidence ${evidence.length}, ` +
    `tells ${JSON.stringify(told.map(({ to }) => to.role).toSorted())}, starts "${started.join()}", values ${JSON.stringify(values)}`
  );
}
