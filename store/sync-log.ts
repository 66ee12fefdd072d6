import { closeSync, fdatasync, openSync } from 'node:fs';

export interface LogSync {
  /** After each commit that wrote. */
  wrote(): void;
  /** Resolves when all that was written before the call is on the disk. Rejects with SyncFailed, from then on always. */
  settled(): Promise<void>;
  /** What was refused; undefined while the disk keeps what it is given. */
  failure(): SyncFailed | undefined;
  close(): void;
}

/** Who comes while one is under way would wait for two of them, one after the other. */
const AT_ONCE = 2;

/** SQLite's code for a disk that reports an error, so that sqlite-faults.ts knows whose fault it is. */
const IOERR_FSYNC = 1034;

/**
 * The disk did not keep what was committed. Whether a second try would tell the truth nobody knows: a kernel may have forgotten by then what it
 * could not write. So nothing more is written; a new start moves into the database what of the log is whole, and goes on from there.
 */
export class SyncFailed extends Error {
  readonly errcode = IOERR_FSYNC;
  readonly errstr: string;
  constructor(cause: NodeJS.ErrnoException) {
    super(`the disk did not keep what was written: ${cause.message}`, { cause });
    this.errstr = `${cause.code ?? cause.message}; nothing more is written until Hearth is started again`;
  }
}

/**
 * Makes commits durable beside the event loop. With synchronous=FULL the commit itself waits for the disk, and everybody with it: of a disk
 * that others use too, half of the time in which devices and people could be answered. Here a commit writes its pages (synchronous=NORMAL),
 * and whoever waits for it is told after an fdatasync of the log that began behind it; one serves all commits before it.
 *
 * What stands in the log is what FULL would have put there: SQLite pads a commit only for disks that are not safe for it, and syncs the log's
 * new head and its folder by itself (https://www.sqlite.org/wal.html; `walFrames` in wal.c).
 *
 * @param path of the write-ahead log, which must be there: closing another file than the database's leaves SQLite's locks alone
 */
export function createLogSync(path: string, sync: typeof fdatasync = fdatasync): LogSync {
  const file = openSync(path, 'r+');
  let [written, durable] = [0, 0];
  const going: { readonly covers: number; readonly done: Promise<void> }[] = [];
  let failed: SyncFailed | undefined;

  function begin() {
    const covers = written;
    const one = {
      covers,
      done: new Promise<void>((resolve, reject) => {
        sync(file, (error) => {
          going.splice(going.indexOf(one), 1);
          if (error) {
            failed ??= new SyncFailed(error);
            return reject(failed);
          }
          durable = Math.max(durable, covers);
          resolve();
        });
      }),
    };
    going.push(one);
    return one;
  }

  return {
    wrote: () => void written++,
    async settled() {
      const mine = written;
      while (failed || durable < mine) {
        if (failed) throw failed;
        const last = going.at(-1);
        await (last && (last.covers >= mine || going.length >= AT_ONCE) ? last : begin()).done;
      }
    },
    failure: () => failed,
    close: () => closeSync(file),
  };
}
