import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DecodeError } from '../decoder.ts';
import { decoders } from '../registry.ts';
import { bytesOf, type Vector } from '../vectors.ts';
import { characteristics, numbers } from './characteristics.ts';
import { e2eCrc } from './e2e-crc.ts';

const vectors = JSON.parse(readFileSync(new URL('characteristics.vectors.json', import.meta.url), 'utf8')) as readonly (Vector & {
  readonly characteristic: string;
})[];

const attempt = (code: string, bytes: Uint8Array): unknown => {
  try {
    return characteristics[code]!.parse(bytes);
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
};

test.each(vectors)('$id', ({ characteristic, hex, outcome, expected, error }) => {
  const parsed = attempt(characteristic, bytesOf(hex));
  if (outcome === 'ok') expect(parsed).toEqual(expected);
  else {
    expect(parsed).toBeInstanceOf(DecodeError);
    // Of a field that is cut in the middle, one names its beginning, the other the byte that is missing.
    const { offset } = error as unknown as { offset: number };
    expect([offset, offset - 1]).toContain((parsed as DecodeError).offset);
  }
});

test('every reader of the folder is in the list', async () => {
  const files = globSync('*.ts', { cwd: import.meta.dirname }).filter((file) => !file.endsWith('.test.ts'));
  const readers = (await Promise.all(files.map((file) => import(/* @vite-ignore */ new URL(file, import.meta.url).href)))).flatMap(
    (exports) => Object.entries(exports as Record<string, unknown>).flatMap(([name, one]) => (name.startsWith('parse') ? [one] : [])),
  );
  const listed = new Set(Object.values(characteristics).map(({ parse }) => parse as unknown));
  for (const reader of readers) expect(listed).toContain(reader);
  for (const { hears } of decoders)
    if ('characteristic' in hears) expect(Object.keys(characteristics)).toContain(hears.characteristic.toString(16).toUpperCase());
});

describe.each(Object.entries({ ...characteristics, ...numbers }))('%s', (code, { parse }) => {
  test('any bytes: nothing but DecodeError, which names its place within them', () => {
    const good = vectors
      .filter(({ characteristic, outcome }) => characteristic === code && outcome === 'ok')
      .map(({ hex }) => bytesOf(hex));
    const changed = fc
      .tuple(fc.constantFrom(...(good.length ? good : [new Uint8Array(8)])), fc.array(fc.tuple(fc.nat(), fc.nat(255)), { maxLength: 4 }))
      .map(([whole, changes]) => {
        const bytes = Uint8Array.from(whole);
        for (const [where, byte] of changes) bytes[where % bytes.length] = byte;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 40 }), changed), (bytes) => {
        try {
          parse(bytes);
        } catch (error) {
          expect(error).toBeInstanceOf(DecodeError);
          expect((error as DecodeError).offset).toBeLessThanOrEqual(bytes.length);
        }
      }),
      { numRuns: Number(process.env.HEARTH_FUZZ ?? 2_000) },
    );
  });
});

test('the checksum of the CGM profile', () => {
  expect(e2eCrc(new TextEncoder().encode('123456789'))).toBe(0x6f91);
  expect(e2eCrc(bytesOf('3e010203040506070809'))).toBe(0x2f01);
});

test.each([
  ['2A9D', '00ffff', { flags: 0, unit: 'kg', weight: 'unsuccessful' }],
  ['2A9C', '0000ffff', { flags: 0, unit: 'kg', bodyFatPercent: 'unsuccessful', multiplePacket: false }],
  [
    '2A5E',
    '1f62004800ea07021c080f00200010000061f0',
    {
      flags: 31,
      spo2Percent: 98,
      pulseRate: 72,
      deviceClockNotSet: true,
      timeStamp: '2026-02-28T08:15:00',
      measurementStatus: 32,
      measurementStatusBits: [5],
      deviceAndSensorStatus: 16,
      deviceAndSensorStatusBits: [4],
      pulseAmplitudeIndexPercent: 9.7,
    },
  ],
  ['2A52', '0103012a00', { opCode: 1, operator: 3, filterType: 1, minimum: 42 }],
  ['2A52', '010401010009 00', { opCode: 1, operator: 4, filterType: 1, minimum: 1, maximum: 9 }],
  ['2AA8', '00000016ffff', { features: 0, featureBits: [], typeCode: 6, sampleLocationCode: 1, e2eCrc: 'absent' }],
  ['2A24', '55412d36353100', { text: 'UA-651' }],
  ['2A1D', '03', { typeCode: 3 }],
  ['2A23', '0100000000fefffe', { manufacturerIdentifier: '0000000001', organizationallyUniqueIdentifier: 'fefffe' }],
  ['2A50', '010d0000001001', { vendorIdSource: 1, vendorId: 13, productId: 0, productVersion: 0x0110 }],
  ['2A60', '0000', { features: 0, featureBits: [] }],
  ['2A60', '0300e0ff010000', { features: 3, featureBits: [0, 1], measurementStatusSupport: 0xffe0, deviceAndSensorStatusSupport: 1 }],
  ['2A9B', '01380100', { features: 0x13801, featureBits: [0, 11, 12, 13, 16], massResolutionCode: 7, heightResolutionCode: 2 }],
  ['2A9E', '39000000', { features: 0x39, featureBits: [0, 3, 4, 5], weightResolutionCode: 7, heightResolutionCode: 0 }],
  ['2A49', '2500', { features: 37, featureBits: [0, 2, 5] }],
])('%s %s', (code, hex, expected) => {
  expect(attempt(code, bytesOf(hex))).toEqual(expected);
});
