import type { Logger } from 'pino';

export interface FileTrouble {
  /** rules, mappings, medications. */
  readonly what: string;
  /** File, line, key, and what was expected there. */
  readonly why: string;
}

/** What is wrong with files that are followed while the house runs: told in the log once, and kept until they can be read again. */
export function createFileTroubles(log: Pick<Logger, 'warn'>) {
  const standing = new Map<string, string>();
  return {
    /** To be called when the files of this kind cannot be taken. */
    trouble: (what: string) => (error: unknown) => {
      const why = error instanceof Error ? error.message : String(error);
      standing.set(what, why);
      log.warn({ what, why }, 'trouble');
    },
    /** To be called when all of them are in force again. */
    mended: (what: string) => () => void standing.delete(what),
    standing: (): readonly FileTrouble[] => [...standing].map(([what, why]) => ({ what, why })),
  };
}
