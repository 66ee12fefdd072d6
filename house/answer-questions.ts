import { parentPort } from 'node:worker_threads';
import { type Answer, END } from './answering-thread.ts';

/** The other side of answering-thread.ts: answers one question after the other until it is told to end. Bytes are handed over, not copied. */
export function answerQuestions(answer: (question: never) => unknown, end: () => void): void {
  const port = parentPort!;
  let last: Promise<unknown> = Promise.resolve();
  port.on('message', (question) => {
    last = last.then(async () => {
      if (question === END) {
        end();
        return port.close();
      }
      try {
        const found = await answer(question as never);
        port.postMessage({ answer: found } satisfies Answer, found instanceof Uint8Array ? [found.buffer as ArrayBuffer] : []);
      } catch (error) {
        port.postMessage({ failed: error instanceof Error ? error.message : String(error) } satisfies Answer);
      }
    });
  });
}
