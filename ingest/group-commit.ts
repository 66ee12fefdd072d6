import { setImmediate as nextTurn } from 'node:timers';

/**
 * While calls keep coming, batches begin so far apart: each pays for its fsync, its pages and its followers. At 5,000 readings a second of
 * 100 devices, batches without a pause between them cost a third more CPU for each reading and were acknowledged no sooner.
 */
const APART_MS = 5;
/**
 * And so many times as long as the last one took: a commit waits for the disk in the thread that answers devices and people, and on a disk of 3 ms
 * for a sync, batches 5 ms apart left them less than half of it.
 */
const TIMES_APART = 3;
/** Nobody waits longer than this for a batch to begin, however slow the disk is. */
const MOST_APART_MS = 50;
/** So many need not wait for more. */
const PLENTY = 200;

/**
 * Calls that wait together are committed together: `commit` gets all that has arrived since it last ran, in order of arrival,
 * and never runs twice at once. The batch is one when idle and grows with the load, so one fsync pays for hundreds of readings.
 *
 * The queue's order is taken synchronously at the call. A batch starts in the next turn of the event loop: whatever the sockets
 * delivered in this turn goes with it.
 */
export function groupCommit<Call, Result>(
  commit: (calls: readonly Call[]) => Promise<readonly Result[]>,
  { most }: { readonly most: number },
): (call: Call) => Promise<Result> {
  let waiting: { call: Call; resolve: (result: Result) => void; reject: (reason: unknown) => void }[] = [];
  let state: 'idle' | 'collecting' | 'busy' = 'idle';
  let begun = Number.NEGATIVE_INFINITY;
  let apart = APART_MS;
  let timer: NodeJS.Timeout | undefined;

  const run = async (): Promise<void> => {
    state = 'busy';
    begun = performance.now();
    const batch = waiting.slice(0, most);
    waiting = waiting.slice(most);
    try {
      const results = await commit(batch.map(({ call }) => call));
      for (let i = 0; i < batch.length; i++) batch[i]!.resolve(results[i]!);
    } catch (reason) {
      for (const { reject } of batch) reject(reason);
    }
    apart = Math.min(MOST_APART_MS, Math.max(APART_MS, TIMES_APART * (performance.now() - begun)));
    state = 'idle';
    if (waiting.length > 0) collect();
  };

  /** Begins the next batch: in the next turn, in which acks go out and more comes in, or once the last one lies far enough behind. */
  function collect(): void {
    const restMs = begun + apart - performance.now();
    if (restMs > 0 && waiting.length < PLENTY) {
      state = 'collecting';
      timer = setTimeout(run, restMs);
    } else {
      state = 'busy';
      nextTurn(() => void run());
    }
  }

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      if (state === 'idle') collect();
      else if (state === 'collecting' && waiting.length >= PLENTY) {
        clearTimeout(timer);
        state = 'busy';
        nextTurn(() => void run());
      }
    });
}
