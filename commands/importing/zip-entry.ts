import { createReadStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { crc32, createInflateRaw } from 'node:zlib';

/*
 * As much of the ZIP format as a phone and a desktop write (PKWARE, APPNOTE.TXT 6.3.10, 2022, sections 4.3 to 4.5): the directory at the
 * end of the file is believed, not the headers in between, whose sizes are zero where the writer did not know them yet. With zip64.
 */
const END = 0x06054b50;
const END_64 = 0x06064b50;
const LOCATOR_64 = 0x07064b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const FULL_32 = 0xffff_ffff;
const FULL_16 = 0xffff;
/** An export holds one file for each workout route and electrocardiogram: some thousands, of 150 bytes each in the directory. */
const MOST_DIRECTORY = 64 * 1024 * 1024;

export interface ZipEntry {
  readonly name: string;
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly isEncrypted: boolean;
  readonly crc: number;
  readonly offset: number;
}

/** The file is no zip that can be read, in a sentence. */
export class BadZip extends Error {
  override readonly name = 'BadZip';
}

/** What is in the archive. Throws BadZip. */
export async function entriesOf(file: string): Promise<readonly ZipEntry[]> {
  const handle = await open(file);
  try {
    const { from, size, count } = await directoryOf(handle);
    if (size > MOST_DIRECTORY) throw new BadZip(`its directory of ${size} bytes is longer than any phone writes`);
    return readDirectory(await bytesAt(handle, from, size), count);
  } finally {
    await handle.close();
  }
}

/** What an entry holds, piece by piece. Throws BadZip where the archive is damaged, also at the end when the checksum is another. */
export async function* contentOf(file: string, entry: ZipEntry): AsyncGenerator<Buffer> {
  if (entry.isEncrypted) throw new BadZip('it is locked with a password: unpack it first');
  if (entry.method !== 0 && entry.method !== 8)
    throw new BadZip(`${entry.name} is packed in a way that is not known here: unpack it first`);
  const begin = await beginOf(file, entry);
  if (entry.packed === 0) return;
  const packed = createReadStream(file, { start: begin, end: begin + entry.packed - 1, highWaterMark: 256 * 1024 });
  const plain = entry.method === 0 ? packed : pipeline(packed, createInflateRaw({ chunkSize: 256 * 1024 }), () => {});
  let read = 0;
  let crc = 0;
  try {
    for await (const piece of plain as AsyncIterable<Buffer>) {
      read += piece.length;
      if (read > entry.size) break;
      crc = crc32(piece, crc);
      yield piece;
    }
  } catch (error) {
    if (!String((error as { code?: unknown }).code).startsWith('Z_')) throw error;
    throw new BadZip(`${entry.name} in it is damaged (${(error as Error).message})`);
  } finally {
    packed.destroy();
    plain.destroy();
  }
  if (read !== entry.size || crc !== entry.crc) throw new BadZip(`${entry.name} in it is damaged: its checksum is another`);
}

async function directoryOf(handle: FileHandle): Promise<{ readonly from: number; readonly size: number; readonly count: number }> {
  const { size: length } = await handle.stat();
  const tail = Math.min(length, 22 + FULL_16 + 20);
  const bytes = await bytesAt(handle, length - tail, tail);
  for (let at = bytes.length - 22; at >= 0; at--) {
    if (bytes.readUInt32LE(at) !== END || at + 22 + bytes.readUInt16LE(at + 20) > bytes.length) continue;
    const [count, size, from] = [bytes.readUInt16LE(at + 10), bytes.readUInt32LE(at + 12), bytes.readUInt32LE(at + 16)];
    if (count !== FULL_16 && size !== FULL_32 && from !== FULL_32) return { from, size, count };
    if (at < 20 || bytes.readUInt32LE(at - 20) !== LOCATOR_64) return { from, size, count };
    const far = await bytesAt(handle, Number(bytes.readBigUInt64LE(at - 12)), 56);
    if (far.readUInt32LE(0) !== END_64) break;
    return { count: Number(far.readBigUInt64LE(32)), size: Number(far.readBigUInt64LE(40)), from: Number(far.readBigUInt64LE(48)) };
  }
  throw new BadZip('it has no directory at its end, as if it had been cut off: copy it again');
}

function readDirectory(bytes: Buffer, count: number): readonly ZipEntry[] {
  const entries: ZipEntry[] = [];
  let at = 0;
  while (entries.length < count) {
    if (at + 46 > bytes.length || bytes.readUInt32LE(at) !== ENTRY) throw new BadZip('its directory is damaged: copy it again');
    const [name, extra, comment] = [bytes.readUInt16LE(at + 28), bytes.readUInt16LE(at + 30), bytes.readUInt16LE(at + 32)];
    const next = at + 46 + name + extra + comment;
    if (next > bytes.length) throw new BadZip('its directory is damaged: copy it again');
    entries.push({
      name: bytes.toString('utf8', at + 46, at + 46 + name),
      method: bytes.readUInt16LE(at + 10),
      isEncrypted: (bytes.readUInt16LE(at + 8) & 1) === 1,
      crc: bytes.readUInt32LE(at + 16),
      ...sizesOf(bytes, at, bytes.subarray(at + 46 + name, at + 46 + name + extra)),
    });
    at = next;
  }
  return entries;
}

/** A field that is full stands in the zip64 extra field, in this order. */
function sizesOf(bytes: Buffer, at: number, extra: Buffer): Pick<ZipEntry, 'size' | 'packed' | 'offset'> {
  const far: number[] = [];
  for (let i = 0; i + 4 <= extra.length; i += 4 + extra.readUInt16LE(i + 2)) {
    if (extra.readUInt16LE(i) !== 1) continue;
    const end = Math.min(i + 4 + extra.readUInt16LE(i + 2), extra.length);
    for (let j = i + 4; j + 8 <= end; j += 8) far.push(Number(extra.readBigUInt64LE(j)));
  }
  const whole = (value: number) => (value === FULL_32 ? (far.shift() ?? value) : value);
  const size = whole(bytes.readUInt32LE(at + 24));
  const packed = whole(bytes.readUInt32LE(at + 20));
  return { size, packed, offset: whole(bytes.readUInt32LE(at + 42)) };
}

/** Where the packed bytes begin: behind the local header, whose extra field may be longer than the directory's. */
async function beginOf(file: string, { offset, name, packed }: ZipEntry): Promise<number> {
  const handle = await open(file);
  try {
    const header = await bytesAt(handle, offset, 30);
    if (header.readUInt32LE(0) !== LOCAL) throw new BadZip(`${name} is not where its directory says: copy it again`);
    const begin = offset + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
    if (begin + packed > (await handle.stat()).size) throw cutOff();
    return begin;
  } finally {
    await handle.close();
  }
}

async function bytesAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  if (from + length > (await handle.stat()).size) throw cutOff();
  const { bytesRead, buffer } = await handle.read(Buffer.alloc(length), 0, length, from);
  if (bytesRead < length) throw cutOff();
  return buffer;
}

const cutOff = (): BadZip => new BadZip('it ends before its directory says so, as if it had been cut off: copy it again');
