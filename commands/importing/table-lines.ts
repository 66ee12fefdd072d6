import { createReadStream } from 'node:fs';
import { readCells, separatorOf } from '../csv-cells.ts';
import type { Encoding } from './text-encoding.ts';

export interface TableLine {
  readonly cells: readonly string[];
  /** Where it begins, as an editor counts. */
  readonly number: number;
  readonly text: string;
  /** What makes it no row of a table. */
  readonly problem?: string;
}

/** No row of a table is as long; what is longer is told and thrown away, not held in memory. */
const LONGEST = 100_000;

/**
 * The rows of a table that hold something, in batches. A cell in quotes may hold line ends; a quote that is never closed costs its own
 * row and no other. `onBytes` hears of each piece that was read.
 */
export async function* tableLines(
  file: string,
  encoding: Encoding,
  onBytes?: (bytes: number) => void,
): AsyncGenerator<readonly TableLine[]> {
  let separator: string | undefined;
  const rowOf = (text: string, number: number): readonly TableLine[] => {
    const stated = separator === undefined ? /^sep=(.)$/i.exec(text.trim())?.[1] : undefined;
    if (stated) separator = stated;
    if (stated || text.trim() === '') return [];
    separator ??= separatorOf(text);
    const cells = readCells(text, separator);
    return cells.some((cell) => cell !== '') ? [{ cells, number, text }] : [];
  };
  const rows = createRows();
  for await (const lines of physicalLines(file, encoding, onBytes)) yield lines.flatMap((line) => rows.add(line)).flatMap(finished);
  yield rows.end().flatMap(finished);

  function finished({ text, number, problem }: Row): readonly TableLine[] {
    if (problem !== undefined) return [{ cells: [], number, text: text.slice(0, 200), problem }];
    return rowOf(text, number);
  }
}

interface Row {
  readonly text: string;
  readonly number: number;
  readonly problem?: string;
}

/** Lines to rows: a row goes on while a quote is open. */
function createRows() {
  let open: Row[] = [];
  let length = 0;
  const close = (): readonly Row[] => {
    const rows = [{ text: open.map(({ text }) => text).join('\n'), number: open[0]!.number }];
    open = [];
    length = 0;
    return rows;
  };
  /** The quote of the first line never closes: it alone is told, and the lines behind it are looked at anew. */
  const giveUp = (): readonly Row[] => {
    const [first, ...others] = open;
    open = [];
    length = 0;
    return [{ ...first!, problem: 'the row: a quotation mark opens in it and never closes' }, ...others.flatMap((line) => add(line))];
  };
  function add(line: Row): readonly Row[] {
    if (line.problem !== undefined) return open.length > 0 ? [...giveUp(), line] : [line];
    open.push(line);
    length += line.text.length;
    if (!isOpen(open)) return close();
    return length > LONGEST || open.length > 100 ? giveUp() : [];
  }
  return {
    add,
    end(): readonly Row[] {
      const rows: Row[] = [];
      while (open.length > 0) rows.push(...giveUp());
      return rows;
    },
  };
}

/** Doubled quotes inside of quotes are two of them, and change nothing. */
const isOpen = (lines: readonly Row[]): boolean => lines.reduce((quotes, { text }) => quotes + text.split('"').length - 1, 0) % 2 === 1;

/** Lines as an editor counts them, ended by \n, \r\n or \r. */
async function* physicalLines(file: string, encoding: Encoding, onBytes?: (bytes: number) => void): AsyncGenerator<readonly Row[]> {
  const decoder = new TextDecoder(encoding);
  let rest = '';
  let number = 1;
  let isTooLong = false;
  const lineOf = (text: string): Row => {
    const line = { text, number: number++, ...(isTooLong ? { problem: `the row: it is longer than ${LONGEST} letters` } : {}) };
    isTooLong = false;
    return line;
  };
  for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 }) as AsyncIterable<Buffer>) {
    onBytes?.(piece.length);
    const text = rest + decoder.decode(piece, { stream: true });
    // A \r at the end of a piece may be the first half of a line end.
    const lines = text.split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    const whole = lines.map(lineOf);
    if (rest.length > LONGEST) {
      isTooLong = true;
      rest = rest.slice(0, 200);
    }
    yield whole;
  }
  rest += decoder.decode();
  yield rest.replace(/\r$/, '') === '' ? [] : [lineOf(rest.replace(/\r$/, ''))];
}
