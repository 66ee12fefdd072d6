import { z } from 'zod';
import { type AllCondition, all } from './all.ts';
import { type AnsweredCondition, answered } from './answered.ts';
import { type AnyCondition, any } from './any.ts';
import { type BaselineCondition, baseline } from './baseline.ts';
import type { ConditionKind } from './condition.ts';
import { type GainCondition, gain } from './gain.ts';
import { type LastingCondition, lasting } from './lasting.ts';
import { type MealCondition, meal } from './meal.ts';
import { type MeanCondition, mean } from './mean.ts';
import { type NotCondition, not } from './not.ts';
import { type RateCondition, rate } from './rate.ts';
import { type RepeatCondition, repeat } from './repeat.ts';
import { type ShareCondition, share } from './share.ts';
import { type SilenceCondition, silence } from './silence.ts';
import { type StandingCondition, standing } from './standing.ts';
import { type StatisticCondition, statistic } from './statistic.ts';
import { type SurgeCondition, surge } from './surge.ts';
import { type TimeCondition, time } from './time.ts';
import { type TrendCondition, trend } from './trend.ts';
import { type ValueCondition, value } from './value.ts';
import { type VariationCondition, variation } from './variation.ts';

/** What may stand in a rule's `when` and `clears`: one file in this folder and one line in each of the two lists. */
export type Condition =
  | AllCondition
  | AnsweredCondition
  | AnyCondition
  | LastingCondition
  | MealCondition
  | MeanCondition
  | NotCondition
  | RepeatCondition
  | SilenceCondition
  | BaselineCondition
  | GainCondition
  | RateCondition
  | ShareCondition
  | StandingCondition
  | StatisticCondition
  | SurgeCondition
  | TimeCondition
  | TrendCondition
  | VariationCondition
  | ValueCondition;

/** A condition is marked by its key; `kindOf` picks by it, so each kind sees only conditions of its own. */
export const conditions = [
  all,
  answered,
  any,
  baseline,
  gain,
  lasting,
  meal,
  mean,
  not,
  rate,
  repeat,
  share,
  silence,
  standing,
  statistic,
  surge,
  time,
  trend,
  value,
  variation,
] as unknown as readonly ConditionKind[];

export const Condition: z.ZodType<Condition> = z.lazy(() => z.union(conditions.map((kind) => kind.schema(Condition))));

export const kindOf = (condition: Condition): ConditionKind => conditions.find(({ name }) => name in condition)!;
