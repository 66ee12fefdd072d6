import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { Config } from '../house/config.ts';
import { settingsInForce } from '../house/settings.ts';
import { createCallers } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { ownPack } from '../tests/own-pack.ts';
import { temporaryFolder } from '../tests/services.ts';
import type { ClinicView } from './clinic-contract.ts';
import type { Problem } from './contract.ts';
import type { ScheduleView } from './report-contract.ts';

/** What an administrator sets of the clinic, through the front door. */

/** A Monday, eight in the morning in Shanghai, midnight in London. */
const MONDAY = Date.parse('2026-03-02T00:00:00Z');
let clock: ReplayClock;
let house: TestHouse;
const { call, cookieOf, enter, hire } = createCallers(
  () => house,
  () => clock.now(),
);

beforeEach(async () => {
  clock = createReplayClock(MONDAY);
  house = await openTestHouse({ clock });
  await hire({ ad: 'administrator', co: 'coordinator', au: 'auditor' });
});
afterEach(() => house.close());

async function startAgain(clinic: Record<string, unknown> = {}): Promise<void> {
  await house.close();
  house = await openTestHouse({ folder: house.folder, clock, settings: { clinic } });
}
const put = (body: unknown, who = 'ad') => call('PUT', '/clinic', who, body);
const view = async (who = 'ad') => (await (await call('GET', '/clinic', who)).json()) as ClinicView;
async function refused(body: unknown, language: 'en' | 'zh-CN'): Promise<Problem> {
  const answer = await fetch(`${house.url}/api/v1/clinic`, {
    method: 'PUT',
    headers: { 'hearth-request': '1', 'content-type': 'application/json', 'accept-language': language, cookie: cookieOf('ad') },
    body: JSON.stringify(body),
  });
  expect(answer.ok).toBe(false);
  return (await answer.json()) as Problem;
}

test('an administrator sets it, everybody of the house reads it, and it is in force when the house has opened again', async () => {
  expect(await view('au')).toEqual({ clinic: { name: 'Hearth', zone: 'Asia/Shanghai', language: 'zh-CN' }, fixed: [], waits: false });
  const set = { name: 'East Ward', zone: 'Europe/London', language: 'en', telephone: '020 7946 0000' };
  for (const who of ['co', 'au']) expect((await put(set, who)).status).toBe(403);
  expect(await house.store.clinic.kept()).toBeUndefined();

  const answer = await put({ ...set, name: '  East Ward ' });
  expect(answer.status).toBe(200);
  expect(await answer.json()).toEqual({
    clinic: { name: 'Hearth', zone: 'Asia/Shanghai', language: 'zh-CN' },
    set,
    fixed: [],
    waits: true,
    since: MONDAY,
    by: 'ad',
    byName: 'Canary ad',
  });
  expect((await house.store.audit.list(9)).filter(({ did }) => did === 'clinic.changed')).toMatchObject([
    { at: MONDAY, by: 'ad', about: set },
  ]);
  await startAgain();
  expect(await view('co')).toMatchObject({ clinic: set, waits: false });

  await put({ ...set, telephone: undefined });
  expect((await house.store.audit.list(1))[0]).toMatchObject({ did: 'clinic.changed', about: { telephone: null } });
  await startAgain();
  expect((await view()).clinic).not.toHaveProperty('telephone');
});

test('what stands in hearth.yaml holds, cannot be set here, and hides what was kept', async () => {
  await put({ name: 'East Ward', zone: 'Europe/London', emergencyNumber: '999' });
  await startAgain({ zone: 'Europe/Berlin' });
  expect(await view()).toMatchObject({ clinic: { name: 'East Ward', zone: 'Europe/Berlin', emergencyNumber: '999' }, fixed: ['zone'] });
  expect(await refused({ name: 'West', zone: 'Europe/Paris' }, 'en')).toMatchObject({
    status: 409,
    code: 'clinic.fixed',
    detail: 'clinic.zone stands in hearth.yaml or in a variable, and is changed there.',
    errors: [{ pointer: '/zone' }],
  });
  expect((await refused({ zone: 'Europe/Paris' }, 'zh-CN')).detail).toBe('clinic.zone 已写在 hearth.yaml 或环境变量中，请在那里修改。');
  expect((await put({ name: 'West' })).status).toBe(200);
  await startAgain();
  expect((await view()).clinic).toEqual({ name: 'West', zone: 'Europe/London', language: 'zh-CN' });
});

test.each([
  [{ name: ' ' }, '“name” must not be empty.', '“name”：不能为空。'],
  [{ name: 'x'.repeat(81) }, '“name” is too long: at most 80 characters.', '“name”：太长，最多 80 个字符。'],
  [{ name: 'two\nlines' }, '“name”: a name on one line.', '“name”：名称应写在一行内。'],
  [
    { zone: 'Beijing' },
    '“zone”: not a time zone that this system knows, e.g. Asia/Shanghai.',
    '“zone”：应为系统认识的时区，例如 Asia/Shanghai。',
  ],
  [{ language: 'fr' }, '“language” must be one of: zh-CN, en.', '“language”：应为以下之一：zh-CN、en。'],
  [{ emergencyNumber: '1-2-0' }, '“emergencyNumber”: a number of two to six digits.', '“emergencyNumber”：应为二至六位数字。'],
  [{ telephone: 'ring me' }, '“telephone”: a telephone number, such as 010 1234 5678.', '“telephone”：应为电话号码，例如 010 1234 5678。'],
  [{ staffSee: 'everybody' }, 'The request: does not belong here: staffSee.', '请求内容：不应包含：staffSee。'],
])('wrong input is one sentence: %j', async (body, en, zh) => {
  expect((await refused(body, 'en')).detail).toBe(en);
  expect((await refused(body, 'zh-CN')).detail).toBe(zh);
  expect(await house.store.clinic.kept()).toBeUndefined();
});

test('another zone moves the reports to come to its wall clock; what is due by the old one is not left out', async () => {
  await house.moveIn('p1', []);
  const schedule = { every: 'week', weekday: 1, time: '09:00', doctors: [] };
  await call('PUT', '/reports/schedule', 'co', schedule);
  const next = async () => ((await (await call('GET', '/reports/schedule', 'co')).json()) as ScheduleView).next;
  expect(await next()).toBe(Date.parse('2026-03-02T09:00+08:00'));
  await put({ zone: 'Europe/London' });
  await startAgain();
  expect(await next()).toBe(Date.parse('2026-03-02T09:00Z'));
  expect(await house.store.reportSchedules.next()).toBe(Date.parse('2026-03-02T09:00Z'));
  expect((await house.store.patients.get(['p1'])).get('p1')?.zone, 'patients have zones of their own').toBe('Europe/London');

  // Half an hour late for London, which nobody noticed yet: Berlin's nine o'clock of this day is over.
  clock.advance(Date.parse('2026-03-02T09:30Z'));
  await enter('ad');
  await put({ zone: 'Europe/Berlin' });
  expect(await house.store.reportSchedules.next()).toBe(Date.parse('2026-03-09T09:00+01:00'));
  expect(await house.store.reportRuns.list(9)).toMatchObject([{ cause: 'schedule', period: '2026-W09' }]);
});

test('while a file is wrong that the house would read again, the clinic is not set: it would not come back', {
  timeout: 60_000,
}, async () => {
  const packs = temporaryFolder();
  const pack = join(packs, 'ours.yaml');
  writeFileSync(pack, ownPack());
  await house.close();
  house = await openTestHouse({ folder: house.folder, clock, settings: { packs: [packs] } });
  writeFileSync(pack, 'rules: [nonsense');
  clock.advance(MONDAY + MINUTE);
  await call('GET', '/system', 'ad');
  expect(await refused({ name: 'East Ward' }, 'en')).toMatchObject({ status: 409, code: 'clinic.files' });
  expect(await house.store.clinic.kept()).toBeUndefined();
  writeFileSync(pack, ownPack());
  clock.advance(MONDAY + 2 * MINUTE);
  await call('GET', '/system', 'ad');
  expect((await put({ name: 'East Ward' })).status).toBe(200);
});

test('one function says what holds: the file, else what was set, else the default', async () => {
  await house.store.transact(({ clinic }) => clinic.keep({ fields: { name: 'East Ward', language: 'en' }, by: 'ad', since: MONDAY }));
  const { clinic } = await settingsInForce(Config.parse({ clinic: { name: 'West' } }), house.store);
  expect(clinic).toEqual({ name: 'West', zone: 'Asia/Shanghai', language: 'en', staffSee: 'everybody' });
});
