import { z } from 'zod';
import { Localized } from '../domain/source.ts';
import { isPeriod, NO_PERIOD } from './contract.ts';
import { MomentParam } from './moment-param.ts';

/* The alarm budget, as it goes over HTTP. */

export const BudgetPeriod = z.object({ from: MomentParam, to: MomentParam }).refine(isPeriod, NO_PERIOD);

const minutes = z.number().optional();
export const AlarmBudgetView = z.object({
  from: z.int(),
  to: z.int(),
  alerts: z.int(),
  perDay: z.number(),
  rules: z.array(
    z.object({
      rule: z.string(),
      title: Localized.optional(),
      severity: z.enum(['low', 'medium', 'high']),
      alerts: z.int(),
      late: z.int(),
      patients: z.int(),
      acted: z.int().describe('closed by a person with an outcome that led to something'),
      withoutAction: z.int(),
      unsaid: z.int().describe('closed by a person before there were outcomes'),
      byItself: z.int().describe('ended by readings, or withdrawn'),
      stillOpen: z.int(),
      actedPercent: z.int().optional(),
      noise: z.int().describe('over without anything that somebody did'),
      medianMinutesToAnswer: minutes,
      unanswered: z.int(),
      calls: z.int().describe('telephone calls noted at these alerts'),
      reached: z.int(),
      messages: z.int().describe('messages in a person’s own words'),
      tasks: z.int(),
    }),
  ),
  noisiest: z.array(z.string()).describe('the fewest rules that make seven tenths of the noise'),
  people: z.array(
    z.object({
      by: z.string(),
      byName: z.string().optional(),
      answered: z.int(),
      closed: z.int(),
      perDay: z.number(),
      medianMinutesToAnswer: minutes,
      slowestMinutes: minutes,
    }),
  ),
});
export type AlarmBudgetView = z.infer<typeof AlarmBudgetView>;
