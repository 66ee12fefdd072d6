import { gunzipSync, gzipSync } from 'node:zlib';
import { sql } from 'kysely';
import type { ClinicIssue, ClinicIssues, OwedClinicIssue } from '../domain/clinic-issue.ts';
import type { Instant } from '../domain/clock.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

type Known = Holes<{ id: string }>;

/** Only ever inserted: what was issued is not changed by anything in this file. */
const insert = query((db, $: Holes<{ id: string; issued: Instant; body: string; packed: Uint8Array }>) =>
  db
    .insertInto('clinic_issues')
    .values({ id: $.id, issued: $.issued, body: $.body, packed: $.packed })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const bodyOf = query((db, $: Known) => db.selectFrom('clinic_issues').select('body').where('id', '=', $.id));
const packedOf = query((db, $: Known) => db.selectFrom('clinic_issues').select('packed').where('id', '=', $.id));
const newest = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('clinic_issues').select('body').orderBy('issued', 'desc').orderBy('id').limit($.count),
);
const insertOwed = query((db, $: Holes<{ id: string; free: Instant; body: string }>) =>
  db
    .insertInto('clinic_issues_owed')
    .values({ id: $.id, free: $.free, body: $.body })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const firstOwed = query((db, $: Holes<{ now: Instant }>) =>
  db.selectFrom('clinic_issues_owed').select('body').where('free', '<=', $.now).orderBy('free').orderBy('id').limit(sql.lit(1)),
);
const firstFree = query((db) => db.selectFrom('clinic_issues_owed').select('free').orderBy('free').limit(sql.lit(1)));
const writeOwed = query((db, $: Holes<{ id: string; free: Instant; body: string }>) =>
  db.updateTable('clinic_issues_owed').set({ free: $.free, body: $.body }).where('id', '=', $.id),
);
const removeOwed = query((db, $: Known) => db.deleteFrom('clinic_issues_owed').where('id', '=', $.id));

export function clinicIssues(connection: Connection): ClinicIssues {
  const issueOf = ({ body }: { readonly body: string }): ClinicIssue => JSON.parse(body) as ClinicIssue;
  const get = async (id: string) => {
    const row = await connection.one(bodyOf, { id });
    return row && issueOf(row);
  };
  return {
    async owe(owed) {
      if (await get(owed.id)) return;
      await connection.run(insertOwed, { id: owed.id, free: owed.free, body: JSON.stringify(owed) });
    },
    async owed(now) {
      const row = await connection.one(firstOwed, { now });
      return row && (JSON.parse(row.body) as OwedClinicIssue);
    },
    next: async () => (await connection.one(firstFree, {}))?.free,
    putOff: (owed, until) =>
      connection.run(writeOwed, { id: owed.id, free: until, body: JSON.stringify({ ...owed, free: until }) }).then(() => {}),
    async keep(issue, content) {
      await connection.run(removeOwed, { id: issue.id });
      const row = { id: issue.id, issued: issue.issued, body: JSON.stringify(issue), packed: gzipSync(content) };
      return (await connection.run(insert, row)) > 0;
    },
    get,
    async content(id) {
      const row = await connection.one(packedOf, { id });
      return row && gunzipSync(row.packed).toString('utf8');
    },
    list: async (count) => (await connection.all(newest, { count })).map(issueOf),
  };
}
