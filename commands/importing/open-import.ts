import { statSync } from 'node:fs';
import { UsageError } from '../command.ts';
import { appleXml, appleZip, isHealthData } from './apple-file.ts';
import type { ImportFile } from './import-file.ts';
import { type TableWishes, tableFile } from './table-file.ts';
import { headOf } from './text-encoding.ts';

/** By what stands in the file, not by its name. Throws UsageError, also for a file that is not there. */
export async function openImport(file: string, wishes: TableWishes): Promise<ImportFile> {
  const size = sizeOf(file);
  const head = await headOf(file, 64 * 1024);
  const mark = head.toString('hex', 0, 8);
  const isZip = mark.startsWith(ZIP) || mark.startsWith(EMPTY_ZIP);
  if (isZip || isHealthData(head)) {
    if (wishes.units.length > 0 || wishes.only !== undefined)
      throw new UsageError(`${file} is no table: --unit and --only say nothing about it. Health names its units, and holds one person.`);
    return isZip ? appleZip(file) : appleXml(file, size);
  }
  const text = head.toString('latin1', 0, 4096);
  const foreign = MARKS.find(([begins]) => mark.startsWith(begins)) ?? TEXTS.find(([holds]) => holds.test(text));
  if (foreign) throw new UsageError(`${file} ${foreign[1]}`);
  return tableFile(file, size, wishes);
}

const ZIP = '504b0304';
/** Without an entry it begins with its directory's end. */
const EMPTY_ZIP = '504b0506';

const MARKS: readonly (readonly [begins: string, sentence: string])[] = [
  ['d0cf11e0', 'is an old Excel workbook: save its table as CSV first.'],
  ['25504446', 'is a PDF: no table can be read out of it; export it as CSV.'],
  ['1f8b', 'is packed with gzip: unpack it first.'],
];
const TEXTS: readonly (readonly [holds: RegExp, sentence: string])[] = [
  [/<ClinicalDocument/, 'is the clinical document that Health writes beside its export; the readings are in export.xml.'],
  [/^\s*(ï»¿)?\s*<(\?xml|!DOCTYPE|html)/i, 'is XML or a web page, and no export of Apple Health.'],
  [/^\s*[[{]/, 'is JSON: post it to /api/v1/readings instead.'],
];

function sizeOf(file: string): number {
  try {
    const found = statSync(file);
    if (found.isDirectory()) throw new UsageError(`${file} is a folder: name the file in it, export.xml or export.zip.`);
    if (found.size === 0) throw new UsageError(`${file} is empty.`);
    return found.size;
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}
