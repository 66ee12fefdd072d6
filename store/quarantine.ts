import { type Selectable, sql } from 'kysely';
import type { Quarantined, Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['quarantine']>;

const none = sql.lit(null);

/**
 * The same bytes wait once. Sent again, they tell the newest reason; after a replay that did not last they wait anew; what a person
 * dismissed stays dismissed, however often the device sends it.
 */
const keep = query((db, $: Holes<Omit<Row, 'settled_at' | 'settled_as' | 'settled_by'>>) =>
  db
    .insertInto('quarantine')
    .values({ id: $.id, device: $.device, received: $.received, topic: $.topic, payload: $.payload, reason: $.reason })
    .onConflict((conflict) =>
      conflict
        .column('id')
        .doUpdateSet({ received: $.received, reason: $.reason, settled_at: none, settled_as: none, settled_by: none })
        .where((is) =>
          is.or([
            is('quarantine.settled_as', '=', sql.lit('replayed')),
            is.and([is('quarantine.settled_at', 'is', null), is('quarantine.reason', '<>', $.reason)]),
          ]),
        ),
    ),
);
const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('quarantine').selectAll().where('id', '=', $.id));
const newest = query((db, $: Holes<{ count: number }>) =>
  db.selectFrom('quarantine').selectAll().where('settled_at', 'is', null).orderBy('received', 'desc').orderBy('id').limit($.count),
);
const settle = query((db, $: Holes<{ id: string; at: number; as: string; by: string }>) =>
  db.updateTable('quarantine').set({ settled_at: $.at, settled_as: $.as, settled_by: $.by }).where('id', '=', $.id),
);
const waiting = query((db) =>
  db
    .selectFrom('quarantine')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('settled_at', 'is', null),
);

export function quarantine(connection: Connection): Records['quarantine'] {
  return {
    keep: async (items) =>
      void (await connection.runEach(
        keep,
        items.map(({ id, device, received, topic, payload, reason }) => ({ id, device, received, topic, payload, reason })),
      )),
    async get(id) {
      const row = await connection.one(byId, { id });
      return row && itemOf(row);
    },
    list: async (count) => (await connection.all(newest, { count })).map(itemOf),
    settle: async (id, how) => void (await connection.run(settle, { id, ...how })),
    /** Those that wait for somebody. */
    count: async () => (await connection.one(waiting, {}))?.count ?? 0,
  };
}

const itemOf = ({ settled_at, settled_as, settled_by, ...item }: Row): Quarantined =>
  settled_at === null
    ? item
    : { ...item, settled: { at: settled_at, as: settled_as as NonNullable<Quarantined['settled']>['as'], by: settled_by ?? '' } };
