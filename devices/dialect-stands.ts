import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Measurement } from '../domain/reading.ts';
import { DecodeError, type Decoder } from './decoder.ts';

/** What every JSON dialect must stand: whatever comes, nothing but DecodeError, and no measurement that `domain/reading.ts` refuses. */
export function dialectStands(decoder: Decoder, samples: readonly unknown[], topic = ''): void {
  const context = { received: Date.UTC(2026, 2, 1, 12), zone: 'Europe/Berlin', topic };
  const sound = (payload: Uint8Array) => {
    try {
      const sensor = decoder.sensorOf?.(payload);
      if (sensor !== undefined) expect(sensor).toMatch(/^[0-9a-f]{12}$/);
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
    }
    try {
      const measurements = decoder.decode(payload, context);
      expect(measurements.length).toBeGreaterThan(0);
      for (const measurement of measurements) expect(Measurement.safeParse(measurement).error).toBeUndefined();
    } catch (error) {
      if (!(error instanceof DecodeError)) throw error;
    }
  };
  const runs = { numRuns: Number(process.env.HEARTH_FUZZ ?? 2_000) };

  test('any bytes and any JSON', () => {
    fc.assert(
      fc.property(fc.oneof(fc.uint8Array({ maxLength: 200 }), fc.json().map(bytes)), (payload) => sound(payload)),
      runs,
    );
  });

  test('samples in which something was changed', () => {
    const places = samples.flatMap((sample) => pathsOf(sample).map((path) => ({ sample, path })));
    const change = fc.oneof(
      fc.jsonValue(),
      fc.constantFrom(null, '', -1, 1e308, '1970-01-01T00:00:00Z', '2099-12-31', 'constructor', { toString: 1, valueOf: 1 }, undefined),
    );
    fc.assert(
      fc.property(fc.constantFrom(...places), change, ({ sample, path }, value) =>
        sound(bytes(JSON.stringify(changed(sample, path, value)) ?? '')),
      ),
      runs,
    );
  });
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

type Path = readonly string[];

const pathsOf = (value: unknown, path: Path = []): readonly Path[] =>
  typeof value === 'object' && value !== null
    ? [path, ...Object.entries(value).flatMap(([key, inner]) => pathsOf(inner, [...path, key]))]
    : [path];

function changed(value: unknown, [key, ...rest]: Path, to: unknown): unknown {
  if (key === undefined) return to;
  const copy = structuredClone(value) as Record<string, unknown>;
  copy[key] = changed(copy[key], rest, to);
  return copy;
}
