import { z } from 'zod';
import { CALLED } from '../domain/desk-note.ts';
import { TASK_ROLES, TaskFor } from '../domain/task.ts';

/* What people do at alerts besides answering and closing them, as it goes over HTTP. */

const Instant = z.int().describe('Unix milliseconds');
const words = (most: number) => z.string().trim().min(1).max(most);

export const NoteCall = z.strictObject({
  whom: z.enum(CALLED),
  reached: z.boolean(),
  said: z.string().trim().max(1000).default('').describe('what was said; may be empty where nobody was reached'),
});
export const SendWords = z.strictObject({ to: z.enum(['patient', 'caregiver']), text: words(1000) });
export const GiveTask = z.strictObject({ to: TaskFor, due: Instant, text: words(500) });

export const TaskView = z.object({
  id: z.string(),
  patient: z.string(),
  patientName: z.string().optional(),
  alert: z.string(),
  by: z.string(),
  byName: z.string().optional(),
  at: Instant,
  to: z.object({ user: z.string().optional(), name: z.string().optional(), role: z.enum(TASK_ROLES).optional() }),
  due: Instant,
  text: z.string(),
  state: z.object({ is: z.enum(['open', 'done']), at: Instant.optional(), by: z.string().optional(), byName: z.string().optional() }),
  mine: z.boolean().describe('for whoever asks, by name or by role'),
});
export type TaskView = z.infer<typeof TaskView>;

const noted = { id: z.string(), alert: z.string(), at: Instant, by: z.string(), byName: z.string().optional() };
export const NoteView = z.discriminatedUnion('is', [
  z.object({ ...noted, is: z.literal('call'), whom: z.enum(CALLED), reached: z.boolean(), said: z.string() }),
  z.object({
    ...noted,
    is: z.literal('message'),
    to: z.enum(['patient', 'caregiver']),
    text: z.string(),
    message: z.string().describe('its key among the patient’s messages, which say whether it arrived'),
  }),
  z.object({ ...noted, is: z.literal('task'), task: TaskView }),
]);
export type NoteView = z.infer<typeof NoteView>;

export const TaskPerson = z.object({ id: z.string(), name: z.string(), role: z.enum(TASK_ROLES) });
export type TaskPerson = z.infer<typeof TaskPerson>;
