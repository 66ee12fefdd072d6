import { type Decoder, NothingToKeep } from './decoder.ts';
import { type Characteristic, characteristics } from './gatt/characteristics.ts';
import { gattSource } from './gatt/gatt-source.ts';
import { decoderOf, shortForm } from './gatt-decoders.ts';

/**
 * What devices say beside their measurements: a cuff while it is being filled, what a meter can do, the answers of its memory. A gateway
 * that passes on all it hears says such things several times a second: they are read to their end and kept by nobody. Bytes that are none
 * of it are a DecodeError like any other. Undefined for what measures, and for what Hearth cannot read.
 */
export function asideOf(characteristic: string): Decoder | undefined {
  const short = shortForm(characteristic);
  const known = Object.hasOwn(characteristics, short.toUpperCase()) ? characteristics[short.toUpperCase()] : undefined;
  return known && decoderOf(short) === undefined ? asideFrom(short, known) : undefined;
}

const asideFrom = (short: string, { title, parse }: Characteristic): Decoder => ({
  id: `gatt/${short}`,
  title,
  source: gattSource(title),
  hears: { characteristic: Number.parseInt(short, 16) },

  decode(payload) {
    parse(payload);
    throw new NothingToKeep(short, `${title} is no measurement`);
  },
});
