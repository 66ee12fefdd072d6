import { globSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Measurement } from '../domain/reading.ts';
import { DecodeError, type Decoder } from './decoder.ts';
import { examine } from './plausible.ts';
import { decoders } from './registry.ts';
import { bytesOf, type Vector } from './vectors.ts';

/**
 * A million inputs in all, ten times as many with HEARTH_FUZZ_TIMES=10: whatever comes, a decoder says DecodeError, or measurements that
 * `domain/reading.ts` accepts. fast-check prints the seed of what fails.
 */
const INPUTS = 1_000_000 * Number(process.env.HEARTH_FUZZ_TIMES ?? 1);
const PER_DECODER = Math.ceil(INPUTS / decoders.length);

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const context = { received: RECEIVED, stamped: RECEIVED - 60_000, zone: 'Europe/Berlin' };

const files = globSync('gatt/*.vectors.json', { cwd: import.meta.dirname });
const vectors = files.flatMap(
  (file) => JSON.parse(readFileSync(new URL(file, import.meta.url), 'utf8')) as readonly (Vector & { characteristic?: string })[],
);
const good = vectors.filter(({ outcome }) => outcome === 'ok').map(({ hex }) => bytesOf(hex));

/** Words of all the JSON that is understood: a wrong value in the right place goes deeper than noise. */
const WORDS = [
  'kind',
  'value',
  'unit',
  'at',
  'glucose',
  'blood-pressure',
  'weight',
  'mmol/L',
  'mg/dL',
  'systolic',
  'diastolic',
  'type',
  'sgv',
  'date',
  'resourceType',
  'Observation',
  'body',
  'header',
  'quality',
  'sequence',
  'id',
  'C8:47:8C:1A:2B:3C',
  'kg',
  'bpm',
  'BLEOperation',
  'MAC',
  'state',
  'DONEREAD',
  'char',
  '0x2a35',
  'read',
  '008A0058007800',
  'measuregrps',
  'measures',
  'attributes',
  'entity_id',
  'sensor.glucose',
  'unit_of_measurement',
  'result',
  'isValid',
  'toString',
];
const word = fc.constantFrom(...WORDS);
const number = fc.oneof(fc.integer({ min: -2, max: 500 }), fc.double(), fc.constantFrom(RECEIVED, RECEIVED / 1000, 1e308, -0, 5e-324));
const leaf = fc.oneof(
  word,
  number,
  fc.boolean(),
  fc.constant(null),
  fc.constantFrom('2026-03-01T08:00:00+08:00', '2026-02-30T08:00:00Z', ''),
);
const json = fc.oneof(
  fc.dictionary(word, leaf, { maxKeys: 7 }),
  fc.array(fc.dictionary(word, leaf, { maxKeys: 5 }), { maxLength: 3 }),
  fc.dictionary(word, fc.dictionary(word, leaf, { maxKeys: 4 }), { maxKeys: 4 }),
);
const utf8 = new TextEncoder();

const noise = fc.uint8Array({ maxLength: 48 });
const changed = fc
  .tuple(fc.constantFrom(...good), fc.array(fc.tuple(fc.nat(64), fc.nat(255)), { maxLength: 4 }), fc.nat(64))
  .map(([whole, changes, cut]) => {
    const bytes = Uint8Array.from(whole);
    for (const [where, byte] of changes) bytes[where % bytes.length] = byte;
    return cut < 8 ? bytes.subarray(0, bytes.length - Math.min(cut, bytes.length)) : bytes;
  });

/** A topic on which the decoder is heard; the level behind a dialect names a sensor. */
const topicOf = ({ hears }: Decoder): string => ('topic' in hears ? hears.topic.replaceAll('+', 'scale_weight').replace('/#', '') : '');
const text = fc.oneof(number, fc.float({ min: 0, max: 500 }), word).map((said) => utf8.encode(String(said)));

describe.each(decoders.map((decoder) => [decoder.id, decoder] as const))('%s', (_, decoder) => {
  const payload =
    'characteristic' in decoder.hears
      ? fc.oneof(noise, { arbitrary: changed, weight: 3 })
      : fc.oneof(noise, text, { arbitrary: json.map((said) => utf8.encode(JSON.stringify(said))), weight: 3 });

  test(`${PER_DECODER} inputs: DecodeError, or what a reading may be`, { timeout: 600_000 }, () => {
    fc.assert(
      fc.property(payload, (bytes) => {
        let said: readonly Measurement[];
        try {
          decoder.sensorOf?.(bytes);
          said = decoder.decode(bytes, { ...context, topic: topicOf(decoder) }).map(examine);
        } catch (error) {
          if (error instanceof DecodeError) return;
          throw error;
        }
        expect(said.length).toBeGreaterThan(0);
        for (const one of said) expect(Measurement.safeParse(one).error).toBeUndefined();
      }),
      { numRuns: PER_DECODER },
    );
  });
});
