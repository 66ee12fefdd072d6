import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { issuedReports } from '../commands/report-issued.ts';
import { DAY, HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { ReportSchedule } from '../domain/report-schedule.ts';
import { keepClinicSchedule } from '../issuing/schedules.ts';
import { staySignedIn } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { eventually } from '../tests/services.ts';
import type { ClinicIssueView, ClinicReportReady, ClinicReportView } from './clinic-report-contract.ts';

/** The clinic's report over HTTP, from readings that came over MQTT. */

const OCTOBER = Date.UTC(2026, 9, 1);
const clock = createReplayClock(OCTOBER);
let house: TestHouse;
let cookie: string;

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { clinic: { name: 'Clinic', zone: 'UTC', language: 'en' } } });
  const plan = [{ kind: 'blood-pressure' as const, everyDays: 1 }];
  for (const id of ['at-goal', 'not-at-goal', 'silent']) await house.moveIn(id, [`cuff-${id}`], { zone: 'UTC', plan });
  await house.store.transact((records) => records.identities.save('not-at-goal', { name: 'Sam Sample' }));
  cookie = await staySignedIn(house, { id: 'wang', name: 'Dr Wang', role: 'doctor', language: 'en' });
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

const get = (path: string) => fetch(`${house.url}/api/v1${path}`, { headers: { cookie } });
const issues = async () => (await (await get('/reports/cohort/issued')).json()) as ClinicIssueView[];
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

test('issued with the schedule of the patients’ reports: kept word for word, told to doctors and administrators, once', async () => {
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'chief', name: 'Chief', role: 'administrator', language: 'en' });
    await keepClinicSchedule(records, ReportSchedule.parse({ every: 'month', day: 3, time: '06:00' }), 'UTC', clock.now());
  });
  await house.settle();
  expect(await issues()).toEqual([]);
  clock.advance(Date.UTC(2026, 10, 3, 6));
  await house.settle();
  await house.settle();
  const [issue, ...others] = await issues();
  expect(others).toEqual([]);
  expect(issue).toMatchObject({
    period: '2026-10',
    from: OCTOBER,
    to: Date.UTC(2026, 10, 1),
    patients: 3,
    by: 'hearth',
    issued: clock.now(),
  });
  const messages = (await house.store.outbox.of('', 99)).filter(({ message }) => message.template === 'report.clinic');
  expect(messages.map(({ message: { to } }) => to)).toEqual(
    expect.arrayContaining([
      { person: 'team', role: 'doctor' },
      { person: 'chief', role: 'coordinator' },
    ]),
  );
  expect(messages).toHaveLength(2);
  // Nobody is woken by it.
  clock.advance(Date.UTC(2026, 10, 3, 9));
  await house.settle();
  const shown = (await house.store.inbox.of('', 99)).find(
    ({ subject, address }) => subject.startsWith('Report of the clinic') && address === 'team:doctor',
  );
  expect(shown).toMatchObject({ subject: 'Report of the clinic: 1 October 2026 to 31 October 2026' });
  expect(shown!.text).toContain('/reports/cohort');

  const content = async (query: string) => (await get(`/reports/cohort/issued/${issue!.id}?${query}`)).text();
  const kept = await content('format=json');
  expect(createHash('sha256').update(kept).digest('hex')).toBe(issue!.sha256);
  expect(await content('format=html&language=zh-CN')).toContain('血压达标');
  expect(await content('format=html&language=en')).not.toContain('Sam Sample');
  expect((await get('/reports/cohort/issued/none')).status).toBe(404);

  // A reading that comes later changes what would be counted now, and nothing that was issued.
  const cuff = await house.connect('cuff-silent');
  const late = { kind: 'blood-pressure', systolic: 150, diastolic: 99, at: OCTOBER + 20 * DAY, sequence: 9999 };
  await cuff.publishAsync('hearth/v1/cuff-silent/readings', JSON.stringify(late), { qos: 1 });
  await cuff.endAsync();
  expect(await content('format=json')).toBe(kept);
});

test('a weekly schedule issues the clinic’s report over the last two whole weeks', async () => {
  await house.store.transact((records) =>
    keepClinicSchedule(records, ReportSchedule.parse({ every: 'week', weekday: 1 }), 'UTC', clock.now()),
  );
  clock.advance(Date.UTC(2026, 10, 9, 12));
  await house.settle();
  expect((await issues()).map(({ period }) => period)).toEqual(['2026-10-26..2026-11-08', '2026-10']);
});

test('what was issued is held against its hash and the audit', async () => {
  const config = join(house.folder, 'hearth.yaml');
  writeFileSync(config, `data: ${house.folder}\n`);
  let written = '';
  const out = { write: (one: string) => void (written += one), say: () => {}, isTerminal: false };
  expect([await issuedReports(['verify', '--config', config], out), written]).toEqual([
    0,
    expect.stringMatching(/^\d+ as issued, 0 not\.\n$/),
  ]);
});
