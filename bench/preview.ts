/**
 * How long a preview of one changed limit takes, from a real file to the answer, on one core: `node bench/preview.ts [--patients 1000]
 * [--days 90] [--limit glucose.sensor-low.limit=4.2] [--folder kept-for-the-next-run]`. Everybody measures blood pressure twice a day and a finger stick four times; a tenth
 * of them wear a sensor (a value every five minutes). `npm run bench` prints a fifth of it.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../demo/pressure.ts';
import { DAY, HOUR, type Instant, MINUTE } from '../domain/clock.ts';
import type { Patient } from '../domain/patient.ts';
import type { Glucose, Meal, Reading } from '../domain/reading.ts';
import type { Store } from '../domain/store.ts';
import { readRules } from '../house/packs.ts';
import { createPreview } from '../house/preview-rules.ts';
import { openSqlite } from '../store/sqlite.ts';

const TO = Date.parse('2026-03-01T00:00:00Z');

export interface PreviewTime {
  readonly patients: number;
  readonly readings: number;
  readonly seconds: number;
  /** Of one core: what the machine does besides does not count. */
  readonly cpuSeconds: number;
  /** A second try of the same patient, as while a slider moves. */
  readonly againMs: number;
}

export interface PreviewLoad {
  readonly patients: number;
  readonly days: number;
  readonly limit: readonly [key: string, value: number];
  /** Where the file lies, and stays: a second run need not write it again. */
  readonly folder?: string | undefined;
}

export async function measurePreview({ patients, days, limit: [key, value], folder }: PreviewLoad): Promise<PreviewTime> {
  const made = folder ?? mkdtempSync(join(tmpdir(), 'hearth-preview-'));
  const store = openSqlite({ path: join(made, 'hearth.db'), identityKey: Buffer.alloc(32), durability: 'off', now: () => TO });
  const rules = readRules([]);
  try {
    if ((await store.readings.count()) === 0) await fill(store, patients, days);
    const preview = createPreview({ store, rules: () => rules, now: () => TO });
    const took = async (tried: number, of: 'all' | { readonly patient: string }) => {
      const began = performance.now();
      const cpu = process.cpuUsage();
      let readings = 0;
      const draft = { limits: { [key]: tried } };
      for await (const step of preview({ draft, of, days })) readings = step.is === 'result' ? step.comparison.readings : readings;
      const { user, system } = process.cpuUsage(cpu);
      return { ms: performance.now() - began, readings, cpuSeconds: (user + system) / 1e6 };
    };
    const all = await took(value, 'all');
    await took(value, { patient: 'p0' });
    const again = await took(value * 1.01, { patient: 'p0' });
    return { patients, readings: all.readings, seconds: all.ms / 1000, cpuSeconds: all.cpuSeconds, againMs: again.ms };
  } finally {
    await store.close();
    if (folder === undefined) rmSync(made, { recursive: true });
  }
}

async function fill(store: Store, patients: number, days: number): Promise<void> {
  const random = seededRandom(1);
  for (let i = 0; i < patients; i++) {
    const patient = `p${i}`;
    const readings = historyOf(patient, i % 10 === 0, days, random);
    await store.transact(async (records) => {
      await records.patients.save(patientOf(patient));
      await records.readings.append(readings.map((reading) => ({ reading, judgement: { is: 'judged', rules: 'bench', at: TO } })));
    });
  }
}

/** Somebody of whom little is known. */
export const patientOf = (id: string): Patient => ({
  id,
  language: 'en',
  zone: 'Asia/Shanghai',
  glucoseUnit: 'mmol/L',
  group: 'adult',
  conditions: ['type-2-diabetes'],
  medicines: [],
  allergies: [],
  plan: [],
});

function historyOf(patient: string, sensor: boolean, days: number, random: () => number): readonly Reading[] {
  const readings: Reading[] = [];
  const base = 6 + random() * 4;
  const glucose = (
    at: Instant,
    more: Pick<Glucose & Reading, 'device' | 'specimen' | 'id'> & { readonly meal?: Meal; readonly sequence?: number },
  ): Reading => {
    const value = Math.round((base + 3 * Math.sin(at / (4 * HOUR)) + 2 * (random() - 0.5)) * 10) / 10;
    return {
      kind: 'glucose',
      at,
      received: at + 1000,
      patient,
      quality: [],
      clock: 'device',
      glucoseMmolL: value,
      reported: { value, unit: 'mmol/L' },
      ...more,
    };
  };
  for (let day = TO - days * DAY; day < TO; day += DAY) {
    for (const hour of [1, 6, 12, 15]) {
      const at = day + hour * HOUR + Math.floor(random() * 60) * MINUTE;
      readings.push(
        glucose(at, {
          device: `m-${patient}`,
          specimen: 'capillary',
          meal: hour < 12 ? 'fasting' : 'after',
          id: `m-${patient}~glucose~t${at}`,
        }),
      );
    }
    for (const hour of [0, 13]) {
      const at = day + hour * HOUR + Math.floor(random() * 60) * MINUTE;
      const device = `c-${patient}`;
      const systolicMmHg = 120 + Math.floor(random() * 40);
      readings.push({
        kind: 'blood-pressure',
        at,
        received: at + 1000,
        patient,
        device,
        id: `${device}~blood-pressure~t${at}`,
        quality: [],
        clock: 'device',
        systolicMmHg,
        diastolicMmHg: systolicMmHg - 45,
        pulsePerMin: 72,
      } as Reading);
    }
    for (let at = day; sensor && at < day + DAY; at += 5 * MINUTE) {
      readings.push(
        glucose(at, {
          device: `s-${patient}`,
          specimen: 'interstitial',
          id: `s-${patient}~glucose~s${at / MINUTE}~`,
          sequence: at / MINUTE,
        }),
      );
    }
  }
  return readings;
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      patients: { type: 'string', default: '1000' },
      days: { type: 'string', default: '90' },
      limit: { type: 'string', default: 'glucose.sensor-low.limit=4.2' },
      folder: { type: 'string' },
    },
  });
  const [key = '', value = ''] = values.limit.split('=');
  const { patients, readings, seconds, cpuSeconds, againMs } = await measurePreview({
    patients: Number(values.patients),
    days: Number(values.days),
    limit: [key, Number(value)],
    folder: values.folder,
  });
  console.log(
    `${patients} patients, ${readings.toLocaleString('en')} readings, ${values.days} days: ${seconds.toFixed(1)} s, ${cpuSeconds.toFixed(1)} s of a core`,
  );
  console.log(`one patient with a sensor, again: ${againMs.toFixed(0)} ms`);
}
