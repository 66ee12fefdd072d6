import type { AlertId } from './alert.ts';
import type { Instant } from './clock.ts';
import type { DeskNote } from './desk-note.ts';
import type { PatientId } from './reading.ts';
import type { Task, TaskRole } from './task.ts';

/** What people who look after alerts note down, and what they ask of each other. */
export interface DeskRecords {
  readonly deskNotes: {
    /** The same id twice is one note. */
    add(note: DeskNote): Promise<void>;
    /** Oldest first. */
    ofAlert(alert: AlertId): Promise<readonly DeskNote[]>;
    /** Newest first. */
    of(patient: PatientId, count: number): Promise<readonly DeskNote[]>;
    /** On alerts that were raised in this period, oldest first: from <= raised < to. */
    onAlertsRaised(from: Instant, to: Instant): Promise<readonly DeskNote[]>;
  };
  readonly tasks: {
    get(id: string): Promise<Task | undefined>;
    save(task: Task): Promise<void>;
    /** Open ones for this person, or for this role, the first that is due first. */
    openFor(user: string, role: TaskRole | undefined, count: number): Promise<readonly Task[]>;
    /** All open ones, the first that is due first. */
    open(count: number): Promise<readonly Task[]>;
    /** Newest first. */
    of(patient: PatientId, count: number): Promise<readonly Task[]>;
  };
}
