import type { z } from 'zod';
import type { GivenAnswer } from '../../domain/follow-up.ts';
import type { Watched } from '../../domain/reading.ts';
import type { Limits } from '../../domain/rule-state.ts';
import type { Point } from '../point.ts';
import type { History } from '../stream.ts';
import type { Unit } from '../units.ts';
import type { Condition } from './registry.ts';

/**
 * What a condition sees: one reading, those of the same stream before it, and what the patient answered. Never later readings, never the
 * clock (semantics 3.1).
 */
export interface Look {
  readonly point: Point;
  /** Up to and including `point`, oldest first. Costs a little: ask only when the reading itself does not decide. */
  history(): History;
  readonly limits: Limits;
  /** IANA name: where the patient's days begin. */
  readonly zone: string;
  /** What the patient answered lately, to questions that rules ask about: before the reading and after it. */
  readonly answers: readonly GivenAnswer[];
}

/** Reads a threshold: the patient's own value if there is one, in the unit in which the reading was reported. */
export type Limit = (look: Look) => number;

export type Values = Record<string, string | number>;

/** A condition, ready to be asked. */
export interface Compiled {
  holds(look: Look): boolean;
  /** The readings that made it hold, oldest first. */
  evidence(look: Look): readonly Point[];
  /** The numbers that decided, for people. Called only where it holds. */
  tell(look: Look, values: Values): void;
  /** How far back it looks, in ms; 0: at nothing but the reading itself. */
  readonly spanMs: number;
}

/** What a condition is compiled with. */
export interface Parts {
  limit(name: string): Limit;
  compile(condition: Condition): Compiled;
  /** The largest value that a clinic may give this threshold: bounds how far back the condition can look. */
  most(name: string): number;
  /** Every limit of a value is this much easier to fulfil. Makes hysteresis out of the condition that opened the episode. */
  readonly margin?: Limit;
}

/** One kind of condition, whole: how it is written, what it needs, how it is asked. One file in conditions/. */
export interface ConditionKind<C extends Condition = Condition> {
  /** The key that marks it in a pack. */
  readonly name: string;
  schema(condition: z.ZodType<Condition>): z.ZodType<C>;
  /** The thresholds that it names, where, and the units that make sense there. */
  uses(condition: C): readonly { readonly name: string; readonly path: readonly string[]; readonly units: readonly Unit[] }[];
  /** The conditions inside of it; `alone`: they may look only at one reading. */
  inner(condition: C): readonly { readonly condition: Condition; readonly path: readonly (string | number)[]; readonly alone: boolean }[];
  /** The kind of reading that it can look at; undefined: any. */
  kinds(condition: C): readonly Watched[] | undefined;
  /** Looks at nothing but the reading itself and what stands inside of it. */
  readonly single: boolean;
  compile(condition: C, parts: Parts): Compiled;
}

/** The same look at an earlier reading, for conditions on one reading inside of one on several. */
export const elsewhere = ({ history, limits, zone, answers }: Look, point: Point): Look => ({ point, history, limits, zone, answers });
