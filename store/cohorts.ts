import type { Selectable } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Cohort, Membership } from '../domain/limit.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['cohort_members']>;

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('cohorts').select('body').where('id', '=', $.id));
const all = query((db) => db.selectFrom('cohorts').select('body').orderBy('id'));
const save = query((db, $: Holes<{ id: string; body: string }>) =>
  db
    .insertInto('cohorts')
    .values({ id: $.id, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: $.body })),
);
const membersOf = query((db, $: Holes<{ cohort: string }>) =>
  db.selectFrom('cohort_members').selectAll().where('cohort', '=', $.cohort).orderBy('since').orderBy('number'),
);
const membershipsOf = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('cohort_members').selectAll().where('patient', '=', $.patient).orderBy('since').orderBy('number'),
);
const begin = query((db, $: Holes<Pick<Row, 'cohort' | 'patient' | 'by' | 'reason' | 'since'>>) =>
  db.insertInto('cohort_members').values({ cohort: $.cohort, patient: $.patient, by: $.by, reason: $.reason, since: $.since }),
);
const end = query((db, $: Holes<{ cohort: string; patient: string; until: Instant; by: string; because: string }>) =>
  db
    .updateTable('cohort_members')
    .set({ until: $.until, ended_by: $.by, ended_because: $.because })
    .where('cohort', '=', $.cohort)
    .where('patient', '=', $.patient)
    .where('until', 'is', null),
);

export function cohorts(connection: Connection): Records['cohorts'] {
  const cohortOf = ({ body }: { readonly body: string }): Cohort => JSON.parse(body) as Cohort;
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && cohortOf(row);
    },
    list: async () => (await connection.all(all, {})).map(cohortOf),
    async save(cohort) {
      await connection.run(save, { id: cohort.id, body: JSON.stringify(cohort) });
    },
    members: async (cohort) => (await connection.all(membersOf, { cohort })).map(membershipOf),
    of: async (patient) => (await connection.all(membershipsOf, { patient })).map(membershipOf),
    async join({ cohort, patient, by, reason, since }) {
      const memberships = (await connection.all(membershipsOf, { patient })).filter((one) => one.cohort === cohort);
      if (memberships.some(({ until }) => until === null)) return false;
      await connection.run(begin, { cohort, patient, by, reason, since });
      return true;
    },
    leave: async (cohort, patient, until, { by, because }) => (await connection.run(end, { cohort, patient, until, by, because })) > 0,
  };
}

const membershipOf = ({ cohort, patient, by, reason, since, until, ended_by, ended_because }: Row): Membership => ({
  cohort,
  patient,
  by,
  reason,
  since,
  ...(until === null ? {} : { until }),
  ...(ended_by === null ? {} : { ended: { by: ended_by, because: ended_because ?? '' } }),
});
