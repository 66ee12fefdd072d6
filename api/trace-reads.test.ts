import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { HINTS_APART_MS } from '../store/sqlite.ts';
import { staySignedIn } from '../tests/callers.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';
import { signOwnPage } from './own-page-link.ts';
import { SHOWS_NOBODY, TRACES_ITSELF, traceOf } from './trace-reads.ts';

/** Whatever shows a patient's data leaves a trace: through the front door, over real HTTP, into a real file. */

const MORNING = Date.parse('2026-03-01T08:00:00Z');
let clock: ReplayClock;
let house: TestHouse;
let cookie: string;

beforeEach(async () => {
  clock = createReplayClock(MORNING);
  house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 100_000 } } });
  await house.moveIn('p1', ['meter-1']);
  await house.moveIn('p2', []);
  cookie = await staySignedIn(house, { id: 'dr.li', name: 'Li', role: 'administrator', language: 'en' });
});
afterEach(() => house.close());

const get = (path: string, method = 'GET') => fetch(house.url + path, { method, headers: { cookie } });
const reads = async (patient = 'p1') => (await house.store.audit.search({ patient, did: 'read' }, 100)).toReversed();
const lists = async () => (await house.store.audit.search({ did: 'read.list' }, 100)).toReversed();

async function getRoutes(): Promise<readonly string[]> {
  const { paths } = (await (await get('/api/openapi.json')).json()) as { paths: Record<string, object> };
  return Object.entries(paths).flatMap(([path, methods]) => ('get' in methods ? [path] : []));
}
const pattern = (path: string): string => path.replaceAll(/\{(\w+)\}/g, ':$1');

test('every route with a patient in its address leaves a trace of who looked, when, and at what', async () => {
  const withPatient = (await getRoutes()).filter((path) => path.includes('{patient}'));
  expect(withPatient.length).toBeGreaterThan(12);
  for (const path of withPatient) {
    clock.advance(clock.now() + DAY);
    const before = (await reads()).length;
    const filled = path.replaceAll('{patient}', 'p1').replaceAll(/\{\w+\}/g, 'nothing');
    await get(`${filled}?from=0&to=${DAY}&kind=glucose`);
    expect((await reads()).length, path).toBe(before + 1);
    const act = (await reads()).at(-1);
    expect(act, path).toMatchObject({ at: clock.now(), by: 'dr.li', did: 'read', patient: 'p1', about: { role: 'administrator' } });
    const word = path.split('{patient}/')[1]?.split('/')[0] ?? 'record';
    expect(act?.about.kind, path).toBe(word === 'sends' ? 'messages' : word);
  }
});

test('every other route is known to show nobody, or is traced by its link or by what it answers', async () => {
  const known = [...SHOWS_NOBODY, ...TRACES_ITSELF];
  for (const path of await getRoutes()) {
    const trace = traceOf('GET', pattern(path));
    expect([path, trace !== undefined || known.includes(pattern(path))]).toEqual([path, true]);
    expect([path, trace !== undefined && known.includes(pattern(path))]).toEqual([path, false]);
  }
});

test('what the FHIR facade gives out is traced, one by one and in lists', async () => {
  expect((await get('/fhir/Patient/p1')).status).toBe(200);
  expect(await reads()).toMatchObject([{ by: 'dr.li', about: { kind: 'fhir' } }]);
  expect((await get('/fhir/Patient')).status).toBe(200);
  expect(await lists()).toMatchObject([{ about: { kind: 'fhir', people: 2, shown: 'p1 p2' } }]);
  await get('/fhir/metadata');
  expect(await lists()).toHaveLength(1);
});

test('the same at the same thing within a quarter of an hour is one act, then how often more', async () => {
  for (let n = 0; n < 4; n++) {
    await get('/api/v1/patients/p1');
    clock.advance(clock.now() + MINUTE);
  }
  await get('/api/v1/patients/p1/plan');
  await get('/api/v1/patients/p2');
  expect((await reads()).map(({ did, about }) => [did, about.kind])).toEqual([
    ['read', 'record'],
    ['read', 'plan'],
  ]);
  expect(await house.store.looks.of('p1')).toMatchObject([
    { kind: 'plan', times: 1 },
    { kind: 'record', times: 4, last: MORNING + 3 * MINUTE },
  ]);

  clock.advance(MORNING + 30 * MINUTE);
  await house.settle();
  expect((await reads()).at(-1)).toMatchObject({
    did: 'read.again',
    by: 'dr.li',
    about: { kind: 'record', role: 'administrator', times: 3, since: MORNING, last: MORNING + 3 * MINUTE },
  });
  expect(await reads()).toHaveLength(3);
  await get('/api/v1/patients/p1');
  expect((await reads()).at(-1)).toMatchObject({ did: 'read', about: { kind: 'record' } });
});

test('a list says whom it showed, once a day for each, and whoever joins it', async () => {
  await get('/api/v1/patients');
  await get('/api/v1/patients');
  expect(await lists()).toMatchObject([{ by: 'dr.li', about: { kind: 'patients', people: 2, shown: 'p1 p2' } }]);
  await house.moveIn('p3', []);
  await get('/api/v1/patients');
  expect((await lists())[1]).toMatchObject({ about: { kind: 'patients', people: 1, shown: 'p3' } });
  await get('/api/v1/devices/meter-1');
  expect((await reads()).at(-1)).toMatchObject({ did: 'read', about: { kind: 'device' } });
});

test('the own page says that its link was used; a link that is worth nothing leaves nothing', async () => {
  const made = await fetch(`${house.url}/api/v1/patients/p1/own-page`, { method: 'POST', headers: { cookie, 'hearth-request': '1' } });
  const { path } = (await made.json()) as { path: string };
  expect((await fetch(`${house.url}/api/v1/own-page/${path.slice(3)}`)).status).toBe(200);
  expect((await reads()).at(-1)).toMatchObject({ by: 'p1', did: 'read', about: { kind: 'own-page', role: 'patient' } });
  const forged = signOwnPage('p1', clock.now() + DAY, new Uint8Array(32));
  expect((await fetch(`${house.url}/api/v1/own-page/${forged}`)).status).toBe(401);
  expect((await reads()).filter(({ did }) => did === 'read')).toHaveLength(1);
});

test('an answer waits until its trace is committed, and there is none where it cannot be', async () => {
  const other = new DatabaseSync(join(house.folder, 'hearth.db'));
  other.exec('begin immediate');
  const refused = await get('/api/v1/patients/p1');
  expect(refused.status).toBe(503);
  expect(await refused.text()).not.toContain('"zone"');
  other.exec('rollback');
  other.close();
  expect((await get('/api/v1/patients/p1')).status).toBe(200);
  expect(await reads()).toHaveLength(1);
});

test('who looks does not tell consoles to look again', async () => {
  // What was committed before is hinted a little later: that hint is let go by first.
  await setTimeout(HINTS_APART_MS);
  let hints = 0;
  const stop = house.store.onCommit(() => hints++);
  await get('/api/v1/patients/p1');
  await get('/api/v1/patients');
  await new Promise(setImmediate);
  stop();
  expect(await reads()).toHaveLength(1);
  expect(hints).toBe(0);
});
