import { z } from 'zod';
import type { Limit, Look } from './conditions/condition.ts';

/** How a number may stand to a threshold: exactly one of the four keys, with the threshold's name. */
export const COMPARISONS = ['above', 'atLeast', 'below', 'atMost'] as const;
export type Comparison = (typeof COMPARISONS)[number];

export interface Compared {
  readonly above?: string | undefined;
  readonly atLeast?: string | undefined;
  readonly below?: string | undefined;
  readonly atMost?: string | undefined;
}

export const comparedShape = {
  above: z.string().optional(),
  atLeast: z.string().optional(),
  below: z.string().optional(),
  atMost: z.string().optional(),
};

const given = (condition: Compared): readonly Comparison[] => COMPARISONS.filter((key) => condition[key] !== undefined);
export const isCompared = (condition: Compared): boolean => given(condition).length === 1;
export const NOT_COMPARED = 'exactly one of above, atLeast, below, atMost, with the name of a threshold';

/** Only of what `isCompared`. */
export const comparisonOf = (condition: Compared): Comparison => given(condition)[0]!;

/** NaN, a field that the reading does not have, compares as false with everything (semantics 3.5). */
export const COMPARE: Readonly<Record<Comparison, (value: number, limit: number) => boolean>> = {
  above: (value, limit) => value > limit,
  atLeast: (value, limit) => value >= limit,
  below: (value, limit) => value < limit,
  atMost: (value, limit) => value <= limit,
};

/** How far something went, and which way: `fallsBy: drop` is a fall of at least that; `fallsLess` is what ends it. */
const MOVES = ['risesBy', 'fallsBy', 'risesLess', 'fallsLess'] as const;
type Move = (typeof MOVES)[number];

export interface Moved {
  readonly risesBy?: string | undefined;
  readonly fallsBy?: string | undefined;
  readonly risesLess?: string | undefined;
  readonly fallsLess?: string | undefined;
}

export const movedShape = {
  risesBy: z.string().optional(),
  fallsBy: z.string().optional(),
  risesLess: z.string().optional(),
  fallsLess: z.string().optional(),
};

const moves = (condition: Moved): readonly Move[] => MOVES.filter((key) => condition[key] !== undefined);
export const isMoved = (condition: Moved): boolean => moves(condition).length === 1;
export const NOT_MOVED = 'exactly one of risesBy, fallsBy, risesLess, fallsLess, with the name of a threshold';

/** The key, and the name of the threshold under it. Only of what `isMoved`. */
export function moveOf(condition: Moved): { readonly key: Move; readonly name: string } {
  const key = moves(condition)[0]!;
  return { key, name: condition[key]! };
}

/** Whether a change (a fall is negative) fulfils it. NaN, "too few readings to say", fulfils nothing. */
export function movedAsAsked(condition: Moved, limit: (name: string) => Limit): (change: number, look: Look) => boolean {
  const { key, name } = moveOf(condition);
  const bound = limit(name);
  switch (key) {
    case 'risesBy':
      return (change, look) => change >= bound(look);
    case 'fallsBy':
      return (change, look) => -change >= bound(look);
    case 'risesLess':
      return (change, look) => change < bound(look);
    case 'fallsLess':
      return (change, look) => -change < bound(look);
  }
}
