import type { Selectable } from 'kysely';
import { type Instant, SECOND } from '../domain/clock.ts';
import type { Device, DeviceFacts } from '../domain/device.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { frozen, type Memory } from './memory.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['devices']>;

const byId = query((db, $: Holes<{ id: string }>) => db.selectFrom('devices').selectAll().where('id', '=', $.id));
const all = query((db) => db.selectFrom('devices').selectAll().orderBy('id'));
const save = query((db, $: Holes<Pick<Row, 'id' | 'secret_hash' | 'last_seen' | 'body'>>) =>
  db
    .insertInto('devices')
    .values({ id: $.id, secret_hash: $.secret_hash, last_seen: $.last_seen, body: $.body })
    .onConflict((conflict) => conflict.column('id').doUpdateSet({ secret_hash: $.secret_hash, body: $.body })),
);
const seen = query((db, $: Holes<{ id: string; at: Instant }>) =>
  db
    .updateTable('devices')
    .set({ last_seen: $.at })
    .where('id', '=', $.id)
    .where((is) => is.or([is('last_seen', 'is', null), is('last_seen', '<', $.at)])),
);

const factsOf = query((db, $: Holes<{ id: string }>) => db.selectFrom('devices').select('facts').where('id', '=', $.id));
const report = query((db, $: Holes<{ id: string; facts: string; at: Instant }>) =>
  db.updateTable('devices').set({ facts: $.facts, facts_at: $.at }).where('id', '=', $.id),
);
const changeAccess = query((db, $: Holes<{ id: string; at: Instant }>) =>
  db.updateTable('devices').set({ access_changed: $.at }).where('id', '=', $.id),
);
const accessChanges = query((db, $: Holes<{ after: Instant }>) =>
  db.selectFrom('devices').select(['id', 'access_changed']).where('access_changed', '>', $.after).orderBy('access_changed').orderBy('id'),
);

type Known = Device & { readonly secretHash: string };

/** About 0.5 KB each. */
const REMEMBERED = 10_000;

/** A device that speaks all the time was last seen so long ago at most: written anew with each batch, it made up a tenth of its pages. */
const SEEN_WITHIN_MS = 10 * SECOND;

export function devices(connection: Connection, memory: Memory): Records['devices'] {
  const shelf = memory.shelf<Known>('devices', REMEMBERED);
  const read = async (id: string): Promise<Known | undefined> => {
    const row = await connection.one(byId, { id });
    return row && frozen({ ...deviceOf(row), secretHash: row.secret_hash });
  };
  return {
    async get(id) {
      const known = shelf.get(id) ?? (await read(id));
      if (known) shelf.put(id, known);
      return known;
    },
    list: async () => (await connection.all(all, {})).map(deviceOf),
    /** When it was last seen, and what it said, is written by `seen` and `report` alone: a form that was open for a while does not turn it back. */
    async save({ id, secretHash, lastSeen, facts: _facts, factsAt: _factsAt, ...device }) {
      await connection.run(save, { id, secret_hash: secretHash, last_seen: lastSeen ?? null, body: JSON.stringify(device) });
      const saved = await read(id);
      if (saved) shelf.put(id, saved);
    },
    async seen(ids, at) {
      const longAgo = (id: string) => (shelf.get(id)?.lastSeen ?? Number.NEGATIVE_INFINITY) < at - SEEN_WITHIN_MS;
      const due = ids.filter(longAgo);
      await connection.runEach(
        seen,
        due.map((id) => ({ id, at })),
      );
      for (const id of due) {
        const known = shelf.get(id);
        if (known) shelf.put(id, Object.freeze({ ...known, lastSeen: at }));
      }
    },
    async report(id, said, at) {
      const row = await connection.one(factsOf, { id });
      if (!row) return;
      const facts: DeviceFacts = { ...(row.facts === null ? {} : JSON.parse(row.facts)), ...said };
      await connection.run(report, { id, facts: JSON.stringify(facts), at });
      const known = shelf.get(id);
      if (known) shelf.put(id, frozen({ ...known, facts, factsAt: at }));
    },
    changeAccess: async (id, at) => void (await connection.run(changeAccess, { id, at })),
    accessChanges: async (after) =>
      (await connection.all(accessChanges, { after })).map(({ id, access_changed }) => ({ device: id, at: access_changed! })),
  };
}

const deviceOf = ({ id, last_seen, facts, facts_at, body }: Row): Device => ({
  ...JSON.parse(body),
  id,
  ...(last_seen === null ? {} : { lastSeen: last_seen }),
  ...(facts === null ? {} : { facts: JSON.parse(facts) }),
  ...(facts_at === null ? {} : { factsAt: facts_at }),
});
