/** One row of a file that readings were kept in elsewhere, before anybody checked it. */
export interface ImportedRow {
  /** Where it stands, as an editor counts. */
  readonly line: number;
  /** What stands there, for a person who looks for it. */
  readonly text: string;
  /** What it says, in Hearth's own words (`dialects/native-reading.ts`). */
  readonly readings: readonly Readonly<Record<string, unknown>>[];
  /** What could not be understood, one clear sentence each. A row may hold both: a weight, and a temperature that is none. */
  readonly problems: readonly string[];
}
