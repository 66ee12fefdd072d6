/** The floor under every durable figure: how long this disk takes to make 4 KiB durable. */
import { closeSync, fdatasyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';

export function fsyncTimes(folder: string, rounds = 500): { readonly p50Us: number; readonly p99Us: number } {
  const file = join(folder, 'fsync');
  const descriptor = openSync(file, 'w');
  const page = Buffer.alloc(4096, 1);
  const times: number[] = [];
  for (let i = 0; i < rounds; i++) {
    const started = performance.now();
    writeSync(descriptor, page, 0, page.length, (i % 64) * page.length);
    fdatasyncSync(descriptor);
    times.push((performance.now() - started) * 1000);
  }
  closeSync(descriptor);
  rmSync(file);
  times.sort((a, b) => a - b);
  return { p50Us: Math.round(times[Math.floor(rounds / 2)]!), p99Us: Math.round(times[Math.floor(rounds * 0.99)]!) };
}
