import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Writable } from 'node:stream';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ownerAt } from '../domain/device.ts';
import { errors } from '../domain/errors.ts';
import type { User } from '../domain/user.ts';
import { hashSecret, nightscoutSecret } from '../house/secrets.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import type { PatientRow, ReadingView } from './contract.ts';

/** Through the front door: a real server, real cookies, a real database. */

let house: TestHouse;
let logged = '';
const sessions = new Map<string, string>();
const CANARIES = { name: 'Canary Testperson', phone: '+00 555 0199 777', email: 'canary@example.org' };

beforeAll(async () => {
  const sink = new Writable({
    write(chunk, _, done) {
      logged += chunk;
      done();
    },
  });
  house = await openTestHouse({
    log: pino({ level: 'debug' }, sink),
    settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } },
  });
  await house.moveIn('p1', ['meter-1']);
  await house.store.transact((records) => records.identities.save('p1', CANARIES));
  for (const role of ['doctor', 'coordinator', 'administrator'] as const) {
    const user: User = { id: role, name: `Canary ${role}`, role, language: 'en' };
    await house.store.transact((records) => records.users.save(user));
    const link = new URL(await createSignInLink(house.store, role, house.url, Date.now()));
    const answer = await call('POST', '/api/v1/session', { body: { token: link.searchParams.get('token') } });
    sessions.set(role, answer.headers.get('set-cookie')!.split(';')[0]!);
    const again = await call('POST', '/api/v1/session', { body: { token: link.searchParams.get('token') } });
    expect(again.status).toBe(401); // a link is worth one sign-in
  }
});
afterAll(() => house.close());

const call = (
  method: string,
  path: string,
  { role, body, headers = {} }: { role?: string; body?: unknown; headers?: Record<string, string> } = {},
) =>
  fetch(house.url + path, {
    method,
    headers: {
      'hearth-request': '1',
      ...(role ? { cookie: sessions.get(role)! } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

type Operation = { readonly method: string; readonly path: string };
async function operations(): Promise<readonly Operation[]> {
  const { paths } = (await (await call('GET', '/api/openapi.json')).json()) as { paths: Record<string, Record<string, unknown>> };
  return Object.entries(paths).flatMap(([path, methods]) => Object.keys(methods).map((method) => ({ method: method.toUpperCase(), path })));
}
const filled = (path: string): string => path.replaceAll(/\{patient\}/g, 'p1').replaceAll(/\{\w+\}/g, 'a-name-of-nothing-that-is-here');

const PASSKEY = '/api/v1/session/passkey';
const OPEN = [
  '/healthz',
  '/readyz',
  '/metrics',
  '/api/v1/session',
  '/api/v1/devices/claim',
  PASSKEY,
  `${PASSKEY}/options`,
  '/api/v1/session/doors',
];
const ONLY_ADMINISTRATORS = ['/api/v1/users', '/api/v1/audit'];

test('the OpenAPI document says of every route what it is for, who may call it, what it answers and how it refuses', async () => {
  const document = (await (await call('GET', '/api/openapi.json')).json()) as {
    openapi: string;
    paths: Record<string, Record<string, { responses: Record<string, unknown>; summary: string; security: object[]; operationId: string }>>;
  };
  expect(document.openapi).toBe('3.1.0');
  expect(Object.keys(document.paths).length).toBeGreaterThan(25);
  const operationIds = new Set<string>();
  for (const [path, methods] of Object.entries(document.paths)) {
    for (const [method, { responses, summary, security, operationId }] of Object.entries(methods)) {
      const told = [method, path, Object.keys(responses)];
      expect(
        Object.keys(responses).some((status) => status.startsWith('2')),
        String(told),
      ).toBe(true);
      expect(summary, String(told)).toMatch(/^[A-Z].{8,}\.$/);
      expect(operationIds.has(operationId), operationId).toBe(false);
      operationIds.add(operationId);
      const open = path.includes('{token}') || (OPEN.includes(path) && !(path === '/api/v1/session' && method !== 'post'));
      expect(security.length > 0, String(told)).toBe(!open);
      expect('401' in responses || OPEN.includes(path), String(told)).toBe(true);
      expect(responses[400]).toMatchObject({ content: { 'application/problem+json': {} } });
    }
  }
});

test('every route × nobody: refused, but for those that are open to all', async () => {
  for (const { method, path } of await operations()) {
    if (OPEN.includes(path) && method !== 'DELETE' && !(path === '/api/v1/session' && method === 'GET')) continue;
    const { status } = await call(method, `${filled(path)}?from=0&to=1&kind=glucose`, {
      ...(method === 'GET'
        ? {}
        : {
            body: path.endsWith('/response')
              ? { answers: {} }
              : path.endsWith('/messages')
                ? { id: 'message-1', text: 'x' }
                : { option: 'x' },
          }),
    });
    expect([path, method, status]).toEqual([path, method, 401]);
  }
});

test.each(['doctor', 'coordinator'])('what only administrators may, a %s may not', async (role) => {
  for (const path of ONLY_ADMINISTRATORS) expect((await call('GET', path, { role })).status).toBe(403);
  for (const path of ONLY_ADMINISTRATORS) expect((await call('GET', path, { role: 'administrator' })).status).toBe(200);
});

describe('a doctor’s errand', () => {
  test('a limit is changed with a reason, is in force for the next reading, and its bounds hold', async () => {
    const path = '/api/v1/patients/p1/thresholds/bp.crisis/systolic';
    const outside = await call('PUT', path, { role: 'doctor', body: { value: 20, reason: 'a slip of the finger' } });
    expect(outside.status).toBe(422);
    expect(await outside.json()).toMatchObject({ code: 'threshold.out-of-bounds', errors: [{ pointer: '/value' }] });
    expect((await call('PUT', path, { role: 'doctor', body: { value: 165, reason: '' } })).status).toBe(400);
    const lower = { role: 'doctor', body: { value: 165, reason: 'aneurysm' } };
    expect((await call('PUT', `${path}Recovered`, lower)).status).toBe(200);
    expect((await call('PUT', path, lower)).status).toBe(200);

    const authorization = `Basic ${Buffer.from('meter-1:secret of meter-1').toString('base64')}`;
    const reading = { kind: 'blood-pressure', systolic: 170, diastolic: 90, at: Date.now() - 1000 };
    const posted = await call('POST', '/api/v1/readings', { body: reading, headers: { authorization } });
    expect(posted.status).toBe(201);
    expect(await posted.json()).toMatchObject({ outcome: 'accepted' });
    const alerts = (await (await call('GET', '/api/v1/alerts', { role: 'doctor' })).json()) as { id: string; rule: { id: string } }[];
    expect(alerts.map(({ rule }) => rule.id)).toContain('bp.crisis');

    const { id } = alerts.find(({ rule }) => rule.id === 'bp.crisis')!;
    expect((await call('POST', `/api/v1/alerts/${id}/acknowledge`, { role: 'doctor', body: {} })).status).toBe(200);
    const acts = (await (await call('GET', '/api/v1/audit', { role: 'administrator' })).json()) as { did: string }[];
    expect(acts.map(({ did }) => did)).toEqual(expect.arrayContaining(['threshold.change', 'alert.acknowledged']));
  });

  test('the report as a page', async () => {
    const answer = await call(
      'GET',
      `/api/v1/patients/p1/report?from=${Date.now() - 86_400_000}&to=${Date.now()}&format=html&language=zh-CN`,
      { role: 'doctor' },
    );
    expect(answer.headers.get('content-type')).toContain('text/html');
    expect(await answer.text()).toContain(CANARIES.name);
  });

  test('a patient’s own page opens by its link, and by no other', async () => {
    const { path } = (await (await call('POST', '/api/v1/patients/p1/own-page', { role: 'doctor', body: {} })).json()) as { path: string };
    const token = path.slice(3);
    const entry = { subject: 's', patient: 'p1', at: 1 };
    await house.store.transact(async (records) => {
      await records.inbox.put({ ...entry, key: 'k1', address: 'p1', text: 'to the patient' });
      await records.inbox.put({ ...entry, key: 'k2', address: 'team:doctor', text: 'to the team only' });
    });
    const page = await call('GET', `/api/v1/own-page/${token}`);
    expect(page.status).toBe(200);
    const text = await page.text();
    expect(text).toContain('to the patient');
    expect(text).not.toContain('to the team only');
    expect((await call('GET', `/api/v1/own-page/${token.replace(/^./, 'x')}`)).status).toBe(401);
  });
});

test('no name, phone number, address or secret in any log line', async () => {
  await call('POST', '/api/v1/session', { body: { user: 'doctor', password: 'a secret password that is wrong' } });
  for (const { method, path } of await operations())
    await call(method, filled(path), { role: 'administrator', ...(method === 'GET' ? {} : { body: CANARIES }) });
  expect(logged.length).toBeGreaterThan(1000);
  for (const secret of [
    ...Object.values(CANARIES),
    'secret of meter-1',
    'secret password',
    ...[...sessions.values()].map((cookie) => cookie.split('=')[1]!),
  ]) {
    expect(logged).not.toContain(secret);
  }
});

test('docs/errors.md lists every error, and no other', () => {
  const text = readFileSync(new URL('../docs/errors.md', import.meta.url), 'utf8');
  const listed = [...text.matchAll(/^\| `([\w.-]+)` \| (\d+) \| (.+?) \| (.+?) \|$/gm)].map(([, code, status, says, remedy]) => ({
    code,
    status: Number(status),
    says,
    remedy,
  }));
  expect(listed).toEqual(Object.entries(errors).map(([code, { status, says, remedy }]) => ({ code, status, says: says.en, remedy })));
});

test('a device can be given with what it measured before, when that was this patient’s too', async () => {
  await house.store.transact((records) => records.devices.save({ id: 'cuff-late', zone: 'UTC', enrolled: 0, secretHash: 'x' }));
  const assign = (body: unknown) => call('POST', '/api/v1/devices/cuff-late/assign', { role: 'coordinator', body });
  expect((await assign({ patient: 'p1' })).status).toBe(200);
  const owner = async (at: number) => ownerAt(await house.store.owners.of('cuff-late'), at);
  expect(await owner(1000)).toBeUndefined();
  expect((await assign({ patient: 'p1', from: 'whenever' })).status).toBe(400);
  await house.store.transact((records) => records.devices.save({ id: 'cuff-kept', zone: 'UTC', enrolled: 0, secretHash: 'x' }));
  await call('POST', '/api/v1/devices/cuff-kept/assign', { role: 'coordinator', body: { patient: 'p1', from: 'last-hand-over' } });
  expect(ownerAt(await house.store.owners.of('cuff-kept'), 1000)).toBe('p1');
});

test('a team finds its messages, and what one member has dealt with is gone for all', async () => {
  for (const role of ['doctor', 'administrator']) {
    const link = new URL(await createSignInLink(house.store, role, house.url, Date.now()));
    const answer = await call('POST', '/api/v1/session', { body: { token: link.searchParams.get('token') } });
    sessions.set(role, answer.headers.get('set-cookie')!.split(';')[0]!);
  }
  await house.store.transact(async (records) => {
    for (const [key, address] of [
      ['for-doctors', 'team:doctor'],
      ['for-coordinators', 'team:coordinator'],
    ] as const) {
      await records.inbox.put({ key, patient: 'p1', at: 5, address, subject: `to ${address}`, text: 'Call.' });
    }
  });
  const inbox = async (role: string) =>
    ((await (await call('GET', '/api/v1/inbox', { role })).json()) as { key: string }[]).map(({ key }) => key);
  expect(await inbox('doctor')).toContain('for-doctors');
  expect(await inbox('doctor')).not.toContain('for-coordinators');
  expect((await call('POST', '/api/v1/inbox/for-doctors/read', { role: 'coordinator', body: {} })).status).toBe(404);
  expect((await call('POST', '/api/v1/inbox/for-doctors/read', { role: 'doctor', body: {} })).status).toBe(204);
  expect((await call('POST', '/api/v1/inbox/for-doctors/read', { role: 'doctor', body: {} })).status).toBe(404);
  expect(await inbox('doctor')).not.toContain('for-doctors');
  expect(await inbox('administrator')).toContain('for-coordinators');
});

test.each([
  ['backwards', 2000, 1000],
  ['of a thousand years', 0, 8e15],
  ['before all time', -1, 1000],
])('a report about a period that is %s is refused at once', async (_, from, to) => {
  for (const path of [`report?from=${from}&to=${to}`, `readings?kind=glucose&from=${from}&to=${to}`]) {
    expect((await call('GET', `/api/v1/patients/p1/${path}`, { role: 'coordinator' })).status).toBe(400);
  }
});

test('nothing is said of a patient whom nobody knows', async () => {
  for (const { method, path } of await operations()) {
    if (!path.includes('{patient}')) continue;
    const body = method === 'GET' ? {} : { body: {} };
    const answer = await call(method, `${filled(path).replace('p1', 'zz')}?from=0&to=1&kind=glucose`, { role: 'administrator', ...body });
    expect([method, path, answer.status]).toEqual([method, path, 404]);
  }
});

test('a telephone number can be mended; no list carries it', async () => {
  const patient = { id: 'p-phone', language: 'en', zone: 'Europe/London', glucoseUnit: 'mmol/L', group: 'adult' };
  const record = { ...patient, conditions: [], medicines: [], allergies: [], plan: [] };
  const role = 'coordinator';
  await call('POST', '/api/v1/patients', { role, body: { patient: record, identity: { name: 'Canary Wrongname', phone: '1' } } });
  const identity = { name: CANARIES.name, phone: CANARIES.phone };
  const changed = await call('PUT', '/api/v1/patients/p-phone/identity', { role, body: identity });
  expect([changed.status, await changed.json()]).toEqual([200, expect.objectContaining(identity)]);
  expect(await (await call('GET', '/api/v1/patients/p-phone', { role: 'doctor' })).json()).toMatchObject(identity);
  expect(await (await call('GET', '/api/v1/patients', { role: 'doctor' })).text()).not.toContain(CANARIES.phone);
  expect((await call('PUT', '/api/v1/patients/p-phone/identity', { role, body: { name: '' } })).status).toBe(400);
});

test('who leaves signs in no more, and is out at once', async () => {
  const leaver = { id: 'leaver', name: 'Canary Leaver', role: 'coordinator', language: 'en' };
  const { path } = (await (await call('POST', '/api/v1/users', { role: 'administrator', body: leaver })).json()) as { path: string };
  const enter = (token: string | null) => call('POST', '/api/v1/session', { body: { token } });
  const entered = await enter(new URL(path, house.url).searchParams.get('token'));
  sessions.set('leaver', entered.headers.get('set-cookie')!.split(';')[0]!);
  expect((await call('GET', '/api/v1/alerts', { role: 'leaver' })).status).toBe(200);
  const change = (body: object) => call('PUT', '/api/v1/users/leaver', { role: 'administrator', body });
  expect(await (await change({ disabled: true })).json()).toEqual({ ...leaver, disabled: expect.any(Number) });
  expect((await call('GET', '/api/v1/alerts', { role: 'leaver' })).status).toBe(401);
  const link = new URL(await createSignInLink(house.store, 'leaver', house.url, Date.now()));
  expect((await enter(link.searchParams.get('token'))).status).toBe(401);
  expect(await (await change({ disabled: false, role: 'doctor' })).json()).toEqual({ ...leaver, role: 'doctor' });
  const again = new URL(await createSignInLink(house.store, 'leaver', house.url, Date.now()));
  expect((await enter(again.searchParams.get('token'))).status).toBe(200);
  const own = await call('PUT', '/api/v1/users/administrator', { role: 'administrator', body: { disabled: true } });
  expect(own.status).toBe(409);
  expect((await call('PUT', '/api/v1/users/nobody', { role: 'administrator', body: { disabled: true } })).status).toBe(404);
});

test('a cuff whose clock runs ahead: its reading stands where it was heard, and is the latest until the next one', async () => {
  const cuff = await house.connect('meter-1');
  const now = Date.now();
  const say = (systolic: number, at: number) =>
    cuff.publishAsync('hearth/v1/meter-1/readings', JSON.stringify({ kind: 'blood-pressure', systolic, diastolic: 70, at }), { qos: 1 });
  await say(121, now + 8 * 3_600_000);
  const latest = async () => {
    const row = (await (await call('GET', '/api/v1/patients/p1', { role: 'doctor' })).json()) as PatientRow;
    return row.latest['blood-pressure'];
  };
  expect((await latest())?.systolicMmHg).toBe(121);
  expect((await latest())!.at).toBeLessThanOrEqual(Date.now());
  await new Promise((resolve) => setTimeout(resolve, 20));
  await say(122, Date.now());
  await cuff.endAsync();
  expect((await latest())?.systolicMmHg).toBe(122);
  const path = `/api/v1/patients/p1/readings?kind=blood-pressure&from=${now}&to=${Date.now() + 60_000}`;
  const shown = (await (await call('GET', path, { role: 'doctor' })).json()) as readonly ReadingView[];
  expect(shown.map(({ systolicMmHg }) => systolicMmHg)).toEqual([121, 122]);
});

test('FHIR over HTTP, and a phone that believes it speaks to Nightscout: answered after the commit, judged like all others', async () => {
  const basic = { authorization: `Basic ${Buffer.from('meter-1:secret of meter-1').toString('base64')}` };
  const observation = {
    resourceType: 'Observation',
    status: 'final',
    code: { coding: [{ system: 'http://loinc.org', code: '41653-7' }] },
    effectiveDateTime: '2026-01-05T07:25:00+01:00',
    valueQuantity: { value: 6.6, unit: 'mmol/L', code: 'mmol/L' },
  };
  const fhir = await call('POST', '/api/v1/readings/fhir', {
    body: observation,
    headers: { ...basic, 'content-type': 'application/fhir+json' },
  });
  expect([fhir.status, await fhir.json()]).toEqual([201, expect.objectContaining({ outcome: 'accepted' })]);
  const wrong = await call('POST', '/api/v1/readings/fhir', { body: { resourceType: 'Patient' }, headers: basic });
  expect([wrong.status, ((await wrong.json()) as { why: string }).why]).toEqual([202, expect.stringContaining('an Observation')]);
  expect((await call('POST', '/api/v1/readings/sonnets', { body: {}, headers: basic })).status).toBe(400);

  const secret = 'typed into the app';
  await house.store.transact(async (records) => {
    const secretHash = await hashSecret(nightscoutSecret(secret), 'device');
    await records.devices.save({ id: 'phone-1', zone: 'UTC', enrolled: 0, secretHash });
    await records.owners.assign('phone-1', 'p1', 0);
  });
  const site = '/nightscout/phone-1/api/v1';
  const signedIn = { 'api-secret': createHash('sha1').update(secret).digest('hex') };
  expect(await (await call('GET', `${site}/experiments/test`, { headers: signedIn })).json()).toEqual({ status: 'ok' });
  expect(await (await call('GET', `${site}/status.json`, { headers: signedIn })).json()).toMatchObject({ status: 'ok', apiEnabled: true });
  const at = Date.UTC(2026, 0, 5, 8);
  const entries = [{ type: 'sgv', sgv: 148, date: at, direction: 'Flat', device: 'xDrip' }];
  const sent = await call('POST', `${site}/entries`, { body: entries, headers: signedIn });
  expect([sent.status, await sent.json()]).toEqual([200, entries]);
  const stored: unknown[] = [];
  for await (const reading of house.store.readings.between('p1', 'glucose', at - 1, at + 1)) stored.push(reading);
  expect(stored).toEqual([
    expect.objectContaining({ device: 'phone-1', specimen: 'interstitial', reported: { value: 148, unit: 'mg/dL' } }),
  ]);
  for (const headers of [{}, { 'api-secret': 'guess' }, { 'api-secret': secret }])
    expect((await call('POST', `${site}/entries`, { body: entries, headers })).status).toBe(401);
  expect((await call('POST', '/nightscout/meter-1/api/v1/entries', { body: entries, headers: signedIn })).status).toBe(401);
});

test('the report as PDF, for whoever may read it', async () => {
  const path = `/api/v1/patients/p1/report?from=${Date.now() - 14 * 86_400_000}&to=${Date.now()}&language=zh-CN&format=pdf`;
  const answer = await call('GET', path, { role: 'doctor' });
  expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
  expect(
    Buffer.from(await answer.arrayBuffer())
      .subarray(0, 5)
      .toString(),
  ).toBe('%PDF-');
  expect((await call('GET', path)).status).toBe(401);
});

test('an alert never ends on the wrong side of where it begins: the two limits are checked together', async () => {
  const role = 'coordinator';
  await house.moveIn('p-pair', []);
  const set = (name: string, value: number | null) =>
    call('PUT', `/api/v1/patients/p-pair/thresholds/bp.crisis/${name}`, { role, body: { value, reason: 'agreed with the doctor' } });
  const wrong = await set('systolic', 170);
  expect([wrong.status, ((await wrong.json()) as { detail: string }).detail]).toEqual([
    422,
    expect.stringContaining('An alert that begins at 170 mmHg cannot end at 180 mmHg, above it'),
  ]);
  expect((await set('systolicRecovered', 165)).status).toBe(200);
  expect((await set('systolic', 170)).status).toBe(200);
  // Back to what is beneath, the end would be above its beginning again.
  expect((await set('systolicRecovered', null)).status).toBe(422);
  expect((await set('systolic', null)).status).toBe(200);
  expect((await set('systolicRecovered', null)).status).toBe(200);
});
