import { createHash } from 'node:crypto';
import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Records } from '../domain/store.ts';
import type { Act, ChainedAct } from '../domain/user.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';
import type { Seal } from './seal.ts';

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
    mark: $.mark,
  }),
);
const newest = query((db, $: Holes<{ count: number }>) => db.selectFrom('audit').selectAll().orderBy('seq', 'desc').limit($.count));
const newestAbout = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('audit').selectAll().where('patient', '=', $.patient).orderBy('seq', 'desc').limit($.count),
);
const page = query((db, $: Holes<{ seq: number; count: number }>) =>
  db.selectFrom('audit').selectAll().where('seq', '>', $.seq).orderBy('seq').limit($.count),
);
/** One statement for each set of filters, so that each goes by its index. */
const searches = new Map<string, ReturnType<typeof searchFor>>();
function searchFor(by: boolean, patient: boolean, did: boolean) {
  return query((db, $: Holes<{ by: string; patient: string; did: string; didEnd: string; before: number; count: number }>) => {
    let found = db.selectFrom('audit').selectAll().where('seq', '<', $.before);
    if (by) found = found.where('by', '=', $.by);
    if (patient) found = found.where('patient', '=', $.patient);
    if (did) found = found.where('did', '>=', $.did).where('did', '<', $.didEnd);
    return found.orderBy('seq', 'desc').limit($.count);
  });
}

/** What stands before the first act. */
export const BEGINNING = '';
const PAGE = 1000;

/**
 * Each act carries the hash of the one before it: a row that is changed, taken out or put in breaks the chain behind it. Who recomputes the
 * chain lacks the key for the marks, and the heads that were signed outside of the database.
 */
export function audit(connection: Connection, seal: Pick<Seal, 'mark'>): Records['audit'] {
  return {
    async note(acts) {
      if (acts.length === 0) return;
      const end = await connection.one(last, {});
      let [seq, prev_hash] = [end?.seq ?? 0, end?.hash ?? BEGINNING];
      const rows = acts.map(({ at, by, did, patient, about }): Row => {
        const unsealed = { seq: ++seq, at, by, did, patient: patient ?? null, about: JSON.stringify(about), prev_hash };
        prev_hash = hashOf(unsealed);
        return { ...unsealed, hash: prev_hash, mark: seal.mark(prev_hash) };
      });
      await connection.runEach(insert, rows);
    },
    async list(count, patient) {
      const rows = patient === undefined ? await connection.all(newest, { count }) : await connection.all(newestAbout, { patient, count });
      return rows.map(actOf);
    },
    async search({ by, patient, did }, count, before = Number.MAX_SAFE_INTEGER) {
      const which = [by, patient, did].map((one) => one !== undefined) as [boolean, boolean, boolean];
      const known = searches.get(which.join()) ?? searchFor(...which);
      searches.set(which.join(), known);
      const wanted = { by: by ?? '', patient: patient ?? '', did: did ?? '', didEnd: `${did ?? ''}\u{10ffff}`, before, count };
      return (await connection.all(known, wanted)).map(chainedActOf);
    },
    after: async (seq, count) => (await connection.all(page, { seq, count })).map(chainedActOf),
    end: () => connection.one(last, {}),
  };
}

export interface Break {
  readonly ok: false;
  /** The first act that is not as it was written, and when it was done, or between what moments where it is not there. */
  readonly seq: number;
  readonly why: string;
  readonly at?: Instant;
  readonly between?: readonly [Instant | undefined, Instant | undefined];
}

export type AuditProof =
  /** `head` is the hash of the last act: noted elsewhere, it also shows later whether acts were cut off the end. */
  { readonly ok: true; readonly acts: number; readonly head: string } | Break;

export interface ChainLook {
  /** Makes the mark that an act must bear; without the key the marks are not looked at. */
  readonly markOf?: (hash: string) => string;
  /** Called with each act that is in order, the oldest first. A sentence back ends the walk: this act is not what it was. */
  readonly each?: (act: ChainedAct) => string | undefined;
}

/** Walks the whole chain, a page at a time. Says where it breaks first. */
export async function verifyAudit(connection: Connection, { markOf, each }: ChainLook = {}): Promise<AuditProof> {
  let [seq, head, marked] = [0, BEGINNING, false];
  let at: Instant | undefined;
  for (;;) {
    const rows = await connection.all(page, { seq, count: PAGE });
    for (const { hash, mark, ...row } of rows) {
      const broken = (why: string): Break => ({ ok: false, seq: row.seq, why, at: row.at });
      if (row.seq !== seq + 1) return { ok: false, seq: seq + 1, why: 'this act is missing', between: [at, row.at] };
      if (row.prev_hash !== head) return broken('it does not follow from the act before it');
      if (hashOf(row) !== hash) return broken('it was changed after it was written');
      if (markOf && (mark === null ? marked : mark !== markOf(hash)))
        return broken('it was not written by this house: it does not bear the mark of its key');
      const found = each?.({ ...chainedActOf({ ...row, hash, mark }) });
      if (found !== undefined) return broken(found);
      marked ||= mark !== null;
      [seq, head, at] = [row.seq, hash, row.at];
    }
    if (rows.length < PAGE) return { ok: true, acts: seq, head };
  }
}

/** Of an act as it was read: the row's own JSON comes out of what was parsed from it. */
export const hashOfAct = ({ seq, at, by, did, patient, about, before }: ChainedAct): string =>
  hashOf({ seq, at, by, did, patient: patient ?? null, about: JSON.stringify(about), prev_hash: before });

/** SHA-256 of the hash before and of the act as a JSON array in this order, so that no two acts read alike. */
export const hashOf = ({ seq, at, by, did, patient, about, prev_hash }: Omit<Row, 'hash' | 'mark'>): string =>
  createHash('sha256')
    .update(JSON.stringify([prev_hash, seq, at, by, did, patient, about]))
    .digest('hex');

const actOf = ({ at, by, did, patient, about }: Omit<Row, 'mark'>): Act => ({
  at,
  by,
  did,
  ...(patient === null ? {} : { patient }),
  about: JSON.parse(about),
});

const chainedActOf = (row: Row): ChainedAct => ({ seq: row.seq, ...actOf(row), before: row.prev_hash, hash: row.hash });
