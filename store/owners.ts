import type { Selectable } from 'kysely';
import type { Instant } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { Ownership } from '../domain/patient.ts';
import type { Records } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Memory, recall } from './memory.ts';
import { type Holes, query } from './query.ts';
import type { Tables } from './schema.ts';

type Row = Selectable<Tables['owners']>;

const ofDevice = query((db, $: Holes<{ device: string }>) =>
  db.selectFrom('owners').selectAll().where('device', '=', $.device).orderBy('since'),
);
const all = query((db) => db.selectFrom('owners').selectAll().orderBy('device').orderBy('since'));
const begin = query((db, $: Holes<{ device: string; patient: string; since: Instant }>) =>
  db.insertInto('owners').values({ device: $.device, patient: $.patient, since: $.since }),
);
const end = query((db, $: Holes<{ device: string; since: Instant; until: Instant }>) =>
  db.updateTable('owners').set({ until: $.until }).where('device', '=', $.device).where('since', '=', $.since),
);
const drop = query((db, $: Holes<{ device: string; since: Instant }>) =>
  db.deleteFrom('owners').where('device', '=', $.device).where('since', '=', $.since),
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
  return {
    async intervals(devices) {
      const intervals = await recall(shelf, devices, load);
      return new Map(devices.map((device, i) => [device, intervals[i] ?? []]));
    },
    of: async (device) => (await connection.all(ofDevice, { device })).map(ownershipOf),
    list: async () => (await connection.all(all, {})).map(ownershipOf),
    /**
     * Whose device it is from `since` on; undefined: nobody's. What was is not rewritten: a moment before the last hand-over is refused
     * with a HearthError; at the very moment of it, the new owner takes the place of the one named by mistake.
     */
    async assign(device, patient, since) {
      const last = (await connection.all(ofDevice, { device })).at(-1);
      const from = last?.until ?? last?.since;
      if (from !== undefined && since < from) {
        const moment = new Date(from).toISOString();
        throw new HearthError('api.invalid', `${device} last changed hands at ${moment}: it cannot change hands before that.`);
      }
      if (last && last.since === since) await connection.run(drop, { device, since });
      else if (last && last.until === null) await connection.run(end, { device, since: last.since, until: since });
      if (patient !== undefined) await connection.run(begin, { device, patient, since });
      shelf.put(device, (await load([device]))[0]!);
    },
  };
}

const ownershipOf = ({ device, patient, since, until }: Row): Ownership => ({
  device,
  patient,
  since,
  ...(until === null ? {} : { until }),
});
