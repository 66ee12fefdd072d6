import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Alert, AlertState } from '../domain/alert.ts';
import { HOUR, MINUTE } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import type { Snooze } from '../domain/duty.ts';
import type { Records, Store } from '../domain/store.ts';
import { openDatabase } from '../house/open-database.ts';
import { compile } from '../rules/compile.ts';
import { parsePack } from '../rules/pack.ts';
import { temporaryFolder } from '../tests/services.ts';
import { watchOpenings } from './opening.ts';

const NOW = Date.UTC(2026, 2, 2, 4);
const pack = join(import.meta.dirname, '../rules/packs/glucose.yaml');
const rules = compile(parsePack(readFileSync(pack, 'utf8'), pack));
let store: Store;

beforeEach(async () => {
  store = await openDatabase(temporaryFolder());
});
afterEach(() => store.close());

const alert = (more: Partial<Alert> = {}): Alert => ({
  id: 'a1',
  patient: 'p1',
  rule: { id: 'glucose.high', version: 1 },
  severity: 'medium',
  opened: NOW,
  raised: NOW,
  late: false,
  evidence: [],
  values: {},
  state: { is: 'active' },
  ...more,
});
const reopened: Decision = { do: 'change-alert', alert: 'a1', patient: 'p1', to: { is: 'active' } };
const snooze: Snooze = {
  id: 's1',
  patient: 'p1',
  alert: 'a0',
  rule: 'glucose.high',
  kind: 'glucose',
  direction: 'high',
  severity: 'medium',
  by: 'li',
  reason: 'treated',
  since: NOW - HOUR,
  until: NOW + HOUR,
};
const SNOOZED: AlertState = { is: 'snoozed', by: 'li', at: NOW + 1, until: NOW + HOUR, snooze: 's1' };

/** What stands in the store when these decisions were watched and written. */
async function write(...decisions: readonly Decision[]) {
  await store.transact(async (records) => {
    await records.decisions.apply(await watchOpenings(decisions, { records, rules, now: NOW, zone: 'Asia/Shanghai' }), NOW);
  });
  return { state: (await store.alerts.get('a1'))?.state, timers: await store.timers.due(Number.MAX_SAFE_INTEGER, 9) };
}
const ended = () =>
  store.transact((records) =>
    records.decisions.apply(
      [
        { do: 'open-alert', alert: alert() },
        { do: 'change-alert', alert: 'a1', patient: 'p1', to: { is: 'resolved', at: NOW - MINUTE, because: 'withdrawn' } },
      ],
      NOW,
    ),
  );

test('decisions that open nothing pass untouched, and nothing is looked up', async () => {
  const untouchable = new Proxy({} as Records, {
    get: () => {
      throw new Error('something was looked up');
    },
  });
  const decisions: readonly Decision[] = [{ do: 'add-evidence', alert: 'a1', patient: 'p1', readings: ['r1'] }];
  expect(await watchOpenings(decisions, { records: untouchable, rules, now: NOW, zone: 'UTC' })).toBe(decisions);
});

test('one that opens is waited for; one that came late, or is over already, is not', async () => {
  expect((await write({ do: 'open-alert', alert: alert() })).timers).toEqual([{ patient: 'p1', what: 'duty:a1', at: NOW + 8 * HOUR }]);
  const late = alert({ id: 'a2', late: true });
  const over = alert({ id: 'a3' });
  await write(
    { do: 'open-alert', alert: late },
    { do: 'open-alert', alert: over },
    { do: 'change-alert', alert: 'a3', patient: 'p1', to: { is: 'resolved', at: NOW, because: 'recovered' } },
  );
  expect(await store.timers.due(Number.MAX_SAFE_INTEGER, 9)).toHaveLength(1);
});

test('one that came late and was told climbs its own ladder; history, of which nobody was told, does not', async () => {
  const late = alert({ id: 'a2', late: true });
  const message = {
    ...{ key: 'k', to: { person: 'team', role: 'coordinator' as const }, about: 'p1', alert: 'a2', template: 'alert.late' },
    ...{ values: {}, urgent: false, due: NOW },
  };
  await write({ do: 'open-alert', alert: late }, { do: 'send', message }, { do: 'open-alert', alert: alert({ id: 'a3', late: true }) });
  expect(await store.timers.due(Number.MAX_SAFE_INTEGER, 9)).toEqual([{ patient: 'p1', what: 'duty:a2', at: NOW + 24 * HOUR }]);
});

test('one that a correction takes back into life waits from now on', async () => {
  await ended();
  expect(await write(reopened)).toEqual({
    state: { is: 'active', since: NOW },
    timers: [{ patient: 'p1', what: 'duty:a1', at: NOW + 8 * HOUR }],
  });
});

test('… and is quiet while a snooze of its kind lasts', async () => {
  await store.transact((records) => records.snoozes.save(snooze));
  await ended();
  expect(await write(reopened)).toEqual({ state: SNOOZED, timers: [] });
});

test('one that a correction opens again under its old name is quiet as well', async () => {
  await store.transact((records) => records.snoozes.save(snooze));
  await ended();
  expect(await write({ do: 'open-alert', alert: alert() }, reopened)).toEqual({ state: SNOOZED, timers: [] });
});

test('a snooze that has ended by its time quiets nothing, even before its timer has fired', async () => {
  await store.transact((records) => records.snoozes.save({ ...snooze, until: NOW }));
  expect((await write({ do: 'open-alert', alert: alert() })).state).toEqual({ is: 'active' });
});
