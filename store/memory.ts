/**
 * What the one writer read or wrote a moment ago, so that the next batch need not read and parse it again. It cannot lie: only a
 * transaction uses it, each write goes through it, and it is emptied by a rollback and by a commit of any other connection.
 *
 * Measured on batches of 100 readings of 100 patients, rule states of 1.6 KB: with memory 28,000 to 33,000 readings a second,
 * without it 24,500.
 */
export interface Memory {
  /** Each noun keeps its own; the same name is the same shelf. */
  shelf<Value>(name: string, most: number): Shelf<Value>;
  empty(): void;
}

export interface Shelf<Value> {
  get(key: string): Value | undefined;
  put(key: string, value: Value): void;
}

/** Keeps on each shelf the values that were used last. */
export function createMemory(): Memory {
  const shelves = new Map<string, Map<string, unknown>>();
  return {
    shelf<Value>(name: string, most: number): Shelf<Value> {
      const values = (shelves.get(name) ?? new Map<string, unknown>()) as Map<string, Value>;
      shelves.set(name, values);
      return {
        get(key) {
          const value = values.get(key);
          if (value !== undefined) use(values, key, value);
          return value;
        },
        put(key, value) {
          use(values, key, value);
          if (values.size > most) values.delete(values.keys().next().value!);
        },
      };
    },
    empty() {
      for (const values of shelves.values()) values.clear();
    },
  };
}

/** For readers, who must see what is committed now. */
export const noMemory: Memory = {
  shelf: () => ({ get: () => undefined, put: () => {} }),
  empty: () => {},
};

/** The values for these keys, in their order: from the shelf, and what is not there from `load`, all at once. */
export async function recall<Value>(
  shelf: Shelf<Value>,
  keys: readonly string[],
  load: (missing: readonly string[]) => Promise<readonly (Value | undefined)[]>,
): Promise<readonly (Value | undefined)[]> {
  const values = keys.map((key) => shelf.get(key));
  const missing = keys.filter((_, i) => values[i] === undefined);
  if (missing.length === 0) return values;
  const loaded = await load(missing);
  for (const [i, key] of missing.entries()) if (loaded[i] !== undefined) shelf.put(key, loaded[i]);
  let next = 0;
  return values.map((value) => value ?? loaded[next++]);
}

/** Cannot be changed by whoever it is handed to, all the way down. */
export function frozen<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(Object.freeze(value))) frozen(part);
  return value;
}

/** Last in the order of the map is used last. */
function use<Value>(values: Map<string, Value>, key: string, value: Value): void {
  values.delete(key);
  values.set(key, value);
}
