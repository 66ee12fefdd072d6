import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey } from '../house/secrets.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { eventually } from '../tests/services.ts';
import type { ClinicReportReady, ClinicReportView } from './clinic-report-contract.ts';

/** The clinic's report over HTTP, from readings that came over MQTT. */

const OCTOBER = Date.UTC(2026, 9, 1);
const clock = createReplayClock(OCTOBER);
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { clinic: { name: 'Clinic', zone: 'UTC', language: 'en' } } });
  const plan = [{ kind: 'blood-pressure' as const, everyDays: 1 }];
  for (const id of ['at-goal', 'not-at-goal', 'silent']) await house.moveIn(id, [`cuff-${id}`], { zone: 'UTC', plan });
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'wang', name: 'Dr Wang', role: 'doctor', language: 'en' });
    await records.identities.save('not-at-goal', { name: 'Sam Sample' });
    await records.sessions.open({
      keyHash: hashKey('wang'),
      user: 'wang',
      since: 0,
      seen: Number.MAX_SAFE_INTEGER,
      until: Number.MAX_SAFE_INTEGER,
      once: false,
    });
  });
  for (const [id, systolic, days] of [
    ['at-goal', 124, 30],
    ['not-at-goal', 144, 30],
    ['silent', 124, 2],
  ] as const) {
    const cuff = await house.connect(`cuff-${id}`);
    for (let day = 0; day < days; day++) {
      for (const hour of [8, 20]) {
        const at = OCTOBER + day * DAY + hour * HOUR;
        const body = JSON.stringify({ kind: 'blood-pressure', systolic, diastolic: 78, unit: 'mmHg', at, sequence: day * 24 + hour });
        clock.advance(Math.max(clock.now(), at));
        await cuff.publishAsync(`hearth/v1/cuff-${id}/readings`, body, { qos: 1 });
      }
    }
    await cuff.endAsync();
  }
  clock.advance(Date.UTC(2026, 10, 2));
  await house.settle();
});
afterAll(() => house.close());

const get = (path: string) => fetch(`${house.url}/api/v1${path}`, { headers: { cookie: 'hearth=wang' } });
async function report(query = ''): Promise<ClinicReportReady> {
  let view: ClinicReportView | undefined;
  await eventually('the report to be made', async () => {
    view = (await (await get(`/reports/cohort${query}`)).json()) as ClinicReportView;
    return view.is === 'ready';
  });
  return view as ClinicReportReady;
}

test('control, adherence and silence of a month, with the patients behind each number', async () => {
  const { period, patients, now, before } = await report();
  expect([period, patients]).toEqual(['2026-10', 3]);
  expect(now.shares.pressure).toMatchObject({
    part: 1,
    of: 2,
    few: true,
    behind: 1,
    patients: [{ patient: 'not-at-goal', name: 'Sam Sample' }],
  });
  expect(now.shares['pressure-data']).toMatchObject({ part: 2, of: 3, patients: [{ patient: 'silent' }] });
  expect(now.shares.silent).toMatchObject({ part: 1, of: 3, patients: [{ patient: 'silent' }] });
  expect(now.shares.adherence).toMatchObject({ part: 62, of: 93 });
  expect(now.alerts.alerts).toBeGreaterThan(0);
  expect(now.alerts.most.length).toBeGreaterThan(0);
  expect(before.shares.pressure).toMatchObject({ part: 0, of: 0 });
});

test('as a page and on paper in both languages, with sources and without a name', async () => {
  const page = await (await get('/reports/cohort/page?period=2026-10&language=zh-CN')).text();
  expect(page).toContain('血压达标');
  expect(page).not.toContain('Sam Sample');
  const english = await (await get('/reports/cohort/page?period=2026-10')).text();
  for (const said of ['Blood pressure at goal', '1/2', 'few patients', 'Wilson EB', 'evidence: not verified'])
    expect(english).toContain(said);
  const pdf = Buffer.from(await (await get('/reports/cohort/page?period=2026-10&format=pdf')).arrayBuffer());
  expect(pdf.subarray(0, 5).toString()).toBe('%PDF-');
});

test('a period that is none, too short, or not over is refused in a sentence', async () => {
  const refused = async (period: string) => ((await (await get(`/reports/cohort?period=${period}`)).json()) as { detail: string }).detail;
  expect(await refused('soon')).toContain('A period is');
  expect(await refused('2026-W40')).toContain('At least 14 days');
  expect(await refused('2026-11')).toContain('not over yet');
});
