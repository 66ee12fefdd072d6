import { z } from 'zod';

/** The figures above a chart of a period that is too long to be drawn whole. */
export const FiguresView = z.object({
  n: z.int().describe('readings that count; of steps, whole days'),
  mean: z.number().optional().describe('absent of nothing, and of too few days of steps'),
  lowest: z.number().optional(),
  highest: z.number().optional(),
  lo: z.boolean().describe('a meter showed LO'),
  hi: z.boolean(),
  shares: z
    .object({ below: z.number(), inside: z.number(), above: z.number() })
    .optional()
    .describe('of glucose: percent of readings, each against the limit of the unit that its display showed'),
  sensor: z
    .boolean()
    .optional()
    .describe('of glucose: most readings are a continuous sensor’s; of others no consensus gives shares a goal'),
  short: z
    .object({ have: z.int(), need: z.int() })
    .optional()
    .describe('too few readings of the sensor for the shares to stand for the patient: 70 % of 14 days, or of the period'),
});
export type FiguresView = z.infer<typeof FiguresView>;

/** The ambulatory glucose profile of a period: percentiles by time of day, in mmol/L; no points of less than five days of a sensor. */
export const ProfileView = z.object({
  points: z.array(
    z.object({
      minute: z.number().describe('since midnight where the patient lives'),
      p5: z.number(),
      p25: z.number(),
      p50: z.number(),
      p75: z.number(),
      p95: z.number(),
    }),
  ),
  days: z.number(),
  activePercent: z.number(),
});
export type ProfileView = z.infer<typeof ProfileView>;
