import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../domain/clock.ts';
import type { DeviceId } from '../domain/reading.ts';

/** What a device said, on its way to the server. */
export interface Waiting {
  readonly id: number;
  readonly device: DeviceId;
  readonly topic: string;
  readonly payload: Uint8Array;
}

export interface Heard {
  readonly device: DeviceId;
  /** `2a18` */
  readonly characteristic: string;
  readonly payload: Uint8Array;
  readonly at: Instant;
  /** When the sensor's session began. Its records count from there, so the same bytes of another session are another record. */
  readonly session?: Instant | undefined;
  /** A record of a memory: the same bytes are kept once, however often the meter gives them. */
  readonly record?: boolean;
  /** When the server has it, the meter's memory is complete up to this sequence number. */
  readonly completes?: number | undefined;
}

export interface Queue {
  /** What a device is like, in place of an earlier word that still waits. */
  keepStatus(device: DeviceId, status: object): void;
  /** On the disk when it returns: `new`, or `known` for a record that was kept before. Throws QueueFull when the disk does not take it. */
  keep(heard: Heard): 'new' | 'known';
  isKnown(heard: Pick<Heard, 'device' | 'characteristic' | 'payload' | 'session'>): boolean;
  /** The oldest that the server does not have. */
  next(device: DeviceId): Waiting | undefined;
  /** The server has it. */
  acknowledged(waiting: Waiting): void;
  waiting(device: DeviceId): number;
  /** Up to which sequence number the server has the meter's memory. */
  lastSequence(device: DeviceId): number | undefined;
  /** A memory was heard to its end: its number moves on when all of it is acknowledged. */
  reached(device: DeviceId, sequence: number): void;
  /** Its records came in no order, and not to their end: the next visit asks for all of them. */
  startOver(device: DeviceId): void;
  /** What is known of a device, for `hearth gateway status`. */
  note(device: DeviceId, facts: object): void;
  notes(device: DeviceId): Readonly<Record<string, unknown>>;
  close(): void;
}

/** The disk, or the queue's share of it, is full. What a meter says stays in the meter; what a cuff says is held in memory until there is room. */
export class QueueFull extends Error {
  override readonly name = 'QueueFull';
}

/** A meter's memory holds a thousand records or so, and its numbers end at 65,535: 16 bytes each. */
const KNOWN_RECORDS = 65_536;

const SCHEMA = `
create table if not exists waiting (
  id integer primary key autoincrement,
  device text not null,
  topic text not null,
  payload blob not null,
  completes integer
);
create index if not exists waiting_of on waiting (device, id);
create table if not exists known (
  id integer primary key autoincrement,
  device text not null,
  record blob not null,
  unique (device, record)
);
create table if not exists devices (
  device text not null primary key,
  stamp integer not null default 0,
  last_sequence integer,
  reached integer,
  notes text not null default '{}'
);`;

const PAGE_BYTES = 4_096;

/**
 * The gateway's memory in one SQLite file. What is in it survives a power failure; it grows until the server has it, up to `megabytes`: the
 * rest of the disk is needed to take something out again.
 */
export function openQueue(folder: string, { megabytes = 256 }: { readonly megabytes?: number } = {}): Queue {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  const path = join(folder, 'gateway.db');
  const db = new DatabaseSync(path, { timeout: 5_000 });
  db.exec('pragma journal_mode = wal; pragma synchronous = full');
  db.exec(`pragma max_page_count = ${Math.ceil((megabytes * 1024 * 1024) / PAGE_BYTES)}`);
  db.exec(SCHEMA);

  const device = db.prepare('insert into devices (device) values (?) on conflict do nothing');
  const row = db.prepare('select stamp, last_sequence, reached, notes from devices where device = ?');
  const stamp = db.prepare('update devices set stamp = max(stamp + 1, ?) where device = ? returning stamp');
  const know = db.prepare('insert into known (device, record) values (?, ?) on conflict do nothing');
  const isKnown = db.prepare('select 1 from known where device = ? and record = ?');
  const forget = db.prepare(
    'delete from known where device = ?1 and id <= (select id from known where device = ?1 order by id desc limit 1 offset ?2)',
  );
  const put = db.prepare('insert into waiting (device, topic, payload, completes) values (?, ?, ?, ?)');
  const first = db.prepare('select id, device, topic, payload from waiting where device = ? order by id limit 1');
  const take = db.prepare('delete from waiting where id = ? returning completes');
  const count = db.prepare('select count(*) as waiting from waiting where device = ?');
  const moveOn = db.prepare('update devices set last_sequence = ? where device = ?');
  const reach = db.prepare('update devices set reached = ? where device = ?');
  const arrive = db.prepare(
    `update devices set last_sequence = reached, reached = null
     where device = ?1 and reached is not null and not exists (select 1 from waiting where device = ?1)`,
  );
  const unwait = db.prepare('delete from waiting where device = ? and topic = ?');
  const forgetOrder = db.prepare('update waiting set completes = null where device = ?');
  const forgetNumber = db.prepare('update devices set last_sequence = null, reached = null where device = ?');
  const note = db.prepare('update devices set notes = json_patch(notes, ?) where device = ?');

  function transact<T>(work: () => T): T {
    db.exec('begin immediate');
    try {
      const result = work();
      db.exec('commit');
      return result;
    } catch (error) {
      if (db.isTransaction) db.exec('rollback');
      throw error;
    }
  }

  /** For what may be left out: a full disk is told of by the readings that it does not take. */
  function whereThereIsRoom(work: () => void): void {
    try {
      transact(work);
    } catch (error) {
      if (!(fullOr(error, path) instanceof QueueFull)) throw error;
    }
  }

  return {
    keep(heard) {
      const { device: name, characteristic, payload, at, session, record = false, completes } = heard;
      try {
        return transact(() => {
          device.run(name);
          if (record && know.run(name, digest(heard)).changes === 0) return 'known';
          if (record) forget.run(name, KNOWN_RECORDS);
          // Never the same stamp twice: to the server, two indications of one millisecond would be one reading and its correction.
          const { stamp: stamped } = stamp.get(at, name) as { stamp: number };
          const topic = `hearth/v1/${name}/gatt/${characteristic}/${stamped}${session === undefined ? '' : `/${session}`}`;
          put.run(name, topic, payload, completes ?? null);
          return 'new';
        });
      } catch (error) {
        throw fullOr(error, path);
      }
    },
    keepStatus(name, status) {
      const topic = `hearth/v1/${name}/status`;
      whereThereIsRoom(() => {
        unwait.run(name, topic);
        put.run(name, topic, Buffer.from(JSON.stringify(status)), null);
      });
    },
    isKnown: (heard) => isKnown.get(heard.device, digest(heard)) !== undefined,
    next(name) {
      const found = first.get(name);
      return found && ({ ...found } as unknown as Waiting);
    },
    acknowledged({ id, device: name }) {
      transact(() => {
        const taken = take.get(id) as { completes: number | null } | undefined;
        if (taken?.completes != null) moveOn.run(taken.completes, name);
        arrive.run(name);
      });
    },
    waiting: (name) => (count.get(name) as { waiting: number }).waiting,
    lastSequence: (name) => (row.get(name) as { last_sequence: number | null } | undefined)?.last_sequence ?? undefined,
    reached(name, sequence) {
      transact(() => {
        device.run(name);
        reach.run(sequence, name);
        arrive.run(name);
      });
    },
    startOver(name) {
      transact(() => {
        forgetOrder.run(name);
        forgetNumber.run(name);
      });
    },
    note(name, facts) {
      whereThereIsRoom(() => {
        device.run(name);
        note.run(JSON.stringify(facts), name);
      });
    },
    notes: (name) => JSON.parse((row.get(name) as { notes: string } | undefined)?.notes ?? '{}'),
    close: () => db.close(),
  };
}

const digest = ({ characteristic, session, payload }: Pick<Heard, 'characteristic' | 'session' | 'payload'>): Uint8Array =>
  createHash('sha256')
    .update(`${characteristic}${session ?? ''} `)
    .update(payload)
    .digest()
    .subarray(0, 16);

/** https://www.sqlite.org/rescode.html */
const [IO_ERROR, FULL] = [10, 13];

function fullOr(error: unknown, path: string): unknown {
  const code = Number((error as { errcode?: unknown } | null)?.errcode) & 0xff;
  if (code === FULL) return new QueueFull(`${path}: there is no more room for readings; bring the server back, or make room on the disk.`);
  if (code === IO_ERROR) return new QueueFull(`${path}: the disk reports an error, and takes no more readings: change the card.`);
  return error;
}
