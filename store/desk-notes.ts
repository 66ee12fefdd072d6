import type { DeskNote } from '../domain/desk-note.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';

const add = query((db, $: Holes<{ id: string; alert: string; patient: string; at: number; body: string }>) =>
  db
    .insertInto('desk_notes')
    .values({ id: $.id, alert: $.alert, patient: $.patient, at: $.at, body: $.body })
    .onConflict((conflict) => conflict.column('id').doNothing()),
);
const ofAlert = query((db, $: Holes<{ alert: string }>) =>
  db.selectFrom('desk_notes').select('body').where('alert', '=', $.alert).orderBy('at').orderBy('id'),
);
const newestOf = query((db, $: Holes<{ patient: string; count: number }>) =>
  db.selectFrom('desk_notes').select('body').where('patient', '=', $.patient).orderBy('at', 'desc').orderBy('id').limit($.count),
);
const onRaised = query((db, $: Holes<{ from: number; to: number }>) =>
  db
    .selectFrom('desk_notes')
    .innerJoin('alerts', 'alerts.id', 'desk_notes.alert')
    .select('desk_notes.body')
    .where('alerts.raised', '>=', $.from)
    .where('alerts.raised', '<', $.to)
    .orderBy('desk_notes.at')
    .orderBy('desk_notes.id'),
);

/** What people did about alerts, as they noted it. */
export function deskNotes(connection: Connection): Records['deskNotes'] {
  const read = ({ body }: { readonly body: string }) => JSON.parse(body) as DeskNote;
  return {
    async add(note) {
      const { id, alert, patient, at } = note;
      await connection.run(add, { id, alert, patient, at, body: JSON.stringify(note) });
    },
    ofAlert: async (alert) => (await connection.all(ofAlert, { alert })).map(read),
    of: async (patient, count) => (await connection.all(newestOf, { patient, count })).map(read),
    onAlertsRaised: async (from, to) => (await connection.all(onRaised, { from, to })).map(read),
  };
}
