import { sql } from 'kysely';
import type { Records } from '../domain/store.ts';
import type { Task } from '../domain/task.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { TaskTable } from './schema-desk.ts';

const save = query((db, $: Holes<TaskTable>) =>
  db
    .insertInto('tasks')
    .values({
      id: $.id,
      patient: $.patient,
      at: $.at,
      due: $.due,
      is_open: $.is_open,
      for_user: $.for_user,
      for_role: $.for_role,
      body: $.body,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ due: $.due, is_open: $.is_open, for_user: $.for_user, for_role: $.for_role, body: $.body }),
    ),
);
const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('tasks').select('body').where('id', '=', $.id));
const open = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('tasks').select('body').where('is_open', '=', sql.lit(1)).orderBy('due').orderBy('id').limit($.count),
);
const openFor = query((db, $: Holes<{ user: string; role: string; count: number }>) =>
  db
    .selectFrom('tasks')
    .select('body')
    .where('is_open', '=', sql.lit(1))
    .where(({ or, eb }) => or([eb('for_user', '=', $.user), eb('for_role', '=', $.role)]))
    .orderBy('due')
    .orderBy('id')
    .limit($.count),
);
const newestOf = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('tasks').select('body').where('patient', '=', $.patient).orderBy('at', 'desc').orderBy('id').limit($.count),
);

/** What one person asks another to do. */
export function tasks(connection: Connection): Records['tasks'] {
  const read = ({ body }: { readonly body: string }) => JSON.parse(body) as Task;
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && read(row);
    },
    async save(task) {
      const { id, patient, at, due, state, to } = task;
      const whose = 'user' in to ? { for_user: to.user, for_role: null } : { for_user: null, for_role: to.role };
      await connection.run(save, { id, patient, at, due, is_open: state.is === 'open' ? 1 : 0, ...whose, body: JSON.stringify(task) });
    },
    openFor: async (user, role, count) => (await connection.all(openFor, { user, role: role ?? NO_ROLE, count })).map(read),
    open: async (count) => (await connection.all(open, { count })).map(read),
    of: async (patient, count) => (await connection.all(newestOf, { patient, count })).map(read),
  };
}

/** No task is for it. */
const NO_ROLE = '';
