/** The thread of open-serving.ts that moves the write-ahead log into the database, beside the writer. */
import { DatabaseSync } from 'node:sqlite';
import { workerData } from 'node:worker_threads';
import { answerQuestions } from './answer-questions.ts';

const { path, durability } = workerData as { readonly path: string; readonly durability: 'full' | 'off' };
const db = new DatabaseSync(path);
// It reads pages of the log only to write them.
db.exec(`pragma synchronous = ${durability}; pragma cache_size = -100; pragma mmap_size = 0`);
const checkpoint = db.prepare('pragma wal_checkpoint(passive)');

answerQuestions(
  () => (checkpoint.get() as { readonly log: number }).log,
  () => db.close(),
);
