import { sql } from 'kysely';
import type { Conversation, Said } from '../domain/conversation.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

interface Kept {
  readonly id: string;
  readonly patient: string;
  readonly opened: number;
  readonly last: number;
  readonly waits_for: string | null;
  readonly waits_since: number | null;
  readonly body: string;
}

const save = query((db, $: Holes<Kept>) =>
  db
    .insertInto('conversations')
    .values({
      id: $.id,
      patient: $.patient,
      opened: $.opened,
      last: $.last,
      waits_for: $.waits_for,
      waits_since: $.waits_since,
      body: $.body,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ last: $.last, waits_for: $.waits_for, waits_since: $.waits_since, body: $.body }),
    ),
);
const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('conversations').select('body').where('id', '=', $.id));
const newestOf = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('conversations').select('body').where('patient', '=', $.patient).orderBy('opened', 'desc').orderBy('id').limit($.count),
);
const waiting = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('conversations').select('body').where('waits_for', 'is not', null).orderBy('waits_since').orderBy('id').limit($.count),
);
const waitingFor = query((db, $: Holes<{ role: string; count: number }>) =>
  db.selectFrom('conversations').select('body').where('waits_for', '=', $.role).orderBy('waits_since').orderBy('id').limit($.count),
);
const say = query((db, $: Holes<{ id: string; conversation: string; patient: string; at: number; by_patient: number; body: string }>) =>
  db
    .insertInto('said')
    .values({ id: $.id, conversation: $.conversation, patient: $.patient, at: $.at, by_patient: $.by_patient, body: $.body })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const saidById = query((db, $: Holes<{ id: string }>) => db.selectFrom('said').select('body').where('id', '=', $.id));
const saidIn = query((db, $: Holes<{ conversation: string; count: number }>) =>
  db.selectFrom('said').select('body').where('conversation', '=', $.conversation).orderBy('place', 'desc').limit($.count),
);
const heardSince = query((db, $: Holes<{ patient: string; since: number }>) =>
  db
    .selectFrom('said')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('patient', '=', $.patient)
    .where('by_patient', '=', sql.lit(1))
    .where('at', '>', $.since),
);

/** What patients and the house say to each other. What was said stays as it was said. */
export function conversations(connection: Connection): Records['conversations'] {
  const read = ({ body }: { readonly body: string }) => JSON.parse(body) as Conversation;
  return {
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && read(row);
    },
    of: async (patient, count) => (await connection.all(newestOf, { patient, count })).map(read),
    waiting: async (count, role) =>
      (role === undefined ? await connection.all(waiting, { count }) : await connection.all(waitingFor, { role, count })).map(read),
    async save(given) {
      const { id, patient, opened, last, state } = given;
      const waits = state.is === 'waiting' ? { waits_for: state.role, waits_since: state.since } : { waits_for: null, waits_since: null };
      await connection.run(save, { id, patient, opened, last, ...waits, body: JSON.stringify(given) });
    },
    async say(said) {
      const { id, conversation, patient, at, from } = said;
      const row = { id, conversation, patient, at, by_patient: from === 'patient' ? 1 : 0, body: JSON.stringify(said) };
      return (await connection.run(say, row)) > 0;
    },
    async said(id) {
      const row = await connection.one(saidById, { id });
      return row && (JSON.parse(row.body) as Said);
    },
    saidIn: async (conversation, count) =>
      (await connection.all(saidIn, { conversation, count })).map(({ body }) => JSON.parse(body) as Said).toReversed(),
    heardSince: async (patient, since) => (await connection.one(heardSince, { patient, since }))?.count ?? 0,
  };
}
