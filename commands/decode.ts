import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { DecodeError, NothingToKeep } from '../devices/decoder.ts';
import { measurementsOfMapped } from '../devices/dialects/mapped.ts';
import { characteristics, numbers } from '../devices/gatt/characteristics.ts';
import { decoderOf, shortForm } from '../devices/gatt-decoders.ts';
import { examine } from '../devices/plausible.ts';
import { macOf } from '../devices/speaker.ts';
import { dialects, hear } from '../devices/topics.ts';
import type { Measurement } from '../domain/reading.ts';
import { systemClock } from '../house/system-clock.ts';
import { createEvaluator } from '../ingest/mappings/evaluator.ts';
import { parseMapping } from '../ingest/mappings/mapping.ts';
import { type Command, noMoreThan, type Out, UsageError } from './command.ts';
import { measurementSentence } from './measurement-sentence.ts';

const formats = ['native', ...dialects().filter((name) => name !== 'readings')];
const readable = { ...characteristics, ...numbers };
const known = Object.keys(readable).join(', ');

export const decode: Command = {
  name: 'decode',
  summary: 'Show what bytes mean, without a server.',
  usage: `hearth decode gatt <characteristic> <hex> [--zone Asia/Shanghai] [--json]
                                                                             ${known}
hearth decode ${formats.join('|')} <file or -> [--zone Asia/Shanghai] [--json]
                                                                             JSON: Hearth's own, and other dialects
hearth decode --mapping <file.yaml> <file or ->                              a dialect of your own (docs/devices.md)

--zone is where the clock of the device hangs; without it, UTC. Exit code 0: decoded; 1: these bytes are none; 2: asked for wrongly.`,

  async run(args, out) {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { json: { type: 'boolean', default: false }, zone: { type: 'string', default: 'UTC' }, mapping: { type: 'string' } },
    });
    const { json, zone } = values;
    refuseUnknownZone(zone);
    const context = { received: systemClock.now(), zone, topic: '' };
    if (values.mapping !== undefined) {
      noMoreThan(1, positionals);
      return decodeMapped(values.mapping, positionals[0], { zone, json }, out);
    }
    const [format, what, ...hex] = positionals;
    const topic = `hearth/v1/a-device/${format === 'native' ? 'readings' : format}`;
    const heard = hear(topic);
    if ('decoder' in heard && !format!.startsWith('gatt/')) {
      noMoreThan(2, positionals);
      const payload = read(format!, what);
      return show({ name: format!, zone, json, measure: () => heard.decoder.decode(payload, { ...context, topic }) }, out);
    }
    if (format !== 'gatt') throw new UsageError(`hearth decode knows gatt, ${formats.join(', ')}, not "${format ?? ''}".`);
    const name = shortForm(what ?? '')
      .replace(/^0x/, '')
      .toUpperCase();
    const parse = readable[name]?.parse;
    if (!parse) throw new UsageError(`There is no decoder for ${what ?? 'that'}; there are ${known}.`);
    const payload = bytesOf(hex.join(''));
    const decoder = decoderOf(name);
    return show(
      { name, zone, json, parse: () => parse(payload), ...(decoder && { measure: () => decoder.decode(payload, context) }) },
      out,
    );
  },
};

/** Throws PackError for a mapping that cannot be read. */
async function decodeMapped(
  file: string,
  sample: string | undefined,
  { zone, json }: { readonly zone: string; readonly json: boolean },
  out: Out,
): Promise<number> {
  const mapping = parseMapping(Buffer.from(read('--mapping', file)).toString(), file);
  const payload = read(`--mapping ${file}`, sample);
  const evaluator = createEvaluator(mapping);
  const received = systemClock.now();
  const topic = `hearth/v1/a-device/${mapping.name}`;
  const mapped = await evaluator.evaluate({ payload, received, topic });
  await evaluator.close();
  const measure = () => {
    if ('problem' in mapped) throw new DecodeError('mapping', mapped.problem);
    if ('nothing' in mapped) throw new NothingToKeep('payload', mapped.nothing);
    if ('sensor' in mapped) out.say(`The sensor behind the gateway: ${macOf(mapped.sensor, 'sensor')}\n`);
    return measurementsOfMapped(mapped.json, { received, zone, topic });
  };
  return show({ name: mapping.name, zone, json, measure }, out);
}

function read(format: string, file: string | undefined): Uint8Array {
  if (file === undefined) throw new UsageError(`Which file? hearth decode ${format} <file or ->`);
  try {
    return readFileSync(file === '-' ? 0 : file);
  } catch (error) {
    throw new UsageError(`${file} cannot be read: ${(error as Error).message}.`);
  }
}

function refuseUnknownZone(zone: string): void {
  try {
    Temporal.PlainDate.from('2026-01-01').toZonedDateTime(zone);
  } catch {
    throw new UsageError(`This system knows no time zone "${zone}"; Asia/Shanghai is one.`);
  }
}

/** `00 8a00`, `00:8A:00` or `0x008a00`. */
function bytesOf(hex: string): Uint8Array {
  const digits = hex.replace(/^0x/i, '').replaceAll(/[\s:-]/g, '');
  if (!/^([0-9a-f]{2})*$/i.test(digits)) throw new UsageError('The bytes are written in hexadecimal, two digits each: 008a0058007800');
  return Uint8Array.from(Buffer.from(digits, 'hex'));
}

/** What there is to show: the fields of a characteristic, what they measure, or (Hearth's own JSON) only the latter. */
interface Shown {
  readonly name: string;
  readonly zone: string;
  readonly json: boolean;
  readonly parse?: () => unknown;
  readonly measure?: () => readonly Measurement[];
}

function show({ name, zone, json, parse, measure }: Shown, out: Out): number {
  const fields = attempt(parse);
  const measurements = attempt(measure && (() => measure().map(examine)));
  const wrong = parse ? fields.error : measurements.error;
  // A record that is well formed may still hold nothing to measure: that is said beside its fields.
  const error = wrong ?? measurements.error;
  if (json) {
    const outcome = wrong ? 'error' : 'ok';
    const result = {
      characteristic: name,
      outcome,
      fields: fields.value,
      measurements: measurements.value,
      error: error && explain(error),
    };
    out.write(`${JSON.stringify(result)}\n`);
    return wrong ? 1 : 0;
  }
  if (wrong) {
    out.say(`${name} could not be decoded: ${wrong.message}.\n`);
    return 1;
  }
  const rows = [...(fields.value ? [fields.value] : []), ...(measurements.value ?? [])].map((one) => table(one as Record<string, unknown>));
  const sentences = (measurements.value ?? []).map((said) => `${measurementSentence(said, zone)}\n`);
  const nothing = measurements.error ? [`Well formed, but nothing to keep: ${measurements.error.message}.\n`] : [];
  out.write([...sentences, ...nothing, ...rows].join('\n'));
  return 0;
}

const explain = ({ kind, field, offset, message }: DecodeError) => ({
  kind,
  field,
  ...(offset === undefined ? {} : { offset }),
  message,
});

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
