import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, onTestFinished, test } from 'vitest';
import { temporaryFolder } from '../tests/services.ts';
import { type AnsweringThread, createThread, ThreadBusy, ThreadFailed } from './answering-thread.ts';

/** A real thread whose program doubles numbers, and does what else it is told. */
function thread(more: { readonly mostWaiting?: number; readonly timeoutMs?: number } = {}): { asks: AnsweringThread; folder: string } {
  const folder = temporaryFolder();
  const program = join(folder, 'program.mjs');
  writeFileSync(
    program,
    `import { existsSync, writeFileSync } from 'node:fs';
     import { workerData } from 'node:worker_threads';
     import { answerQuestions } from ${JSON.stringify(import.meta.resolve('./answer-questions.ts'))};
     answerQuestions(async (asked) => {
       if (asked === 'throw') throw new Error('no such number');
       if (asked === 'hang') for (;;);
       if (asked === 'die') process.exit(3);
       if (asked === 'die once' && !existsSync(workerData + '/died')) { writeFileSync(workerData + '/died', ''); process.exit(3); }
       if (asked === 'bytes') return new Uint8Array([1, 2, 3]);
       return asked + asked;
     }, () => writeFileSync(workerData + '/ended', ''));`,
  );
  const asks = createThread({ program: pathToFileURL(program), given: folder, mostWaiting: 10, timeoutMs: 20_000, ...more });
  onTestFinished(() => asks.close());
  return { asks, folder };
}

test('answers in order; what its program throws is refused with its words, and the next is answered', async () => {
  const { asks } = thread();
  const answers = await Promise.allSettled([asks.ask(1), asks.ask('throw'), asks.ask(2), asks.ask('bytes')]);
  expect(answers.map((one) => (one.status === 'fulfilled' ? one.value : String(one.reason)))).toEqual([
    2,
    'Error: no such number',
    4,
    new Uint8Array([1, 2, 3]),
  ]);
});

test('a thread that dies in the middle begins anew: what it had in hand is asked once more, and nobody behind it is lost', async () => {
  const { asks } = thread();
  expect(await Promise.all([asks.ask(1), asks.ask('die once'), asks.ask(2)])).toEqual([2, 'die oncedie once', 4]);
});

test('what kills it twice is refused, and the others are answered', async () => {
  const { asks } = thread();
  const [first, second] = await Promise.allSettled([asks.ask('die'), asks.ask(2)]);
  expect(first).toMatchObject({ status: 'rejected', reason: expect.any(ThreadFailed) });
  expect(second).toEqual({ status: 'fulfilled', value: 4 });
});

test('what takes too long is refused and its thread ended; the next is answered by another', async () => {
  const { asks } = thread({ timeoutMs: 2_000 });
  const [first, second] = await Promise.allSettled([asks.ask('hang'), asks.ask(2)]);
  expect(first).toMatchObject({ status: 'rejected', reason: { message: 'no answer within 2000 ms' } });
  expect(second).toEqual({ status: 'fulfilled', value: 4 });
});

test('more than may wait are refused at once', async () => {
  const { asks } = thread({ mostWaiting: 2 });
  const [a, b, c] = [asks.ask(1), asks.ask(2), asks.ask(3)];
  await expect(asks.ask(4)).rejects.toThrow(ThreadBusy);
  expect(await Promise.all([a, b, c])).toEqual([2, 4, 6]);
});

test('closing lets it finish what it has in hand, ends its program in order, and refuses the rest', async () => {
  const { asks, folder } = thread();
  const [inHand, waiting] = [asks.ask(1), asks.ask(2)];
  const refused = expect(waiting).rejects.toThrow('closing');
  await asks.close();
  expect(await inHand).toBe(2);
  await refused;
  expect(existsSync(join(folder, 'ended'))).toBe(true);
  await expect(asks.ask(3)).rejects.toThrow('closing');
});
