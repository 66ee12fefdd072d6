import { type Selectable, sql } from 'kysely';
import type { Membership } from '../domain/care-team.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['care_teams']>;

const now = query((db) =>
  db.selectFrom('care_teams').selectAll().where('is_over', '=', sql.lit(0)).orderBy('patient').orderBy('since').orderBy('user'),
);
const ofPatient = query((db, $: Holes<{ patient: string }>) =>
  db.selectFrom('care_teams').selectAll().where('patient', '=', $.patient).orderBy('since').orderBy('user'),
);
const add = query((db, $: Holes<Row>) =>
  db
    .insertInto('care_teams')
    .values({ patient: $.patient, user: $.user, since: $.since, is_over: $.is_over, body: $.body })
    .onConflict((conflict) => conflict.columns(['patient', 'user', 'since']).doUpdateSet({ is_over: $.is_over, body: $.body })),
);

/** Memberships are kept when they end: later it must be told who could see whom. */
export function careTeams(connection: Connection): Records['careTeams'] {
  const history = async (patient: string) => (await connection.all(ofPatient, { patient })).map(membershipOf);
  const save = async ({ patient, user, since, ...rest }: Membership): Promise<void> => {
    await connection.run(add, { patient, user, since, is_over: rest.ended ? 1 : 0, body: JSON.stringify(rest) });
  };
  const open = async (patient: string) => (await history(patient)).filter(({ ended }) => !ended);
  return {
    of: open,
    list: async () => (await connection.all(now, {})).map(membershipOf),
    history,
    async assign(membership) {
      if ((await open(membership.patient)).some(({ user }) => user === membership.user)) return false;
      await save(membership);
      return true;
    },
    async end(patient, user, ended) {
      const present = (await open(patient)).find((one) => one.user === user);
      if (present) await save({ ...present, ended });
      return present !== undefined;
    },
  };
}

const membershipOf = ({ patient, user, since, body }: Row): Membership => ({ patient, user, since, ...JSON.parse(body) });
