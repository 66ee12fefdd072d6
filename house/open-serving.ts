import type { ApiParts } from '../api/parts.ts';
import { HearthError } from '../domain/errors.ts';
import type { Store } from '../domain/store.ts';
import { createThread, ThreadBusy } from './answering-thread.ts';
import { databaseFile, keyOf, openDatabase } from './open-database.ts';
import type { ReaderQuestion } from './reader-worker.ts';
import type { ReportThreadData } from './report-worker.ts';
import type { AskForReport } from './reports-aside.ts';

/** Questions that wait: a page has four, and in a clinic fifteen people open one at once. */
const MOST_WAITING = 60;
/** 400 days of a sensor take a second of a small machine. */
const READ_MS = 20_000;
/** A checkpoint that takes longer than this stands on a disk that answers nobody. */
const CHECKPOINT_MS = 20_000;
/** The longest report, as paper, takes ten seconds of a busy machine. */
const REPORT_MS = 60_000;

/**
 * The folder's database as the server uses it: with threads beside it, each begun when it is first needed. One moves the write-ahead log,
 * one reads long periods, one makes reports. They end with the store.
 */
export async function openServing(
  folder: string,
  durability: 'full' | 'off',
  trouble: (what: string) => (error: unknown) => void,
): Promise<{ readonly store: Store; readonly askForReport: AskForReport } & Pick<ApiParts, 'chart' | 'figures' | 'profile'>> {
  const path = databaseFile(folder);
  const mover = createThread({
    program: new URL('./checkpoint-worker.ts', import.meta.url),
    given: { path, durability },
    mostWaiting: 2,
    timeoutMs: CHECKPOINT_MS,
    // It holds a number or two.
    limits: { maxOldGenerationSizeMb: 16, maxYoungGenerationSizeMb: 1 },
  });
  const reader = createThread({
    program: new URL('./reader-worker.ts', import.meta.url),
    given: { path },
    mostWaiting: MOST_WAITING,
    timeoutMs: READ_MS,
    limits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 8 },
  });
  const store = await openDatabase(folder, durability, {
    aside: {
      checkpoint: async () => (await mover.ask('move')) as number,
      onTrouble: trouble('checkpoint'),
      close: async () => void (await Promise.all([mover.close(), reader.close(), reporter.close()])),
    },
  });
  // Behind the database, which refuses to open where its key is missing: asked for before, the key would be made anew.
  const reporter = createThread({
    program: new URL('./report-worker.ts', import.meta.url),
    given: { path, identityKey: keyOf(folder) } satisfies ReportThreadData,
    mostWaiting: MOST_WAITING,
    timeoutMs: REPORT_MS,
    limits: { maxOldGenerationSizeMb: 768, maxYoungGenerationSizeMb: 96 },
  });
  const read = async (question: ReaderQuestion): Promise<Uint8Array> => {
    try {
      return (await reader.ask(question)) as Uint8Array;
    } catch (error) {
      if (!(error instanceof ThreadBusy)) trouble('reader')(error);
      throw new HearthError('api.busy');
    }
  };
  const askForReport: AskForReport = async (question) => {
    try {
      return (await reporter.ask(question)) as Uint8Array;
    } catch (error) {
      throw error instanceof ThreadBusy ? new HearthError('api.busy') : error;
    }
  };
  return {
    store,
    askForReport,
    chart: (chart) => read({ chart }),
    figures: (figures) => read({ figures }),
    profile: (profile) => read({ profile }),
  };
}
