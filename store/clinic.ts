import { type Selectable, sql } from 'kysely';
import { ClinicFields, type ClinicRecords } from '../domain/clinic.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

const last = query((db) => db.selectFrom('clinic_kept').selectAll().orderBy('number', 'desc').limit(sql.lit(1)));
const add = query((db, $: Holes<Omit<Selectable<Tables['clinic_kept']>, 'number'>>) =>
  db.insertInto('clinic_kept').values({ since: $.since, by: $.by, body: $.body }),
);

/** Only ever inserted: what held before can be read in the file. */
export function clinic(connection: Connection): ClinicRecords['clinic'] {
  return {
    async kept() {
      const row = await connection.one(last, {});
      return row && { fields: ClinicFields.parse(JSON.parse(row.body)), by: row.by, since: row.since };
    },
    keep: ({ fields, by, since }) => connection.run(add, { since, by, body: JSON.stringify(fields) }).then(() => {}),
  };
}
