import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { TOKEN_PREFIX } from '../domain/api-token.ts';
import { DAY, HOUR } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey } from '../house/secrets.ts';
import { fhirProblems } from '../tests/fhir-definitions.ts';
import { glucose, openTestHouse, type TestHouse } from '../tests/house.ts';

/** Reports as they were issued, through the facade, held against HL7's own definitions. */

const ZONE = 'Europe/Berlin';
const at = (text: string) => Temporal.ZonedDateTime.from(`${text}[${ZONE}]`).epochMilliseconds;
const clock = createReplayClock(at('2026-03-27T12:00'));
const WEEK = 'p.1.2026-W13';
let house: TestHouse;

// biome-ignore lint/suspicious/noExplicitAny: what came over the wire is looked at, and checked by HL7's definitions
type Json = Record<string, any>;

beforeAll(async () => {
  house = await openTestHouse({ clock, settings: { clinic: { name: 'Clinic', zone: ZONE, language: 'en' } } });
  await house.moveIn('p_1', ['meter-1'], { zone: ZONE, plan: [{ kind: 'glucose', everyDays: 1 }] });
  await house.moveIn('p2', [], { zone: ZONE, plan: [{ kind: 'glucose', everyDays: 1 }] });
  await house.store.transact(async (records) => {
    await records.identities.save('p_1', { name: 'Canary Testperson' });
    await records.users.save({ id: 'wang', name: 'Canary Doctor', role: 'doctor', language: 'en' });
    const forever = { since: 0, seen: Number.MAX_SAFE_INTEGER, until: Number.MAX_SAFE_INTEGER, once: false };
    await records.sessions.open({ keyHash: hashKey('wang'), user: 'wang', ...forever });
    await records.apiTokens.save({
      id: 'tok',
      keyHash: hashKey(`${TOKEN_PREFIX}reader`),
      name: 'Hospital',
      scopes: ['read:reports'],
      by: 'wang',
      made: 0,
      until: Number.MAX_SAFE_INTEGER,
    });
  });
  const meter = await house.connect('meter-1');
  for (const [sequence, value] of [6.1, 7.3, 5.2].entries()) {
    const body = glucose(value, clock.now() - (sequence + 1) * HOUR, { sequence });
    await meter.publishAsync('hearth/v1/meter-1/readings', body, { qos: 1 });
  }
  await meter.endAsync();
  clock.advance(at('2026-03-30T03:30'));
  await house.settle();
  await act('POST', '/reports/runs', { period: '2026-W13' });
  await house.settle();
});
afterAll(() => house.close());

const act = (method: string, path: string, body: unknown) =>
  fetch(`${house.url}/api/v1${path}`, {
    method,
    headers: { 'hearth-request': '1', cookie: 'hearth=wang', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const PERSON = { cookie: 'hearth=wang' };
const PROGRAM = { authorization: `Bearer ${TOKEN_PREFIX}reader` };
async function get(path: string, headers: Record<string, string> = PERSON): Promise<Json> {
  const answer = await fetch(`${house.url}/fhir/${path}`, { headers });
  const body = (await answer.json()) as Json;
  expect([path, answer.status, body.resourceType === 'OperationOutcome' ? body : undefined]).toEqual([path, 200, undefined]);
  expect(fhirProblems(body), JSON.stringify(body).slice(0, 300)).toEqual([]);
  return body;
}
const idsIn = ({ entry = [] }: Json): string[] => entry.map(({ resource }: Json) => resource.id);
const search = async (query: string) => idsIn(await get(`DiagnosticReport?patient=p.1${query}`));

test('an issued report: found with its patient, preliminary, with the figures that were kept and the PDF by link', {
  timeout: 120_000,
}, async () => {
  expect(await search('')).toEqual([expect.stringMatching(/^p\.1\.14d\./), WEEK]);
  const report = await get(`DiagnosticReport/${WEEK}`);
  expect(report).toMatchObject({
    status: 'preliminary',
    meta: { versionId: '1' },
    subject: { reference: 'Patient/p.1' },
    effectivePeriod: { start: '2026-03-22T23:00:00Z', end: '2026-03-29T22:00:00Z' },
  });
  expect(report['result'].length).toBeGreaterThan(0);
  for (const { url, contentType } of report['presentedForm']) {
    const answer = await fetch(url, { headers: PROGRAM });
    expect([answer.status, answer.headers.get('content-type')?.split(';')[0]]).toEqual([200, contentType]);
  }
  const json = report['presentedForm'].find(({ contentType }: Json) => contentType === 'application/json');
  const bytes = Buffer.from(await (await fetch(json.url, { headers: PROGRAM })).arrayBuffer());
  expect(bytes.length).toBe(json.size);
  expect(report['identifier'][1].value).toBe(createHash('sha256').update(bytes).digest('hex'));
  expect((await get(`DiagnosticReport/${WEEK}`, PROGRAM))['id']).toBe(WEEK);
});

test('found by its period, by the day of issue and by status; nothing of another patient', async () => {
  expect(await search('&date=2026-03')).toEqual([expect.stringMatching(/^p\.1\.14d\./), WEEK]);
  expect(await search('&date=ge2026-03-23&date=lt2026-03-30&status=preliminary')).toEqual([WEEK]);
  expect(await search('&date=2026-03-25')).toEqual([]);
  expect(await search('&date=sa2026-03-29')).toEqual([]);
  expect(await search('&date=eb2026-03-23')).toEqual([]);
  expect(await search('&date=ne2026-03&status=preliminary')).toEqual([]);
  expect(await search('&issued=lt2026-03-29')).toEqual([]);
  expect(idsIn(await get(`DiagnosticReport?_id=${WEEK}&patient=p2`))).toEqual([]);
  expect(idsIn(await get(`DiagnosticReport?_id=${WEEK},p2.2026-W13`))).toEqual([WEEK, 'p2.2026-W13']);
  const page = await get('DiagnosticReport?patient=p.1&_count=1');
  expect([page['total'], idsIn(page).length]).toEqual([2, 1]);
  expect(idsIn(await get(page['link'][1].url.split('/fhir/')[1]))).toEqual([WEEK]);
  expect((await fetch(`${house.url}/fhir/DiagnosticReport/p.1.2026-W12`, { headers: PERSON })).status).toBe(404);
  expect((await fetch(`${house.url}/fhir/DiagnosticReport/p.1.2026-W99`, { headers: PERSON })).status).toBe(404);
  expect((await fetch(`${house.url}/fhir/DiagnosticReport?patient=p.1&date=soon`, { headers: PERSON })).status).toBe(400);
});

test('as a document: the words and figures that were kept, without single readings; a program is told no name', async () => {
  const document = await get(`Composition/${WEEK}/$document`);
  expect(document['type']).toBe('document');
  expect(document['entry'].map(({ resource }: Json) => resource.resourceType)).toEqual([
    'Composition',
    'Patient',
    'Organization',
    'DiagnosticReport',
  ]);
  const [composition, patient, , diagnostic] = document['entry'].map(({ resource }: Json) => resource);
  expect(composition).toMatchObject({ id: WEEK, status: 'preliminary', language: 'en', meta: { versionId: '1' } });
  expect(diagnostic).toEqual(await get(`DiagnosticReport/${WEEK}`));
  expect(patient.name).toEqual([{ text: 'Canary Testperson' }]);
  // What the page of the issued report says, it says.
  expect(JSON.stringify(composition.section)).toContain('6.2 mmol/L');
  const told = JSON.stringify(await get(`Composition/${WEEK}/$document`, PROGRAM));
  expect(told).toContain(WEEK);
  expect(told).not.toContain('Canary');
  expect(idsIn(await get(`Composition?_id=${WEEK}&patient=p.1`))).toEqual([WEEK]);
  expect(idsIn(await get(`Composition?_id=${WEEK}&patient=p2`))).toEqual([]);
  expect((await fetch(`${house.url}/fhir/Composition/p.1.2026-W12/$document`, { headers: PERSON })).status).toBe(404);
});

test('signed it is final and tells people by whom; its correction is another version', async () => {
  const [first] = await house.store.issuedReports.of('p_1', 9);
  const etag = (await fetch(`${house.url}/fhir/DiagnosticReport/${WEEK}`, { headers: PERSON })).headers.get('etag')!;
  clock.advance(clock.now() + HOUR);
  expect((await act('POST', `/reports/${first!.id}/sign`, { note: 'Canary: seen, go on' })).status).toBe(200);
  const signed = await get(`DiagnosticReport/${WEEK}`);
  expect(signed).toMatchObject({
    status: 'final',
    meta: { versionId: '1.signed' },
    conclusion: 'Canary: seen, go on',
    resultsInterpreter: [{ display: 'Canary Doctor' }],
  });
  expect(JSON.stringify(await get(`DiagnosticReport/${WEEK}`, PROGRAM))).not.toContain('Canary');
  const compositionIn = ({ entry }: Json): Json => entry[0].resource;
  const attested = compositionIn(await get(`Composition/${WEEK}/$document`));
  expect(attested).toMatchObject({ status: 'final', attester: [{ mode: 'professional', party: { display: 'Canary Doctor' } }] });
  expect(JSON.stringify(await get(`Composition/${WEEK}/$document`, PROGRAM))).not.toContain('Canary');
  const unchanged = await fetch(`${house.url}/fhir/DiagnosticReport/${WEEK}`, { headers: { ...PERSON, 'if-none-match': etag } });
  expect(unchanged.status).toBe(200);

  clock.advance(clock.now() + DAY);
  expect((await act('POST', `/reports/${first!.id}/correct`, { reason: 'a reading was missing' })).status).toBe(200);
  expect(await get(`DiagnosticReport/${WEEK}`)).toMatchObject({ status: 'corrected', meta: { versionId: '2' } });
  const amended = compositionIn(await get(`Composition/${WEEK}/$document`));
  expect(amended).toMatchObject({ status: 'amended', meta: { versionId: '2' } });
  expect(amended['attester']).toBeUndefined();
  const history = await get(`DiagnosticReport/${WEEK}/_history`);
  expect(history['entry'].map(({ resource }: Json) => [resource.meta.versionId, resource.status])).toEqual([
    ['2', 'corrected'],
    ['1.signed', 'final'],
    ['1', 'preliminary'],
  ]);
  expect(await get(`DiagnosticReport/${WEEK}/_history/1.signed`)).toMatchObject({ conclusion: 'Canary: seen, go on' });
});
