import type { Reading } from '../../domain/reading.ts';

/** Streams that are in order each, as one in order: by time, and of one moment by id; `down`: the latest first. Holds one reading of each. */
export async function* inOrder(streams: readonly AsyncIterable<Reading>[], down: boolean): AsyncGenerator<Reading> {
  const iterators = streams.map((stream) => stream[Symbol.asyncIterator]());
  try {
    const heads = await Promise.all(iterators.map((one) => one.next()));
    for (;;) {
      let first = -1;
      for (const [i, head] of heads.entries()) {
        if (head.done) continue;
        const best = heads[first];
        if (!best || best.done || isBefore(head.value, best.value) !== down) first = i;
      }
      const chosen = heads[first];
      if (!chosen || chosen.done) return;
      yield chosen.value;
      heads[first] = await iterators[first]!.next();
    }
  } finally {
    await Promise.all(iterators.map((one) => one.return?.()));
  }
}

const isBefore = (a: Reading, b: Reading): boolean => a.at < b.at || (a.at === b.at && a.id < b.id);
