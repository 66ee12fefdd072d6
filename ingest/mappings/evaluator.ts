import { Worker } from 'node:worker_threads';
import type { Delivery, Mapped } from '../../domain/delivery.ts';
import type { Mapping } from './mapping.ts';

/** How far one evaluation may go. The library keeps `milliseconds`, `depth` and `length` itself; what breaks them regardless ends the thread. */
export interface Limits {
  readonly milliseconds: number;
  /** When the thread is ended. Longer: a machine under load gives a thread its turn late. */
  readonly hardMilliseconds: number;
  readonly depth: number;
  readonly length: number;
  readonly bytes: number;
}

export const LIMITS: Limits = { milliseconds: 1_000, hardMilliseconds: 3_000, depth: 400, length: 10_000, bytes: 1_048_576 };
const MOST_MEGABYTES = 64;
const MOST_IN_A_ROW = 3;
const REST_MS = 60_000;
const START_MS = 20_000;

export type Task = Pick<Mapping, 'sensor' | 'readings' | 'payload'> & { readonly limits: Limits };
export interface Question {
  readonly id: number;
  readonly bytes: Uint8Array;
  readonly received: number;
  readonly topic: string;
}
export type Answer = { readonly id: number } & (
  | { readonly json: string; readonly sensor?: unknown }
  | { readonly nothing: true }
  | { readonly problem: string }
);

export interface Evaluator {
  /** Never rejects: what went wrong is in the answer, and the delivery waits for a person. */
  evaluate(delivery: Pick<Delivery, 'payload' | 'received' | 'topic'>): Promise<Mapped>;
  close(): Promise<void>;
}

/**
 * Evaluates one mapping in a thread of its own, one payload after the other. An expression can go on for ever or eat all memory, and a
 * regular expression cannot be interrupted from within: the thread can. Whoever breaks its limits three times in a row rests for a
 * minute, so that one mapping's mistake costs the others little.
 */
export function createEvaluator(mapping: Mapping, limits: Limits = LIMITS, restMs = REST_MS): Evaluator {
  let thread: Promise<Worker> | undefined;
  let last: Promise<unknown> = Promise.resolve();
  let brokenInARow = 0;
  let questions = 0;
  let closed = false;

  async function start(): Promise<Worker> {
    const { sensor, readings, payload } = mapping;
    const worker = new Worker(new URL('evaluation-worker.ts', import.meta.url), {
      workerData: { sensor, readings, payload, limits } satisfies Task,
      resourceLimits: { maxOldGenerationSizeMb: MOST_MEGABYTES, maxYoungGenerationSizeMb: 16 },
      env: {},
      execArgv: [],
    });
    // An idle thread keeps no process alive, and an error that comes while it is being ended has nobody left to tell.
    worker.unref();
    worker.on('error', () => {});
    const said = await heardFrom(worker, START_MS);
    if (said === 'ready') return worker;
    await worker.terminate();
    throw new Error(said === undefined ? 'its thread did not start' : String(said));
  }

  async function ask({ payload, received, topic }: Pick<Delivery, 'payload' | 'received' | 'topic'>): Promise<Mapped> {
    if (closed) return { problem: 'the server is closing' };
    if (brokenInARow >= MOST_IN_A_ROW)
      return { problem: `it took too long or too much memory ${MOST_IN_A_ROW} times in a row, and rests for a minute` };
    try {
      thread ??= start();
      const worker = await thread;
      // A copy: of a view the whole buffer would be sent, of which it is a part.
      worker.postMessage({ id: ++questions, bytes: new Uint8Array(payload), received, topic } satisfies Question);
      const said = await heardFrom(worker, limits.hardMilliseconds);
      if (isAnswer(said, questions)) {
        brokenInARow = 0;
        return mappedOf(said);
      }
      broke();
      return await replace(worker, said === undefined ? `it took longer than ${limits.hardMilliseconds} ms` : `it ended: ${String(said)}`);
    } catch (error) {
      thread = undefined;
      broke();
      return { problem: `it could not be evaluated: ${error instanceof Error ? error.message : String(error)}` };
    }
  }

  function broke(): void {
    if (++brokenInARow === MOST_IN_A_ROW) setTimeout(() => (brokenInARow = 0), restMs).unref();
  }

  async function replace(worker: Worker, problem: string): Promise<Mapped> {
    thread = undefined;
    await worker.terminate();
    return { problem };
  }

  return {
    evaluate(delivery) {
      const mine = last.then(() => ask(delivery));
      last = mine;
      return mine.then((mapped) => ('problem' in mapped ? { problem: `${mapping.name}: ${mapped.problem}` } : mapped));
    },
    async close() {
      closed = true;
      await (await thread?.catch(() => undefined))?.terminate();
    },
  };
}

const isAnswer = (said: unknown, id: number): said is Answer => typeof said === 'object' && said !== null && (said as Answer).id === id;

function mappedOf(said: Answer): Mapped {
  if ('problem' in said) return { problem: said.problem };
  if ('nothing' in said) return { nothing: 'the mapping makes no reading of it' };
  return { json: new TextEncoder().encode(said.json), ...('sensor' in said ? { sensor: said.sensor } : {}) };
}

/** The next message; undefined when none came in time, the reason when the thread ended. */
function heardFrom(worker: Worker, ms: number): Promise<unknown> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => done(undefined), ms);
    const ended = (code: number) => done(`exit code ${code}`);
    const failed = (error: Error) => done(error.message);
    worker.once('message', done).once('error', failed).once('exit', ended);
    function done(said: unknown): void {
      clearTimeout(timer);
      worker.off('message', done).off('error', failed).off('exit', ended);
      resolve(said);
    }
  });
}
