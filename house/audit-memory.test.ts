import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { expect, test } from 'vitest';
import { temporaryFolder } from '../tests/services.ts';
import { createHeads } from './audit-heads.ts';
import { auditKeyOf } from './audit-key.ts';
import type { WholeProof } from './audit-proof.ts';
import { openDatabase } from './open-database.ts';
import { systemClock } from './system-clock.ts';

const ACTS = 60_000;
const LOT = 5_000;
/** All of these acts at once are more than twice as much. */
const MEGABYTES = 32;

test('an audit is proved a page at a time: in a heap that does not hold it', { timeout: 120_000 }, async () => {
  const folder = temporaryFolder();
  const store = await openDatabase(folder, 'off');
  const about = { note: 'x'.repeat(600) };
  for (let n = 0; n < ACTS; n += LOT) {
    const acts = Array.from({ length: LOT }, (_, i) => ({ at: n + i, by: 'dr.li', did: 'alert.resolved', patient: 'p1', about }));
    await store.transact((records) => records.audit.note(acts));
  }
  const heads = join(folder, 'audit.heads');
  const troubles: unknown[] = [];
  const onTrouble = (error: unknown) => troubles.push(error);
  await createHeads({ store, clock: systemClock, key: auditKeyOf(folder), file: heads, copy: undefined, onTrouble }).tick();
  expect(troubles).toEqual([]);
  await store.close();

  const worker = new Worker(new URL('./audit-prover-worker.ts', import.meta.url), {
    workerData: { data: folder, heads },
    resourceLimits: { maxOldGenerationSizeMb: MEGABYTES },
  });
  const proof = await new Promise<WholeProof>((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
  expect(proof).toMatchObject({ ok: true, acts: ACTS, head: { seq: ACTS }, findings: [] });
});
