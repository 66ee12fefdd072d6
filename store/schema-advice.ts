import type { Generated } from 'kysely';

/* Tables of what is written for patients, and said by them. */

export interface AdviceTable {
  id: string;
  patient: string;
  written: number;
  /** Until when it waits for a person; null: it does not. */
  waits_until: number | null;
  body: string;
}

export interface ApprovalRulesTable {
  number: number;
  since: number;
  by: string;
  reason: string;
  body: string;
}

export interface AdverseReportTable {
  id: string;
  patient: string;
  begun: number;
  is_open: number;
  body: string;
}

export interface AdverseVersionTable {
  report: string;
  version: number;
  at: number;
  by: string;
  did: string;
  body: string;
}

export interface ConversationTable {
  id: string;
  patient: string;
  opened: number;
  last: number;
  /** The role that is to answer, and since when; null where nobody is. */
  waits_for: string | null;
  waits_since: number | null;
  body: string;
}

/** `place`: the order in which it was said. */
export interface SaidTable {
  place: Generated<number>;
  id: string;
  conversation: string;
  patient: string;
  at: number;
  by_patient: number;
  body: string;
}
