import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, test } from 'vitest';
import { ownerAt } from '../domain/device.ts';
import { append, glucose, JUDGED, patient } from './conformance/samples.ts';
import { storeConformance } from './conformance.ts';
import { openHouse, temporaryFolder } from './temporary-house.ts';

storeConformance(async () => openHouse().store);

describe('in one file', () => {
  const pragmaOf = (db: DatabaseSync, name: string) => Object.values(db.prepare(`pragma ${name}`).get()!)[0];

  test.each([
    ['full', 2],
    ['off', 0],
  ] as const)('durability %s is synchronous=%d, beside a write-ahead log', (durability, level) => {
    let writer: DatabaseSync | undefined;
    openHouse({
      durability,
      onWriter: (db) => {
        writer = db;
      },
    });
    expect(pragmaOf(writer!, 'synchronous')).toBe(level);
    expect(pragmaOf(writer!, 'journal_mode')).toBe('wal');
  });

  test('of commits close together one hint tells, and the last of them is told', async () => {
    const { store } = openHouse();
    let seen = 0;
    let hints = 0;
    const told = new Promise<void>((resolve) =>
      store.onCommit(async () => {
        hints += 1;
        seen = await store.readings.count();
        if (seen === 300) resolve();
      }),
    );
    for (let i = 0; i < 300; i++) await append(store, glucose(i, 5));
    await told;
    expect(hints).toBeLessThan(300);
  });

  test('what was committed is there after a kill, and what was not is not', async () => {
    const path = join(temporaryFolder(), 'hearth.db');
    const program = `
      const { openSqlite } = await import(${JSON.stringify(import.meta.resolve('./sqlite.ts'))});
      const { patient } = await import(${JSON.stringify(import.meta.resolve('./conformance/samples.ts'))});
      const store = openSqlite({ path: ${JSON.stringify(path)}, identityKey: new Uint8Array(32).fill(7), now: () => 0 });
      await store.transact((records) => records.patients.save(patient('p1')));
      await store.transact(async (records) => {
        await records.patients.save(patient('p2'));
        process.kill(process.pid, 'SIGKILL');
      });`;
    const { signal, stderr } = spawnSync(process.execPath, ['--input-type=module', '-e', program], { encoding: 'utf8' });
    expect([signal, stderr]).toEqual(['SIGKILL', '']);
    const { store } = openHouse({ path });
    expect((await store.patients.list()).map(({ id }) => id)).toEqual(['p1']);
  });

  test('what another program changed is not remembered otherwise', async () => {
    const { store, path } = openHouse();
    await store.transact(async (records) => {
      await records.patients.save(patient('p1'));
      await records.devices.save({ id: 'cuff-1', zone: 'UTC', enrolled: 0, secretHash: 'old' });
      await records.owners.assign('cuff-1', 'p1', 0);
      await records.ruleStates.save(new Map([['p1', { seen: 1 }]]));
    });
    const { store: other } = openHouse({ path });
    await other.transact(async (records) => {
      await records.patients.save(patient('p1', { zone: 'Europe/Berlin' }));
      await records.devices.save({ id: 'cuff-1', zone: 'UTC', enrolled: 0, secretHash: 'new' });
      await records.owners.assign('cuff-1', 'p2', 5);
      await records.ruleStates.save(new Map([['p1', { seen: 2 }]]));
    });
    const seen = await store.transact(async (records) => [
      (await records.patients.get(['p1'])).get('p1')?.zone,
      (await records.devices.get('cuff-1'))?.secretHash,
      ownerAt((await records.owners.intervals(['cuff-1'])).get('cuff-1'), 9),
      (await records.ruleStates.lock(['p1'])).get('p1'),
    ]);
    expect(seen).toEqual(['Europe/Berlin', 'new', 'p2', { seen: 2 }]);
  });

  test('what a rollback took back is not remembered either', async () => {
    const { store } = openHouse();
    await store.transact(async (records) => {
      await records.patients.save(patient('p1'));
      await records.devices.save({ id: 'cuff-1', zone: 'UTC', enrolled: 0, secretHash: 'old' });
      await records.owners.assign('cuff-1', 'p1', 0);
    });
    const failing = store.transact(async (records) => {
      await records.patients.save(patient('p1', { zone: 'Europe/Berlin' }));
      await records.devices.save({ id: 'cuff-1', zone: 'UTC', enrolled: 0, secretHash: 'new' });
      await records.owners.assign('cuff-1', 'p2', 5);
      throw new Error('no');
    });
    await expect(failing).rejects.toThrow('no');
    const seen = await store.transact(async (records) => [
      (await records.patients.get(['p1'])).get('p1')?.zone,
      (await records.devices.get('cuff-1'))?.secretHash,
      ownerAt((await records.owners.intervals(['cuff-1'])).get('cuff-1'), 9),
    ]);
    expect(seen).toEqual(['Asia/Shanghai', 'old', 'p1']);
  });

  test('a reading that lost its judgement is listed, and not told to followers', async () => {
    const { store, path } = openHouse();
    await append(store, glucose(1, 5), glucose(2, 6));
    const hand = new DatabaseSync(path);
    hand.exec('update readings set judged_by = null, judged_at = null where sequence = 1');
    hand.close();
    expect(await store.readings.unjudged(9)).toEqual([glucose(1, 5)]);
    expect((await store.streams.after('readings', 0, 9)).map((entry) => entry)).toEqual([
      { position: 2, reading: glucose(2, 6), judgement: JUDGED },
    ]);
  });
});
