/** What is decoded and validated a second on one core: notifications and JSON, beside JSON.parse alone on the same bytes. */

import { readFileSync } from 'node:fs';
import type { Context, Decoder } from '../devices/decoder.ts';
import { gattDecoders } from '../devices/gatt-decoders.ts';
import { examine } from '../devices/plausible.ts';
import { hear } from '../devices/topics.ts';
import type { Vector } from '../devices/vectors.ts';
import { HOUR } from '../domain/clock.ts';

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const VARIANTS = 1024;

export interface DecoderRates {
  /** GATT notifications: what real devices sent, published by others, every profile in turn, with clocks, status and checksums. */
  readonly notifications: number;
  /** The slowest of the profiles, alone. */
  readonly slowest: { readonly title: string; readonly perSecond: number };
  /** What the notifications say, as JSON text, through JSON.parse and nothing else. */
  readonly asJson: number;
  /** Readings in Hearth's JSON, one to a message. */
  readonly json: number;
  /** The same bytes through JSON.parse, and nothing else. */
  readonly parsed: number;
}

const context: Context = { received: RECEIVED, zone: 'Asia/Shanghai', topic: '', stamped: RECEIVED, session: RECEIVED - HOUR };

/** Public vectors of one profile that become measurements. */
function published(decoder: Decoder): readonly Uint8Array[] {
  return ['blood-pressure', 'characteristics', 'glucose', 'glucose-context']
    .flatMap((name) => JSON.parse(readFileSync(new URL(`../devices/gatt/${name}.vectors.json`, import.meta.url), 'utf8')) as Vector[])
    .filter(({ id, outcome }) => outcome === 'ok' && decoder.id.endsWith(id.slice(0, 4).toLowerCase()))
    .map(({ hex }) => Buffer.from(hex.replaceAll(' ', ''), 'hex'))
    .filter((payload) => {
      try {
        return decoder.decode(payload, context).length > 0;
      } catch {
        return false; // A well-formed record without a value: rightly refused, and no part of this.
      }
    });
}

export function measureDecoders(): DecoderRates {
  const profiles = gattDecoders.map((decoder) => ({ decoder, payloads: published(decoder) })).filter(({ payloads }) => payloads.length > 0);
  if (profiles.length < gattDecoders.length - 1) throw new Error('profiles without a published notification');
  const notification = ({ decoder, payloads }: (typeof profiles)[number], i: number): number =>
    decoder.decode(payloads[i % payloads.length]!, context).map(examine).length;
  const texts = profiles.flatMap(({ decoder, payloads }) => payloads.map((payload) => JSON.stringify(decoder.decode(payload, context))));
  const alone = profiles.map((profile) => ({ title: profile.decoder.title, perSecond: perSecond((i) => notification(profile, i)) }));

  const numbers = Array.from({ length: VARIANTS }, (_, i) => i);
  const json = numbers.map((i) => ({
    topic: 'hearth/v1/meter-1/readings',
    payload: Buffer.from(
      JSON.stringify({
        kind: 'glucose',
        at: RECEIVED - i * 60_000,
        sequence: i,
        value: 4 + (i % 80) / 10,
        unit: 'mmol/L',
        meal: 'fasting',
      }),
    ),
  }));
  const decoded = ({ topic, payload }: { readonly topic: string; readonly payload: Buffer }): number => {
    const heard = hear(topic);
    if (!('decoder' in heard)) throw new Error(`${topic} is no reading`);
    return heard.decoder.decode(payload, { received: RECEIVED, zone: 'Asia/Shanghai', topic, stamped: RECEIVED }).map(examine).length;
  };
  return {
    notifications: perSecond((i) => notification(profiles[i % profiles.length]!, Math.floor(i / profiles.length))),
    slowest: alone.toSorted((a, b) => a.perSecond - b.perSecond)[0]!,
    asJson: perSecond((i) => (JSON.parse(texts[i % texts.length]!) as unknown[]).length),
    json: perSecond((i) => decoded(json[i % VARIANTS]!)),
    parsed: perSecond((i) => Object.keys(JSON.parse(json[i % VARIANTS]!.payload.toString()) as object).length),
  };
}

/** After half a second of warming up, over a second. The sum keeps the work from being optimized away. */
function perSecond(work: (i: number) => number): number {
  let sum = 0;
  const run = (ms: number): number => {
    const started = performance.now();
    let n = 0;
    while (performance.now() - started < ms) for (let end = n + 256; n < end; n++) sum += work(n);
    return (n / (performance.now() - started)) * 1000;
  };
  run(500);
  const rate = run(1000);
  if (sum === 0) throw new Error('nothing was decoded');
  return rate;
}
