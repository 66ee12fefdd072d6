/** The order of system calls: for each PUBACK an fdatasync lies between the write of its transaction and its send. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { connectAsync } from 'mqtt';
import { expect, test } from 'vitest';
import { openTestHouse } from './house.ts';
import { describeWith, freePort, temporaryFolder } from './services.ts';

const PUBLISHES = 200;

describeWith('strace', 'system calls of a real run', () => {
  test('with full durability, every PUBACK comes after the fdatasync of its write', { timeout: 60_000 }, async () => {
    const { acks, early } = violations(await trace('full'));
    expect(acks).toBe(PUBLISHES);
    expect(early).toBe(0);
  });

  test('the control: with synchronous=NORMAL the same look finds PUBACKs without one', { timeout: 60_000 }, async () => {
    const { acks, early } = violations(await trace('normal'));
    expect(acks).toBe(PUBLISHES);
    expect(early).toBeGreaterThan(PUBLISHES / 2);
  });
});

/** Runs the real server under strace, publishes one reading after another, and returns what the kernel saw. */
async function trace(durability: 'full' | 'normal'): Promise<readonly string[]> {
  const folder = temporaryFolder();
  const port = await freePort();
  const house = await openTestHouse({ folder });
  await house.moveIn('p1', ['meter-1']);
  await house.close();
  const log = join(folder, 'strace.log');
  const strace = ['-f', '-qq', '-y', '-e', 'trace=pwrite64,fdatasync,fsync,write,writev,sendto', '-s', '8', '-x', '-o', log];
  const child = spawn(
    'strace',
    [...strace, process.execPath, new URL('traced.ts', import.meta.url).pathname, folder, String(port), durability],
    {
      stdio: ['ignore', 'pipe', 'inherit'],
    },
  );
  const died = once(child, 'exit').then(() => undefined);
  const said = await Promise.race([once(child.stdout!, 'data').then(([text]) => text as Buffer), died]);
  // Somebody else took the port in the meantime.
  if (said === undefined) return trace(durability);
  const gone = once(child, 'exit');
  try {
    const meter = await connectAsync(`mqtt://127.0.0.1:${port}`, {
      clientId: 'meter-1',
      username: 'meter-1',
      password: 'secret of meter-1',
    });
    for (let sequence = 1; sequence <= PUBLISHES; sequence++) {
      await meter.publishAsync(
        'hearth/v1/meter-1/readings',
        JSON.stringify({ kind: 'glucose', value: 5.5, unit: 'mmol/L', sequence, at: Date.now() }),
        { qos: 1 },
      );
    }
    await meter.endAsync();
  } finally {
    // To the server itself: strace would let go of it and leave it running.
    process.kill(Number(said.toString()), 'SIGTERM');
    await gone;
  }
  return readFileSync(log, 'utf8').split('\n');
}

/** 0x40 0x02 to a socket. */
const PUBACK = /(write|writev|sendto)\(\d+<(socket|TCP)[^>]*>, "\\x40\\x02/;

/** A PUBACK is early when, since the last write to the WAL, no fdatasync of the WAL has returned. */
function violations(calls: readonly string[]): { readonly acks: number; readonly early: number } {
  let dirty = false;
  let written = false;
  let acks = 0;
  let early = 0;
  const syncing = new Set<string>();
  for (const call of calls) {
    const [thread = ''] = call.split(' ', 1);
    if (/pwrite64\(\d+<[^>]*-wal>/.test(call)) [dirty, written] = [true, true];
    else if (/f(data)?sync\(\d+<[^>]*-wal>\).* = 0/.test(call)) dirty = false;
    // Where another thread's call came in between, strace tells a call in two lines.
    else if (/f(data)?sync\(\d+<[^>]*-wal> <unfinished/.test(call)) syncing.add(thread);
    else if (/f(data)?sync resumed>.* = 0/.test(call) && syncing.delete(thread)) dirty = false;
    else if (PUBACK.test(call)) {
      acks++;
      if (dirty || !written) early++;
      written = false;
    }
  }
  return { acks, early };
}
