/** The thread of audit-prover.ts: one proof, one answer. */
import { parentPort, workerData } from 'node:worker_threads';
import { type AuditPlace, proveFolder } from './audit-prover.ts';

parentPort?.postMessage(await proveFolder(workerData as AuditPlace));
