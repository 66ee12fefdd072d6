import type { Generated } from 'kysely';

/* Tables of what a clinic is called, of what it says in its own words, and of what it does not want said. */

export interface ClinicKeptTable {
  number: Generated<number>;
  since: number;
  by: string;
  body: string;
}

export interface ClinicWordsTable {
  number: Generated<number>;
  template: string;
  language: string;
  /** Null: back to the shipped words. */
  words: string | null;
  by: string;
  approved_by: string | null;
  reason: string;
  since: number;
}

export interface WordsProposalTable {
  id: string;
  at: number;
  is_waiting: number;
  body: string;
}

export interface SentenceSwitchTable {
  number: Generated<number>;
  sentence: string;
  is_off: number;
  by: string;
  reason: string;
  since: number;
}
