import { DecodeError } from '../../devices/decoder.ts';
import { rowOf, UnitWanted } from '../../devices/dialects/csv-row.ts';
import { type Table, tableOf } from '../../devices/dialects/csv-table.ts';
import type { ImportedRow } from '../../devices/imported-row.ts';
import { UsageError } from '../command.ts';
import type { ImportFile } from './import-file.ts';
import { type TableLine, tableLines } from './table-lines.ts';
import { encodingOf } from './text-encoding.ts';

export interface TableWishes {
  /** Of times that name no zone. */
  readonly zone: string;
  /** Units that the person stated. */
  readonly units: readonly string[];
  /** Whose rows, where the table holds several people. */
  readonly only: string | undefined;
}

/** A table as text. Throws UsageError also when something must be said that the table does not say. */
export async function tableFile(file: string, size: number, { zone, units, only }: TableWishes): Promise<ImportFile> {
  const encoding = await encodingOf(file);
  await refuseSeveral();
  let read = 0;

  return {
    total: size,
    mayCorrect: true,
    read: () => read,
    passed: () => new Map(),
    async *rows() {
      let table: Table | undefined;
      read = 0;
      for await (const lines of tableLines(file, encoding, (bytes) => (read += bytes))) {
        const rows: ImportedRow[] = [];
        for (const line of lines) {
          if (!table) table = headOf(line);
          else if (only === undefined || line.problem !== undefined || line.cells[table.who] === only) rows.push(rowOfLine(line, table));
        }
        yield rows;
      }
      if (!table) throw new UsageError(`${file} is empty.`);
    },
  };

  function headOf(line: TableLine): Table {
    try {
      if (line.problem !== undefined) throw new DecodeError('line 1', line.problem);
      return tableOf(line.cells);
    } catch (error) {
      if (error instanceof DecodeError) throw new UsageError(`${file}: ${error.message}.`);
      throw error;
    }
  }

  function rowOfLine({ cells, number: line, text, problem }: TableLine, table: Table): ImportedRow {
    if (problem !== undefined) return { line, text, readings: [], problems: [problem] };
    try {
      return { line, text, ...rowOf(cells, table, zone, units) };
    } catch (error) {
      if (error instanceof UnitWanted) throw wanted(error);
      if (!(error instanceof DecodeError)) throw error;
      return { line, text, readings: [], problems: [error.message] };
    }
  }

  /** The readings of several people must never become one person's. A column `id` in which every row has its own number tells nobody apart. */
  async function refuseSeveral(): Promise<void> {
    let table: Table | undefined;
    let rows = 0;
    let head = '';
    const people = new Set<string>();
    for await (const lines of tableLines(file, encoding)) {
      for (const { cells } of lines) {
        table ??= attempt(() => tableOf(cells));
        if (!table || table.who < 0) return;
        if (rows === 0) head = cells[table.who] ?? '';
        if (rows++ > 0 && people.size < MOST_PEOPLE) people.add(cells[table.who] ?? '');
      }
    }
    const numbersRows = /^id$/i.test(head.trim()) && people.size > rows / 2;
    const several = people.size > 1 && !numbersRows;
    const names = [...people].slice(0, MOST_NAMED).join(', ');
    if (only === undefined && several)
      throw new UsageError(
        `The table holds ${people.size} people (${names}${people.size > MOST_NAMED ? ', …' : ''}). Whose rows? --only <name>`,
      );
    if (only !== undefined && people.size < MOST_PEOPLE && !people.has(only))
      throw new UsageError(`No row is of "${only}"; there are ${names}.`);
  }
}

const MOST_NAMED = 5;
/** Behind so many different names the column is a number of the row. */
const MOST_PEOPLE = 100_000;

/** Of what nobody may guess: which units there are. */
function wanted({ quantity, units }: UnitWanted): UsageError {
  const names = units.map(({ name }) => `--unit ${name}`);
  return new UsageError(`In which unit is the ${quantity}? The table does not say: ${names.slice(0, -1).join(', ')} or ${names.at(-1)}.`);
}

function attempt<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch (error) {
    if (error instanceof DecodeError) return undefined;
    throw error;
  }
}
