import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SCOPES, type Scope, TOKEN_PREFIX } from '../domain/api-token.ts';
import { ROLES, type UserRole } from '../domain/roles.ts';
import { hashKey } from '../house/secrets.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { NARROWED, OTHER, OWN, twoPatients } from '../tests/two-patients.ts';
import { ACCESS_TABLE } from './access-table.ts';
import { FHIR_ACCESS } from './fhir-access.ts';

/** Every route × every role × one's own patient and another's, with real requests to a real server whose staff see their own patients. */

let house: TestHouse;
let clinic: Awaited<ReturnType<typeof twoPatients>>;
const cookies = new Map<string, string>();
const keys = new Map<Scope, string>();

beforeAll(async () => {
  house = await openTestHouse({
    settings: {
      http: { port: 0, requestsPerMinute: 1_000_000, wrongSecretsPerMinute: 1_000_000, signInsPerMinute: 100_000 },
      clinic: { staffSee: 'their-patients' },
    },
  });
  clinic = await twoPatients(house);
  // One reading of each has lost its judgement, so that the list of those has somebody to show.
  const hand = new DatabaseSync(join(house.folder, 'hearth.db'));
  hand.exec('update readings set judged_by = null, judged_at = null');
  hand.close();
  const now = Date.now();
  await house.store.transact(async (records) => {
    for (const scope of SCOPES) {
      const key = `${TOKEN_PREFIX}${scope}-for-the-test`;
      keys.set(scope, key);
      const token = { id: scope, keyHash: hashKey(key), name: scope, scopes: [scope], made: now, by: 'administrator', until: now + 1e7 };
      await records.apiTokens.save(token);
    }
  });
  // The clinic's report is made while somebody waits: only then it shows anybody.
  const made = await fetch(`${house.url}/api/v1/reports/cohort/page?format=json`, {
    headers: { cookie: await clinic.enter('administrator') },
  });
  expect(await made.text()).toContain(OTHER);
}, 60_000);
afterAll(() => house.close());

/** Types of the FHIR facade that are searched for by patient. */
const OF_BOTH = ['Observation', 'DiagnosticReport', 'Composition', 'QuestionnaireResponse', 'CarePlan', 'Flag'];
/** What a route wants beside what most want. */
const ASKED: Readonly<Record<string, string>> = {
  'GET /api/v1/reports/cohort/page': 'format=json',
  'GET /api/v1/limits/proposals': 'waiting=no',
  ...Object.fromEntries(
    FHIR_ACCESS.map(({ type }) => [`GET /fhir/${type}`, OF_BOTH.includes(type) ? `patient=${OWN},${OTHER}` : '_count=200']),
  ),
  'GET /fhir/AuditEvent': `patient=${OWN},${OTHER}&_count=200`,
  'GET /fhir/Observation/$lastn': `patient=${OWN},${OTHER}`,
};

type Verdict = 'sign-in' | 'refused' | 'hidden' | 'allowed';
/** What a caller was told, with what came back. */
async function ask(route: string, params: Readonly<Record<string, string>>, headers: Readonly<Record<string, string>>) {
  const [method = '', pattern = ''] = route.split(' ');
  const path = pattern.replaceAll(/:(\w+)/g, (_, name) => encodeURIComponent(params[name] ?? 'a-name-of-nothing'));
  const leave = new AbortController();
  const answer = await fetch(`${house.url}${path}${method === 'GET' ? `?${ASKED[route] ?? 'from=0&to=9999999999999&kind=glucose'}` : ''}`, {
    method,
    // Not what any route asks for: whoever may use it is told so, and nothing is changed where a body says what.
    ...(method === 'GET' ? {} : { body: '"nothing of what is asked for"' }),
    headers: { 'hearth-request': '1', ...(method === 'GET' ? {} : { 'content-type': 'application/json' }), ...headers },
    redirect: 'manual',
    signal: leave.signal,
  });
  const endless = answer.headers.get('content-type') === 'text/event-stream';
  const text = endless ? '' : await answer.text();
  if (endless) leave.abort();
  const isFhir = route.includes(' /fhir/');
  // A broken link of a message is answered with a page.
  const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true;
  const problem =
    answer.status >= 400 && !isFhir && !isPage && !isElsewhere(route) ? (JSON.parse(text) as { code: string; detail: string }) : undefined;
  expect(answer.status, `${route}: ${text}`).toBeLessThan(500);
  const verdict: Verdict =
    answer.status === 401 || problem?.code === 'token.refused'
      ? 'sign-in'
      : answer.status === 403
        ? 'refused'
        : problem?.code === 'api.not-found' && problem.detail.includes('not named for')
          ? 'hidden'
          : 'allowed';
  // What was asked for is told again in a Bundle's links.
  const shown = isFhir && answer.status < 400 ? JSON.stringify((JSON.parse(text) as { entry?: unknown }).entry ?? []) : text;
  return { verdict, text: shown, status: answer.status };
}

/** Routes that end or change the session that they are called with. */
const ENDS_SESSIONS = /^(POST|DELETE) \/api\/v1\/sessions?/;
async function cookieOf(role: string, route: string): Promise<string> {
  if (!cookies.has(role) || ENDS_SESSIONS.test(route)) cookies.set(role, await clinic.enter(role));
  return cookies.get(role)!;
}

const FOR_PEOPLE = ACCESS_TABLE.flatMap(([route, who, about]) =>
  typeof who === 'string' ? [] : [{ route, who: who as readonly UserRole[], about }],
);
/** Files of the console; and the sites of Nightscout, which make their routes from registries of their own, each with its `who`, under the same guard. */
const isElsewhere = (route: string): boolean =>
  !/^\w+ \/(api|fhir|healthz|readyz|metrics)/.test(route) ||
  /^\w+ \/api\/(v[23]\/|versions|v1\/(entries|treatments|devicestatus|profiles?|status|experiments|verifyauth|adminnotifies|food|activity|count|slice|times|echo|pebble)(\/|\.|$))/.test(
    route,
  );

test('every route has a row, once, and every row a route', () => {
  const rows = ACCESS_TABLE.map(([route]) => route);
  expect(new Set(rows).size).toBe(rows.length);
  expect(house.routes.filter((route) => !isElsewhere(route) && !rows.includes(route))).toEqual([]);
  expect(rows.filter((route) => !house.routes.includes(route))).toEqual([]);
  // What leads to a patient by its address leads there in the table.
  for (const { route, about } of FOR_PEOPLE) {
    const leads = ['patient', 'alert', 'reading', 'followUp', 'device'].find((name) => route.includes(`:${name}`));
    if (leads) expect([route, about]).toEqual([route, leads]);
  }
});

describe.each(ROLES)('%s', (role) => {
  test.each(FOR_PEOPLE)('$route', async ({ route, who, about }) => {
    for (const patient of [OWN, OTHER]) {
      const params = await clinic.leadingTo(about, patient, role);
      const { verdict, text, status } = await ask(route, params, { cookie: await cookieOf(role, route) });
      const leadsAway = about !== 'nobody' && about !== 'rows' && patient === OTHER && NARROWED.includes(role);
      expect([route, patient, verdict]).toEqual([route, patient, who.includes(role) ? (leadsAway ? 'hidden' : 'allowed') : 'refused']);
      // What is about one's own patient says nothing of the other.
      if (about !== 'nobody' && about !== 'rows' && patient === OWN && status === 200 && NARROWED.includes(role))
        expect([route, text.includes(OTHER)]).toEqual([route, false]);
      if (about === 'rows' && status === 200) {
        expect([route, text.includes(OWN)]).toEqual([route, !COUNTED.includes(route)]);
        expect([route, text.includes(OTHER)]).toEqual([route, !NARROWED.includes(role) && !COUNTED.includes(route)]);
      }
    }
  });
});

/** Lists of figures over patients, which name nobody; and what patients are asked. */
const COUNTED: readonly string[] = ['GET /api/v1/alerts/budget', 'GET /fhir/Questionnaire'];

test('nobody comes in without a session, a secret, or a link', async () => {
  for (const [route, who, about] of ACCESS_TABLE) {
    const { verdict, status } = await ask(route, await clinic.leadingTo(about, OWN, 'doctor'), {});
    if (who === 'anybody') expect([route, verdict]).toEqual([route, 'allowed']);
    else if (who === 'uploader') expect([route, status]).toEqual([route, 401]);
    else if (who === 'patient-link') expect([route, status >= 400]).toEqual([route, true]);
    else expect([route, verdict]).toEqual([route, 'sign-in']);
  }
});

test('nobody’s session opens what is for devices', async () => {
  for (const [route, who] of ACCESS_TABLE) {
    if (who !== 'device') continue;
    const { verdict } = await ask(route, {}, { cookie: await cookieOf('administrator', route) });
    expect([route, verdict]).toEqual([route, 'sign-in']);
  }
});

test.each(SCOPES)('a token with the scope %s opens what has this scope, and nothing else', async (scope) => {
  const headers = { authorization: `Bearer ${keys.get(scope)}`, 'hearth-device': `meter-of-${OWN}` };
  for (const [route, who, about, needs] of ACCESS_TABLE) {
    if (who === 'anybody' || who === 'patient-link') continue;
    const { verdict } = await ask(route, await clinic.leadingTo(about, OTHER, 'doctor'), headers);
    expect([route, verdict]).toEqual([route, needs === scope ? 'allowed' : 'refused']);
  }
});

const TRIED = [{ rule: 'glucose.low', name: 'limit', value: 4, unit: 'mmol/L' }];
test.each(['Patient', 'Device', ...OF_BOTH])('of the FHIR facade: %s, by a form and by its id', async (type) => {
  const search = async (role: string) => {
    const answer = await fetch(`${house.url}/fhir/${type}/_search`, {
      method: 'POST',
      headers: { cookie: await cookieOf(role, '/fhir'), 'hearth-request': '1', 'content-type': 'application/x-www-form-urlencoded' },
      body: `_count=200${OF_BOTH.includes(type) ? `&patient=${OWN},${OTHER}` : ''}`,
    });
    const { entry = [] } = (await answer.json()) as { entry?: { resource: { id: string } }[] };
    return entry.map(({ resource }) => resource);
  };
  const read = async (role: string, id: string) =>
    (await fetch(`${house.url}/fhir/${type}/${id}`, { headers: { cookie: await cookieOf(role, '/fhir') } })).status;
  const [all, own] = [await search('administrator'), (await search('coordinator')).map(({ id }) => id)];
  expect(all.length).toBeGreaterThan(own.length);
  expect(own.length).toBeGreaterThan(0);
  for (const { id } of [all.find((one) => own.includes(one.id))!, all.find((one) => !own.includes(one.id))!])
    expect([type, id, await read('administrator', id), await read('coordinator', id)]).toEqual([
      type,
      id,
      200,
      own.includes(id) ? 200 : 404,
    ]);
});

test('a program reads no name through the FHIR facade, and the statement says what it needs', async () => {
  await house.store.transact((records) => records.identities.save(OWN, { name: 'Plainly Invented', phone: '+44 7700 900123' }));
  const bearer = (scope: Scope) => ({ authorization: `Bearer ${keys.get(scope)}` });
  const patients = await (await fetch(`${house.url}/fhir/Patient`, { headers: bearer('read:patients') })).text();
  expect([patients.includes(OWN), patients.includes('Plainly Invented')]).toEqual([true, false]);
  const stated = (await (await fetch(`${house.url}/fhir/metadata`)).json()) as { rest: { security: { description: string } }[] };
  for (const { type, scope } of FHIR_ACCESS)
    expect([type, scope === undefined || stated.rest[0]!.security.description.includes(`${type} ${scope}`)]).toEqual([type, true]);
});

/** What sites of Nightscout tell anybody: their version, and whether a token is good. */
const NIGHTSCOUT_OPEN = /\/(version|versions|verifyauth|authorization\/request\/:token|times\/echo|adminnotifies)(\.json)?$/;
test('the sites of Nightscout: nobody’s session opens them; tokens do, by scope, for the device that they name', async () => {
  const sites = house.routes.filter((route) => / (\/nightscout\/:device)?\/(api|pebble)/.test(route) && isElsewhere(route));
  expect(sites.length).toBeGreaterThan(50);
  const counts = { read: 0, write: 0 };
  for (const route of sites) {
    const [device, headers] = [`meter-of-${OWN}`, { 'hearth-device': `meter-of-${OWN}` }];
    const told = async (more: Readonly<Record<string, string>>) => (await ask(route, { device }, { ...headers, ...more })).verdict;
    // A document of version 3 is written once, and changed by nobody.
    if (NIGHTSCOUT_OPEN.test(route) || /^(PUT|PATCH|DELETE) .*:identifier$/.test(route)) continue;
    const verdict = async (scope: Scope) => told({ authorization: `Bearer ${keys.get(scope)}` });
    expect([route, await told({}), await told({ cookie: await cookieOf('administrator', route) })]).toEqual([route, 'sign-in', 'sign-in']);
    const [reads, writes, others] = [await verdict('read:readings'), await verdict('write:readings'), await verdict('read:patients')];
    expect([route, [reads, writes].sort(), others]).toEqual([route, ['allowed', 'refused'], 'refused']);
    counts[reads === 'allowed' ? 'read' : 'write']++;
  }
  expect(counts.read).toBeGreaterThan(20);
  expect(counts.write).toBeGreaterThan(5);
});

test('whom a body names must be seen, too', async () => {
  const tell = async (role: string, path: string, body: unknown) => {
    const headers = { cookie: await cookieOf(role, path), 'content-type': 'application/json', 'hearth-request': '1' };
    const answer = await fetch(`${house.url}/api/v1${path}`, { method: 'POST', headers, body: JSON.stringify(body) });
    return answer.status;
  };
  const { device } = await clinic.leadingTo('device', OWN, 'coordinator');
  const named = [
    [`/devices/${device}/assign`, { patient: OTHER }],
    ['/devices', { id: 'new-1', zone: 'UTC', patient: OTHER }],
    ['/devices/batch', { devices: [{ id: 'new-2', zone: 'UTC', patient: OTHER }] }],
    ['/devices/claim-codes', { hours: 1, patient: OTHER }],
    ['/adverse-reactions', { patient: OTHER, key: 'once-and-again' }],
    ['/rules/preview', { patient: OTHER, days: 7, limits: TRIED }],
    ['/reports/runs', { period: '2026-W08', patients: [OTHER] }],
    ['/reports/runs', { period: '2026-W08', patients: [OWN, OTHER] }],
  ] as const;
  for (const [path, body] of named) expect([path, await tell('coordinator', path, body)]).toEqual([path, 404]);
  expect(await house.store.devices.get('new-1')).toBeUndefined();
  expect(await tell('administrator', `/devices/${device}/assign`, { patient: OTHER })).toBe(200);
  // Of a group or of everybody: of those who are seen, or not at all.
  for (const of of [{ cohort: clinic.cohort }, { group: 'adult' }, {}])
    expect([of, await tell('coordinator', '/rules/preview', { ...of, days: 7, limits: TRIED })]).toEqual([of, 403]);
  expect(await tell('coordinator', '/reports/runs', { period: '2026-W08' })).toBe(200);
  const [run] = (await house.store.reportRuns.list(9)).filter(({ by }) => by === 'coordinator');
  expect(run?.patients).toEqual([OWN]);
});
