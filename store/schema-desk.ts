/* Tables of what people note at alerts, and ask of each other. */

export interface DeskNoteTable {
  id: string;
  alert: string;
  patient: string;
  at: number;
  body: string;
}

export interface TaskTable {
  id: string;
  patient: string;
  at: number;
  due: number;
  is_open: number;
  /** One of the two. */
  for_user: string | null;
  for_role: string | null;
  body: string;
}

export interface ShadowTable {
  id: string;
  started: number;
  is_running: number;
  body: string;
}

export interface ShadowPatientTable {
  shadow: string;
  patient: string;
  marked: number;
  done: number;
  looked: number;
  is_waiting: number;
  body: string | null;
}
