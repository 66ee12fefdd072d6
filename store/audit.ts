import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Records } from '../domain/store.ts';
import type { Act } from '../domain/user.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['audit']>;

const last = query((db) => db.selectFrom('audit').select(['seq', 'hash']).orderBy('seq', 'desc').limit(sql.lit(1)));
const insert = query((db, $: Holes<Row>) =>
  db.insertInto('audit').values({
    seq: $.seq,
    at: $.at,
    by: $.by,
    did: $.did,
    patient: $.patient,
    about: $.about,
    prev_hash: $.prev_hash,
    hash: $.hash,
  }),
);
const newest = query((db, $: Holes<{ count: number }>) => db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit($.count));
const newestAbout = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('audit').selectAll().where('patient', '=', $.patient).orderBy('seq', 'desc').limit($.count),
);
const page = query((db, $: Holes<{ seq: number; count: number }>) =>
  db.selectFrom('audit').selectAll().where('seq', '>', $.seq).orderBy('seq').limit($.count),
);

/** What stands before the first act. */
const BEGINNING = '';
const PAGE = 1000;

/** Each act carries the hash of the one before it: a row that is changed, taken out or put in breaks the chain behind it. */
export function audit(connection: Connection): Records['audit'] {
  return {
    async note(acts) {
      if (acts.length === 0) return;
      const end = await connection.one(last, {});
      let [seq, prev_hash] = [end?.seq ?? 0, end?.hash ?? BEGINNING];
      const rows = acts.map(({ at, by, did, patient, about }): Row => {
        const unsealed = { seq: ++seq, at, by, did, patient: patient ?? null, about: JSON.stringify(about), prev_hash };
        prev_hash = hashOf(unsealed);
        return { ...unsealed, hash: prev_hash };
      });
      await connection.runEach(insert, rows);
    },
    async list(count, patient) {
      const rows = patient === undefined ? await connection.all(newest, { count }) : await connection.all(newestAbout, { patient, count });
      return rows.map(actOf);
    },
  };
}

export type AuditProof =
  /** `head` is the hash of the last act: noted elsewhere, it also shows later whether acts were cut off the end. */
  { readonly ok: true; readonly acts: number; readonly head: string } | { readonly ok: false; readonly seq: number; readonly why: string };

/** Walks the whole chain. Says where it breaks first. */
export async function verifyAudit(connection: Connection): Promise<AuditProof> {
  let [seq, head] = [0, BEGINNING];
  for (;;) {
    const rows = await connection.all(page, { seq, count: PAGE });
    for (const { hash, ...row } of rows) {
      if (row.seq !== seq + 1) return { ok: false, seq: seq + 1, why: 'this act is missing' };
      if (row.prev_hash !== head) return { ok: false, seq: row.seq, why: 'it does not follow from the act before it' };
      if (hashOf(row) !== hash) return { ok: false, seq: row.seq, why: 'it was changed after it was written' };
      [seq, head] = [row.seq, hash];
    }
    if (rows.length < PAGE) return { ok: true, acts: seq, head };
  }
}

/** SHA-256 of the hash before and of the act as a JSON array in this order, so that no two acts read alike. */
const hashOf = ({ seq, at, by, did, patient, about, prev_hash }: Omit<Row, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([prev_hash, seq, at, by, did, patient, about]))
    .digest('hex');

const actOf = ({ at, by, did, patient, about }: Row): Act => ({
  at,
  by,
  did,
  ...(patient === null ? {} : { patient }),
  about: JSON.parse(about),
});
