import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Bytes, wallClockText } from '../devices/bytes.ts';
import { DecodeError } from '../devices/decoder.ts';
import { native } from '../devices/dialects/native.ts';
import { parseBloodPressure } from '../devices/gatt/blood-pressure.ts';
import { parseGlucose } from '../devices/gatt/glucose.ts';
import { parseGlucoseContext } from '../devices/gatt/glucose-context.ts';
import { examine } from '../devices/plausible.ts';
import { decoderOf } from '../devices/topics.ts';
import type { Measurement } from '../domain/reading.ts';
import { systemClock } from '../system-clock.ts';
import { type Command, type Out, UsageError } from './command.ts';

/** What a characteristic says field by field, under the profile's names; SFLOAT, FLOAT and 2A08 are the building blocks. */
const fieldsOf: Readonly<Record<string, (payload: Uint8Array) => unknown>> = {
  '2A18': parseGlucose,
  '2A34': parseGlucoseContext,
  '2A35': parseBloodPressure,
  '2A08': whole((bytes) => ({ dateTime: wallClockText(bytes.dateTime('dateTime')) })),
  SFLOAT: whole((bytes) => ({ value: bytes.sfloat('value') })),
  FLOAT: whole((bytes) => ({ value: bytes.float('value') })),
};

export const decode: Command = {
  name: 'decode',
  summary: 'Show what bytes mean, without a server.',
  usage: `hearth decode gatt <characteristic> <hex> [--zone Asia/Shanghai] [--json]      ${Object.keys(fieldsOf).join(', ')}
hearth decode native <file or -> [--json]                                    Hearth's own JSON`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, zone: { type: 'string', default: 'UTC' } },
    });
    const [format, what, hex, ...rest] = positionals;
    if (format === 'native') {
      if (!what) throw new UsageError('Which file? hearth decode native <file or ->');
      return show('native', () => measure(readFileSync(what === '-' ? 0 : what)), undefined, values.json, out);
    }
    if (format !== 'gatt') throw new UsageError(`hearth decode knows gatt and native, not "${format ?? ''}".`);
    const characteristic = (what ?? '').toUpperCase();
    const parse = fieldsOf[characteristic];
    if (!parse) throw new UsageError(`There is no decoder for ${what ?? 'that'}; there are ${Object.keys(fieldsOf).join(', ')}.`);
    const digits = [hex ?? '', ...rest].join('').replaceAll(/[\s:-]|^0x/gi, '');
    if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new UsageError('The bytes are written in hexadecimal, two digits each: 008a0058007800');
    const payload = Uint8Array.from(Buffer.from(digits, 'hex'));
    const decoder = decoderOf(characteristic);
    const now = systemClock.now();
    const measurements = decoder ? () => decoder.decode(payload, { received: now, zone: values.zone, topic: '' }).map(examine) : undefined;
    return show(characteristic, measurements, () => parse(payload), values.json, out);
  },
};

const measure = (payload: Uint8Array): readonly Measurement[] =>
  native.decode(payload, { received: systemClock.now(), zone: 'UTC', topic: '' }).map(examine);

function show(
  name: string,
  measure: (() => readonly Measurement[]) | undefined,
  parse: (() => unknown) | undefined,
  asJson: boolean,
  out: Out,
): number {
  const fields = attempt(parse);
  const measurements = attempt(measure);
  const wrong = fields.error ?? (parse ? undefined : measurements.error);
  const result = {
    characteristic: name,
    outcome: wrong ? 'error' : 'ok',
    ...(fields.value === undefined ? {} : { fields: fields.value }),
    ...(measurements.value === undefined ? {} : { measurements: measurements.value }),
    // A record that is well formed may still hold nothing to measure: that is said beside the fields.
    ...(wrong || measurements.error ? { error: explain((wrong ?? measurements.error)!) } : {}),
  };
  if (asJson) out.write(`${JSON.stringify(result)}\n`);
  else {
    if (fields.value) out.write(table(fields.value as Record<string, unknown>));
    for (const said of measurements.value ?? []) out.write(`\nmeans\n${table(said as unknown as Record<string, unknown>)}`);
    if (measurements.error && !wrong) out.write(`\nmeans nothing that could be kept: ${measurements.error.message}\n`);
    if (wrong) out.say(`These bytes are no ${name}: ${wrong.message}.\n`);
  }
  return wrong ? 1 : 0;
}

const explain = ({ field, offset, message }: DecodeError) => ({ field, ...(offset === undefined ? {} : { offset }), message });

function attempt<T>(work: (() => T) | undefined): { readonly value?: T; readonly error?: DecodeError } {
  try {
    return work ? { value: work() } : {};
  } catch (error) {
    if (error instanceof DecodeError) return { error };
    throw error;
  }
}

const table = (rows: Record<string, unknown>): string =>
  Object.entries(rows)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `  ${name.padEnd(26)} ${typeof value === 'object' ? JSON.stringify(value) : String(value)}\n`)
    .join('');

function whole<T>(read: (bytes: Bytes) => T): (payload: Uint8Array) => T {
  return (payload) => {
    const bytes = new Bytes(payload);
    const value = read(bytes);
    bytes.end();
    return value;
  };
}
