import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { Alert, AlertState } from '../domain/alert.ts';
import { HOUR, MINUTE } from '../domain/clock.ts';
import { DutyPlan } from '../domain/duty.ts';
import type { Role } from '../domain/message.ts';
import type { Store } from '../domain/store.ts';
import { openDatabase } from '../house/open-database.ts';
import { compile } from '../rules/compile.ts';
import { parsePack } from '../rules/pack.ts';
import { temporaryFolder } from '../tests/services.ts';
import { alertTimer, lastingTimer } from './timer-names.ts';
import { wakeDuty } from './wake.ts';

/** 02:00 in Shanghai, a Monday: at night. */
const NIGHT = Date.UTC(2026, 2, 1, 18);
const pack = join(import.meta.dirname, '../rules/packs/glucose.yaml');
const rules = compile(parsePack(readFileSync(pack, 'utf8'), pack));
const lasting: Alert = {
  id: 'l',
  patient: 'p1',
  rule: { id: 'glucose.low', version: 1 },
  severity: 'medium',
  opened: NIGHT,
  raised: NIGHT,
  late: false,
  evidence: [],
  values: { value: 3.1, unit: 'mmol/L', limit: 3.9 },
  state: { is: 'active' },
};
let store: Store;
let alerts = 0;
let reachable: ReadonlySet<Role>;

beforeEach(async () => {
  reachable = new Set(['coordinator', 'doctor']);
  store = await openDatabase(temporaryFolder());
});
afterEach(() => store.close());

async function climb(
  after: number,
  {
    plan = {},
    state = { is: 'active' },
    severity = 'high',
    late = false,
  }: { plan?: unknown; state?: AlertState; severity?: Alert['severity']; late?: boolean } = {},
) {
  const alert: Alert = {
    id: `a${++alerts}`,
    patient: 'p1',
    rule: { id: 'glucose.low', version: 1 },
    severity,
    opened: NIGHT,
    raised: NIGHT,
    late,
    evidence: [],
    values: { value: 3.1, unit: 'mmol/L', limit: 3.9 },
    state,
  };
  const decisions = await store.transact(async (records) => {
    await records.duty.setPlan(DutyPlan.parse(plan), 'li', NIGHT);
    await records.decisions.apply([{ do: 'open-alert', alert }], NIGHT);
    return wakeDuty('p1', alertTimer(alert.id), {
      records,
      now: NIGHT + after,
      rules,
      zone: 'Asia/Shanghai',
      reaches: async (role) => reachable.has(role),
    });
  });
  return (decisions ?? []).flatMap((decision) =>
    decision.do === 'send'
      ? [`${decision.message.to.role} ${decision.message.template}${decision.message.urgent ? '' : ', by day'}`]
      : decision.do === 'wake'
        ? [`again after ${(decision.at - NIGHT) / MINUTE}`]
        : [decision.do],
  );
}

test('the caregiver is told where there is one to be reached, and left out where there is none', async () => {
  expect(await climb(10 * MINUTE)).toEqual(['again after 15']);
  reachable = new Set(['caregiver']);
  expect(await climb(10 * MINUTE)).toEqual(['caregiver alert.caregiver', 'again after 15']);
});

test('while no coordinator is on duty and a doctor is, the step goes to the doctor', async () => {
  const night = { role: 'doctor', users: ['chen'], from: '20:00', to: '08:00' };
  const day = { role: 'coordinator', users: ['li'], from: '08:00', to: '20:00' };
  expect(await climb(15 * MINUTE, { plan: { shifts: [day, night] } })).toEqual(['doctor alert.again', 'again after 30']);
  expect(await climb(15 * MINUTE, { plan: { shifts: [day] } })).toEqual(['coordinator alert.again', 'again after 30']);
});

test('a step that lies outside of its hours is put off until they begin, never left out', async () => {
  const ladder = {
    high: [
      { afterMinutes: 15, to: 'coordinator', between: { from: '08:00', to: '20:00' } },
      { afterMinutes: 20, to: 'doctor', between: { from: '20:00', to: '08:00' } },
    ],
  };
  expect(await climb(15 * MINUTE, { plan: { ladder } })).toEqual(['again after 20']);
  expect(await climb(20 * MINUTE, { plan: { ladder } })).toEqual(['doctor alert.again', 'again after 360']); // 08:00, two o'clock in the night plus six
  expect(await climb(6 * HOUR, { plan: { ladder } })).toEqual(['coordinator alert.again', 'doctor alert.again']);
});

test('an alert of a storm that stays is told after all: to the patient, and to the team unless somebody there knows', async () => {
  const later = (state: AlertState, more: Partial<Alert> = {}) =>
    store.transact(async (records) => {
      const alert = { ...lasting, ...more, id: `l${++alerts}`, state };
      await records.decisions.apply([{ do: 'open-alert', alert }], NIGHT);
      const decisions = await wakeDuty('p1', lastingTimer(alert.id), {
        records,
        rules,
        now: NIGHT + HOUR,
        zone: 'UTC',
        reaches: async () => true,
      });
      return (decisions ?? []).map((one) => (one.do === 'send' ? `${one.do} ${one.message.to.role}` : one.do));
    });
  expect(await later({ is: 'active' })).toEqual(['send patient', 'send coordinator', 'start-pathway']);
  expect(await later({ is: 'acknowledged', by: 'li', at: NIGHT, until: NIGHT + 2 * HOUR })).toEqual(['send patient', 'start-pathway']);
  expect(await later({ is: 'resolved', at: NIGHT, because: 'recovered' })).toEqual([]);
  expect(await later({ is: 'active' }, { rule: { id: 'gone.from-the-packs', version: 1 } })).toEqual([]);
});

test('each severity has its own ladder', async () => {
  expect(await climb(HOUR, { severity: 'medium' })).toEqual(['again after 480']);
  expect(await climb(73 * HOUR, { severity: 'low' })).toEqual(['coordinator alert.again, by day']);
});

test('what came too late to act on wakes nobody, however grave it was', async () => {
  expect(await climb(HOUR, { late: true })).toEqual([`again after ${24 * 60}`]);
  expect(await climb(HOUR, { late: true, state: { is: 'acknowledged', by: 'li', at: NIGHT, until: NIGHT + MINUTE } })).toEqual([
    'change-alert',
    'coordinator alert.again, by day',
    `again after ${25 * 60}`,
  ]);
});

test('… and climbs a slower ladder by day, to the doctor in the end; what was mild is not told sooner by being late', async () => {
  expect(await climb(25 * HOUR, { late: true })).toEqual(['coordinator alert.again, by day', `again after ${72 * 60}`]);
  expect(await climb(73 * HOUR, { late: true })).toEqual(['coordinator alert.again, by day', 'doctor alert.again, by day']);
  expect(await climb(25 * HOUR, { late: true, severity: 'low' })).toEqual([`again after ${72 * 60}`]);
  const plan = { ladder: { late: [{ afterMinutes: 30, to: 'doctor' }] } };
  expect(await climb(HOUR, { late: true, plan })).toEqual(['doctor alert.again, by day']);
});

test('what is resolved, acknowledged or snoozed is left alone until its time', async () => {
  expect(await climb(HOUR, { state: { is: 'resolved', at: NIGHT, because: 'recovered' } })).toEqual([]);
  expect(await climb(HOUR, { state: { is: 'snoozed', by: 'li', at: NIGHT, until: NIGHT + HOUR, snooze: 's' } })).toEqual([]);
});

test('an acknowledgement that still holds is waited for', async () => {
  expect(await climb(HOUR, { state: { is: 'acknowledged', by: 'li', at: NIGHT, until: NIGHT + 2 * HOUR } })).toEqual(['again after 120']);
});

test('a timer of another room is not ours', async () => {
  const others = store.transact((records) =>
    wakeDuty('p1', 'silence:x', { records, rules, now: NIGHT, zone: 'UTC', reaches: async () => true }),
  );
  expect(await others).toBeUndefined();
});
