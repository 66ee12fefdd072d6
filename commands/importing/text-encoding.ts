import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';

/** How the letters of a table are written. Spreadsheets in China save as GB18030 or its older part GBK, or as "Unicode text", UTF-16. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'gb18030' | 'windows-1252';

/**
 * By the mark at the beginning of the file; else by what the file can be. What is all UTF-8 is UTF-8: other letters are it by chance
 * hardly ever. Of what is not, Chinese letters are two high bytes each, and stand together; those of a European Windows are one, and stand
 * alone between plain ones: °C, è.
 */
export async function encodingOf(file: string): Promise<Encoding> {
  const head = await headOf(file, 64 * 1024);
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  if (head[0] === 0xfe && head[1] === 0xff) return 'utf-16be';
  const zeros = [0, 1].map((odd) => head.filter((byte, i) => i % 2 === odd && byte === 0).length);
  if (zeros[1]! * 4 > head.length) return 'utf-16le';
  if (zeros[0]! * 4 > head.length) return 'utf-16be';
  if (await isUtf8(file)) return 'utf-8';
  const runs = head.toString('latin1').match(/[\x80-\xff]+/g) ?? [];
  return runs.filter((run) => run.length === 1).length * 2 > runs.length ? 'windows-1252' : 'gb18030';
}

async function isUtf8(file: string): Promise<boolean> {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  try {
    for await (const piece of createReadStream(file, { highWaterMark: 256 * 1024 })) decoder.decode(piece as Buffer, { stream: true });
    decoder.decode();
    return true;
  } catch (error) {
    if (error instanceof TypeError) return false;
    throw error;
  }
}

/** The first bytes of a file. */
export async function headOf(file: string, most: number): Promise<Buffer> {
  const handle = await open(file);
  try {
    const { bytesRead, buffer } = await handle.read(Buffer.alloc(most), 0, most, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}
