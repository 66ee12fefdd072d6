import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import {
  ALL_DOCTORS,
  type Change,
  type IssuedPage,
  type IssuedPlace,
  type IssuedReport,
  type IssuedReports,
  type IssuedState,
  type ReadingChange,
  type Signature,
} from '../domain/issued.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

interface Row {
  readonly id: string;
  readonly replaced_by: string | null;
  readonly signature: string | null;
  readonly body: string;
}
type Known = Holes<{ id: string }>;
type Behind = Holes<IssuedPlace & { count: number }>;

/** Only ever inserted: what was issued is not changed by anything in this file. */
const insert = query((db, $: Holes<{ id: string; patient: string; begins: number; ends: number; issued: number; body: string }>) =>
  db
    .insertInto('issued_reports')
    .values({
      id: $.id,
      patient: $.patient,
      begins: $.begins,
      ends: $.ends,
      issued: $.issued,
      to_sign: sql.lit(1),
      replaced_by: sql.lit(null),
      signature: sql.lit(null),
      body: $.body,
    })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const insertContent = query((db, $: Holes<{ report: string; packed: Uint8Array }>) =>
  db.insertInto('issued_contents').values({ report: $.report, packed: $.packed }),
);
const insertFor = query((db, $: Holes<{ report: string; doctor: string }>) =>
  db.insertInto('issued_for').values({ report: $.report, doctor: $.doctor }),
);
const byId = query((db, $: Known) =>
  db.selectFrom('issued_reports').select(['id', 'replaced_by', 'signature', 'body']).where('id', '=', $.id),
);
const contentOf = query((db, $: Known) => db.selectFrom('issued_contents').select('packed').where('report', '=', $.id));
const ofPatient = query((db, $: Holes<{ patient: string; count: number }>) =>
  db
    .selectFrom('issued_reports')
    .select(['id', 'replaced_by', 'signature', 'body'])
    .where('patient', '=', $.patient)
    .orderBy('issued', 'desc')
    .orderBy('id')
    .limit($.count),
);
const newest = query((db, $: Behind) =>
  db
    .selectFrom('issued_reports')
    .select(['id', 'replaced_by', 'signature', 'body', 'issued'])
    .where((is) => is.or([is('issued', '<', $.issued), is.and([is('issued', '=', $.issued), is('id', '<', $.id)])]))
    .orderBy('issued', 'desc')
    .orderBy('id', 'desc')
    .limit($.count),
);
const waiting = query((db, $: Behind) =>
  db
    .selectFrom('issued_reports')
    .select(['id', 'replaced_by', 'signature', 'body', 'issued'])
    .where('to_sign', '=', sql.lit(1))
    .where((is) => is.or([is('issued', '>', $.issued), is.and([is('issued', '=', $.issued), is('id', '>', $.id)])]))
    .orderBy('issued')
    .orderBy('id')
    .limit($.count),
);
const waitingFor = query((db, $: Behind & Holes<{ doctor: string }>) =>
  db
    .selectFrom('issued_reports')
    .select(['id', 'replaced_by', 'signature', 'body', 'issued'])
    .where('to_sign', '=', sql.lit(1))
    .where((is) => is.or([is('issued', '>', $.issued), is.and([is('issued', '=', $.issued), is('id', '>', $.id)])]))
    .where((is) =>
      is.exists(
        is
          .selectFrom('issued_for')
          .select('report')
          .whereRef('report', '=', 'issued_reports.id')
          .where((one) => one.or([one('doctor', '=', $.doctor), one('doctor', '=', sql.lit(ALL_DOCTORS))])),
      ),
    )
    .orderBy('issued')
    .orderBy('id')
    .limit($.count),
);
const howMany = query((db) =>
  db
    .selectFrom('issued_reports')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('to_sign', '=', sql.lit(1)),
);
const howManyFor = query((db, $: Holes<{ doctor: string }>) =>
  db
    .selectFrom('issued_reports')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('to_sign', '=', sql.lit(1))
    .where((is) =>
      is.exists(
        is
          .selectFrom('issued_for')
          .select('report')
          .whereRef('report', '=', 'issued_reports.id')
          .where((one) => one.or([one('doctor', '=', $.doctor), one('doctor', '=', sql.lit(ALL_DOCTORS))])),
      ),
    ),
);
const writeSignature = query((db, $: Holes<{ id: string; signature: string }>) =>
  db
    .updateTable('issued_reports')
    .set({ signature: $.signature, to_sign: sql.lit(0) })
    .where('id', '=', $.id)
    .where('to_sign', '=', sql.lit(1)),
);
const writeReplaced = query((db, $: Holes<{ id: string; by: string }>) =>
  db
    .updateTable('issued_reports')
    .set({ replaced_by: $.by, to_sign: sql.lit(0) })
    .where('id', '=', $.id)
    .where('replaced_by', 'is', sql.lit(null)),
);
/** `begins` is that of the period before, with which a report compares. */
const around = query((db, $: Holes<{ patient: string; at: Instant }>) =>
  db.selectFrom('issued_reports').select('body').where('patient', '=', $.patient).where('ends', '>', $.at).where('begins', '<=', $.at),
);
const lastEnd = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('issued_reports').select('ends').where('patient', '=', $.patient).orderBy('ends', 'desc').limit(sql.lit(1)),
);
const writeChange = query((db, $: Holes<ReadingChange>) =>
  db
    .insertInto('issued_changes')
    .values({ report: $.report, reading: $.reading, change: $.change, at: $.at })
    .onConflict((conflict) => conflict.columns(['report', 'reading']).doUpdateSet({ change: $.change, at: $.at })),
);
const removeChange = query((db, $: Holes<{ report: string; reading: string }>) =>
  db.deleteFrom('issued_changes').where('report', '=', $.report).where('reading', '=', $.reading),
);
const changesOf = query((db, $: Holes<{ report: string }>) =>
  db.selectFrom('issued_changes').selectAll().where('report', '=', $.report).orderBy('at').orderBy('reading'),
);
const changeCounts = query((db, $: Holes<{ report: string }>) =>
  db
    .selectFrom('issued_changes')
    .select(['change', ({ fn }) => fn.countAll<number>().as('count')])
    .where('report', '=', $.report)
    .groupBy('change'),
);

export function issuedReports(connection: Connection): IssuedReports {
  async function withChanges(rows: readonly Row[]): Promise<readonly IssuedState[]> {
    const counted = await connection.allEach(
      changeCounts,
      rows.map(({ id }) => ({ report: id })),
    );
    return rows.map(({ body, replaced_by, signature }, i) => ({
      ...(JSON.parse(body) as IssuedReport),
      ...(replaced_by === null ? {} : { replacedBy: replaced_by }),
      ...(signature === null ? {} : { signed: JSON.parse(signature) as Signature }),
      changes: { withdrawn: 0, corrected: 0, late: 0, ...Object.fromEntries(counted[i]!.map(({ change, count }) => [change, count])) },
    }));
  }
  async function pageOf(rows: readonly (Row & { readonly issued: number })[], count: number): Promise<IssuedPage> {
    const last = rows.length > count ? rows[count - 1] : undefined;
    const reports = await withChanges(rows.slice(0, count));
    return { reports, ...(last ? { next: { issued: last.issued, id: last.id } } : {}) };
  }

  return {
    async keep(report, content) {
      const { id, patient, from, to, issued } = report;
      const row = { id, patient, begins: 2 * from - to, ends: to, issued, body: JSON.stringify(report) };
      if ((await connection.run(insert, row)) === 0) return false;
      await connection.run(insertContent, { report: id, packed: gzipSync(content) });
      await connection.runEach(
        insertFor,
        [...new Set(report.doctors)].map((doctor) => ({ report: id, doctor })),
      );
      return true;
    },
    get: async (id) => (await withChanges(await connection.all(byId, { id })))[0],
    async content(id) {
      const row = await connection.one(contentOf, { id });
      return row && gunzipSync(row.packed).toString('utf8');
    },
    of: async (patient, count) => withChanges(await connection.all(ofPatient, { patient, count })),
    list: async (count, after = { issued: Number.MAX_SAFE_INTEGER, id: '' }) =>
      pageOf(await connection.all(newest, { ...after, count: count + 1 }), count),
    async toSign(doctor, count, after = { issued: -1, id: '' }) {
      const behind = { ...after, count: count + 1 };
      return pageOf(
        doctor === undefined ? await connection.all(waiting, behind) : await connection.all(waitingFor, { ...behind, doctor }),
        count,
      );
    },
    countToSign: async (doctor) =>
      (doctor === undefined ? await connection.one(howMany, {}) : await connection.one(howManyFor, { doctor }))?.count ?? 0,
    sign: async (id, signature) => (await connection.run(writeSignature, { id, signature: JSON.stringify(signature) })) > 0,
    replace: async (id, by) => (await connection.run(writeReplaced, { id, by })) > 0,
    about: async (patient, at) => (await connection.all(around, { patient, at })).map(({ body }) => JSON.parse(body) as IssuedReport),
    latestEnd: async (patient) => (await connection.one(lastEnd, { patient }))?.ends,
    async mark(report, reading, change) {
      if (change) await connection.run(writeChange, { report, reading, ...change });
      else await connection.run(removeChange, { report, reading });
    },
    changes: async (report) => (await connection.all(changesOf, { report })).map((row) => ({ ...row, change: row.change as Change })),
  };
}
