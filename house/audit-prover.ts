import { existsSync } from 'node:fs';
import { Worker } from 'node:worker_threads';
import { type Clock, HOUR, type Instant } from '../domain/clock.ts';
import { createSeal } from '../store/seal.ts';
import type { HeadsState } from './audit-heads.ts';
import { type AuditKey, auditPublicFile, publicKeyIn } from './audit-key.ts';
import { proveAudit, type WholeProof } from './audit-proof.ts';
import { databaseFile, keyFile, keyOf } from './open-database.ts';

/** Where an audit lies. */
export interface AuditPlace {
  readonly data: string;
  readonly heads: string;
  /** Another copy of the public key than the one in the data folder: one that was noted elsewhere. */
  readonly publicKey?: string;
}

/** Proves the audit of a data folder by its files: with the house's key where it lies there, by chain and heads alone where it does not. */
export function proveFolder({ data, heads, publicKey }: AuditPlace): Promise<WholeProof> {
  return proveAudit({
    database: databaseFile(data),
    heads,
    key: publicKeyIn(publicKey ?? auditPublicFile(data)),
    ...(existsSync(keyFile(data)) ? { markOf: createSeal(keyOf(data)).mark } : {}),
  });
}

/** What an administrator sees of it. */
export const auditState = ({
  heads,
  prover,
  key,
}: {
  readonly heads: { readonly state: () => HeadsState; readonly tick: () => Promise<void> };
  readonly prover: { readonly last: () => Proven | undefined; readonly prove: () => Promise<Proven> };
  readonly key: AuditKey;
}) => ({
  /** With what has come to pass up to now. */
  async prove() {
    await heads.tick();
    return prover.prove();
  },
  state() {
    const [{ head, refused, copy }, proof] = [heads.state(), prover.last()];
    const told = proof && ('failed' in proof ? { ok: false, acts: 0, findings: [proof.failed] } : proof);
    return {
      ...(head ? { head } : {}),
      ...(refused ? { refused } : {}),
      ...(copy ? { copy } : {}),
      ...(proof && told ? { proof: { at: proof.at, ok: told.ok, acts: told.acts, findings: [...told.findings] } } : {}),
      key: key.name,
      publicKey: String(key.open.export({ type: 'spki', format: 'pem' })),
    };
  },
});

export type Proven = (WholeProof & { readonly at: Instant }) | { readonly at: Instant; readonly failed: string };

/**
 * Proves the audit in a thread of its own: a million acts take seconds, in which the server must hear its devices. By itself once a day, and
 * when somebody asks; who asks while it goes on waits for that.
 */
export function createProver({
  place,
  clock,
  everyHours,
  onTrouble,
}: {
  readonly place: AuditPlace;
  readonly clock: Clock;
  readonly everyHours: number;
  readonly onTrouble: (error: unknown) => void;
}) {
  let last: Proven | undefined;
  let going: { readonly worker: Worker; readonly proven: Promise<Proven> } | undefined;

  function prove(): Promise<Proven> {
    if (going) return going.proven;
    const worker = new Worker(new URL('./audit-prover-worker.ts', import.meta.url), { workerData: place });
    const proven = new Promise<Proven>((resolve) => {
      const end = (found: Proven) => {
        going = undefined;
        last = found;
        if ('failed' in found || !found.ok) onTrouble(new Error('failed' in found ? found.failed : found.findings.join(' ')));
        resolve(found);
      };
      worker.once('message', (proof: WholeProof) => end({ ...proof, at: clock.now() }));
      worker.once('error', (error) => end({ failed: (error as Error).message, at: clock.now() }));
      // After an answer this changes nothing any more.
      worker.once('exit', () => resolve({ failed: 'the proof was ended', at: clock.now() }));
    });
    going = { worker, proven };
    return proven;
  }

  return {
    last: (): Proven | undefined => last,
    prove,
    /** Begins a proof when it is time for one. */
    tick(): void {
      if (clock.now() >= (last?.at ?? 0) + everyHours * HOUR) void prove();
    },
    async close(): Promise<void> {
      await going?.worker.terminate();
    },
  };
}
