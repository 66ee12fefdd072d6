/** What is decoded and validated a second on one core: notifications and JSON, beside JSON.parse alone on the same bytes. */

import { glucoseNotification, pressureNotification, weightNotification } from '../demo/gatt-bytes.ts';
import { examine } from '../devices/plausible.ts';
import { hear } from '../devices/topics.ts';

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const VARIANTS = 1024;

export interface DecoderRates {
  /** GATT notifications: glucose with its clock, pressure and weight stamped by a gateway. */
  readonly notifications: number;
  /** Readings in Hearth's JSON, one to a message. */
  readonly json: number;
  /** The same bytes through JSON.parse, and nothing else. */
  readonly parsed: number;
}

export function measureDecoders(): DecoderRates {
  const numbers = Array.from({ length: VARIANTS }, (_, i) => i);
  const clock = Temporal.PlainDateTime.from('2026-02-01T08:00');
  const notifications = numbers.map((i) => {
    if (i % 3 === 0) {
      const payload = glucoseNotification({
        sequence: i,
        clock: clock.add({ minutes: i * 7 }),
        mgPerDl: 80 + (i % 90),
        contextFollows: false,
      });
      return { topic: 'hearth/v1/meter-1/gatt/2a18', payload };
    }
    return i % 3 === 1
      ? {
          topic: 'hearth/v1/cuff-1/gatt/2a35',
          payload: pressureNotification({ systolic: 110 + (i % 60), diastolic: 70 + (i % 20), pulse: 60 + (i % 30) }),
        }
      : { topic: 'hearth/v1/scale-1/gatt/2a9d', payload: weightNotification(60 + (i % 200) / 10) };
  });
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
    notifications: perSecond((i) => decoded(notifications[i % VARIANTS]!)),
    json: perSecond((i) => decoded(json[i % VARIANTS]!)),
    parsed: perSecond((i) => Object.keys(JSON.parse(json[i % VARIANTS]!.payload.toString()) as object).length),
  };
}

/** After half a second of warming up, over two seconds. The sum keeps the work from being optimized away. */
function perSecond(work: (i: number) => number): number {
  let sum = 0;
  const run = (ms: number): number => {
    const started = performance.now();
    let n = 0;
    while (performance.now() - started < ms) for (let end = n + 256; n < end; n++) sum += work(n);
    return (n / (performance.now() - started)) * 1000;
  };
  run(500);
  const rate = run(2000);
  if (sum === 0) throw new Error('nothing was decoded');
  return rate;
}
