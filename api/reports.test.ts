import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { staySignedIn } from '../tests/callers.ts';
import { glucose, openTestHouse, type TestHouse } from '../tests/house.ts';
import type { IssuedDetail, IssuedView, RunView } from './report-contract.ts';

/** Reports that come by themselves, are signed and corrected: through the front door, with a clock that the test moves. */

const ZONE = 'Europe/Berlin';
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[${ZONE}]`).epochMilliseconds;
/** The week in which the clocks go forward is 2026-W13, 23 to 29 March. */
const clock = createReplayClock(at('2026-03-27T12:00'));
let house: TestHouse;

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { clinic: { name: 'Clinic', zone: ZONE, language: 'en' } } });
  await house.moveIn('p1', ['meter-1'], { zone: ZONE, plan: [{ kind: 'glucose', everyDays: 1 }] });
  await house.moveIn('p2', ['meter-2'], { zone: 'America/New_York', plan: [{ kind: 'glucose', everyDays: 1 }] });
  await house.moveIn('p3', [], { zone: ZONE, plan: [{ kind: 'glucose', everyDays: 1 }] });
  await house.moveIn('nobody-measures', [], { zone: ZONE });
  for (const [id, role] of [
    ['wang', 'doctor'],
    ['li', 'doctor'],
    ['nurse', 'coordinator'],
  ] as const) {
    // Weeks pass here: a session that outlasts them.
    await staySignedIn(house, { id, name: `Dr ${id}`, role, language: 'en', email: `${id}@example.org` });
  }
  const meter = await house.connect('meter-1');
  for (const [sequence, value] of [6.1, 7.3, 5.2].entries()) {
    const body = glucose(value, clock.now() - (sequence + 1) * HOUR, { sequence });
    await meter.publishAsync('hearth/v1/meter-1/readings', body, { qos: 1 });
  }
  await meter.endAsync();
});
afterAll(() => house.close());

const call = (method: string, path: string, { as, body }: { as?: string; body?: unknown } = {}) =>
  fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: {
      'hearth-request': '1',
      ...(as ? { cookie: `hearth=of-${as}` } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const json = async <T>(...given: Parameters<typeof call>): Promise<T> => (await (await call(...given)).json()) as T;
const list = (as: string, waiting: 'mine' | 'all') => json<IssuedView[]>('GET', `/reports?waiting=${waiting}`, { as });
const told = async (patient: string) =>
  (await house.store.outbox.of(patient, 99)).map(({ message }) => message).filter(({ template }) => template.startsWith('report'));

test('reports come on their day, at their time on the wall, once, each when its day is over where the patient lives', async () => {
  const set = (path: string, body: unknown, as = 'nurse') => call('PUT', path, { as, body });
  expect((await set('/reports/schedule', { every: 'week', doctors: ['nurse'] })).status).toBe(400);
  expect((await set('/reports/schedule', { every: 'fortnight' })).status).toBe(400);
  expect((await set('/reports/schedule', { every: 'week' }, 'wang')).status).toBe(403);
  const answer = await set('/reports/schedule', { every: 'week', weekday: 1, time: '03:00' });
  expect(await answer.json()).toMatchObject({ next: at('2026-03-30T03:00') });
  expect((await set('/patients/p3/report-schedule', { weekday: 2, doctors: ['li'] })).status).toBe(200);

  clock.advance(at('2026-03-30T02:59'));
  await house.settle();
  expect(await list('wang', 'all')).toEqual([]);
  clock.advance(at('2026-03-30T03:00'));
  await house.settle();
  // In New York it is Sunday still; p3 has its own day, and nobody measures.
  expect(await list('wang', 'mine')).toMatchObject([
    {
      patient: 'p1',
      period: '2026-W13',
      from: at('2026-03-23T00:00'),
      to: at('2026-03-30T00:00'),
      edition: 1,
      issued: at('2026-03-30T03:00'),
    },
  ]);
  expect(await json<RunView[]>('GET', '/reports/runs', { as: 'nurse' })).toMatchObject([{ total: 4, issued: 1, leftOut: 2, waiting: 0 }]);
  clock.advance(at('2026-03-30T06:00'));
  await house.settle();
  expect((await list('li', 'mine')).map(({ patient }) => patient)).toEqual(['p1', 'p2']);
  clock.advance(at('2026-03-31T03:00'));
  await house.settle();
  expect((await list('li', 'mine')).map(({ patient }) => patient)).toEqual(['p1', 'p2', 'p3']);
  expect((await list('wang', 'mine')).map(({ patient }) => patient)).toEqual(['p1', 'p2']);
  const [team] = (await house.store.outbox.of('', 9)).filter(({ message }) => message.template !== 'report.clinic');
  expect(team!.message).toMatchObject({ template: 'reports.ready', to: { person: 'team', role: 'doctor' }, values: { count: 2 } });
  expect(await told('p3')).toMatchObject([{ template: 'report.ready', to: { person: 'li', role: 'doctor' } }]);

  // Asked for again, nothing is issued twice.
  const asked = await json<RunView>('POST', '/reports/runs', { as: 'nurse', body: { period: '2026-W13' } });
  expect(asked).toMatchObject({ total: 4, issued: 0 });
  await house.settle();
  expect((await json<RunView[]>('GET', '/reports/runs', { as: 'nurse' })).find(({ id }) => id === asked.id)).toMatchObject({
    issued: 1,
    already: 3,
  });
  expect(await json('POST', '/reports/runs', { as: 'nurse', body: { period: '2026-W14' } })).toMatchObject({ code: 'report.not-over' });
  expect(await json('POST', '/reports/runs', { as: 'nurse', body: { period: 'soon' } })).toMatchObject({ code: 'api.invalid' });
});

test('what is issued is word for word what its hash says, and drawn the same each time', async () => {
  const [{ id, sha256 }] = (await list('wang', 'mine')) as [IssuedView];
  const content = async (query: string) =>
    Buffer.from(await (await call('GET', `/reports/${id}/content?${query}`, { as: 'wang' })).arrayBuffer());
  const kept = await content('format=json');
  expect(createHash('sha256').update(kept).digest('hex')).toBe(sha256);
  for (const query of ['format=html&language=zh-CN', 'format=html&language=en', 'format=pdf&language=en']) {
    const [first, second] = [await content(query), await content(query)];
    expect(first.length).toBeGreaterThan(2000);
    // Typst numbers a document and lists the resources of a drawing anew each time; what is on the paper is the same.
    const lines = (bytes: Buffer) => bytes.toString('latin1').split('\n');
    const drawn = (bytes: Buffer) =>
      query.includes('pdf')
        ? lines(bytes)
            .filter((line) => !/\/ID |<\?xpacket/.test(line))
            .toSorted()
        : lines(bytes);
    expect(drawn(first), query).toEqual(drawn(second));
  }
  expect((await content('format=html&language=zh-CN')).toString()).toContain('尚未签署');
  expect((await call('GET', '/reports/none/content', { as: 'wang' })).status).toBe(404);
});

test('a doctor signs with a note; then it is signed, on paper too, and waits no more', async () => {
  const [first, second] = (await list('wang', 'mine')) as [IssuedView, IssuedView];
  expect(await json<IssuedDetail>('GET', `/reports/${first.id}`, { as: 'wang' })).toMatchObject({ next: second.id });
  expect(await json<IssuedDetail>('GET', `/reports/${second.id}`, { as: 'wang' })).toMatchObject({ previous: first.id });
  const sign = (as: string) => call('POST', `/reports/${first.id}/sign`, { as, body: { note: 'Dose as it is. 复诊 4 周后' } });
  expect((await sign('nurse')).status).toBe(403);
  expect(await (await sign('wang')).json()).toMatchObject({ signed: { by: 'wang', byName: 'Dr wang', at: clock.now() } });
  expect(await (await sign('li')).json()).toMatchObject({ status: 409, code: 'report.signed' });
  expect((await list('wang', 'mine')).map(({ patient }) => patient)).toEqual([second.patient, 'nobody-measures']);
  expect(await json('GET', '/reports/waiting', { as: 'wang' })).toEqual({ mine: 2, all: 3 });
  expect(await json('GET', '/patients/p1/reports', { as: 'nurse' })).toMatchObject([{ id: first.id, signed: { byName: 'Dr wang' } }]);
  const page = await (await call('GET', `/reports/${first.id}/content?format=html&language=en`, { as: 'wang' })).text();
  expect(page).toContain('Read and signed by Dr wang');
  expect(page).toContain('Dose as it is. 复诊 4 周后');
  const acts = (await house.store.audit.list(99, 'p1')).map(({ did }) => did);
  expect(acts.filter((did) => did.startsWith('report.'))).toEqual(['report.signed', 'report.issued']);
});

test('a reading that is taken back marks the report; restored, it stands again; what comes late is told apart', async () => {
  const report = (await house.store.issuedReports.of('p1', 1))[0]!;
  const changes = async () => (await json<IssuedDetail>('GET', `/reports/${report.id}`, { as: 'wang' })).changes;
  const [reading] = await house.store.readings.latest('p1', 'glucose', 1);
  clock.advance(clock.now() + HOUR);
  await house.readingDesk.withdraw(reading!.id, 'nurse', 'measured by the wife');
  await house.settle();
  expect(await changes()).toEqual({ withdrawn: 1, corrected: 0, late: 0 });
  clock.advance(clock.now() + HOUR);
  await house.readingDesk.restore(reading!.id, 'nurse', 'it was right');
  await house.settle();
  expect(await changes()).toEqual({ withdrawn: 0, corrected: 0, late: 0 });
  clock.advance(clock.now() + HOUR);
  await house.readingDesk.assign(reading!.id, 'p2', 'nurse', 'the wife’s');
  const meter = await house.connect('meter-1');
  const send = (value: number, when: number, sequence: number) =>
    meter.publishAsync('hearth/v1/meter-1/readings', glucose(value, when, { sequence }), { qos: 1 });
  await send(9.9, report.to - DAY, 77);
  await send(5.5, report.to + DAY, 78);
  await send(5.3, at('2026-03-27T12:00') - 3 * HOUR, 2); // said 5.2 before
  await meter.endAsync();
  await house.settle();
  expect(await changes()).toEqual({ withdrawn: 1, corrected: 1, late: 1 });
  // For p2 it came after the issue.
  expect((await house.store.issuedReports.of('p2', 1))[0]!.changes).toEqual({ withdrawn: 0, corrected: 1, late: 0 });
  const page = await (await call('GET', `/reports/${report.id}/content?format=html&language=en`, { as: 'wang' })).text();
  expect(page).toContain('1 of the readings that it is built on were taken back since');
});

test('a correction is another edition that names the one it replaces, which stays as it was issued', async () => {
  const [before] = await house.store.issuedReports.of('p1', 1);
  const content = await house.store.issuedReports.content(before!.id);
  clock.advance(clock.now() + 1);
  const correct = (reason: string) => call('POST', `/reports/${before!.id}/correct`, { as: 'wang', body: { reason } });
  expect((await correct(' ')).status).toBe(400);
  const next = (await (await correct('a reading of the wife')).json()) as IssuedView;
  expect(next).toMatchObject({
    edition: 2,
    replaces: before!.id,
    reason: 'a reading of the wife',
    period: before!.period,
    from: before!.from,
  });
  expect(next.sha256).not.toBe(before!.sha256);
  expect(next.changes).toEqual({ withdrawn: 0, corrected: 0, late: 0 });
  expect((await house.store.issuedReports.get(before!.id))!.replacedBy).toBe(next.id);
  expect(await house.store.issuedReports.content(before!.id)).toBe(content);
  expect(await (await correct('again')).json()).toMatchObject({ code: 'report.replaced' });
  expect(await json('POST', `/reports/${before!.id}/sign`, { as: 'wang', body: {} })).toMatchObject({ code: 'report.replaced' });
  expect(await told('p1')).toMatchObject([{ template: 'report.corrected', values: { report: next.id } }]);
  expect((await list('wang', 'mine')).map(({ id }) => id)).toContain(next.id);
});

test('a server that was away issues what fell due in the meantime, each period once', async () => {
  clock.advance(at('2026-04-20T12:00'));
  await house.settle();
  const periods = (await house.store.issuedReports.of('p1', 99)).map(({ period, edition }) => `${period} ${edition}`);
  expect(periods.toSorted()).toEqual(['2026-W13 1', '2026-W13 2', '2026-W14 1', '2026-W15 1', '2026-W16 1']);
});
