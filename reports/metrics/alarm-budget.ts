import { type AlertLife, OUTCOMES, type Severity } from '../../domain/alert.ts';
import type { Instant } from '../../domain/clock.ts';
import type { DeskNote } from '../../domain/desk-note.ts';

/** What the alerts of a period asked of people, and what came of it. */
export interface AlarmBudget {
  readonly from: Instant;
  readonly to: Instant;
  readonly alerts: number;
  readonly perDay: number;
  /** The rules that make the noise, most of it first. */
  readonly rules: readonly RuleBudget[];
  /** The fewest rules that together make seven tenths of what led to nothing. */
  readonly noisiest: readonly string[];
  readonly people: readonly PersonBudget[];
}

export interface RuleBudget {
  readonly rule: string;
  readonly severity: Severity;
  readonly alerts: number;
  readonly late: number;
  readonly patients: number;
  /** Closed by a person: something came of it; nothing did; closed before there were outcomes. */
  readonly acted: number;
  readonly withoutAction: number;
  readonly unsaid: number;
  /** Ended by readings, or withdrawn, before or without anybody closing it. */
  readonly byItself: number;
  readonly stillOpen: number;
  /** Of those that are over and whose end is known, how many led to something: 0 to 100. */
  readonly actedPercent?: number;
  /** Over without anything that somebody did: what a team's attention was spent on for nothing. */
  readonly noise: number;
  readonly medianMinutesToAnswer?: number;
  readonly unanswered: number;
  /** What people did besides answering and closing. */
  readonly calls: number;
  readonly reached: number;
  readonly messages: number;
  readonly tasks: number;
}

export interface PersonBudget {
  readonly by: string;
  readonly answered: number;
  readonly closed: number;
  readonly perDay: number;
  readonly medianMinutesToAnswer?: number;
  readonly slowestMinutes?: number;
}

const NOISY_SHARE = 0.7;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

type Lived = AlertLife & { readonly notes: readonly DeskNote[] };

/**
 * Counts what became of the alerts of a period. Pure; what is open now is counted as it stands. A call that reached somebody, a message
 * and a task are actions: they make an alert that ended by itself one that led to something, and they answer it. What a person said came
 * of it goes before them.
 * @param notes of these alerts, oldest first
 */
export function alarmBudget(
  all: readonly AlertLife[],
  { from, to }: { readonly from: Instant; readonly to: Instant },
  notes: readonly DeskNote[] = [],
): AlarmBudget {
  const of = Map.groupBy(notes, ({ alert }) => alert);
  const lives = all.map((life) => withNotes(life, of.get(life.id) ?? []));
  const days = Math.max(1, (to - from) / DAY_MS);
  const rules = [...Map.groupBy(lives, ({ rule }) => rule)]
    .map(([rule, theirs]) => ruleBudget(rule, theirs))
    .toSorted((a, b) => b.noise - a.noise || b.alerts - a.alerts || (a.rule < b.rule ? -1 : 1));
  return {
    from,
    to,
    alerts: lives.length,
    perDay: tenth(lives.length / days),
    rules,
    noisiest: noisiestOf(rules),
    people: peopleOf(lives, days),
  };
}

function withNotes(life: AlertLife, notes: readonly DeskNote[]): Lived {
  const first = notes[0];
  const before = first && (life.answered === undefined || first.at < life.answered.at);
  return { ...life, notes, ...(before ? { answered: { by: first.by, at: first.at } } : {}) };
}

function ruleBudget(rule: string, lives: readonly Lived[]): RuleBudget {
  const ends = lives.map(endOf);
  const count = (end: End) => ends.filter((one) => one === end).length;
  const [acted, withoutAction, unsaid, byItself, stillOpen] = [
    count('acted'),
    count('nothing'),
    count('unsaid'),
    count('by itself'),
    count('open'),
  ];
  const known = acted + withoutAction + byItself;
  const median = medianOf(answersOf(lives));
  const notes = lives.flatMap((life) => life.notes);
  const calls = notes.filter((note) => note.is === 'call');
  return {
    rule,
    severity: lives.at(-1)!.severity,
    alerts: lives.length,
    late: lives.filter(({ late }) => late).length,
    patients: new Set(lives.map(({ patient }) => patient)).size,
    acted,
    withoutAction,
    unsaid,
    byItself,
    stillOpen,
    ...(known > 0 ? { actedPercent: Math.round((100 * acted) / known) } : {}),
    noise: withoutAction + byItself,
    ...(median === undefined ? {} : { medianMinutesToAnswer: median }),
    unanswered: lives.filter(({ answered }) => answered === undefined).length,
    calls: calls.length,
    reached: calls.filter(({ reached }) => reached).length,
    messages: notes.filter(({ is }) => is === 'message').length,
    tasks: notes.filter(({ is }) => is === 'task').length,
  };
}

type End = 'open' | 'acted' | 'nothing' | 'unsaid' | 'by itself';

const isAction = (note: DeskNote): boolean => note.is !== 'call' || note.reached;

function endOf({ state, notes }: Lived): End {
  if (state.is !== 'resolved') return 'open';
  if (state.because !== 'person') return notes.some(isAction) ? 'acted' : 'by itself';
  if (state.outcome === undefined) return notes.some(isAction) ? 'acted' : 'unsaid';
  return OUTCOMES[state.outcome].acted ? 'acted' : 'nothing';
}

function noisiestOf(rules: readonly RuleBudget[]): readonly string[] {
  const all = rules.reduce((sum, { noise }) => sum + noise, 0);
  const found: string[] = [];
  let sum = 0;
  for (const { rule, noise } of rules) {
    if (noise === 0 || sum >= all * NOISY_SHARE) break;
    found.push(rule);
    sum += noise;
  }
  return found;
}

function peopleOf(lives: readonly AlertLife[], days: number): readonly PersonBudget[] {
  const answered = Map.groupBy(
    lives.filter(({ answered }) => answered),
    ({ answered }) => answered!.by,
  );
  const closed = new Map<string, number>();
  for (const { state } of lives) {
    if (state.is === 'resolved' && state.because === 'person' && state.by) closed.set(state.by, (closed.get(state.by) ?? 0) + 1);
  }
  return [...new Set([...answered.keys(), ...closed.keys()])]
    .map((by): PersonBudget => {
      const minutes = answersOf(answered.get(by) ?? []);
      const median = medianOf(minutes);
      return {
        by,
        answered: minutes.length,
        closed: closed.get(by) ?? 0,
        perDay: tenth(minutes.length / days),
        ...(median === undefined ? {} : { medianMinutesToAnswer: median, slowestMinutes: Math.round(Math.max(...minutes)) }),
      };
    })
    .toSorted((a, b) => b.answered - a.answered || (a.by < b.by ? -1 : 1));
}

/** Minutes from when it was raised until somebody first took it up. */
const answersOf = (lives: readonly AlertLife[]): readonly number[] =>
  lives.flatMap(({ raised, answered }) => (answered ? [Math.max(0, answered.at - raised) / MINUTE_MS] : []));

function medianOf(values: readonly number[]): number | undefined {
  if (values.length === 0) return undefined;
  const sorted = values.toSorted((a, b) => a - b);
  const middle = sorted.length >> 1;
  return tenth(sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2);
}

const tenth = (value: number): number => Math.round(value * 10) / 10;
