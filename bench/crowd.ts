/**
 * What a reading costs among a thousand patients and among a million: stored, judged and committed through the real intake, and of that the
 * judging alone: `node bench/crowd.ts [--most 1000000]`. CPU, in turns, each reading of another patient.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { seededRandom } from '../demo/pressure.ts';
import { HOUR, MINUTE } from '../domain/clock.ts';
import type { Reading } from '../domain/reading.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import type { RuleState } from '../domain/rule-state.ts';
import type { Store } from '../domain/store.ts';
import { readRules } from '../house/packs.ts';
import { createIntake } from '../ingest/intake.ts';
import type { RuleSet } from '../rules/compile.ts';
import { judgeAll } from '../rules/judge.ts';
import { openSqlite } from '../store/sqlite.ts';
import { median } from './median.ts';
import { patientOf } from './preview.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const TURNS = 5;
const READINGS = 20_000;
const FEW = 1000;

export interface CrowdTime {
  readonly patients: number;
  /** µs of CPU for one reading. */
  readonly stored: number;
  readonly judged: number;
}

export async function measureCrowd(most: number): Promise<readonly [few: CrowdTime, many: CrowdTime]> {
  const rules = readRules([]);
  const crowds = [await crowdOf(FEW, rules), await crowdOf(most, rules)] as const;
  try {
    for (let turn = 0; turn < TURNS; turn++) for (const crowd of crowds) await crowd.turn();
    return [crowds[0].time(), crowds[1].time()];
  } finally {
    for (const crowd of crowds) await crowd.end();
  }
}

async function crowdOf(patients: number, rules: RuleSet) {
  const folder = mkdtempSync(join(tmpdir(), 'hearth-crowd-'));
  const clock = createReplayClock(START);
  const store = openSqlite({ path: join(folder, 'hearth.db'), identityKey: Buffer.alloc(32), durability: 'off', now: clock.now });
  await moveIn(store, patients);
  const intake = createIntake({ store, rules: () => rules, clock });
  const random = seededRandom(patients);
  const usual = usualState(rules);
  // Each a text of its own, as a store hands them out.
  const remembered = Array.from({ length: patients }, () => Buffer.from(usual).toString());
  const about = new Map(Array.from({ length: FEW }, (_, i) => [`p${i}`, { patient: patientOf(`p${i}`), limits: {} }]));
  const [stored, judged]: [number[], number[]] = [[], []];
  let n = 0;
  let written = 0;

  return {
    async turn(): Promise<void> {
      const whose = Array.from({ length: READINGS }, () => Math.floor(random() * patients));
      const cpu = process.cpuUsage();
      for (let from = 0; from < READINGS; from += 100) {
        clock.advance(clock.now() + 1000);
        const now = clock.now();
        const some = whose.slice(from, from + 100).map((i) =>
          intake({
            device: `d${i}`,
            received: now,
            topic: `hearth/v1/d${i}/readings`,
            payload: Buffer.from(`{"kind":"glucose","value":6.2,"unit":"mmol/L","at":${now - 500},"sequence":${++n}}`),
          }),
        );
        await Promise.all(some);
      }
      stored.push(perReading(cpu));

      const again = process.cpuUsage();
      for (const i of whose) {
        // Whoever it is, the facts about a person are the same: what is measured is the memory of so many.
        const id = `p${i % FEW}`;
        const state = JSON.parse(remembered[i]!) as RuleState;
        const verdict = judgeAll(rules, about, new Map([[id, state]]), [readingOf(++n, id, clock.now())], clock.now(), UNHEARD);
        written += JSON.stringify(verdict.states.get(id)).length;
      }
      judged.push(perReading(again));
      if (written === 0) throw new Error('nothing was judged');
    },
    time: (): CrowdTime => ({ patients, stored: median(stored), judged: median(judged) }),
    async end(): Promise<void> {
      await store.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const UNHEARD = { unheardOf: () => true, exempt: () => false };

/** What the judge remembers of somebody who measured a few times. */
function usualState(rules: RuleSet): string {
  const about = new Map([['p', { patient: patientOf('p'), limits: {} }]]);
  let state: RuleState = {};
  for (let i = 5; i > 0; i--) {
    const at = START - i * 6 * HOUR;
    state = judgeAll(rules, about, new Map([['p', state]]), [readingOf(i, 'p', at)], at, UNHEARD).states.get('p')!;
  }
  return JSON.stringify(state);
}

const readingOf = (n: number, patient: string, at: number): Reading => ({
  kind: 'glucose',
  id: `r${n}`,
  patient,
  at,
  received: at,
  device: 'd',
  clock: 'device',
  quality: [],
  glucoseMmolL: 6.2,
  reported: { value: 6.2, unit: 'mmol/L' },
  specimen: 'capillary',
});

async function moveIn(store: Store, patients: number): Promise<void> {
  for (let from = 0; from < patients; from += 5000) {
    await store.transact(async (records) => {
      for (let i = from; i < Math.min(from + 5000, patients); i++) {
        await records.patients.save(patientOf(`p${i}`));
        await records.devices.save({ id: `d${i}`, zone: 'Asia/Shanghai', enrolled: 0, secretHash: '' });
        await records.owners.assign(`d${i}`, `p${i}`, START - MINUTE);
      }
    });
  }
}

function perReading(since: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(since);
  return (user + system) / READINGS;
}

if (import.meta.main) {
  const { values } = parseArgs({ options: { most: { type: 'string', default: '1000000' } } });
  const [few, many] = await measureCrowd(Number(values.most));
  for (const { patients, stored, judged } of [few, many])
    console.log(
      `${patients} patients: ${stored.toFixed(1)} µs of CPU for each reading, ${judged.toFixed(1)} of that kind for its judging alone`,
    );
  console.log(`ratio: ${(many.stored / few.stored).toFixed(2)} stored, ${(many.judged / few.judged).toFixed(2)} judged`);
}
