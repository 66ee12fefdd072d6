/**
 * node bench/api.ts [seconds] [one]: how long a patient's page with 90 days of a sensor waits for its answers, 50 requests a second, while
 * 5,000 readings a second come in. Whoever asks and the load generator share one core; the server has what they leave of two, or with `one`
 * the other core alone. What whoever asks was late by itself is told apart.
 */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { DAY } from '../domain/clock.ts';
import { openDatabase } from '../house/open-database.ts';
import { hashKey } from '../house/secrets.ts';
import { freePort } from '../tests/services.ts';
import { drive, stepAside } from './processes.ts';
import { reportInput } from './report-house.ts';
import { hearth, serve } from './systems.ts';

const PER_SECOND = 50;
const READINGS_PER_SECOND = 5_000;
const DEVICES = 100;
/** Whose page is looked at: each with a sensor and a cuff. */
const LOOKED_AT = 4;
const KEY = 'bench';
const WARM_ROUNDS = 5;

/** What the console asks for when somebody opens a patient and then 90 days of them. */
const pageOf = (patient: string, from: number, to: number): readonly string[] =>
  [
    '',
    `/readings?kind=glucose&from=${from}&to=${to}`,
    `/readings/figures?kind=glucose&from=${from}&to=${to}`,
    `/readings?kind=blood-pressure&from=${from}&to=${to}`,
    `/alerts?from=${from}&to=${to}`,
    '/advice',
    '/messages',
    '/conversations',
    '/follow-ups',
    '/responses',
    '/team',
    '/looks',
  ].map((path) => `/api/v1/patients/${patient}${path}`);

export interface ApiTimes {
  readonly requests: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Of the 90 days of the sensor alone, the dearest of the page. */
  readonly sensorP50Ms: number;
  readonly sensorP99Ms: number;
  /** Of the server, for each second of the run, and for one without a request. */
  readonly cpuShare: number;
  readonly cpuShareBefore: number;
  readonly acksPerSecond: number;
  /** How late the event loop of whoever asks was: it is in the times above, and none of the server's doing. */
  readonly askerLateP50Ms: number;
  readonly askerLateP99Ms: number;
}

export async function measureApi(folder: string, seconds: number, cores?: 'all'): Promise<ApiTimes> {
  const prepared = await hearth(folder, DEVICES, 'full');
  await prepared.running[0]!.end();
  const end = await plant(folder);
  const [port, http] = [await freePort(), await freePort()];
  const running = await serve({ folder, port, http, devices: DEVICES, patients: DEVICES, durability: 'full' }, undefined, cores);
  stepAside();
  const load = drive({
    port,
    connections: DEVICES,
    inFlight: 20,
    messages: Math.ceil((READINGS_PER_SECOND * (seconds + 15)) / DEVICES),
    perSecond: READINGS_PER_SECOND,
    topic: 'hearth/v1/{device}/readings',
    payload: '{"kind":"glucose","at":{at},"sequence":{sequence},"value":{value},"unit":"mmol/L","specimen":"interstitial"}',
    values: [5.6, 7.2, 6.4, 6.1, 8.3],
    firstAt: end - 28 * DAY,
    everyMs: 60_000,
    secret: 'bench',
  });
  try {
    const pages = Array.from({ length: LOOKED_AT }, (_, i) => pageOf(`sensor-${i}`, end - 90 * DAY, end + 2 * DAY));
    // A server that has run for a while: each page was opened before.
    for (let round = 0; round < WARM_ROUNDS; round++)
      for (const page of pages) await Promise.all(page.map((path) => took(`http://127.0.0.1:${http}${path}`)));
    await sleep(3_000);
    const quiet = running.cpuSeconds();
    await sleep(3_000);
    const begun = running.cpuSeconds();
    const late = monitorEventLoopDelay({ resolution: 1 });
    const all: number[] = [];
    const sensor: number[] = [];
    const asked: Promise<void>[] = [];
    late.enable();
    const started = performance.now();
    for (let n = 0; n < PER_SECOND * seconds; n++) {
      // By the clock and not by the last answer: a slow server does not get fewer questions.
      await sleep(Math.max(0, started + (n * 1000) / PER_SECOND - performance.now()));
      const page = pages[Math.floor(n / pages[0]!.length) % LOOKED_AT]!;
      const path = page[n % page.length]!;
      asked.push(
        took(`http://127.0.0.1:${http}${path}`).then((ms) => {
          all.push(ms);
          if (path.includes('readings?kind=glucose')) sensor.push(ms);
        }),
      );
    }
    await Promise.all(asked);
    const cpuShare = (running.cpuSeconds() - begun) / ((performance.now() - started) / 1000);
    const { perSecond } = await load;
    return {
      requests: all.length,
      p50Ms: at(all, 0.5),
      p99Ms: at(all, 0.99),
      sensorP50Ms: at(sensor, 0.5),
      sensorP99Ms: at(sensor, 0.99),
      cpuShare,
      cpuShareBefore: (begun - quiet) / 3,
      acksPerSecond: perSecond,
      askerLateP50Ms: late.percentile(50) / 1e6,
      askerLateP99Ms: late.percentile(99) / 1e6,
    };
  } finally {
    await load.catch(() => {});
    await running.end();
  }
}

const at = (values: readonly number[], share: number): number => values.toSorted((a, b) => a - b)[Math.floor(values.length * share)]!;

async function took(url: string): Promise<number> {
  const begun = performance.now();
  const answer = await fetch(url, { headers: { cookie: `hearth=${KEY}` } });
  await answer.arrayBuffer();
  if (answer.status !== 200) throw new Error(`${url}: ${answer.status}`);
  return performance.now() - begun;
}

/** Patients with 90 days behind them, and a doctor who is signed in. Resolves to the end of those days. */
export async function plant(folder: string): Promise<number> {
  const store = await openDatabase(folder, 'off');
  const now = Math.floor(Date.now() / DAY) * DAY;
  for (let i = 0; i < LOOKED_AT; i++) {
    const id = `sensor-${i}`;
    const { patient, readings, to } = reportInput(90, 7 + i);
    await store.transact(async (records) => {
      await records.patients.save({ ...patient, id });
      await records.readings.append(
        readings.map((reading) => ({
          reading: {
            ...reading,
            id: `${id}~${reading.id}`,
            patient: id,
            device: id,
            at: reading.at - to + now,
            received: reading.at - to + now,
          },
          judgement: { is: 'judged', rules: 'bench', at: now },
        })),
      );
    });
  }
  await store.transact(async (records) => {
    await records.users.save({ id: 'bench', name: 'Bench', role: 'administrator', language: 'en' });
    await records.sessions.open({ keyHash: hashKey(KEY), user: 'bench', since: Date.now(), until: Date.now() + DAY, once: false });
  });
  await store.close();
  return now;
}

if (import.meta.main) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-api-'));
  try {
    console.log(await measureApi(folder, Number(process.argv[2] ?? 20), process.argv[3] === 'one' ? undefined : 'all'));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
