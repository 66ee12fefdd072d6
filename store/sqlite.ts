import type { DatabaseSync } from 'node:sqlite';
import type { Instant } from '../domain/clock.ts';
import type { Records, Store } from '../domain/store.ts';
import type { Connection } from './connection.ts';
import { type Checkpoint, keepLogShort } from './keep-log-short.ts';
import { createMemory, type Memory, noMemory } from './memory.ts';
import { recordsOn } from './records.ts';
import { createSeal } from './seal.ts';
import { statementsOn, turnOn } from './sqlite-connection.ts';
import { createHealth } from './sqlite-faults.ts';
import { openReader, openWriter } from './sqlite-file.ts';

export interface SqliteOptions {
  readonly path: string;
  /** 32 bytes. Without them nobody reads the patients' names again: back them up apart from the database. */
  readonly identityKey: Uint8Array;
  /** For the moment since when the store is ill. */
  readonly now: () => Instant;
  /** `off` is for measuring what durability costs, and for nothing else: a power failure then takes what was acknowledged. */
  readonly durability?: 'full' | 'off';
  /** Called with each connection that will write, before it does: the tests make its disk full. */
  readonly onWriter?: (db: DatabaseSync) => void;
  /** Moves the log into the database from another thread, so that no commit has to. */
  readonly aside?: { readonly checkpoint: Checkpoint; readonly onTrouble: (error: unknown) => void; close(): Promise<void> };
}

/** A dozen followers look at each commit that they hear of; at hundreds a second that is more work than the commits. */
export const HINTS_APART_MS = 20;

/**
 * Hearth in one file. One connection writes, one transaction after the other in the order of the calls; everybody else reads on a second
 * connection, which sees only what is committed and which SQLite does not let write.
 *
 * Throws DatabaseRefused when the file is newer than this version, damaged, or no database of Hearth's.
 * A `transact` inside of a `transact` would wait for itself, for ever.
 */
export function openSqlite({ path, identityKey, now, durability = 'full', onWriter, aside }: SqliteOptions): Store {
  const seal = createSeal(identityKey);
  const health = createHealth(now);
  let writer: ReturnType<typeof writeOn> | undefined = open();
  const readerDb = openReader(path);
  const reader = turnOn(statementsOn(readerDb), { afterRefusal: 'go on' });
  const listeners = new Set<() => void>();
  let last: Promise<unknown> = Promise.resolve();
  let closed = false;
  const log =
    aside &&
    keepLogShort({ checkpoint: aside.checkpoint, inTurn: (work) => inTurn(work), onTrouble: (error) => closed || aside.onTrouble(error) });

  function open() {
    const db = openWriter({ path, durability, checkpoints: aside ? 'elsewhere' : 'here' });
    onWriter?.(db);
    return writeOn(db);
  }

  async function run<T>(work: (records: Records) => Promise<T>, quiet: boolean): Promise<T> {
    try {
      writer ??= open();
      const { result, changed } = await writer.transact((connection, memory) => work(recordsOn(connection, seal, memory)));
      if (changed > 0) {
        health.wrote();
        log?.wrote(changed);
        if (!quiet) hint();
      }
      return result;
    } catch (error) {
      health.failed(error);
      // A connection that could not even take back its transaction is of no use any more; the next transaction opens another.
      if (writer && !writer.isIdle()) {
        writer.close();
        writer = undefined;
      }
      throw error;
    }
  }

  /** One after the other, in the order of the calls; a failure is its caller's. */
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    if (closed) return Promise.reject(new Error('the store is closed'));
    const turn = last.then(work);
    last = turn.catch(() => {});
    return turn;
  }

  let hinted = Number.NEGATIVE_INFINITY;
  let later: NodeJS.Timeout | undefined;

  /** Tells whoever waits for a commit: of the first at once, of those that follow soon after it together. */
  function hint(): void {
    if (later) return;
    const restMs = hinted + HINTS_APART_MS - performance.now();
    if (restMs > 0) later = setTimeout(tell, restMs).unref();
    else queueMicrotask(tell);
  }

  function tell(): void {
    later = undefined;
    hinted = performance.now();
    for (const listener of listeners) listener();
  }

  return {
    ...recordsOn(reader.connection, seal, noMemory),
    transact: (work, how) => inTurn(() => run(work, how?.quiet === true)),
    onCommit(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    health: health.read,
    async close() {
      closed = true;
      await last;
      clearTimeout(later);
      reader.end('the store is closed');
      if (readerDb.isOpen) readerDb.close();
      await aside?.close();
      // The last connection to close moves the log into the database: the file is then whole by itself.
      writer?.close();
      writer = undefined;
    },
  };
}

/** Transactions on one connection, one at a time: all or nothing. */
function writeOn(db: DatabaseSync) {
  const statements = statementsOn(db);
  const memory = createMemory();
  const version = db.prepare('pragma data_version');
  let seen: unknown;

  return {
    async transact<T>(
      work: (connection: Connection, memory: Memory) => Promise<T>,
    ): Promise<{ readonly result: T; readonly changed: number }> {
      const turn = turnOn(statements, { afterRefusal: 'end' });
      db.exec('begin immediate');
      try {
        // It changes with each commit of another connection: a command beside the server has written.
        const now = version.get()?.data_version;
        if (now !== seen) memory.empty();
        seen = now;
        const result = await work(turn.connection, memory);
        // Even where the work has caught it: after a full disk SQLite may have ended the transaction by itself.
        if (turn.refusal() !== undefined) throw turn.refusal();
        db.exec('commit');
        return { result, changed: turn.changed() };
      } catch (error) {
        memory.empty();
        rollBack();
        throw error;
      } finally {
        turn.end('the transaction is over');
      }
    },
    isIdle: () => db.isOpen && !db.isTransaction,
    close() {
      if (db.isOpen) db.close();
    },
  };

  /** SQLite may have rolled back by itself. If it cannot, `isIdle` says so, and the reason is that of the error on its way already. */
  function rollBack(): void {
    try {
      if (db.isOpen && db.isTransaction) db.exec('rollback');
    } catch {}
  }
}
