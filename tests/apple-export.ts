/** Exports of Apple's Health app for tests: the shape of the real ones, made-up people and values. */

import { once } from 'node:events';
import { createWriteStream, writeFileSync } from 'node:fs';
import { crc32, deflateRawSync } from 'node:zlib';

export const APPLE_HEAD = `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE HealthData [
<!-- HealthKit Export Version: 14 -->
<!ELEMENT HealthData (ExportDate,Me,(Record|Correlation|Workout|ActivitySummary)*)>
<!ATTLIST Record
  type CDATA #REQUIRED
  unit CDATA #IMPLIED
>
]>
<HealthData locale="zh_CN">
 <ExportDate value="2024-05-02 09:00:00 +0800"/>
 <Me HKCharacteristicTypeIdentifierDateOfBirth="1950-01-01"/>
`;
export const APPLE_END = '</HealthData>\n';

const DEVICE =
  '&lt;&lt;HKDevice: 0x281d99900&gt;, name:Apple Watch, manufacturer:Apple Inc., model:Watch, hardware:Watch6,2, software:9.1&gt;';

/** `2024-05-01 08:12:33 +0800`. */
export const appleTime = (at: number): string => `${new Date(at + 8 * 3_600_000).toISOString().slice(0, 19).replace('T', ' ')} +0800`;

export function appleRecord(type: string, unit: string, value: number | string, at: number, inside = ''): string {
  const time = appleTime(at);
  const open = ` <Record type="HKQuantityTypeIdentifier${type}" sourceName="Wang’s Apple Watch" sourceVersion="9.1" device="${DEVICE}" unit="${unit}" creationDate="${time}" startDate="${time}" endDate="${time}" value="${value}"`;
  return inside === '' ? `${open}/>\n` : `${open}>\n  ${inside}\n </Record>\n`;
}

/**
 * An export of about `bytes`: one record in `every` is a heart rate, each at a moment of its own, the others are distances, which Hearth
 * does not keep. Resolves to the number of heart rates.
 */
export async function writeLargeExport(file: string, bytes: number, every: number): Promise<number> {
  const out = createWriteStream(file);
  let [written, rates, text] = [0, 0, APPLE_HEAD];
  for (let i = 0; written < bytes; i++) {
    const at = Date.UTC(2023, 0, 1) + i * 20_000;
    const inside = '<MetadataEntry key="HKMetadataKeyHeartRateMotionContext" value="1"/>';
    text +=
      i % every === 0
        ? appleRecord('HeartRate', 'count/min', 60 + (rates++ % 40), at, inside)
        : appleRecord('DistanceWalkingRunning', 'km', i % 90, at);
    if (text.length < 1_000_000) continue;
    written += text.length;
    if (!out.write(text)) await once(out, 'drain');
    text = '';
  }
  out.end(text + APPLE_END);
  await once(out, 'close');
  return rates;
}

/** A zip as the phone writes it: deflated. With `zip64`, as it writes one that is larger than 4 GB: sizes and places in extra fields. */
export function writeZip(file: string, entries: Readonly<Record<string, string | Buffer>>, zip64 = false): void {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let at = 0;
  for (const [name, content] of Object.entries(entries)) {
    const plain = Buffer.from(content);
    const packed = deflateRawSync(plain);
    const label = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(8, 4);
    common.writeUInt32LE(crc32(plain), 10);
    common.writeUInt32LE(zip64 ? 0xffff_ffff : packed.length, 14);
    common.writeUInt32LE(zip64 ? 0xffff_ffff : plain.length, 18);
    common.writeUInt16LE(label.length, 22);
    const extra = zip64 ? far(plain.length, packed.length, at) : Buffer.alloc(0);
    common.writeUInt16LE(extra.length, 24);
    const local = Buffer.concat([Buffer.from('PK\x03\x04'), common, label, extra]);
    const place = Buffer.alloc(14);
    place.writeUInt32LE(zip64 ? 0xffff_ffff : at, 10);
    directory.push(Buffer.from('PK\x01\x02\x14\x00', 'latin1'), common, place, label, extra);
    parts.push(local, packed);
    at += local.length + packed.length;
  }
  const listed = Buffer.concat(directory);
  writeFileSync(file, Buffer.concat([...parts, listed, endOf(Object.keys(entries).length, listed.length, at, zip64)]));
}

function far(size: number, packed: number, at: number): Buffer {
  const extra = Buffer.alloc(28);
  extra.writeUInt16LE(1, 0);
  extra.writeUInt16LE(24, 2);
  for (const [i, value] of [size, packed, at].entries()) extra.writeBigUInt64LE(BigInt(value), 4 + i * 8);
  return extra;
}

function endOf(count: number, size: number, at: number, zip64: boolean): Buffer {
  const end = Buffer.alloc(22);
  end.write('PK\x05\x06', 'latin1');
  end.writeUInt16LE(zip64 ? 0xffff : count, 8);
  end.writeUInt16LE(zip64 ? 0xffff : count, 10);
  end.writeUInt32LE(zip64 ? 0xffff_ffff : size, 12);
  end.writeUInt32LE(zip64 ? 0xffff_ffff : at, 16);
  if (!zip64) return end;
  const large = Buffer.alloc(56);
  large.write('PK\x06\x06', 'latin1');
  large.writeBigUInt64LE(44n, 4);
  for (const [i, value] of [count, count, size, at].entries()) large.writeBigUInt64LE(BigInt(value), 24 + i * 8);
  const locator = Buffer.alloc(20);
  locator.write('PK\x06\x07', 'latin1');
  locator.writeBigUInt64LE(BigInt(at + size), 8);
  locator.writeUInt32LE(1, 16);
  return Buffer.concat([large, locator, end]);
}
