import { z } from 'zod';
import type { StaffSee } from '../../domain/care-team.ts';

/** What patients may ask, and how long a person may take: hearth.yaml, `questions`. */
export const QuestionSettings = z.strictObject({
  answerHours: z
    .strictObject({
      doctor: z.int().min(1).max(168).default(24),
      pharmacist: z.int().min(1).max(168).default(24),
      dietitian: z.int().min(1).max(168).default(48),
      coordinator: z.int().min(1).max(168).default(24),
    })
    .prefault({})
    .describe('Until when a person answers: what patients are told. After that the coordinators hear of it.'),
  unknownHours: z
    .int()
    .min(1)
    .max(168)
    .default(2)
    .describe('Until when a person reads what Hearth did not understand: an emergency in unusual words may be among it.'),
  triageSeconds: z
    .int()
    .min(1)
    .max(60)
    .default(10)
    .describe('How long a model may take to say how urgent a message is; then people are asked as if it had not been there.'),
  perHour: z.int().min(1).max(1_000).default(20).describe('Messages of one patient in an hour; more go to a person, unanswered by Hearth.'),
  staleDays: z.int().min(1).max(365).default(14).describe('A conversation in which nobody says anything for so long is closed.'),
});
export type QuestionSettings = z.infer<typeof QuestionSettings>;

/** With whom the clinic lets its staff see: nobody is asked about a patient whom they cannot look at. Left out: everybody. */
export type AskedSettings = QuestionSettings & { readonly staffSee?: StaffSee };

/** Characters of one message: a page of writing. Longer ones are refused with one sentence. */
export const LONGEST_MESSAGE = 1_000;
