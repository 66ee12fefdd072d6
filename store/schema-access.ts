/* Tables of people who sign in, and of what they did and saw. */

export interface UserTable {
  id: string;
  password_hash: string | null;
  body: string;
}

export interface SessionTable {
  key_hash: string;
  user: string;
  since: number;
  until: number;
  once: number;
  seen: number | null;
  about: string | null;
}

export interface CareTeamTable {
  patient: string;
  user: string;
  since: number;
  is_over: number;
  body: string;
}

export interface FactorTable {
  id: string;
  user: string;
  sealed: string;
}

export interface ChallengeTable {
  id: string;
  until: number;
  body: string;
}

export interface ApiTokenTable {
  id: string;
  key_hash: string;
  body: string;
}

export interface SignInTriesTable {
  key: string;
  failed: number;
  since: number;
}

export interface AuditTable {
  seq: number;
  at: number;
  by: string;
  did: string;
  patient: string | null;
  about: string;
  prev_hash: string;
  hash: string;
  /** By the key of the house; null on acts from before there were marks. */
  mark: string | null;
}

/** Who looks at what right now; `patient` is empty for a list. */
export interface LookTable {
  by: string;
  patient: string;
  kind: string;
  role: string;
  since: number;
  until: number;
  last: number;
  times: number;
}
