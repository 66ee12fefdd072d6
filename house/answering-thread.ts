import { Worker } from 'node:worker_threads';

/** What a thread's program sends back, one for each question. */
export type Answer = { readonly answer: unknown } | { readonly failed: string };

export interface AnsweringThread {
  /** Rejects with ThreadBusy when too many wait, and with ThreadFailed when the program threw, took too long or died over it twice. */
  ask(question: unknown): Promise<unknown>;
  /** Ends it when what it does now is done; who still waits is refused. */
  close(): Promise<void>;
}

export class ThreadBusy extends Error {}
export class ThreadFailed extends Error {}

interface Asked {
  readonly question: unknown;
  readonly resolve: (answer: unknown) => void;
  readonly reject: (reason: Error) => void;
  /** How often it was given to a thread. */
  tries: number;
}

/**
 * One thread that answers one question after the other, so that long work never stands before an ack. It begins with the first question,
 * since it costs 6 to 25 MB; when it dies it begins anew with the next, and what it had in hand is asked once more.
 */
export function createThread({
  program,
  given,
  mostWaiting,
  timeoutMs,
  limits,
}: {
  readonly program: URL;
  /** What the program finds in `workerData`. */
  readonly given: unknown;
  readonly mostWaiting: number;
  readonly timeoutMs: number;
  readonly limits?: { readonly maxOldGenerationSizeMb?: number; readonly maxYoungGenerationSizeMb?: number };
}): AnsweringThread {
  const waiting: Asked[] = [];
  let worker: Worker | undefined;
  let inHand: { readonly asked: Asked; readonly late: NodeJS.Timeout } | undefined;
  let closed = false;

  function begin(): Worker {
    const begun = new Worker(program, { workerData: given, ...(limits ? { resourceLimits: limits } : {}) });
    begun.on('message', (answer: Answer) => {
      if (worker !== begun) return;
      const asked = put();
      if ('failed' in answer) asked?.reject(new ThreadFailed(answer.failed));
      else asked?.resolve(answer.answer);
      next();
    });
    let why = 'the thread ended';
    begun.on('error', (error) => {
      why = (error as Error).message;
    });
    begun.on('exit', () => {
      if (worker !== begun) return;
      worker = undefined;
      const asked = put();
      if (asked && (closed || asked.tries > 1)) asked.reject(new ThreadFailed(why));
      else if (asked) waiting.unshift(asked);
      next();
    });
    // It keeps the process alive only while somebody waits for it.
    begun.unref();
    return begun;
  }

  /** Out of the thread's hand. */
  function put(): Asked | undefined {
    clearTimeout(inHand?.late);
    worker?.unref();
    const asked = inHand?.asked;
    inHand = undefined;
    return asked;
  }

  function next(): void {
    if (inHand || closed) return;
    const asked = waiting.shift();
    if (!asked) return;
    asked.tries++;
    worker ??= begin();
    const late = setTimeout(() => {
      const stuck = worker;
      worker = undefined;
      void stuck?.terminate();
      put()?.reject(new ThreadFailed(`no answer within ${timeoutMs} ms`));
      next();
    }, timeoutMs);
    inHand = { asked, late };
    worker.ref();
    worker.postMessage(asked.question);
  }

  return {
    ask(question) {
      if (closed) return Promise.reject(new ThreadFailed('the house is closing'));
      if (waiting.length >= mostWaiting) return Promise.reject(new ThreadBusy(`${waiting.length} wait already`));
      return new Promise((resolve, reject) => {
        waiting.push({ question, resolve, reject, tries: 0 });
        next();
      });
    },
    async close() {
      closed = true;
      for (const { reject } of waiting.splice(0)) reject(new ThreadFailed('the house is closing'));
      await new Promise<void>((resolve) => {
        if (!worker) return resolve();
        worker.once('exit', () => resolve());
        worker.ref();
        worker.postMessage(END);
      });
    },
  };
}

/** Told to a program that it should close what it holds and end. */
export const END = 'end';
