import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Measurement } from '../domain/reading.ts';
import { DecodeError, type Decoder } from './decoder.ts';

/** One vector: bytes that somebody else published, and what they mean. `claimedBySource`: the fields that the source itself asserts. */
export interface Vector {
  readonly id: string;
  readonly hex: string;
  readonly outcome: 'ok' | 'error' | 'either';
  readonly expected?: Readonly<Record<string, unknown>>;
  readonly error?: { readonly kind: string };
  readonly note?: string;
  readonly source: { readonly repo: string; readonly path: string };
}

const context = { received: Date.UTC(2026, 2, 1), zone: 'Europe/Berlin', topic: '' };

/** `02 0500` -> bytes. Spaces are for the reader. */
export const bytesOf = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));

/**
 * Everything a decoder must stand: the vectors of others, every truncation of each, a byte too many, random bytes, and vectors in which
 * some bytes were changed. Nothing but a DecodeError may come out, or measurements that `domain/reading.ts` accepts.
 */
export function vectors(decoder: Decoder, parse: (payload: Uint8Array) => unknown, file: URL): void {
  const all = JSON.parse(readFileSync(file, 'utf8')) as readonly Vector[];
  const good = all.filter(({ outcome }) => outcome === 'ok').map(({ id, hex }) => ({ id, whole: bytesOf(hex) }));

  describe(`${decoder.id} ${decoder.title}`, () => {
    test('has vectors that were not made here', () => {
      expect(all.filter(({ source }) => source.repo !== 'hearth').length).toBeGreaterThan(0);
      expect(good.length).toBeGreaterThan(0);
    });

    test.each(all.map((vector) => [vector.id, vector] as const))('%s', (_, { hex, outcome, expected }) => {
      const parsed = attempt(() => parse(bytesOf(hex)));
      if (outcome === 'error') expect(parsed).toBeInstanceOf(DecodeError);
      if (outcome === 'ok') expect(parsed).toEqual(expected);
      if (outcome === 'either' && !(parsed instanceof DecodeError)) expect(parsed).toEqual(expected);
      sound(decoder, bytesOf(hex));
    });

    test.each(good)('$id: every truncation, and a byte too many, is an error that names its place', ({ whole }) => {
      const wrong = [...whole.keys()].map((length) => whole.subarray(0, length));
      for (const bytes of [...wrong, Uint8Array.from([...whole, 0])]) {
        const parsed = attempt(() => parse(bytes));
        expect(parsed).toBeInstanceOf(DecodeError);
        expect((parsed as DecodeError).offset).toBeLessThanOrEqual(bytes.length);
        expect(() => decoder.decode(bytes, context)).toThrow(DecodeError);
      }
    });

    test('random bytes: nothing but DecodeError, nothing that a reading may not be', () => {
      fc.assert(
        fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => sound(decoder, bytes)),
        { numRuns: 5_000 },
      );
    });

    test('bytes changed in a good record, behind its flags: the same', () => {
      const changes = fc.array(fc.tuple(fc.nat(), fc.integer({ min: 0, max: 255 })), { minLength: 1, maxLength: 4 });
      fc.assert(
        fc.property(fc.constantFrom(...good), changes, ({ whole }, made) => {
          const bytes = Uint8Array.from(whole);
          for (const [where, byte] of made) bytes[1 + (where % (whole.length - 1))] = byte;
          sound(decoder, bytes);
        }),
        { numRuns: 10_000 },
      );
    });
  });
}

function sound(decoder: Decoder, bytes: Uint8Array): void {
  const said = attempt(() => decoder.decode(bytes, context));
  if (said instanceof DecodeError) return;
  for (const measurement of said as readonly unknown[]) expect(Measurement.safeParse(measurement).error).toBeUndefined();
}

function attempt(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    if (error instanceof DecodeError) return error;
    throw error;
  }
}
