import { type Selectable, sql } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import type { Ownership } from '../domain/device.ts';
import { HearthError } from '../domain/errors.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Memory, recall } from './memory.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['owners']> & { readonly user: number | null };
type Key = { readonly device: string; readonly since: Instant };

const COLUMNS = ['device', 'since', 'until', 'patient'] as const;

/** Whole devices and the users of shared ones, at once: a batch asks once for each device that it does not know. */
const ofDevice = query((db, $: Holes<{ device: string }>) =>
  db
    .selectFrom('owners')
    .select(COLUMNS)
    .select(sql<number | null>`null`.as('user'))
    .where('device', '=', $.device)
    .unionAll(db.selectFrom('device_users').select(COLUMNS).select('user').where('device', '=', $.device))
    .orderBy('since'),
);
const all = query((db) =>
  db
    .selectFrom('owners')
    .select(COLUMNS)
    .select(sql<number | null>`null`.as('user'))
    .unionAll(db.selectFrom('device_users').select(COLUMNS).select('user'))
    .orderBy('device')
    .orderBy('since'),
);
const begin = query((db, $: Holes<Key & { patient: string }>) =>
  db.insertInto('owners').values({ device: $.device, patient: $.patient, since: $.since }),
);
const end = query((db, $: Holes<Key & { until: Instant }>) =>
  db.updateTable('owners').set({ until: $.until }).where('device', '=', $.device).where('since', '=', $.since),
);
const drop = query((db, $: Holes<Key>) => db.deleteFrom('owners').where('device', '=', $.device).where('since', '=', $.since));
const beginUser = query((db, $: Holes<Key & { user: number; patient: string }>) =>
  db.insertInto('device_users').values({ device: $.device, user: $.user, patient: $.patient, since: $.since }),
);
const endUser = query((db, $: Holes<Key & { user: number; until: Instant }>) =>
  db
    .updateTable('device_users')
    .set({ until: $.until })
    .where('device', '=', $.device)
    .where('user', '=', $.user)
    .where('since', '=', $.since),
);
const dropUser = query((db, $: Holes<Key & { user: number }>) =>
  db.deleteFrom('device_users').where('device', '=', $.device).where('user', '=', $.user).where('since', '=', $.since),
);

/** Intervals of one device; most have one. */
const REMEMBERED = 10_000;

export function owners(connection: Connection, memory: Memory): Records['owners'] {
  const shelf = memory.shelf<readonly Ownership[]>('owners', REMEMBERED);
  const load = async (devices: readonly string[]) => {
    const found = await connection.allEach(
      ofDevice,
      devices.map((device) => ({ device })),
    );
    return found.map((rows) => rows.map(ownershipOf));
  };
  /** An open interval ends; one that began at this very moment was a mistake, and never was. */
  const finish = async ({ device, user, since }: Ownership, at: Instant) => {
    if (since === at)
      await (user === undefined ? connection.run(drop, { device, since }) : connection.run(dropUser, { device, user, since }));
    else
      await (user === undefined
        ? connection.run(end, { device, since, until: at })
        : connection.run(endUser, { device, user, since, until: at }));
  };
  return {
    async intervals(devices) {
      const intervals = await recall(shelf, devices, load);
      return new Map(devices.map((device, i) => [device, intervals[i] ?? []]));
    },
    of: async (device) => (await connection.all(ofDevice, { device })).map(ownershipOf),
    list: async () => (await connection.all(all, {})).map(ownershipOf),
    /**
     * Whose device it is from `since` on; undefined: nobody's. What was is not rewritten: a moment before the last hand-over is refused
     * with a HearthError; at the very moment of it, the new owner takes the place of the one named by mistake. A new owner of the whole
     * device ends what its users had: their measurements must not go on into the records of its last household.
     */
    async assign(device, patient, since, user) {
      const known = (await load([device]))[0]!;
      const from = Math.max(0, ...known.flatMap((interval) => binds(interval, user)));
      if (since < from) {
        const moment = new Date(from).toISOString();
        const what = user === undefined ? device : `user ${user} of ${device}`;
        throw new HearthError('api.invalid', `${what} last changed hands at ${moment}: it cannot change hands before that.`);
      }
      for (const interval of known) {
        if (interval.until === undefined && (user === undefined || interval.user === user)) await finish(interval, since);
      }
      if (patient !== undefined) {
        if (user === undefined) await connection.run(begin, { device, patient, since });
        else await connection.run(beginUser, { device, user, patient, since });
      }
      shelf.put(device, (await load([device]))[0]!);
    },
  };
}

/** Before which moments a device, or a user of it, cannot change hands any more: a user's may begin within the present owner's. */
function binds(interval: Ownership, user: number | undefined): readonly Instant[] {
  if (user === undefined || interval.user === user) return [interval.until ?? interval.since];
  return interval.user === undefined ? [interval.since] : [];
}

const ownershipOf = ({ device, patient, since, until, user }: Row): Ownership => ({
  device,
  patient,
  ...(user === null ? {} : { user }),
  since,
  ...(until === null ? {} : { until }),
});
