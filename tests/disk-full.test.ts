/** A full disk: nothing is acknowledged, /readyz says why, and when there is room it goes on without a restart. Needs root (a small tmpfs). */
import { spawnSync } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { glucose, openTestHouse } from './house.ts';
import { eventually, temporaryFolder } from './services.ts';

const folder = temporaryFolder();
const mounted =
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=24m', 'hearth-test', folder]).status === 0;
afterAll(() => mounted && spawnSync('umount', ['-l', folder]));
if (!mounted && process.env.HEARTH_REQUIRE_SERVICES) throw new Error('the disk-full test needs root, to mount a small tmpfs');

describe.skipIf(!mounted)('on a disk of 24 MB', () => {
  test('no ack, a clear state, recovery without a restart, and nothing acknowledged is lost', { timeout: 60_000 }, async () => {
    const house = await openTestHouse({ folder });
    await house.moveIn('p1', ['meter-1']);
    const acknowledged: number[] = [];
    let sequence = 0;
    const publish = async () => {
      const meter = await house.connect('meter-1');
      const next = ++sequence;
      const acked = meter
        .publishAsync('hearth/v1/meter-1/readings', glucose(5.5, Date.now(), { sequence: next }), { qos: 1 })
        .then(() => true);
      const closed = new Promise<boolean>((resolve) => meter.once('close', () => resolve(false)));
      const is = await Promise.race([acked.catch(() => false), closed]);
      if (is) acknowledged.push(next);
      meter.end(true);
      return is;
    };
    expect(await publish()).toBe(true);
    const ready = async () => (await fetch(`${house.url}/readyz`)).status;
    expect(await ready()).toBe(200);

    const ballast = join(folder, 'ballast');
    const fill = () => spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=4k']);
    fill();
    // What SQLite had allocated already may still take a few.
    for (let i = 0; i < 2000 && (await publish()); i++);
    expect(await publish()).toBe(false);
    expect(await ready()).toBe(503);
    expect(await (await fetch(`${house.url}/readyz`)).text()).toMatch(/full/i);

    rmSync(ballast);
    await eventually('a publish to be acknowledged again', publish);
    expect(await ready()).toBe(200);
    const stored = new Set((await house.store.readings.latest('p1', 'glucose', 10_000)).map((reading) => reading.sequence));
    expect(acknowledged.filter((one) => !stored.has(one))).toEqual([]);
    await house.close();
    writeFileSync(ballast, '');
  });
});
