import { closeSync, openSync, realpathSync, writeSync } from 'node:fs';
import { UsageError } from '../command.ts';

/** So many are shown; the report holds all. */
const MOST_SHOWN = 20;
const BUFFERED = 64 * 1024;

export interface Rejected {
  readonly line: number;
  readonly text: string;
  readonly why: string;
}

/**
 * What of a file was not taken in: counted, the first ones kept to be shown, and every one of them written to the report where one is
 * wanted: a table of line, what stands there, and why, as UTF-8 with a mark by which spreadsheets know it. Throws UsageError when the
 * report would overwrite the file that is read.
 */
export function createRejections(file: string, report: string | undefined) {
  if (report !== undefined && isSame(file, report)) throw new UsageError(`--report ${report} is the file itself: choose another name.`);
  const written = report === undefined ? undefined : openSync(report, 'w', 0o600);
  const shown: Rejected[] = [];
  let count = 0;
  let buffer = written === undefined ? '' : '\uFEFFline,what stands there,why it was left out\r\n';
  const flush = () => {
    if (written !== undefined) writeSync(written, buffer);
    buffer = '';
  };
  return {
    add(one: Rejected): void {
      count++;
      if (shown.length < MOST_SHOWN) shown.push(one);
      if (written === undefined) return;
      buffer += `${one.line},${cell(one.text)},${cell(one.why)}\r\n`;
      if (buffer.length > BUFFERED) flush();
    },
    count: () => count,
    /** One sentence for each of the first, and where the others are. */
    *sentences(): Generator<string> {
      for (const { line, text, why } of shown) yield `line ${line}: ${why}${text === '' ? '' : ` (${shortened(text)})`}`;
      if (count > shown.length && report === undefined) yield `… and ${count - shown.length} more: --report rejected.csv writes them all.`;
      if (report !== undefined) yield `All ${count} are in ${report}.`;
    },
    close(): void {
      if (written === undefined) return;
      flush();
      closeSync(written);
    },
  };
}

const shortened = (text: string): string => {
  const line = text.replace(/\s+/g, ' ');
  return line.length > 100 ? `${line.slice(0, 99)}…` : line;
};

/** A cell that begins like a formula is one to a spreadsheet: the apostrophe makes it text again. */
const cell = (text: string): string => `"${(/^[=+\-@\t\r]/.test(text) ? `'${text}` : text).replaceAll('"', '""')}"`;

function isSame(file: string, report: string): boolean {
  try {
    return realpathSync(file) === realpathSync(report);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
