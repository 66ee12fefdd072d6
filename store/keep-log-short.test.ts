import { statSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { setImmediate } from 'node:timers/promises';
import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { glucose, JUDGED, MORNING } from './conformance/samples.ts';
import { keepLogShort } from './keep-log-short.ts';
import { openHouse } from './temporary-house.ts';

const PAGE = 4_096 + 24;

/** A store whose log another connection moves; `pages`: what that found each time. */
function house(fails: (time: number) => boolean = () => false) {
  const pages: number[] = [];
  const troubles: unknown[] = [];
  let mover: DatabaseSync | undefined;
  let times = 0;
  const aside = {
    checkpoint: async () => {
      if (fails(times++)) throw new Error('the thread died');
      mover ??= new DatabaseSync(path);
      const { log } = mover.prepare('pragma wal_checkpoint(passive)').get() as { readonly log: number };
      pages.push(log);
      return log;
    },
    onTrouble: (error: unknown) => void troubles.push(error),
    close: async () => mover?.close(),
  };
  const { store, path } = openHouse({ aside });
  let batch = 0;
  return {
    pages,
    troubles,
    log: () => statSync(`${path}-wal`).size / PAGE,
    async write(batches: number): Promise<void> {
      for (const end = batch + batches; batch < end; batch++) {
        const readings = Array.from({ length: 100 }, (_, i) =>
          glucose(batch, 5, { device: `meter-${i}`, patient: `p${i}`, at: MORNING + batch * HOUR + i * MINUTE }),
        );
        await store.transact((records) => records.readings.append(readings.map((reading) => ({ reading, judgement: JUDGED }))));
        await setImmediate();
      }
    },
  };
}

test('what came while most was moved is moved in a turn of its own, without which a log that is written all the time never begins anew', async () => {
  const moves: string[] = [];
  let where = 'beside the writer';
  const log = keepLogShort({
    checkpoint: async () => moves.push(where) && 4_000,
    inTurn: async (work) => {
      where = 'in turn';
      await work();
      where = 'beside the writer';
    },
    onTrouble: (error) => moves.push(String(error)),
  });
  log.wrote(1_999);
  await setImmediate();
  expect(moves).toEqual([]);
  log.wrote(1);
  await setImmediate();
  expect(moves).toEqual(['beside the writer', 'in turn']);
});

test('a log that is moved in time never gets long, however much is written', { timeout: 60_000 }, async () => {
  const { write, pages, troubles, log } = house();
  await write(500);
  const moved = pages.reduce((all, some) => all + some, 0);
  // Five times as much went through it as it ever held.
  expect(log()).toBeLessThan(14_000);
  expect(moved).toBeGreaterThan(5 * log());
  expect(troubles).toEqual([]);
});

test('a move that fails is told and tried again later; meanwhile nothing is lost and commits go on', { timeout: 60_000 }, async () => {
  const { write, pages, troubles } = house((time) => time < 2);
  await write(100);
  expect(troubles.map(String)).toEqual(['Error: the thread died', 'Error: the thread died']);
  expect(pages.length).toBeGreaterThan(0);
});

test('while nobody moves it, a commit does so once it is 16,000 pages long', { timeout: 60_000 }, async () => {
  const { write, log } = house(() => true);
  await write(500);
  expect(log()).toBeGreaterThan(15_000);
  expect(log()).toBeLessThan(20_000);
});
