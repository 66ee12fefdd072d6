import type { Patient } from '../domain/patient.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { frozen, type Memory, recall } from './memory.ts';
import { type Holes, query } from './query.ts';

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('patients').select('body').where('id', '=', $.id));
const all = query((db) => db.selectFrom('patients').select('body').orderBy('id'));
const behind = query((db, $: Holes<{ id: string; count: number }>) =>
  db.selectFrom('patients').select('body').where('id', '>', $.id).orderBy('id').limit($.count),
);
const howMany = query((db) => db.selectFrom('patients').select(({ fn }) => fn.countAll<number>().as('count')));
const save = query((db, $: Holes<{ id: string; body: string }>) =>
  db
    .insertInto('patients')
    .values({ id: $.id, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ body: $.body })),
);

/** About 1 KB each. */
const REMEMBERED = 10_000;

export function patients(connection: Connection, memory: Memory): Records['patients'] {
  const shelf = memory.shelf<Patient>('patients', REMEMBERED);
  return {
    async get(ids) {
      const found = await recall(shelf, ids, async (missing) => {
        const rows = await connection.oneEach(
          byId,
          missing.map((id) => ({ id })),
        );
        return rows.map((row) => row && frozen(JSON.parse(row.body) as Patient));
      });
      return new Map(found.flatMap((patient) => (patient ? [[patient.id, patient]] : [])));
    },
    list: async () => (await connection.all(all, {})).map(({ body }) => JSON.parse(body) as Patient),
    after: async (id, count) => (await connection.all(behind, { id, count })).map(({ body }) => JSON.parse(body) as Patient),
    count: async () => (await connection.one(howMany, {}))?.count ?? 0,
    async save(patient) {
      const body = JSON.stringify(patient);
      await connection.run(save, { id: patient.id, body });
      shelf.put(patient.id, frozen(JSON.parse(body)));
    },
  };
}
