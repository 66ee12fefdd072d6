import { createHash } from 'node:crypto';
import { DAY, HOUR } from '../domain/clock.ts';
import { OFF } from '../domain/limit.ts';
import type { Patient } from '../domain/patient.ts';
import type { Limits } from '../domain/rule-state.ts';
import { type Asked, asksOf } from './asks.ts';
import { concerns, type Person } from './concerns.ts';
import type { Compiled, Limit, Parts } from './conditions/condition.ts';
import { type Condition, kindOf } from './conditions/registry.ts';
import { durationMs } from './duration.ts';
import { PackError } from './pack-error.ts';
import { emptyPoint, STREAMS, type StreamName } from './point.ts';
import type { Rule } from './rule.ts';
import { asShown, inUnit, isGlucose } from './units.ts';

/** A rule, ready to be asked: everything that does not depend on the reading is worked out. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly id: string;
  readonly streams: readonly StreamName[];
  /** Whether it is about this person, and nobody has turned it off for them (semantics 1.5, 10.7). */
  readonly appliesTo: (person: Person, limits: Limits) => boolean;
  readonly when: Compiled;
  readonly clears: Compiled['holds'];
  readonly endsAfterMs: number;
  /** See `rests`; 0: the next reading that fulfils the rule after an end is a new alert. */
  readonly restsMs: number;
  /** See `renotify`; 0: told once. */
  readonly renotifyMs: number;
  readonly freshForMs: number;
  /** How far back `when` and `clears` look, in ms. */
  readonly spanMs: number;
  /** The answers that it looks at (semantics 3.20). */
  readonly asks: readonly Asked[];
  /** Hours of grace beyond the patient's plan, for rules that run on timers instead of readings. */
  readonly graceHours: Limit | undefined;
  /** How many of the plan's times go by before it is a silence; one, if the rule does not say. */
  readonly missed: Limit | undefined;
  /** Filled by `compile`: the graver rules that quiet this one, and the milder ones that this one quiets. */
  readonly supersededBy: CompiledRule[];
  readonly supersedes: CompiledRule[];
}

export interface RuleSet {
  /** Short hash of all rules: the same rules have the same version on every machine (semantics 1.3). */
  readonly version: string;
  readonly rules: readonly Rule[];
  /** The graver before those that they supersede (semantics 5.1). */
  readonly byStream: Readonly<Record<StreamName, readonly CompiledRule[]>>;
  readonly silences: readonly CompiledRule[];
  /** How long before and after a reading the rules look for answers; 0: none asks for any. */
  readonly answersMs: number;
  /** How long the judge remembers the points of a stream, before its newest; 0: nobody looks at it. */
  readonly memoryMs: Readonly<Record<StreamName, number>>;
}

/**
 * Beyond the longest window of the rules: so late a reading is still judged among its neighbours. A sensor that was out of reach for
 * a night hands in at most 8 hours (Libre's own memory). semantics 2.6
 */
export const MARGIN_MS = 12 * HOUR;

/** Rules to closures, once (semantics 1.2). Throws PackError when rules of several packs do not fit together. */
export function compile(rules: readonly Rule[]): RuleSet {
  const compiled = rules.map(compileRule);
  const byId = new Map(compiled.map((rule) => [rule.id, rule]));
  const faults = [
    ...rules
      .filter(({ id }, i) => rules.findIndex((other) => other.id === id) !== i)
      .map(({ id }) => [id, 'an id of its own: two packs have this rule']),
    ...rules.flatMap(({ id, supersedes }) =>
      supersedes.filter((other) => !byId.has(other)).map((other) => [id, `supersedes: there is no rule ${other}`]),
    ),
  ];
  if (faults.length === 0) {
    for (const rule of compiled) {
      for (const id of rule.rule.supersedes) {
        rule.supersedes.push(byId.get(id)!);
        byId.get(id)!.supersededBy.push(rule);
      }
    }
    for (const rule of compiled) if (depth(rule, []) === undefined) faults.push([rule.id, 'supersedes: not in a circle']);
  }
  if (faults.length > 0) {
    throw new PackError(faults.map(([path = '', expected = '']) => ({ file: 'rules', line: 0, column: 0, path, expected })));
  }

  const readers = compiled.filter(({ graceHours }) => !graceHours).sort((a, b) => depth(a, [])! - depth(b, [])!);
  const each = <T>(make: (watching: readonly CompiledRule[]) => T) =>
    Object.fromEntries(STREAMS.map((stream) => [stream, make(readers.filter(({ streams }) => streams.includes(stream)))])) as Record<
      StreamName,
      T
    >;
  return {
    version: createHash('sha256').update(JSON.stringify(rules)).digest('base64url').slice(0, 12),
    rules,
    byStream: each((watching) => watching),
    silences: compiled.filter(({ graceHours }) => graceHours),
    answersMs: Math.max(0, ...compiled.map(answersMsOf)),
    memoryMs: each((watching) =>
      watching.length === 0 ? 0 : Math.max(...watching.map((rule) => Math.max(rule.spanMs, answersMsOf(rule)))) + MARGIN_MS,
    ),
  };
}

const answersMsOf = ({ asks }: CompiledRule): number => Math.max(0, ...asks.map(({ withinMs }) => withinMs));

/** How many rules stand above it, one over the other; undefined in a circle. */
function depth(rule: CompiledRule, below: readonly CompiledRule[]): number | undefined {
  if (below.includes(rule)) return undefined;
  const above = rule.supersededBy.map((graver) => depth(graver, [...below, rule]));
  if (above.includes(undefined)) return undefined;
  return Math.max(0, ...above.map((steps) => steps! + 1));
}

function compileRule(rule: Rule): CompiledRule {
  const parts: Parts = {
    limit: (name) => limitOf(rule, name),
    most: (name) => rule.thresholds[name]!.max,
    compile: (condition) => kindOf(condition).compile(condition, parts),
  };
  const when = parts.compile(rule.when);
  const { clears, spanMs } = compileClears(rule, parts, when);
  return {
    rule,
    id: rule.id,
    streams: streamsOf(rule),
    appliesTo: whereOn(rule),
    when,
    // Nobody knows whether it was measured after what it would end (semantics 4.6).
    clears: (look) => !look.point.ahead && clears(look),
    endsAfterMs: durationMs(rule.endsAfter),
    restsMs: rule.rests ? durationMs(rule.rests.for) : 0,
    renotifyMs: rule.renotify ? durationMs(rule.renotify.after) : 0,
    freshForMs: durationMs(rule.freshFor),
    spanMs: Math.max(when.spanMs, spanMs),
    asks: asksOf(rule.when),
    graceHours: 'silence' in rule.when ? parts.limit(rule.when.silence) : undefined,
    missed: 'silence' in rule.when && rule.when.missed ? parts.limit(rule.when.missed) : undefined,
    supersededBy: [],
    supersedes: [],
  };
}

function compileClears({ when: condition, clears }: Rule, parts: Parts, when: Compiled): { clears: Compiled['holds']; spanMs: number } {
  if (clears === undefined) return { clears: (look) => !when.holds(look), spanMs: when.spanMs };
  if (!('margin' in clears)) {
    const own = parts.compile(clears);
    return { clears: own.holds, spanMs: own.spanMs };
  }
  const margin = parts.limit(clears.margin);
  const easier: Parts = { ...parts, margin, compile: (inner: Condition) => kindOf(inner).compile(inner, easier) };
  const eased = easier.compile(condition);
  return { clears: (look) => !eased.holds(look), spanMs: eased.spanMs };
}

function whereOn(rule: Rule): CompiledRule['appliesTo'] {
  const isAbout = concerns(rule.appliesTo);
  const off = `${rule.id}.${OFF}`;
  return (person, limits) => limits[off] !== 1 && isAbout(person);
}

function streamsOf({ watches, appliesTo }: Rule): readonly StreamName[] {
  if (watches !== 'glucose') return [watches];
  if (appliesTo?.specimen === undefined) return ['glucose', 'sensor'];
  return appliesTo.specimen === 'sensor' ? ['sensor'] : ['glucose'];
}

/** The patient's own value goes before the pack's; one that was given in one glucose unit is converted for the other (semantics 3.2, 3.3). */
function limitOf(rule: Rule, name: string): Limit {
  const threshold = rule.thresholds[name]!;
  const key = `${rule.id}.${name}`;
  const { unit, value, inOtherUnit } = threshold;
  if (!isGlucose(unit) || !inOtherUnit) return ({ limits }) => limits[key] ?? value;
  return ({ limits, point }) => {
    const own = limits[key];
    if (point.unit === unit || !isGlucose(point.unit)) return own === undefined ? value : asShown(own, unit);
    return own === undefined || own === value ? inOtherUnit.value : inUnit(own, unit, point.unit);
  };
}

/** Days that a patient's plan allows between two readings of what the rule watches; undefined when nobody asked for any (semantics 7.5). */
export const planDays = (rule: CompiledRule, patient: Pick<Patient, 'plan'>): number | undefined => {
  const days = patient.plan.filter(({ kind }) => kind === rule.rule.watches).map(({ everyDays }) => everyDays);
  return days.length === 0 ? undefined : Math.min(...days);
};

/** How long the silence of a patient may last, in ms, before this rule is fulfilled; undefined when it does not concern them. */
export function silenceMs(rule: CompiledRule, patient: Patient, limits: Readonly<Record<string, number>>): number | undefined {
  const days = planDays(rule, patient);
  if (days === undefined || !rule.graceHours || !rule.appliesTo(patient, limits)) return undefined;
  const look = { point: NOBODY, history: () => ({ length: 0, at: () => NOBODY }), limits, zone: patient.zone, answers: [] };
  return (rule.missed?.(look) ?? 1) * days * DAY + rule.graceHours(look) * HOUR;
}

const NOBODY = emptyPoint(0, '', 'mmHg', false);
