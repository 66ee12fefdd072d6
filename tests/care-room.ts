/** For tests: one patient with a low value, the pathways of the house, and a clock that the test moves. */
import { globSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import { parsePathway } from '../care/parse-pathway.ts';
import type { Pathway } from '../care/pathway.ts';
import { type Care, type CareRules, createCare } from '../care/walker.ts';
import type { Alert } from '../domain/alert.ts';
import type { Decision } from '../domain/decision.ts';
import type { Follower } from '../domain/follower.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import type { Store } from '../domain/store.ts';
import { testPatient } from '../rules/try-judge.ts';
import { glucose } from '../store/conformance/samples.ts';
import { drainFollower } from '../store/follow.ts';
import { openSqlite } from '../store/sqlite.ts';

export const NOON = Date.UTC(2026, 2, 2, 4);
export const files = globSync(`${import.meta.dirname}/../care/pathways/*.yaml`).filter((file) => !file.endsWith('.cases.yaml'));
const all = files.map((file) => parsePathway(readFileSync(file, 'utf8'), file));
const STARTS: Readonly<Record<string, string>> = {
  'glucose.low': 'low-glucose',
  'glucose.very-low': 'low-glucose',
  'bp.crisis': 'pressure-crisis',
};

let folder: string;
export let clock: ReplayClock;
export let store: Store;
export let pathways: readonly Pathway[];
export let woken: string[];
export let wake: CareRules['wake'];
export let care: Care;
/** Of the meter. The first reading is the low one on which alerts stand. */
let sequence: number;

/** A store on disk and the pathways of the house, anew for each test of a file. */
export function livesAnew(): void {
  beforeEach(begin);
  afterEach(end);
}

async function begin(): Promise<void> {
  folder = mkdtempSync(join(tmpdir(), 'hearth-care-'));
  clock = createReplayClock(NOON);
  pathways = all;
  woken = [];
  wake = async (patient, what) => {
    woken.push(`${patient} ${what}`);
    return [];
  };
  open();
  await store.transact((records) => records.patients.save(testPatient({ language: 'zh-CN' })));
  sequence = 0;
  await measure(3.4);
}

/** As after a start of the program: nothing is remembered but the file. */
export function open(): void {
  store = openSqlite({ path: join(folder, 'hearth.db'), identityKey: new Uint8Array(32), now: clock.now });
  const rules: CareRules = { wake: (...args) => wake(...args), answered: async () => [], starts: (rule) => STARTS[rule] };
  care = createCare({ store, pathways: () => pathways, rules, clock, keep: async () => {} });
}

async function end(): Promise<void> {
  await store.close();
  rmSync(folder, { recursive: true });
}

export const setWake = (other: CareRules['wake']): void => void (wake = other);
export const setPathways = (others: readonly Pathway[]): void => void (pathways = others);

export const alert = (id: string, rule = 'glucose.low'): Alert => ({
  id,
  patient: 'p1',
  rule: { id: rule, version: 1 },
  severity: 'medium',
  opened: clock.now(),
  raised: clock.now(),
  late: false,
  evidence: [glucose(1, 3.4, { at: NOON }).id],
  values: {},
  state: { is: 'active' },
});
export const opened = (id: string, rule = 'glucose.low'): readonly Decision[] => [
  { do: 'open-alert', alert: alert(id, rule) },
  { do: 'start-pathway', pathway: STARTS[rule] ?? rule, patient: 'p1', alert: id, at: clock.now() },
];
export const measure = (mmolL: number, at = clock.now()) =>
  store.transact((records) =>
    records.readings.append([{ reading: glucose(++sequence, mmolL, { at, received: at }), judgement: { is: 'judged', rules: 'r', at } }]),
  );
/** A reading comes in, and the runs hear of it. */
export const hear = async (mmolL: number, at?: number) => {
  await measure(mmolL, at);
  await store.transact(async (records) =>
    records.decisions.apply(await care.measured(records, await records.readings.latest('p1', 'glucose', 1), clock.now()), clock.now()),
  );
  while ((await care.tick()) > 0);
};
export const resolved = (id: string, because: 'recovered' | 'person' = 'recovered', note?: string): Decision => ({
  do: 'change-alert',
  alert: id,
  patient: 'p1',
  to: { is: 'resolved', at: clock.now(), because, ...(note ? { note } : {}) },
});
export const decide = (...decisions: readonly Decision[]) => store.transact((records) => records.decisions.apply(decisions, clock.now()));
export const follow = (follower: Follower = care.follower) => drainFollower({ store, follower }, new AbortController().signal);
export const pass = async (ms: number) => {
  clock.advance(clock.now() + ms);
  while ((await care.tick()) > 0);
};
/** Everything that was said, oldest first: the step, to whom. */
export const said = async () => (await store.outbox.of('p1', 100)).map(({ message: { values, to } }) => `${values.step} ${to.role}`).sort();
export const question = async () => (await store.followUps.of('p1')).find(({ state }) => state.is === 'open');
