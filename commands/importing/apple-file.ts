import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { finished } from 'node:stream/promises';
import { DecodeError } from '../../devices/decoder.ts';
import { createAppleHealthReader } from '../../devices/dialects/apple-health-export.ts';
import type { ImportedRow } from '../../devices/imported-row.ts';
import { UsageError } from '../command.ts';
import type { ImportFile } from './import-file.ts';
import { BadZip, contentOf, entriesOf, type ZipEntry } from './zip-entry.ts';

const PIECE = 256 * 1024;

/** Whether this is the beginning of an export.xml, in whichever language the phone named the file. */
export const isHealthData = (head: Buffer): boolean => /<!DOCTYPE HealthData|<HealthData[\s>]/.test(head.toString('utf8'));

/** The export.xml that somebody unpacked. */
export const appleXml = (file: string, size: number): ImportFile =>
  appleFile(size, () => createReadStream(file, { highWaterMark: PIECE }) as AsyncIterable<Buffer>);

/**
 * The export.zip as the phone makes it, never unpacked to disk. Read once to the end before anything is taken from it: its checksum stands
 * there, and a damaged archive gives other numbers as readily as none. Throws UsageError.
 */
export async function appleZip(file: string): Promise<ImportFile> {
  try {
    const entry = await healthDataIn(file);
    await finished(Readable.from(contentOf(file, entry)).resume());
    return appleFile(entry.size, () => contentOf(file, entry));
  } catch (error) {
    if (error instanceof BadZip) throw new UsageError(`${file} cannot be unpacked: ${error.message}.`);
    throw error;
  }
}

/** The name of the file is in the phone's language: export.xml, 导出.xml, exportar.xml. The clinical document beside it is English. */
async function healthDataIn(file: string): Promise<ZipEntry> {
  const entries = await entriesOf(file);
  const candidates = entries.filter(({ name }) => /\.xml$/i.test(name) && !/_cda\.xml$/i.test(name));
  for (const candidate of candidates.toSorted((a, b) => b.size - a.size).slice(0, MOST_CANDIDATES)) {
    if (isHealthData(await beginningOf(file, candidate))) return candidate;
  }
  if (entries.some(({ name }) => /^(xl|\[Content_Types\])/.test(name)))
    throw new UsageError(`${file} is an Excel workbook: save its table as CSV first.`);
  throw new UsageError(`${file} holds no export of Apple Health: it should hold an export.xml.`);
}

const MOST_CANDIDATES = 5;

async function beginningOf(file: string, entry: ZipEntry): Promise<Buffer> {
  for await (const piece of contentOf(file, entry)) return piece.subarray(0, 64 * 1024);
  return Buffer.alloc(0);
}

function appleFile(total: number, pieces: () => AsyncIterable<Buffer>): ImportFile {
  let reader = createAppleHealthReader();
  let read = 0;
  return {
    total,
    mayCorrect: false,
    read: () => read,
    passed: () => reader.passed(),
    async *rows() {
      reader = createAppleHealthReader();
      read = 0;
      const decoder = new TextDecoder();
      for await (const piece of pieces()) {
        read += piece.length;
        yield reader.read(decoder.decode(piece, { stream: true }));
        const why = reader.trouble();
        if (why !== undefined) return yield [{ line: reader.line(), text: '', readings: [], problems: [`the file: ${why}`] }];
      }
      yield ended(reader);
    },
  };
}

function ended(reader: ReturnType<typeof createAppleHealthReader>): readonly ImportedRow[] {
  try {
    return reader.end();
  } catch (error) {
    if (error instanceof DecodeError) throw new UsageError(`${error.message}.`);
    throw error;
  }
}
