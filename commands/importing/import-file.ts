import type { ImportedRow } from '../../devices/imported-row.ts';

/** A file of readings, opened: its rows in the order in which they stand there, a batch for each piece that was read. */
export interface ImportFile {
  /** Bytes in all; of an archive, unpacked. */
  readonly total: number;
  /** Throws UsageError when the file turns out to be none of its kind. */
  rows(): AsyncGenerator<readonly ImportedRow[]>;
  /** Bytes that `rows` has read so far. */
  read(): number;
  /** What else stands in the file and is nothing that Hearth keeps: how many of each. */
  passed(): ReadonlyMap<string, number>;
  /** Of two rows of one moment that say different things the later is a correction in a table, and the word of another app in Health. */
  readonly mayCorrect: boolean;
}
