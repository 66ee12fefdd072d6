import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { type Plan, Plan as PlanSchema } from '../domain/plan.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { hashSecret } from '../house/secrets.ts';
import { staySignedIn } from './callers.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';
import { passTime } from './pass-time.ts';

/** Plans, questionnaires and visits, from the coordinator's PUT to the patient's answer by signed link: the whole house, on a clock that is moved. */

const at = (text: string): number => Temporal.Instant.from(text).epochMilliseconds;
/** A Saturday, six in the evening in London; that night its clocks spring forward. */
const EVENING = at('2026-03-28T18:00Z');

let clock: ReplayClock;
let house: TestHouse;
let cookie: string;
beforeEach(async () => {
  clock = createReplayClock(EVENING);
  house = await openTestHouse({
    clock,
    settings: { http: { port: 0, requestsPerMinute: 100_000 }, clinic: { name: 'Clinic', zone: 'Europe/London' } },
  });
  await house.moveIn('p1', ['meter-1']);
  // Weeks pass here: the session of this test outlives them.
  cookie = await staySignedIn(house, { id: 'wen', name: 'Demo Wen', role: 'coordinator', language: 'en' });
});
afterEach(() => house.close());

const call = (method: string, path: string, body?: unknown) =>
  fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { 'hearth-request': '1', cookie, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const until = (to: number) => passTime(house, clock, to);
const wall = (instant: number, zone: string) =>
  Temporal.Instant.fromEpochMilliseconds(instant).toZonedDateTimeISO(zone).toString().slice(5, 16);
/** Who found what in an inbox, when, on the wall clock of a zone. */
const arrived = async (zone = 'Europe/London') =>
  (await house.store.inbox.of('p1', 200)).map(({ at: when, address, subject }) => `${wall(when, zone)} ${address}: ${subject}`).toSorted();
const plan = (items: readonly unknown[], more: Partial<Plan> = {}) => call('PUT', '/patients/p1/plan', { items, ...more });
const token = async () => ((await (await call('POST', '/patients/p1/own-page')).json()) as { path: string }).path.slice(3);
const own = async (path = '', body?: unknown) =>
  fetch(`${house.url}/api/v1/own-page/${await token()}${path}`, {
    ...(body === undefined ? {} : { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
  });
const PILL = { id: 'pill', what: { do: 'medicine', medicine: 'metformin 500 mg, with breakfast' }, times: ['08:00'] };
const GOOD_WEEK = { week: 'same', wellbeing: 8, symptoms: ['none'], fell: 'no', 'missed-days': 0 };

test('a medicine at eight stays at eight when the clocks move, is asked about once, and a coordinator hears of none of it', async () => {
  const answer = await plan([PILL]);
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({ plan: PlanSchema.parse({ items: [PILL] }), next: { pill: at('2026-03-29T07:00Z') } });
  await until(at('2026-03-29T07:30Z'));
  const [question] = await house.store.followUps.open('p1');
  expect(question!.question.en).toBe('It is time for your medicine: metformin 500 mg, with breakfast');
  expect((await own(`/follow-ups/${question!.id}`, { option: 'taken' })).status).toBe(200);
  await until(at('2026-03-30T12:00Z'));
  expect(await arrived()).toEqual([
    '03-29T08:00 p1: One question for you',
    '03-30T08:00 p1: One question for you',
    '03-30T09:00 p1: Reminder: one question for you',
  ]);
  expect((await house.store.followUps.of('p1')).map(({ state }) => state.is)).toEqual(['unanswered', 'answered']);
});

test('who moves to another zone is reminded at that zone’s eight; the eight that comes twice that day is one', async () => {
  await plan([PILL]);
  await until(at('2026-03-29T08:30Z'));
  const record = { id: 'p1', language: 'en', zone: 'America/New_York' };
  expect((await call('PUT', '/patients/p1', record)).status).toBe(200);
  await until(at('2026-03-31T00:00Z'));
  // On 29 March New York's eight comes at 12:00 UTC, after London's: it was asked that day already.
  expect((await arrived('America/New_York')).filter((one) => !one.includes('Reminder'))).toEqual([
    '03-29T03:00 p1: One question for you',
    '03-30T08:00 p1: One question for you',
  ]);
});

test('who moves east is reminded at the next eight of the new zone, not a day later', async () => {
  await plan([PILL]);
  await until(at('2026-03-29T08:30Z'));
  await call('PUT', '/patients/p1', { id: 'p1', language: 'en', zone: 'Asia/Shanghai' });
  await until(at('2026-03-30T00:30Z'));
  expect((await arrived('Asia/Shanghai')).filter((one) => !one.includes('Reminder'))).toEqual([
    '03-29T15:00 p1: One question for you',
    '03-30T08:00 p1: One question for you',
  ]);
});

test('two medicines at one time are two questions; the answer to one leaves the other open', async () => {
  await plan([PILL, { ...PILL, id: 'statin', what: { do: 'medicine', medicine: 'a statin' } }]);
  await until(at('2026-03-29T07:10Z'));
  const [one, other] = await house.store.followUps.open('p1');
  await own(`/follow-ups/${one!.id}`, { option: 'taken' });
  expect(await house.store.followUps.open('p1')).toEqual([other]);
});

test('what is taken out of the plan stops at once, also the question that is open', async () => {
  await plan([PILL, { ...PILL, id: 'evening-pill', times: ['20:00'] }]);
  await until(at('2026-03-29T07:01Z'));
  expect(await house.store.followUps.open('p1')).toHaveLength(1);
  await plan([{ ...PILL, id: 'evening-pill', times: ['20:00'] }]);
  expect(await house.store.followUps.open('p1')).toEqual([]);
  expect(await house.store.runs.open('p1')).toEqual([]);
  await until(at('2026-03-30T07:30Z'));
  expect((await arrived()).filter((one) => one.includes('T08:'))).toHaveLength(1);
  await plan([]);
  expect(await house.store.timers.due(Number.MAX_SAFE_INTEGER, 9)).toEqual([]);
});

test('an item ends with its last day', async () => {
  await plan([{ ...PILL, until: '2026-03-30' }]);
  await until(at('2026-04-05T00:00Z'));
  expect((await arrived()).filter((one) => !one.includes('Reminder'))).toHaveLength(2);
  expect(await (await call('GET', '/patients/p1/plan')).json()).toMatchObject({ next: {} });
});

test('who has measured is not reminded; a server that was down says nothing hours late', async () => {
  await plan([{ id: 'fasting', what: { do: 'measure', kind: 'glucose' }, times: ['07:30', '18:30'] }]);
  const meter = await house.connect('meter-1');
  const measure = (when: string, sequence: number) =>
    meter.publishAsync('hearth/v1/meter-1/readings', glucose(5.6, at(when), { sequence }), { qos: 1 });
  await until(at('2026-03-28T18:30Z'));
  await until(at('2026-03-29T06:10Z'));
  await measure('2026-03-29T06:05Z', 1); // 07:05 in London: twenty-five minutes early
  await until(at('2026-03-29T12:00Z'));
  clock.advance(at('2026-03-29T20:00Z')); // down from noon to nine in the evening
  await until(at('2026-03-30T07:00Z'));
  expect(await arrived()).toEqual(['03-28T18:30 p1: From your care team', '03-30T07:30 p1: From your care team']);
  const [last] = await house.store.inbox.of('p1', 1);
  expect(last!.text).toContain('It is time to measure your glucose.');
  await meter.endAsync();
});

test('a time in the quiet hours, and a questionnaire that there is not, are refused with their place', async () => {
  const late = await plan([{ ...PILL, times: ['22:30'] }]);
  expect(late.status).toBe(400);
  expect(await late.json()).toMatchObject({
    errors: [{ pointer: '/items/0/times', detail: expect.stringContaining('22:30 lies in the quiet hours') }],
  });
  const unknown = await plan([{ id: 'q', what: { do: 'check-in', questionnaire: 'mood' }, times: ['10:00'] }]);
  expect(await unknown.json()).toMatchObject({
    errors: [{ pointer: '/items/0/what/questionnaire', detail: expect.stringContaining('weekly-check-in') }],
  });
  expect(await house.store.plans.get('p1')).toBeUndefined();
});

test('quiet hours that end later hold back what a pathway would say in them', async () => {
  await plan([{ ...PILL, times: ['21:00'] }], { quiet: { from: '21:30', to: '09:00' } });
  await until(at('2026-03-28T21:10Z'));
  const [question] = await house.store.followUps.open('p1');
  await own(`/follow-ups/${question!.id}`, { option: 'later' });
  await own(`/follow-ups/${question!.id}`, { option: 'later' }).then(({ status }) => expect(status).toBe(200));
  await until(at('2026-03-28T21:25Z'));
  await own(`/follow-ups/${question!.id}`, { option: 'skipped' }).then(({ status }) => expect(status).toBe(409));
  await until(at('2026-03-29T12:00Z'));
  // Asked again at 21:40, in the quiet hours; by nine that question has lost its time, and nobody reads it.
  expect((await arrived()).filter((one) => one.startsWith('03-28') || one.startsWith('03-29T0'))).toEqual([
    '03-28T21:00 p1: One question for you',
  ]);
});

test('the weekly check-in: asked by link, reminded of once, then a coordinator calls; nothing is asked twice', async () => {
  await plan([{ id: 'weekly', what: { do: 'check-in', questionnaire: 'weekly-check-in' }, times: ['10:00'], weekdays: [7] }]);
  await until(at('2026-04-01T00:00Z'));
  expect(await arrived()).toEqual([
    '03-29T10:00 p1: A few questions for you: Weekly check-in',
    '03-30T10:00 p1: Reminder: Weekly check-in',
    '03-31T10:00 team:coordinator: 待办：患者 p1',
  ]);
  expect((await house.store.followUps.of('p1')).map(({ state }) => state.is)).toEqual(['unanswered']);
  await until(at('2026-04-05T09:30Z'));
  expect(await house.store.followUps.open('p1')).toMatchObject([{ questionnaire: 'weekly-check-in' }]);
});

test('answers are kept, scored and judged: danger opens an alert, tells the patient and the team at once, and stands in the report', async () => {
  await plan([{ id: 'weekly', what: { do: 'check-in', questionnaire: 'weekly-check-in' }, times: ['10:00'] }]);
  await until(at('2026-03-29T09:30Z'));
  const page = (await (await own()).json()) as { questions: { id: string; questionnaire: string }[] };
  expect(page.questions).toMatchObject([{ questionnaire: 'weekly-check-in' }]);
  const id = page.questions[0]!.id;
  const form = (await (await own(`/follow-ups/${id}/questionnaire`)).json()) as { items: { id: string }[] };
  expect(form.items.map((item) => item.id)).toContain('symptoms');
  expect(JSON.stringify(form)).not.toContain('findings');

  const incomplete = await own(`/follow-ups/${id}/response`, { answers: { ...GOOD_WEEK, symptoms: ['chest-pain'] } });
  expect(incomplete.status).toBe(400);
  expect(await incomplete.json()).toMatchObject({ errors: [{ pointer: '/answers/now', detail: 'an answer is needed here' }] });

  const answers = { ...GOOD_WEEK, week: 'worse', symptoms: ['chest-pain'], now: 'now' };
  expect((await own(`/follow-ups/${id}/response`, { answers })).status).toBe(201);
  // A phone that heard nothing says the same again, and it is one; other answers come too late.
  expect((await own(`/follow-ups/${id}/response`, { answers })).status).toBe(201);
  expect((await own(`/follow-ups/${id}/response`, { answers: { ...answers, wellbeing: 1 } })).status).toBe(409);
  expect(await house.store.responses.of('p1', 9)).toHaveLength(1);
  await house.settle();
  const alerts = await house.store.alerts.open('p1');
  expect(alerts.map(({ rule, severity }) => `${rule.id} ${severity}`)).toEqual([
    'answers.weekly-check-in.chest-pain-now high',
    'answers.weekly-check-in.other-symptoms medium',
    'answers.weekly-check-in.worse low',
  ]);
  const told = await house.store.inbox.of('p1', 50);
  expect(told.find(({ address, text }) => address === 'p1' && text.includes('call the emergency number'))).toBeDefined();
  expect(told.filter(({ address }) => address === 'team:doctor')).toHaveLength(1);

  const responses = (await (await call('GET', '/patients/p1/responses')).json()) as { answers: unknown; findings: string[] }[];
  expect(responses).toMatchObject([{ answers, by: 'p1', findings: ['chest-pain-now', 'other-symptoms', 'worse'] }]);
  const fhir = (await (await call('GET', `/patients/p1/responses/${id}?format=fhir`)).json()) as { item: { linkId: string }[] };
  expect(fhir).toMatchObject({ resourceType: 'QuestionnaireResponse', status: 'completed', subject: { reference: 'Patient/p1' } });
  expect(fhir.item.find(({ linkId }) => linkId === 'symptoms')).toMatchObject({ answer: [{ valueCoding: { code: 'chest-pain' } }] });
  const report = house.report({ patient: 'p1', from: EVENING - DAY, to: EVENING + 2 * DAY, language: 'en' });
  expect(await report.html()).toContain('Chest pain or pressure now');

  // A good answer next day ends what is over; danger only a person closes.
  await until(at('2026-03-30T09:30Z'));
  const [next] = await house.store.followUps.open('p1');
  const onBehalf = await call('POST', `/follow-ups/${next!.id}/response`, { answers: GOOD_WEEK });
  expect(await onBehalf.json()).toMatchObject({ by: 'wen', findings: [] });
  expect((await house.store.alerts.open('p1')).map(({ rule }) => rule.id)).toEqual(['answers.weekly-check-in.chest-pain-now']);
});

test('a medicine that is added is followed up after a week; the same medicines in another order are not', async () => {
  const record = { id: 'p1', language: 'en', zone: 'Europe/London', medicines: ['metformin'] };
  await call('PUT', '/patients/p1', record);
  await house.settle();
  expect(await house.store.runs.open('p1')).toMatchObject([{ pathway: 'new-medicine' }]);
  await until(EVENING + 7 * DAY + MINUTE);
  const [question] = await house.store.followUps.open('p1');
  expect((await own(`/follow-ups/${question!.id}`, { option: 'severe' })).status).toBe(200);
  await call('PUT', '/patients/p1', { ...record, medicines: ['二甲双胍 0.5 g'] });
  await until(EVENING + 8 * DAY);
  expect(await house.store.runs.open('p1')).toEqual([]);
  expect((await arrived()).filter((one) => one.includes('team:'))).toEqual([
    '04-04T19:01 team:coordinator: 待办：患者 p1',
    '04-04T19:01 team:doctor: 待办：患者 p1',
  ]);
});

test('a visit is proposed, accepted by link, and saved to a calendar; one that has passed cannot be proposed', async () => {
  const visit = at('2026-04-02T09:00Z');
  expect((await call('POST', '/patients/p1/visits', { at: EVENING - HOUR })).status).toBe(400);
  expect((await call('POST', '/patients/p1/visits', { at: visit, minutes: 30 })).status).toBe(202);
  await house.settle();
  const [question] = await house.store.followUps.open('p1');
  expect(question).toMatchObject({ visit: { at: visit, minutes: 30 } });
  const [proposal] = await house.store.inbox.of('p1', 1);
  expect(proposal!.subject).toBe('A visit is proposed: 2 April 2026 at 10:00');
  expect((await own(`/follow-ups/${question!.id}/visit.ics`)).status).toBe(404);
  await own(`/follow-ups/${question!.id}`, { option: 'accept' });
  const page = (await (await own()).json()) as { visits: { id: string }[] };
  expect(page.visits).toMatchObject([{ id: question!.id }]);
  const calendar = await own(`/follow-ups/${question!.id}/visit.ics`);
  expect(calendar.headers.get('content-type')).toBe('text/calendar; charset=utf-8');
  const text = await calendar.text();
  expect(text).toContain('\r\nDTSTART:20260402T090000Z\r\nDURATION:PT30M\r\nSUMMARY:Visit: Clinic\r\n');
  expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
});

test('somebody else’s link opens no question of this patient', async () => {
  await plan([PILL]);
  await house.moveIn('p2', []);
  await until(at('2026-03-29T07:30Z'));
  const [question] = await house.store.followUps.open('p1');
  const path = ((await (await call('POST', '/patients/p2/own-page')).json()) as { path: string }).path.slice(3);
  for (const rest of ['questionnaire', 'visit.ics']) {
    expect((await fetch(`${house.url}/api/v1/own-page/${path}/follow-ups/${question!.id}/${rest}`)).status).toBe(404);
  }
});

test('a reply answers the last open question; what is no answer reaches a coordinator in the patient’s words; a repeated one does nothing', async () => {
  await plan([PILL]);
  await house.moveIn('p2', []);
  await house.store.transact(async (records) => {
    await records.identities.save('p1', { name: 'Plainly Invented', phone: '+44 7700 900123' });
    await records.identities.save('p2', { name: 'Somebody Else', phone: '020 7946 0000' });
  });
  for (const [id, model] of [
    ['sms-in', 'replies'],
    ['cuff-9', 'BP-100'],
  ] as const) {
    const secretHash = await hashSecret('s', 'device');
    await house.store.transact((records) => records.devices.save({ id, model, zone: 'UTC', enrolled: 0, secretHash }));
  }
  const reply = async (body: unknown, device = 'sms-in') => {
    const authorization = `Basic ${Buffer.from(`${device}:s`).toString('base64')}`;
    const headers = { authorization, 'content-type': 'application/json' };
    const answer = await fetch(`${house.url}/api/v1/replies`, { method: 'POST', headers, body: JSON.stringify(body) });
    return `${answer.status} ${((await answer.json()) as { outcome?: string; detail?: string }).outcome ?? ''}`;
  };
  await until(at('2026-03-29T07:10Z'));
  const [asked] = await house.store.inbox.of('p1', 1);
  expect(asked!.text).toContain('1. Taken\n2. In a while\n3. Not this time');
  const from = '07700 900 123';
  expect(await reply({ id: 'm0', text: '2', from }, 'cuff-9')).toBe('403 ');
  expect(await reply({ id: 'm0', text: '2', from: '+44 7700 900999' })).toBe('404 ');
  expect(await reply({ id: 'm1', text: '2', from })).toBe('200 answered');
  await until(at('2026-03-29T07:45Z')); // asked again, half an hour later
  expect(await reply({ id: 'm1', text: '2', from })).toBe('200 repeated');
  expect(await house.store.followUps.open('p1')).toHaveLength(1);
  expect(await reply({ id: 'm2', text: 'My chest hurts', from })).toBe('200 passed-on');
  expect(await reply({ id: 'm3', text: 'taken.', from })).toBe('200 answered');
  await house.settle();
  expect((await house.store.followUps.of('p1')).map(({ state }) => (state.is === 'answered' ? state.answer : state.is))).toEqual([
    'taken',
    'later',
  ]);
  const tasks = (await house.store.inbox.of('p1', 99)).filter(({ address }) => address === 'team:coordinator');
  expect(tasks.map(({ text }) => text.includes('My chest hurts'))).toEqual([true]);
});
