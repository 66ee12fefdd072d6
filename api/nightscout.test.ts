import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DAY, HOUR, MINUTE, SECOND } from '../domain/clock.ts';
import { hashSecret, nightscoutSecret } from '../house/secrets.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/**
 * A site as follower apps and uploaders know it, asked as they ask. The requests are those of their sources:
 * xDrip+ (StephenBlackWasAlreadyTaken/xDrip-Experimental, INsRestApi.java), AAPS (core/nssdk, NightscoutRemoteService.kt and
 * RemoteStatusResponse), Loop and Trio (NightscoutKit, NightscoutUploader.swift; Trio, NightscoutAPI.swift), nightguard
 * (NightscoutService.swift), M5 watches (/api/v1/entries.json?find[type][$eq]=sgv, /api/v2/properties), API v3
 * (nightscout/cgm-remote-monitor, lib/api3/doc/tutorial.md).
 */

let house: TestHouse;
let cookie = '';
let follower = '';
const SECRET = 'typed into the app';
const HASH = createHash('sha1').update(SECRET).digest('hex');
const signedIn = { 'api-secret': HASH };
const NOW = Math.floor(Date.now() / MINUTE) * MINUTE;
// biome-ignore lint/suspicious/noExplicitAny: what came over the wire
type Json = any;

beforeAll(async () => {
  house = await openTestHouse({ settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } } });
  await house.moveIn('p1', ['meter-1'], { glucoseUnit: 'mg/dL' });
  await house.moveIn('p2', ['meter-2']);
  const secretHash = await hashSecret(nightscoutSecret(SECRET), 'device');
  const other = await hashSecret(nightscoutSecret('another'), 'device');
  await house.store.transact(async (records) => {
    await records.devices.save({ id: 'phone-1', zone: 'UTC', enrolled: 0, uploader: 'nightscout', secretHash });
    await records.owners.assign('phone-1', 'p1', 0);
    await records.devices.save({ id: 'phone-2', zone: 'UTC', enrolled: 0, uploader: 'nightscout', secretHash: other });
    await records.users.save({ id: 'anna', name: 'Canary', role: 'coordinator', language: 'en' });
  });
  const link = new URL(await createSignInLink(house.store, 'anna', house.url, Date.now()));
  const entered = await fetch(`${house.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'hearth-request': '1' },
    body: JSON.stringify({ token: link.searchParams.get('token') }),
  });
  cookie = entered.headers.get('set-cookie')!.split(';')[0]!;

  // A sensor that rises by 2 mg/dL a minute for the last half hour, and was steady before; a finger stick; somebody else's meter.
  const sgv = (ago: number) => (ago < 30 ? 180 - 2 * ago : 120);
  const uploaded = Array.from({ length: 100 }, (_, i) => ({
    type: 'sgv',
    sgv: sgv(i * 5),
    date: NOW - i * 5 * MINUTE,
    dateString: new Date(NOW - i * 5 * MINUTE).toISOString(),
    device: 'xDrip-DexcomG6',
    direction: 'Flat',
  }));
  const answer = await site('POST', '/api/v1/entries', { body: uploaded });
  expect(answer.status).toBe(200);
  await speak('meter-1', { kind: 'glucose', value: 131, unit: 'mg/dL', specimen: 'capillary', at: NOW - 12 * MINUTE });
  await speak('meter-2', { kind: 'glucose', value: 7, unit: 'mmol/L', specimen: 'capillary', at: NOW - 12 * MINUTE });
  await speak('meter-1', { kind: 'glucose', value: 110, unit: 'mg/dL', specimen: 'capillary', at: NOW - 6 * DAY });
  follower = ((await (await asCoordinator('phone-1')).json()) as { token: string }).token;
});
afterAll(() => house.close());

const asCoordinator = (device: string) =>
  fetch(`${house.url}/api/v1/devices/${device}/follower-token`, { method: 'POST', headers: { cookie, 'hearth-request': '1' } });

async function speak(device: string, reading: object): Promise<void> {
  const delivery = { device, received: Date.now(), topic: `hearth/v1/${device}/readings`, payload: Buffer.from(JSON.stringify(reading)) };
  expect(await house.intake(delivery)).toMatchObject({ outcome: 'accepted' });
}

const site = (
  method: string,
  path: string,
  { body, headers = signedIn, at = '/nightscout/phone-1' }: { body?: unknown; headers?: Record<string, string>; at?: string } = {},
) =>
  fetch(house.url + at + path, {
    method,
    headers: { ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
const get = async (path: string, options: Parameters<typeof site>[2] = {}): Promise<Json> => {
  const answer = await site('GET', path, options);
  expect([path, answer.status]).toEqual([path, 200]);
  expect(answer.headers.get('cache-control')).toBe('no-store');
  return answer.json();
};

describe('API v1: what followers read', () => {
  test('the newest ten, with the arrow that Hearth computed', async () => {
    const found = await get('/api/v1/entries.json');
    expect(found).toHaveLength(10);
    expect(found[0]).toEqual({
      _id: expect.stringMatching(/^[0-9a-f]{24}$/),
      type: 'sgv',
      sgv: 180,
      date: NOW,
      dateString: new Date(NOW).toISOString(),
      sysTime: new Date(NOW).toISOString(),
      mills: NOW,
      utcOffset: 0,
      device: 'phone-1',
      direction: 'FortyFiveUp',
      trend: 3,
    });
    expect(found.filter(({ type }: Json) => type === 'mbg')).toEqual([expect.objectContaining({ mbg: 131, date: NOW - 12 * MINUTE })]);
    expect(found.map(({ date }: Json) => date)).toEqual(found.map(({ date }: Json) => date).toSorted((a: number, b: number) => b - a));
  });

  test.each([
    ['xDrip+', `/api/v1/entries.json?find[type][$eq]=sgv&find[date][$gt]=${NOW - HOUR}&count=50`, 12],
    ['xDrip+, finger sticks', `/api/v1/entries.json?find[type][$eq]=mbg&find[date][$gt]=${NOW - 10 * DAY}&count=50`, 2],
    ['xDrip+, calibrations', `/api/v1/entries.json?find[type][$eq]=cal&find[date][$gt]=0&count=50`, 0],
    ['Trio', `/api/v1/entries/sgv.json?count=1600&find[dateString][$gte]=${new Date(NOW - HOUR).toISOString()}`, 13],
    ['nightguard, a day', `/api/v1/entries.json?find[date][$gt]=${NOW - DAY}&find[date][$lte]=${NOW}&count=1440`, 101],
    ['the last', '/api/v1/entries/current.json', 1],
    ['the last, without the ending', '/api/v1/entries/current', 1],
    ['finger sticks of the last four days', '/api/v1/entries/mbg.json', 1],
    ['lows', `/api/v1/entries.json?find[sgv][$lt]=121&count=1000`, 94],
    ['what nobody has', '/api/v1/entries.json?find[colour]=red', 0],
    ['a zone whose plus was not escaped', `/api/v1/entries/sgv.json?find[dateString][$gte]=${iso(NOW - HOUR)}+00:00&count=99`, 13],
    ['none', '/api/v1/entries.json?count=0', 0],
  ])('%s', async (_, path, count) => {
    expect(await get(path)).toHaveLength(count);
  });

  test('only of the patient who has the app, and of nobody else', async () => {
    const found: Json[] = await get('/api/v1/entries.json?count=1000');
    expect(new Set(found.map(({ device }) => device))).toEqual(new Set(['phone-1', 'meter-1']));
    const nobodys = await site('GET', '/api/v1/entries.json', {
      at: '/nightscout/phone-2',
      headers: { 'api-secret': createHash('sha1').update('another').digest('hex') },
    });
    expect(nobodys.status).toBe(403);
    expect(await nobodys.json()).toMatchObject({ status: 403, description: expect.stringContaining('nobody’s') });
  });

  test('status, sign-in, treatments, profile, device status', async () => {
    expect(await get('/api/v1/status.json')).toMatchObject({
      status: 'ok',
      apiEnabled: true,
      settings: { units: 'mg/dl', thresholds: { bgHigh: 250, bgTargetTop: 180, bgTargetBottom: 70, bgLow: 54 } },
    });
    expect(await get('/api/v1/experiments/test')).toEqual({ status: 'ok' });
    const message = { canRead: true, canWrite: true, isAdmin: false, message: 'OK', rolefound: 'FOUND', permissions: 'ROLE' };
    expect(await get('/api/v1/verifyauth')).toEqual({ status: 200, message });
    expect((await get('/api/v1/verifyauth', { headers: {} })).message).toMatchObject({ canRead: false, message: 'UNAUTHORIZED' });
    expect(await get(`/api/v1/treatments.json?find[created_at][$gte]=${new Date(NOW - DAY).toISOString()}`)).toEqual([
      expect.objectContaining({ eventType: 'BG Check', glucose: 131, units: 'mg/dl', glucoseType: 'Finger' }),
    ]);
    expect(await get('/api/v1/profile.json')).toEqual([]);
    expect(await get('/api/v1/devicestatus.json')).toEqual([]);
  });

  test('a reading that is taken back is gone', async () => {
    await speak('meter-1', { kind: 'glucose', value: 222, unit: 'mg/dL', specimen: 'capillary', at: NOW - 3 * HOUR });
    const shown = async () => (await get('/api/v1/entries/mbg.json')).some(({ mbg }: Json) => mbg === 222);
    expect(await shown()).toBe(true);
    const reading = (await house.store.readings.latest('p1', 'glucose', 200)).find(({ at }) => at === NOW - 3 * HOUR && at !== 0)!;
    const [stick] = (await house.store.readings.latest('p1', 'glucose', 200)).filter(
      (one) => one.kind === 'glucose' && one.reported.value === 222,
    );
    expect(reading.at).toBe(stick!.at);
    await fetch(`${house.url}/api/v1/readings/${encodeURIComponent(stick!.id)}/withdraw`, {
      method: 'POST',
      headers: { cookie, 'hearth-request': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ why: 'a slip' }),
    });
    expect(await shown()).toBe(false);
  });
});

const iso = (at: number) => new Date(at).toISOString().slice(0, 19);

describe('API v2', () => {
  test('properties: now, the change, the arrow', async () => {
    const all = await get('/api/v2/properties');
    expect(all.bgnow).toMatchObject({ mean: 180, last: 180, mills: NOW, sgvs: [{ mgdl: 180, direction: 'FortyFiveUp' }] });
    expect(all.delta).toMatchObject({ absolute: 10, elapsedMins: 5, interpolated: false, mean5MinsAgo: 170, mgdl: 10, display: '+10' });
    expect(all.direction).toEqual({ display: null, value: 'FortyFiveUp', label: '↗', entity: '&#8599;' });
    expect(Object.keys(await get('/api/v2/properties/bgnow,delta'))).toEqual(['bgnow', 'delta']);
  });

  test('ddata, oldest first, and the pebble’s short form', async () => {
    const { sgvs, mbgs, treatments, lastUpdated } = await get('/api/v2/ddata');
    expect([sgvs.at(-1), mbgs.at(-1).mgdl, treatments.at(-1).eventType]).toEqual([
      expect.objectContaining({ mgdl: 180, mills: NOW }),
      131,
      'BG Check',
    ]);
    expect(lastUpdated).toBeGreaterThanOrEqual(NOW);
    expect((await get('/pebble')).bgs).toEqual([{ sgv: '180', trend: 3, direction: 'FortyFiveUp', datetime: NOW, bgdelta: '+10' }]);
  });
});

describe('who may ask', () => {
  const refused = async (path: string, headers: Record<string, string>, at?: string) =>
    (await site('GET', path, { headers, ...(at === undefined ? {} : { at }) })).status;

  test('the secret’s SHA-1, a follower’s token, a JSON web token; at the device’s address, and at the root', async () => {
    const token = `?token=${follower}`;
    const jwt = (await get(`/api/v2/authorization/request/${follower}`, { headers: {} })) as { token: string; exp: number; iat: number };
    expect([jwt.exp - jwt.iat, jwt]).toEqual([8 * 3600, expect.objectContaining({ sub: 'phone-1' })]);
    const bearer = { authorization: `Bearer ${jwt.token}` };
    for (const at of ['/nightscout/phone-1', '']) {
      for (const [path, headers] of [
        [`/api/v1/entries.json`, signedIn],
        [`/api/v1/entries.json`, { 'api-secret': HASH.toUpperCase() }],
        [`/api/v1/entries.json${token}`, {}],
        ['/api/v1/entries.json', bearer],
      ] as const)
        expect((await get(path, { headers, at }))[0]).toMatchObject({ sgv: 180 });
    }
    expect((await get(`/api/v1/entries.json?token=${encodeURIComponent(SECRET)}`, { headers: {} }))[0]).toMatchObject({ sgv: 180 });
  });

  test('nobody else', async () => {
    for (const path of ['/api/v1/entries.json', '/api/v1/status.json', '/api/v2/properties', '/api/v3/entries', '/api/v1/treatments.json'])
      for (const [headers, at] of [
        [{}, undefined],
        [{ 'api-secret': 'guess' }, undefined],
        [{ 'api-secret': SECRET }, undefined],
        [{ authorization: 'Bearer a.b.c' }, undefined],
        [signedIn, '/nightscout/phone-2'],
        [signedIn, '/nightscout/meter-1'],
        [{}, ''],
      ] as const)
        expect([path, await refused(path, headers as Record<string, string>, at)]).toEqual([path, 401]);
    const wrong = `${follower.slice(0, -1)}${follower.endsWith('0') ? '1' : '0'}`;
    expect(await refused(`/api/v1/entries.json?token=${wrong}`, {})).toBe(401);
    expect(await refused(`/api/v1/entries.json?token=${follower}`, {}, '/nightscout/phone-2')).toBe(401);
    expect((await site('GET', `/api/v2/authorization/request/${wrong}`, { headers: {} })).status).toBe(401);
    expect(await (await site('GET', '/api/v1/entries.json', { headers: {} })).json()).toEqual({
      status: 401,
      message: 'Unauthorized',
      description: 'Invalid/Missing',
    });
  });

  test('a follower’s token lets look, and not write; a JSON web token made of it neither', async () => {
    const { token } = await get(`/api/v2/authorization/request/${follower}`, { headers: {} });
    const entry = { type: 'sgv', sgv: 100, date: NOW - DAY, device: 'x' };
    const tries = [
      site('POST', `/api/v1/entries?token=${follower}`, { headers: {}, body: [entry] }),
      site('POST', '/api/v1/treatments', { headers: { authorization: `Bearer ${token}` }, body: [{}] }),
      site('POST', '/api/v3/entries', { headers: { authorization: `Bearer ${token}` }, body: entry }),
    ];
    for (const { status } of await Promise.all(tries)) expect(status).toBe(403);
  });

  test('only apps made for Nightscout have followers, and only those who look after devices give tokens', async () => {
    expect((await asCoordinator('meter-1')).status).toBe(400);
    expect((await asCoordinator('nobody')).status).toBe(404);
    expect((await fetch(`${house.url}/api/v1/devices/phone-1/follower-token`, { method: 'POST' })).status).toBe(401);
  });

  test('another secret ends the tokens of the old one', async () => {
    const phone = (await house.store.devices.get('phone-2'))!;
    const old = ((await (await asCoordinator('phone-2')).json()) as { token: string }).token;
    const status = async () => (await get(`/api/v1/verifyauth?token=${old}`, { headers: {}, at: '/nightscout/phone-2' })).message.message;
    expect(await status()).toBe('OK');
    const secretHash = await hashSecret(nightscoutSecret('a third'), 'device');
    await house.store.transact((records) => records.devices.save({ ...phone, secretHash }));
    expect(await status()).toBe('UNAUTHORIZED');
  });
});

describe('what uploaders send beside entries', () => {
  test('a finger stick is a reading; meals and insulin are answered, and not kept', async () => {
    const treatments = [
      { eventType: 'Meal Bolus', insulin: 8.1, carbs: 45, created_at: iso(NOW - DAY), enteredBy: 'Loop' },
      { eventType: 'BG Check', glucose: 96, glucoseType: 'Finger', units: 'mg/dl', created_at: `${iso(NOW - DAY)}Z`, enteredBy: 'Loop' },
    ];
    const answer = await site('POST', '/api/v1/treatments.json', { body: treatments });
    const named = (await answer.json()) as Json[];
    expect([answer.status, named.map(({ _id, ...rest }) => rest)]).toEqual([200, treatments]);
    for (const { _id } of named) expect(_id).toMatch(/^[0-9a-f]{24}$/);
    const found = await get(
      `/api/v1/treatments.json?find[created_at][$lte]=${iso(NOW - DAY + SECOND)}Z&find[created_at][$gte]=${iso(NOW - DAY)}Z`,
    );
    expect(found).toEqual([expect.objectContaining({ eventType: 'BG Check', glucose: 96 })]);
    expect((await site('PUT', '/api/v1/treatments', { body: { eventType: 'Note', notes: 'x' } })).status).toBe(200);
    expect((await house.store.quarantine.list(10)).map(({ reason }) => reason)).toEqual([]);
  });

  test('the battery of the phone is kept with the device', async () => {
    const status = { device: 'openaps://phone', created_at: `${iso(NOW)}Z`, uploader: { battery: 71 } };
    expect((await site('POST', '/api/v1/devicestatus.json', { body: status })).status).toBe(200);
    expect((await house.store.devices.get('phone-1'))!.facts).toMatchObject({ batteryPercent: 71 });
    expect(await get('/api/v1/devicestatus.json?count=1')).toEqual([expect.objectContaining({ device: 'phone-1', uploaderBattery: 71 })]);
    expect((await site('POST', '/api/v1/profile', { body: { defaultProfile: 'Default' } })).status).toBe(200);
    expect((await site('POST', '/api/v1/treatments', { body: [1] })).status).toBe(400);
  });

  test('an app that cannot bear a path in its address sends to the root', async () => {
    const entry = { type: 'sgv', sgv: 99, date: NOW - 2 * DAY, device: 'Spike' };
    const answer = await site('POST', '/api/v1/entries', { at: '', body: [entry] });
    expect([answer.status, await answer.json()]).toEqual([200, [expect.objectContaining({ sgv: 99, _id: expect.any(String) })]]);
    expect(await get(`/api/v1/entries.json?find[date]=${NOW - 2 * DAY}`)).toEqual([expect.objectContaining({ sgv: 99 })]);
    expect(await get('/api/v1/experiments/test', { at: '' })).toEqual({ status: 'ok' });
  });
});

describe('API v3, as AAPS speaks it', () => {
  const v3 = async (path: string, headers: Record<string, string> = signedIn) => (await get(`/api/v3/${path}`, { headers })).result;

  test('version for everybody; status says what may be done', async () => {
    expect(await v3('version', {})).toMatchObject({ version: '15.0.3', apiVersion: expect.any(String), srvDate: expect.any(Number) });
    expect((await v3('status')).apiPermissions).toEqual({
      entries: 'cr',
      treatments: 'cr',
      devicestatus: 'cr',
      profile: 'r',
      food: 'r',
      settings: 'r',
    });
    const { token } = await get(`/api/v2/authorization/request/${follower}`, { headers: {} });
    expect((await v3('status', { authorization: `Bearer ${token}` })).apiPermissions.entries).toBe('r');
    const { srvDate, collections } = await v3('lastModified');
    expect(collections.entries).toBeLessThanOrEqual(srvDate);
  });

  test.each<[string, number, number]>([
    ['entries?sort$desc=date&type=sgv', 100, 180],
    ['entries?sort$desc=date&type=sgv&limit=3&skip=1', 3, 170],
    [`entries?sort=date&date$gt=${NOW - HOUR}&limit=1000&type$eq=sgv`, 12, 120],
    [`entries?sort=date&date$gte=${new Date(NOW - HOUR).toISOString()}&limit=4&type=sgv`, 4, 120],
    ['entries?sort$desc=date&limit=3&fields=dateString,sgv,direction', 3, 180],
    [`entries?date$gt=${NOW}`, 0, 0],
  ])('%s', async (path, count, first) => {
    const found: Json[] = await v3(path);
    expect(found).toHaveLength(count);
    if (count > 0) expect(found[0].sgv).toBe(first);
    if (path.includes('fields')) expect(Object.keys(found[0]).sort()).toEqual(['dateString', 'direction', 'sgv']);
    else if (count > 0)
      expect(found[0]).toMatchObject({ identifier: expect.any(String), srvModified: expect.any(Number), isValid: true, units: 'mg' });
  });

  test('one by its identifier, of this patient only', async () => {
    const [one] = await v3('entries?sort$desc=date&limit=1&type=mbg');
    expect(await v3(`entries/${one.identifier}`)).toEqual(one);
    expect((await site('GET', '/api/v3/entries/nothing')).status).toBe(404);
  });

  test('what changed since: new readings, and those that were taken back', async () => {
    const { srvDate } = await v3('lastModified');
    expect(await v3(`entries/history/${srvDate}?limit=10`)).toEqual([]);
    const all: Json[] = await v3(`entries/history/${NOW - DAY}?limit=1000`);
    expect(all.filter(({ isValid }) => !isValid)).toEqual([expect.objectContaining({ mbg: 222 })]);
    expect(all.length).toBeGreaterThan(100);
    expect(all.map(({ srvModified }) => srvModified)).toEqual(all.map(({ srvModified }) => srvModified).toSorted((a, b) => a - b));
    // As a follower reads on: page by page from the last moment, and none is lost that came in one delivery with others.
    const read: Json[] = [];
    const next = async () => v3(`entries/history/${read.at(-1)?.srvModified ?? NOW - DAY}?limit=7`);
    for (let page: Json[] = await next(); page.length > 0; page = await next()) read.push(...page);
    expect(read.map(({ identifier }) => identifier)).toEqual(all.map(({ identifier }) => identifier));
    const answer = await site('GET', `/api/v3/entries/history/${NOW - DAY}?limit=5`);
    expect(answer.headers.get('etag')).toMatch(/^W\/"\d+"$/);
    expect((await v3(`treatments/history/${NOW - DAY}?limit=100`)).every(({ eventType }: Json) => eventType === 'BG Check')).toBe(true);
  });

  test('an entry is created once; the same again is a duplicate', async () => {
    const entry = {
      type: 'sgv',
      sgv: 104,
      date: NOW - 3 * DAY,
      utcOffset: 0,
      app: 'AAPS',
      device: 'AndroidAPS-DexcomG6',
      identifier: 'e-1',
    };
    const first = await site('POST', '/api/v3/entries', { body: entry });
    expect([first.status, await first.json()]).toEqual([201, { status: 201, identifier: 'e-1', lastModified: expect.any(Number) }]);
    const again = await site('POST', '/api/v3/entries', { body: entry });
    expect([again.status, await again.json()]).toEqual([200, expect.objectContaining({ isDeduplication: true, identifier: 'e-1' })]);
    const bolus = { eventType: 'Correction Bolus', insulin: 0.3, date: NOW, app: 'AAPS', device: 'AndroidAPS' };
    expect((await site('POST', '/api/v3/treatments', { body: bolus })).status).toBe(201);
    expect((await site('POST', '/api/v3/devicestatus', { body: { uploaderBattery: 40, date: NOW, app: 'AAPS' } })).status).toBe(201);
    expect((await house.store.devices.get('phone-1'))!.facts).toMatchObject({ batteryPercent: 40 });
  });

  test('nothing is changed or deleted, and said so in Nightscout’s words; what is wrong is refused', async () => {
    const change = await site('PATCH', '/api/v3/entries/e-1', { body: { sgv: 1 } });
    expect([change.status, await change.json()]).toEqual([403, { status: 403, message: 'Missing permission api:entries:update' }]);
    expect((await site('DELETE', '/api/v3/treatments/e-1')).status).toBe(403);
    for (const path of [
      'entries?limit=0',
      'entries?limit=9999',
      'entries?date$re=1',
      'entries?date$gt=yesterday',
      'entries?sort=sgv',
      'entries?skip=-1',
    ])
      expect([path, (await site('GET', `/api/v3/${path}`)).status]).toEqual([path, 400]);
    expect((await site('POST', '/api/v3/entries', { body: {} })).status).toBe(400);
  });
});
