import type { Kysely } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Holes } from './query.ts';
import type { Tables } from './schema.ts';

export interface Period {
  readonly patient: string;
  readonly kind: string;
  readonly from: Instant;
  readonly to: Instant;
}

/** One patient's readings of one kind, from a moment until before another: as the index of readings lies. */
export const readingsBetween = (db: Kysely<Tables>, $: Holes<Period>) =>
  db.selectFrom('readings').where('patient', '=', $.patient).where('kind', '=', $.kind).where('at', '>=', $.from).where('at', '<', $.to);
