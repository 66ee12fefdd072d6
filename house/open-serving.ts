import type { ChartAsked } from '../api/chart.ts';
import { HearthError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import { createThread, ThreadBusy } from './answering-thread.ts';
import { databaseFile, openDatabase } from './open-database.ts';

/** Charts that wait: a page asks for three, and a clinic of twenty people opens twenty at once. */
const MOST_CHARTS = 60;
/** 400 days of a sensor take a second of a small machine. */
const CHART_MS = 20_000;
/** A checkpoint that takes longer than this stands on a disk that answers nobody. */
const CHECKPOINT_MS = 20_000;

/**
 * The folder's database as the server uses it: with two threads beside it, each begun when it is first needed. One moves the write-ahead log,
 * one reads charts. Both end with the store.
 */
export async function openServing(
  folder: string,
  durability: 'full' | 'off',
  trouble: (what: string) => (error: unknown) => void,
): Promise<{ readonly store: Store; readonly chart: (asked: ChartAsked) => Promise<Uint8Array> }> {
  const path = databaseFile(folder);
  const mover = createThread({
    program: new URL('./checkpoint-worker.ts', import.meta.url),
    given: { path, durability },
    mostWaiting: 2,
    timeoutMs: CHECKPOINT_MS,
    // It holds a number or two.
    limits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 },
  });
  const charts = createThread({
    program: new URL('./chart-worker.ts', import.meta.url),
    given: { path },
    mostWaiting: MOST_CHARTS,
    timeoutMs: CHART_MS,
    limits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
  });
  const store = await openDatabase(folder, durability, {
    aside: {
      checkpoint: async () => (await mover.ask('move')) as number,
      onTrouble: trouble('checkpoint'),
      close: async () => void (await Promise.all([mover.close(), charts.close()])),
    },
  });
  return {
    store,
    async chart(asked) {
      try {
        return (await charts.ask(asked)) as Uint8Array;
      } catch (error) {
        if (!(error instanceof ThreadBusy)) trouble('charts')(error);
        throw new HearthError('api.busy');
      }
    },
  };
}
