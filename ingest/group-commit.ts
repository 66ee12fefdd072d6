import { setImmediate as nextTurn } from 'node:timers';

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
  let busy = false;

  const run = async (): Promise<void> => {
    while (waiting.length > 0) {
      const batch = waiting.slice(0, most);
      waiting = waiting.slice(most);
      try {
        const results = await commit(batch.map(({ call }) => call));
        for (let i = 0; i < batch.length; i++) batch[i]!.resolve(results[i]!);
      } catch (reason) {
        for (const { reject } of batch) reject(reason);
      }
      // Let the sockets speak: acks go out, and the next batch comes in.
      await new Promise((resolve) => nextTurn(resolve));
    }
    busy = false;
  };

  return (call) =>
    new Promise((resolve, reject) => {
      waiting.push({ call, resolve, reject });
      if (busy) return;
      busy = true;
      nextTurn(() => void run());
    });
}
