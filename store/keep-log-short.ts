/** Moves what the write-ahead log holds into the database, on another connection; resolves to how many pages the log had. */
export type Checkpoint = () => Promise<number>;

/** As long as the log is when a commit moves it by itself: sqlite-file.ts says why. */
const PAGES = 4_000;
/** Rows that are written for `PAGES`, before anybody has counted: 2 rows and 4 pages a reading, when they come in ones. */
const ROWS = 2_000;
const MOST_ROWS = 8_000;

/**
 * Keeps the log short without making a commit wait: one commit in a hundred took 20 to 70 ms, in which no device was heard and nobody was
 * answered. Most is moved beside the writer, and what came meanwhile in a turn of its own between two transactions, since only a log that is
 * in the database whole begins anew; who writes waits for that, and the server does other things.
 *
 * `inTurn` does a work between two transactions. What fails is told, and tried again later; until then the log is bounded by the writer,
 * who moves it by itself once it is four times as long.
 */
export function keepLogShort({
  checkpoint,
  inTurn,
  onTrouble,
}: {
  readonly checkpoint: Checkpoint;
  readonly inTurn: (work: () => Promise<unknown>) => Promise<unknown>;
  readonly onTrouble: (error: unknown) => void;
}) {
  let rows = 0;
  let due = ROWS;
  let going = false;

  async function shorten(): Promise<void> {
    const written = rows;
    rows = 0;
    const pages = await checkpoint();
    // A row is a tenth of a page or two of them: many readings of one device lie together, and those of many devices apart.
    if (pages > 0) due = Math.min(MOST_ROWS, Math.max(ROWS / 4, Math.round((written * PAGES) / pages)));
    await inTurn(checkpoint);
  }

  return {
    /** After each commit: how many rows it changed. */
    wrote(changed: number): void {
      rows += changed;
      if (rows < due || going) return;
      going = true;
      void shorten()
        .catch(onTrouble)
        .finally(() => {
          going = false;
        });
    },
  };
}
