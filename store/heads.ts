import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdirSync, openSync, readSync, statSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';
import { flush } from './backup.ts';

/** Under which pulse the database remembers what was written outside of it: a file that was cut shows. */
export const HEADS_PULSE = 'audit.heads';

const AT_ONCE = 1 << 16;

/** The finished lines of a file as far as it goes at the first call, one after the other, without holding them all. */
export function* linesOf(path: string, size = existsSync(path) ? statSync(path).size : 0): Generator<string> {
  if (!existsSync(path)) return;
  const file = openSync(path, 'r');
  try {
    const chunk = Buffer.alloc(AT_ONCE);
    let parts: Buffer[] = [];
    for (let at = 0, read = 0; at < size; at += read) {
      read = readSync(file, chunk, 0, Math.min(AT_ONCE, size - at), at);
      if (read === 0) return;
      let from = 0;
      for (let end = chunk.indexOf(10, from); end >= 0 && end < read; end = chunk.indexOf(10, from)) {
        parts.push(Buffer.from(chunk.subarray(from, end)));
        yield Buffer.concat(parts).toString('utf8');
        parts = [];
        from = end + 1;
      }
      if (from < read) parts.push(Buffer.from(chunk.subarray(from, read)));
    }
  } finally {
    closeSync(file);
  }
}

/** The last whole line. */
export function lastLine(path: string): string | undefined {
  let last: string | undefined;
  for (const line of linesOf(path)) last = line;
  return last;
}

/** Takes away what a crash left of a line that was never finished: it was answered to nobody. */
export function dropTornLine(path: string): void {
  if (!existsSync(path) || statSync(path).size === 0) return;
  const file = openSync(path, 'r+');
  try {
    let end = statSync(path).size;
    const byte = Buffer.alloc(1);
    while (end > 0 && readSync(file, byte, 0, 1, end - 1) === 1 && byte[0] !== 10) end--;
    ftruncateSync(file, end);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
}

/** Behind the lines that are there, on the disk when it returns. */
export function appendLine(path: string, line: string): void {
  const isNew = !existsSync(path);
  mkdirSync(dirname(path), { recursive: true, mode: 0o700 });
  const file = openSync(path, 'a', 0o600);
  try {
    writeSync(file, `${line}\n`);
    fsyncSync(file);
  } finally {
    closeSync(file);
  }
  if (isNew) flush(dirname(path));
}

/**
 * Brings a copy up to its original by what stands behind it. False where the copy is not the original's beginning: then somebody has changed
 * one of them, and the copy stays as the witness that it is.
 */
export function follow(original: string, copy: string): boolean {
  const had = existsSync(copy) ? statSync(copy).size : 0;
  if (had > statSync(original).size) return false;
  const [from, to] = [openSync(original, 'r'), existsSync(copy) ? openSync(copy, 'r') : undefined];
  try {
    const [mine, theirs] = [Buffer.alloc(AT_ONCE), Buffer.alloc(AT_ONCE)];
    // The end is enough: each line holds the hash of the one before it.
    if (to !== undefined && had > 0) {
      const length = Math.min(AT_ONCE, had);
      const at = had - length;
      readSync(from, mine, 0, length, at);
      readSync(to, theirs, 0, length, at);
      if (mine.compare(theirs, 0, length, 0, length) !== 0) return false;
    }
    mkdirSync(dirname(copy), { recursive: true, mode: 0o700 });
    const out = openSync(copy, 'a', 0o600);
    try {
      for (let at = had, read = readSync(from, mine, 0, AT_ONCE, at); read > 0; read = readSync(from, mine, 0, AT_ONCE, at)) {
        writeSync(out, mine, 0, read);
        at += read;
      }
      fsyncSync(out);
    } finally {
      closeSync(out);
    }
    return true;
  } finally {
    closeSync(from);
    if (to !== undefined) closeSync(to);
  }
}
