import { z } from 'zod';
import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { PatientId } from './reading.ts';

/** Whom a task may be for, besides one person by name. */
export const TASK_ROLES = ['doctor', 'coordinator', 'pharmacist', 'dietitian'] as const;
export type TaskRole = (typeof TASK_ROLES)[number];

export const TaskFor = z.union([z.strictObject({ user: z.string().min(1).max(64) }), z.strictObject({ role: z.enum(TASK_ROLES) })]);
export type TaskFor = z.infer<typeof TaskFor>;

/** Something that one person, or somebody of one role, is to do about a patient until a moment. */
export interface Task {
  readonly id: string;
  readonly patient: PatientId;
  /** The alert at which it was given. */
  readonly alert: AlertId;
  readonly by: string;
  readonly at: Instant;
  readonly to: TaskFor;
  readonly due: Instant;
  readonly text: string;
  readonly state: { readonly is: 'open' } | { readonly is: 'done'; readonly at: Instant; readonly by: string };
}
