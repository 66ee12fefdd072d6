import { mkdtempSync, readdirSync, rmSync, statfsSync } from 'node:fs';
import { freemem, tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * One folder for all that the tests of a run write: it goes with the run, whatever became of a test, its worker or its server. In memory where
 * there is room: what a killed process wrote stays there as in the kernel's cache of a disk, and no commit waits for a disk that others use.
 * That a commit waits for the disk is seen in its system calls (fsync-order.test.ts), and needs none.
 */
export default function setup(): () => void {
  const parent = roomInMemory() ? MEMORY : tmpdir();
  endedRuns(parent).forEach(remove);
  const folder = mkdtempSync(join(parent, `${NAME}${process.pid}-`));
  process.env.TMPDIR = folder;
  return () => remove(folder);
}

const MEMORY = '/dev/shm';
const NAME = 'hearth-tests-';
/** A run writes less than half of it. */
const ROOM = 2 * 1024 ** 3;

function roomInMemory(): boolean {
  try {
    const { bavail, bsize } = statfsSync(MEMORY);
    return bavail * bsize >= ROOM && freemem() >= 2 * ROOM;
  } catch {
    return false;
  }
}

/** Folders of runs that were killed: nobody else takes them away. */
const endedRuns = (parent: string): readonly string[] =>
  readdirSync(parent)
    .filter((name) => {
      const pid = new RegExp(`^${NAME}(\\d+)-`).exec(name)?.[1];
      return pid !== undefined && !isRunning(Number(pid));
    })
    .map((name) => join(parent, name));

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

const remove = (folder: string): void => rmSync(folder, { recursive: true, force: true });
