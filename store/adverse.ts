import { type Selectable, sql } from 'kysely';
import type { AdverseReport, AdverseVersion } from '../domain/adverse-report.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row<Name extends keyof Tables> = Selectable<Tables[Name]>;

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('adverse_reports').select('body').where('id', '=', $.id));
const listed = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('adverse_reports').select('body').orderBy('is_open', 'desc').orderBy('begun', 'desc').orderBy('id').limit($.count),
);
const ofPatient = query((db, $: Holes<{ patient: string; count: number }>) =>
  db
    .selectFrom('adverse_reports')
    .select('body')
    .where('patient', '=', $.patient)
    .orderBy('is_open', 'desc')
    .orderBy('begun', 'desc')
    .orderBy('id')
    .limit($.count),
);
const howManyOpen = query((db) =>
  db
    .selectFrom('adverse_reports')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('is_open', '=', sql.lit(1)),
);
const write = query((db, $: Holes<Row<'adverse_reports'>>) =>
  db
    .insertInto('adverse_reports')
    .values({ id: $.id, patient: $.patient, begun: $.begun, is_open: $.is_open, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ is_open: $.is_open, body: $.body })),
);
const addVersion = query((db, $: Holes<Row<'adverse_versions'>>) =>
  db
    .insertInto('adverse_versions')
    .values({ report: $.report, version: $.version, at: $.at, by: $.by, did: $.did, body: $.body })
    .onConflict((conflict) => conflict.columns(['report', 'version']).doNothing()),
);
const versionsOf = query((db, $: Holes<{ report: string }>) =>
  db.selectFrom('adverse_versions').selectAll().where('report', '=', $.report).orderBy('version'),
);

export function adverse(connection: Connection): Records['adverse'] {
  const reportOf = ({ body }: { readonly body: string }): AdverseReport => JSON.parse(body) as AdverseReport;
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && reportOf(row);
    },
    list: async (count, patient) =>
      (patient === undefined ? await connection.all(listed, { count }) : await connection.all(ofPatient, { patient, count })).map(reportOf),
    openCount: async () => (await connection.one(howManyOpen, {}))?.count ?? 0,
    async save(report, { at, by, did }) {
      const { id, patient, begun, state, version, content } = report;
      const is_open = state === 'exported' || state === 'dismissed' ? 0 : 1;
      await connection.run(write, { id, patient, begun, is_open, body: JSON.stringify(report) });
      await connection.run(addVersion, { report: id, version, at, by, did, body: JSON.stringify({ state, content }) });
    },
    versions: async (id) =>
      (await connection.all(versionsOf, { report: id })).map(({ body, ...row }): AdverseVersion => ({ ...row, ...JSON.parse(body) })),
  };
}
