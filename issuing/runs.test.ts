import { expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import { Patient } from '../domain/patient.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { ReportSchedule } from '../domain/report-schedule.ts';
import type { Store } from '../domain/store.ts';
import { buildReport } from '../reports/build.ts';
import type { CohortReport } from '../reports/cohort/cohort.ts';
import { openHouse } from '../store/temporary-house.ts';
import { CLINIC_ISSUED, clinicPeriodOf, createClinicIssuer, oweClinicIssue } from './clinic.ts';
import type { BuildReport } from './issue.ts';
import { createIssuer } from './runs.ts';
import { keepClinicSchedule, keepOwnSchedule } from './schedules.ts';

const ZONE = 'Asia/Shanghai';
const START = Temporal.ZonedDateTime.from(`2026-11-18T12:00[${ZONE}]`).epochMilliseconds;

const person = (id: string) => Patient.parse({ id, language: 'en', zone: ZONE, plan: [{ kind: 'weight', everyDays: 1 }] });
/** A report without readings, written by the real room; some patients' cannot be written. */
const builder =
  (wrong: (patient: string) => boolean = () => false): BuildReport =>
  async (id, from, to) => {
    if (wrong(id)) throw new Error('the ink is dry');
    const nothing = { readings: [], previous: [], heardBefore: [], alerts: [], advice: [], followUps: [], words: () => undefined };
    return buildReport({ patient: person(id), ...nothing, from, to, generatedAt: to });
  };
async function houseOf(count: number): Promise<Store> {
  const { store } = openHouse();
  await store.transact(async ({ patients }) => {
    for (let i = 0; i < count; i++) await patients.save(person(`p${String(i).padStart(3, '0')}`));
  });
  return store;
}
const issuerOf = (store: Store, clock = createReplayClock(START), build = builder()) =>
  createIssuer({ store, clock, zone: ZONE, language: 'zh-CN', build });
async function settle({ tick }: ReturnType<typeof issuerOf>): Promise<void> {
  while ((await tick()) > 0);
}

test('a list goes on step by step, and says how far it has come', async () => {
  const store = await houseOf(30);
  const issuer = issuerOf(store);
  const { id } = await issuer.ask('2026-W46', 'wang');
  await issuer.tick();
  const first = (await store.reportRuns.get(id))!;
  expect(first.total).toBe(30);
  expect(first.looked).toBeGreaterThan(0);
  expect(first.looked).toBeLessThan(30);
  expect(first.issued).toBe(first.looked);
  await settle(issuer);
  expect(await store.reportRuns.get(id)).toMatchObject({ looked: 30, issued: 30, ended: START });
  expect((await store.issuedReports.list(99)).reports).toHaveLength(30);
});

test('a schedule issues nothing about a time before somebody was a patient; who asks gets it', async () => {
  const { store } = openHouse();
  const end = Temporal.PlainDate.from('2026-11-16').toZonedDateTime(ZONE).epochMilliseconds;
  await store.transact(async ({ patients, audit }) => {
    for (const [id, at] of [
      ['before', end - 1],
      ['after', end],
    ] as const) {
      await patients.save(person(id));
      await audit.note([{ at, by: 'wang', did: 'patient.add', patient: id, about: {} }]);
    }
    await patients.save(person('imported'));
  });
  await store.transact((records) =>
    keepClinicSchedule(records, ReportSchedule.parse({ every: 'week', day: 1, time: '07:00' }), ZONE, end - HOUR),
  );
  const clock = createReplayClock(end + 8 * HOUR);
  await settle(issuerOf(store, clock));
  const issued = async () => (await store.issuedReports.list(9)).reports.map(({ patient }) => patient).sort();
  expect(await issued()).toEqual(['before', 'imported']);
  const asking = issuerOf(store, clock);
  await asking.ask('2026-W46', 'wang', ['after']);
  await settle(asking);
  expect(await issued()).toEqual(['after', 'before', 'imported']);
});

test('two that go on with the same list at once issue each report once, and tell once', async () => {
  const store = await houseOf(60);
  const [one, other] = [issuerOf(store), issuerOf(store)];
  const { id } = await one.ask('2026-W46', 'wang');
  await Promise.all([settle(one), settle(other)]);
  expect(await store.reportRuns.get(id)).toMatchObject({ looked: 60, issued: 60, already: 0 });
  expect((await store.issuedReports.list(99)).reports).toHaveLength(60);
  expect(await store.outbox.of('', 9)).toMatchObject([{ message: { template: 'reports.ready', values: { count: 60 } } }]);
});

test('a report that cannot be written is tried again, the others go on, and in the end somebody is told', async () => {
  const store = await houseOf(12);
  const clock = createReplayClock(START);
  const tried: number[] = [];
  let mended = false;
  const wrong = (patient: string) => {
    if (patient === 'p003') tried.push(clock.now());
    return patient === 'p003' || (patient === 'p007' && !mended);
  };
  const issuer = issuerOf(store, clock, builder(wrong));
  const { id } = await issuer.ask('2026-W46', 'wang');
  await settle(issuer);
  expect(await store.reportRuns.get(id)).toMatchObject({ issued: 10, looked: 10, again: [], patients: ['p003', 'p007'] });
  expect(await issuer.nextDue()).toBe(START + HOUR);
  mended = true;
  for (let hour = 1; hour <= 5; hour++) {
    clock.advance(START + hour * HOUR);
    await settle(issuer);
  }
  expect(tried).toEqual([0, 1, 2, 3].map((hour) => START + hour * HOUR));
  expect(await store.reportRuns.get(id)).toMatchObject({
    issued: 11,
    looked: 12,
    failed: [{ patient: 'p003', why: 'the ink is dry' }],
    ended: START + 3 * HOUR,
  });
  const faults = (await store.streams.after('decisions', 0, 99)).filter((one) => 'decision' in one && one.decision.do === 'report-fault');
  expect(faults).toMatchObject([{ decision: { patient: 'p003', rule: 'report 2026-W46', why: 'the ink is dry' } }]);
  expect(await issuer.nextDue()).toBeUndefined();
});

test('each doctor whom a schedule names hears of their own; language and times are the patient’s where they say so', async () => {
  const store = await houseOf(3);
  const clock = createReplayClock(START);
  await store.transact(async (records) => {
    await records.users.save({ id: 'li', name: 'Li', role: 'doctor', language: 'en' });
    await keepOwnSchedule(records, 'p000', { doctors: ['li'], language: 'en' }, ZONE, START);
    await keepOwnSchedule(records, 'p001', { every: 'off' }, ZONE, START);
    await keepClinicSchedule(records, ReportSchedule.parse({ every: 'month', day: 2, time: '09:00' }), ZONE, START);
  });
  const issuer = issuerOf(store, clock);
  const due = Temporal.ZonedDateTime.from(`2026-12-02T09:00[${ZONE}]`).epochMilliseconds;
  expect(await issuer.nextDue()).toBe(due);
  clock.advance(due);
  await settle(issuer);
  expect((await store.issuedReports.of('p000', 9)).map(({ period, language, doctors }) => [period, language, ...doctors])).toEqual([
    ['2026-11', 'en', 'li'],
  ]);
  expect((await store.issuedReports.of('p002', 9)).map(({ language, doctors }) => [language, ...doctors])).toEqual([['zh-CN', 'team']]);
  expect(await store.issuedReports.of('p001', 9)).toEqual([]);
  const to = async (patient: string) =>
    (await store.outbox.of(patient, 9)).map(({ message }) => `${message.to.person} ${message.template}`);
  expect([await to('p000'), await to('p002')]).toEqual([['li report.ready'], ['team report.ready']]);
});

test('without a schedule of their own a patient’s report is for the doctors of their care team, as long as they work here', async () => {
  const store = await houseOf(4);
  await store.transact(async (records) => {
    for (const [id, role] of [
      ['chen', 'doctor'],
      ['gone', 'doctor'],
      ['nurse', 'coordinator'],
      ['li', 'doctor'],
      ['wang', 'doctor'],
    ] as const)
      await records.users.save({ id, name: id, role, language: 'en', ...(id === 'gone' ? { disabled: 1 } : {}) });
    const named = { since: 1, by: 'nurse', reason: 'ward' };
    for (const patient of ['p000', 'p001'])
      for (const user of ['chen', 'gone', 'nurse']) await records.careTeams.assign({ ...named, patient, user });
    await records.careTeams.assign({ ...named, patient: 'p002', user: 'gone' });
    await keepOwnSchedule(records, 'p001', { doctors: ['li'] }, ZONE, START);
    await keepClinicSchedule(records, ReportSchedule.parse({ every: 'month', doctors: ['wang'] }), ZONE, START);
  });
  const issuer = issuerOf(store);
  await issuer.ask('2026-W46', 'nurse');
  await settle(issuer);
  const doctors = async (patient: string) => (await store.issuedReports.of(patient, 1))[0]?.doctors;
  expect(await Promise.all(['p000', 'p001', 'p002', 'p003'].map(doctors))).toEqual([['chen'], ['li'], ['wang'], ['wang']]);
});

test('a schedule that names whoever has left, or may not open that report, is for those who may', async () => {
  const store = await houseOf(3);
  await store.transact(async (records) => {
    for (const [id, more] of [
      ['chen', {}],
      ['gone', { disabled: 1 }],
      ['li', {}],
    ] as const)
      await records.users.save({ id, name: id, role: 'doctor', language: 'en', ...more });
    for (const patient of ['p000', 'p001'])
      await records.careTeams.assign({ patient, user: 'chen', since: 1, by: 'nurse', reason: 'ward' });
    await keepOwnSchedule(records, 'p000', { doctors: ['gone'] }, ZONE, START);
    await keepOwnSchedule(records, 'p001', { doctors: ['li'] }, ZONE, START);
    await keepOwnSchedule(records, 'p002', { doctors: ['li', 'gone'] }, ZONE, START);
  });
  const clock = createReplayClock(START);
  const build = async () => ({ version: 1, sections: [] }) as never;
  const issuer = createIssuer({ store, clock, zone: ZONE, language: 'en', staffSee: 'their-patients', build });
  await issuer.ask('2026-W46', 'nurse');
  await settle(issuer);
  const doctors = async (patient: string) => (await store.issuedReports.of(patient, 1))[0]?.doctors;
  expect(await Promise.all(['p000', 'p001', 'p002'].map(doctors))).toEqual([['chen'], ['chen'], ['li']]);
});

test('what fell due long ago is left, and the audit says so', async () => {
  const store = await houseOf(1);
  const clock = createReplayClock(START);
  await store.transact((records) => keepClinicSchedule(records, ReportSchedule.parse({ every: 'week' }), ZONE, START));
  const issuer = issuerOf(store, clock);
  clock.advance(START + 60 * 24 * HOUR);
  await settle(issuer);
  const skipped = (await store.audit.list(99)).filter(({ did }) => did === 'report.skipped').map(({ about }) => about.period);
  expect(skipped.toReversed()).toEqual(['2026-W47', '2026-W48', '2026-W49']);
  expect((await store.issuedReports.of('p000', 99)).map(({ period }) => period).toSorted()).toEqual([
    '2026-W50',
    '2026-W51',
    '2026-W52',
    '2026-W53',
    '2027-W01',
  ]);
});

test('the clinic’s report that cannot be written is tried again after an hour, and tells of its fault; then it is issued once', async () => {
  const store = await houseOf(1);
  const clock = createReplayClock(START);
  let ink = false;
  const make = async (period: string) => {
    if (!ink) throw new Error('the ink is dry');
    return { version: 1, period, patients: 1 } as CohortReport;
  };
  const issuer = createClinicIssuer({ store, clock, zone: ZONE, make });
  await store.transact((records) => oweClinicIssue(records, clinicPeriodOf('month', ZONE, START), START, START));
  await expect(issuer.tick()).rejects.toThrow('the ink is dry');
  expect([await issuer.tick(), await issuer.nextDue()]).toEqual([0, START + HOUR]);
  expect(await store.outbox.of('', 9)).toEqual([]);
  ink = true;
  clock.advance(START + HOUR);
  await Promise.all([issuer.tick(), issuer.tick()]);
  await store.transact((records) => oweClinicIssue(records, clinicPeriodOf('month', ZONE, START), START, START));
  expect([await issuer.tick(), await issuer.nextDue()]).toEqual([0, undefined]);
  expect((await store.clinicIssues.list(9)).map(({ period }) => period)).toEqual(['2026-10']);
  expect((await store.audit.list(9)).filter(({ did }) => did === CLINIC_ISSUED)).toHaveLength(1);
  expect((await store.outbox.of('', 9)).map(({ message: { template } }) => template)).toEqual(['report.clinic']);
});
