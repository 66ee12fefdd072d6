import { spawnSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import type { DatabaseSync } from 'node:sqlite';
import { describe, expect, onTestFinished, test } from 'vitest';
import { append, glucose, JUDGED, MORNING, patient } from './conformance/samples.ts';
import { faultOf } from './sqlite-faults.ts';
import { openHouse, temporaryFolder } from './temporary-house.ts';

/** A house whose writer is in the test's hands. */
function openFragile() {
  const writers: DatabaseSync[] = [];
  let now = MORNING;
  const house = openHouse({ onWriter: (db) => writers.push(db), now: () => now++ });
  const pages = () => Number(Object.values(writers.at(-1)!.prepare('pragma page_count').get()!)[0]);
  return {
    ...house,
    writers,
    fill: () => writers.at(-1)!.exec(`pragma max_page_count = ${pages()}`),
    makeRoom: () => writers.at(-1)!.exec('pragma max_page_count = 4294967294'),
  };
}

const many = Array.from({ length: 300 }, (_, i) => glucose(i, 5));

describe('a full disk', () => {
  test('nothing is stored, health says why and since when, and it goes on by itself when there is room', async () => {
    const { store, fill, makeRoom } = openFragile();
    await append(store, glucose(1000, 5));
    fill();
    await expect(append(store, ...many)).rejects.toThrow(/full/);
    expect(store.health()).toEqual({ ok: false, why: 'disk full (database or disk is full)', since: MORNING });
    expect(await store.readings.count()).toBe(1);
    await expect(append(store, ...many)).rejects.toThrow(/full/);
    expect(store.health()).toMatchObject({ ok: false, since: MORNING });
    await store.transact((records) => records.readings.count());
    expect(store.health().ok).toBe(false);

    makeRoom();
    expect(await append(store, ...many)).toEqual(many.map(() => 'new'));
    expect(store.health()).toEqual({ ok: true });
    expect(await store.readings.count()).toBe(301);
  });

  test('work that catches the refusal and goes on is not committed without its transaction', async () => {
    const { store, fill, makeRoom } = openFragile();
    fill();
    const stubborn = store.transact(async (records) => {
      await records.readings.append(many.map((reading) => ({ reading, judgement: JUDGED }))).catch(() => {});
      makeRoom();
      await records.patients.save(patient('p1')).catch(() => {});
      return 'done';
    });
    await expect(stubborn).rejects.toThrow(/full/);
    expect(await store.patients.list()).toEqual([]);
    expect(await store.readings.count()).toBe(0);
  });
});

describe('a transaction that cannot end', () => {
  test('a commit that fails leaves nothing, and the next one is whole', async () => {
    const { store, writers } = openFragile();
    writers[0]!.exec('create table a (id integer primary key); create table b (a references a deferrable initially deferred)');
    const failing = store.transact(async (records) => {
      await records.patients.save(patient('p1'));
      writers[0]!.exec('insert into b values (1)');
    });
    await expect(failing).rejects.toThrow(/FOREIGN KEY/);
    expect(writers[0]!.isTransaction).toBe(false);
    expect(store.health()).toEqual({ ok: true });
    expect(await store.patients.list()).toEqual([]);
    await store.transact((records) => records.patients.save(patient('p2')));
    expect((await store.patients.list()).map(({ id }) => id)).toEqual(['p2']);
  });

  test('a connection that is of no use any more is replaced', async () => {
    const { store, writers } = openFragile();
    const failing = store.transact(async (records) => {
      await records.patients.save(patient('p1'));
      writers[0]!.close();
    });
    await expect(failing).rejects.toThrow(/not open/);
    await store.transact((records) => records.patients.save(patient('p2')));
    expect(writers).toHaveLength(2);
    expect((await store.patients.list()).map(({ id }) => id)).toEqual(['p2']);
  });

  test('a database that another program holds is a fault of the world, and over when it lets go', async () => {
    const { store, path, writers } = openFragile();
    const { store: other } = openHouse({ path });
    writers[0]!.exec('pragma busy_timeout = 20');
    await other.transact(async (records) => {
      await records.patients.save(patient('p1'));
      await expect(append(store, glucose(1, 5))).rejects.toThrow(/locked/);
      expect(store.health()).toMatchObject({ ok: false, why: expect.stringContaining('another program holds the database') });
    });
    expect(await append(store, glucose(1, 5))).toEqual(['new']);
    expect(store.health()).toEqual({ ok: true });
  });

  test.each([
    [new Error('ours'), undefined],
    [Object.assign(new Error('UNIQUE constraint failed'), { errcode: 2067, errstr: 'constraint failed' }), undefined],
    [Object.assign(new Error('x'), { errcode: 1034, errstr: 'disk I/O error' }), 'the disk reports an error (disk I/O error)'],
    [undefined, undefined],
  ])('%s is the fault of: %s', (error, why) => {
    expect(faultOf(error)).toBe(why);
  });
});

const mounted = (folder: string) =>
  process.platform === 'linux' &&
  process.getuid?.() === 0 &&
  spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=3m', 'hearth-test', folder]).status === 0;

test('on a real disk of 3 MB: what was committed stays, what was refused is gone, also after a restart', async ({ skip }) => {
  const folder = temporaryFolder();
  if (!mounted(folder)) {
    if (process.env.HEARTH_REQUIRE_SERVICES) throw new Error('this test needs root, to mount a small tmpfs');
    skip('this test needs root, to mount a small tmpfs');
  }
  onTestFinished(() => void spawnSync('umount', ['-l', folder]));
  const ballast = join(folder, 'ballast');
  const path = join(folder, 'hearth.db');
  const { store } = openHouse({ path });
  const kept: string[] = [];
  let n = 0;
  const next = () => Array.from({ length: 50 }, () => glucose(n++, 5));
  spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k', 'count=16']);
  for (let round = 0; round < 2; round++) {
    for (;;) {
      const batch = next();
      if (!(await append(store, ...batch).catch(() => undefined))) break;
      kept.push(...batch.map(({ id }) => id));
    }
    expect(store.health()).toMatchObject({ ok: false, why: expect.stringContaining('disk full') });
    expect(await store.readings.count()).toBe(kept.length);
    rmSync(ballast, { force: true });
    if (round === 0) {
      const batch = next();
      expect(await append(store, ...batch)).toEqual(batch.map(() => 'new'));
      kept.push(...batch.map(({ id }) => id));
      expect(store.health()).toEqual({ ok: true });
    }
  }
  await store.close();
  const again = openHouse({ path }).store;
  expect((await again.readings.latest('p1', 'glucose', 1e6)).map(({ id }) => id).sort()).toEqual([...kept].sort());
});
