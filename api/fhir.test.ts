import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Scope, TOKEN_PREFIX } from '../domain/api-token.ts';
import { DAY, HOUR, MINUTE } from '../domain/clock.ts';
import { hashKey } from '../house/secrets.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { fhirProblems } from '../tests/fhir-definitions.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** The facade through the front door, as a program that speaks FHIR asks. */

let house: TestHouse;
let cookie = '';
const NOW = Date.now();
const at = (ago: number) => new Date(NOW - ago).toISOString();

// biome-ignore lint/suspicious/noExplicitAny: what came over the wire is looked at, and checked by HL7's definitions
type Json = Record<string, any>;

beforeAll(async () => {
  house = await openTestHouse({ settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } } });
  await house.moveIn('p_1', ['meter_1', 'cuff-1', 'clip-1'], { birthYear: 1950, sex: 'female' });
  await house.moveIn('p2', ['meter-2']);
  await house.store.transact(async (records) => {
    await records.identities.save('p_1', { name: 'Canary Testperson', phone: '+00 555 0199 777', email: 'canary@example.org' });
    await records.users.save({ id: 'doctor', name: 'Canary Doctor', role: 'doctor', language: 'en' });
  });
  const link = new URL(await createSignInLink(house.store, 'doctor', house.url, Date.now()));
  const entered = await fetch(`${house.url}/api/v1/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'hearth-request': '1' },
    body: JSON.stringify({ token: link.searchParams.get('token') }),
  });
  cookie = entered.headers.get('set-cookie')!.split(';')[0]!;
  await say('meter_1', { kind: 'glucose', value: 5.6, unit: 'mmol/L', at: at(3 * HOUR), specimen: 'capillary', meal: 'fasting' });
  await say('meter_1', { kind: 'glucose', value: 45, unit: 'mg/dL', at: at(2 * HOUR), specimen: 'capillary' });
  await say('meter_1', { kind: 'glucose', value: 600, unit: 'mg/dL', at: at(50 * MINUTE), specimen: 'interstitial', beyond: 'high' });
  await say('cuff-1', { kind: 'blood-pressure', systolic: 17.1, diastolic: 10.7, unit: 'kPa', pulse: 71, at: at(1 * HOUR) });
  await say('cuff-1', { kind: 'blood-pressure', systolic: 300, diastolic: 310, at: at(40 * DAY) });
  await say('clip-1', { kind: 'oxygen-saturation', value: 97, pulse: 66, perfusion: 4.2, at: at(4 * HOUR) });
  await say('clip-1', { kind: 'temperature', value: 100.4, unit: '°F', site: 'mouth', at: at(5 * HOUR) });
  await say('clip-1', { kind: 'weight', value: 150, unit: 'lb', at: at(6 * HOUR) });
  await say('clip-1', { kind: 'body-composition', fatPercent: 25, muscleKg: 30, waterKg: 35, at: at(6 * HOUR) });
  await say('meter-2', { kind: 'glucose', value: 7, unit: 'mmol/L', at: at(HOUR) });
  await say('meter_1', { kind: 'glucose', value: 4, unit: 'mmol/L', at: at(HOUR), quality: ['control-solution'] });
});
afterAll(() => house.close());

async function say(device: string, reading: object): Promise<void> {
  const receipt = await house.intake({
    device,
    received: NOW,
    topic: `hearth/v1/${device}/readings`,
    payload: Buffer.from(JSON.stringify(reading)),
  });
  expect(receipt).toMatchObject({ outcome: 'accepted' });
}

const ask = (path: string, headers: Record<string, string> = {}, init: RequestInit = {}) =>
  fetch(path.startsWith('http') ? path : `${house.url}/fhir/${path}`, { ...init, headers: { cookie, ...headers } });
async function get(path: string, headers: Record<string, string> = {}): Promise<Json> {
  const answer = await ask(path, headers);
  const body = (await answer.json()) as Json;
  expect([path, answer.status, body.resourceType === 'OperationOutcome' ? body : undefined]).toEqual([path, 200, undefined]);
  expect(answer.headers.get('content-type')).toBe('application/fhir+json; charset=utf-8');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(fhirProblems(body), JSON.stringify(body).slice(0, 300)).toEqual([]);
  return body;
}
const resources = (bundle: Json): Json[] => (bundle.entry ?? []).map(({ resource }: Json) => resource);
async function all(path: string): Promise<Json[]> {
  const found: Json[] = [];
  for (let url: string | undefined = path; url !== undefined; ) {
    const bundle: Json = await get(url);
    found.push(...resources(bundle));
    url = bundle.link.find(({ relation }: Json) => relation === 'next')?.url;
  }
  return found;
}
const codes = (found: Json[]): string[] => found.map(({ code }) => code.coding[0].code);

describe('the CapabilityStatement tells the truth', () => {
  test('it is there for everybody, and valid', async () => {
    const answer = await fetch(`${house.url}/fhir/metadata`);
    expect(answer.status).toBe(200);
    expect(fhirProblems(await answer.json())).toEqual([]);
  });

  test('what it says is so, and what it does not say is refused', async () => {
    const { rest } = await get('metadata');
    expect(rest[0].resource.map(({ type }: Json) => type)).toEqual([
      'Patient',
      'Device',
      'Observation',
      'DiagnosticReport',
      'Composition',
      'Questionnaire',
      'QuestionnaireResponse',
      'CarePlan',
      'Flag',
      'AuditEvent',
    ]);
    for (const { type, interaction, readHistory, searchInclude = [], searchParam = [], operation = [] } of rest[0].resource as Json[]) {
      const can = interaction.map(({ code }: Json) => code);
      const administrators = type === 'AuditEvent';
      const status = async (path: string, headers = {}) => (await ask(path, headers)).status;
      if (administrators) {
        expect(await status(type)).toBe(403);
        continue;
      }
      const whose = searchParam.some(({ name }: Json) => name === 'patient') ? '&patient=p.1' : '';
      expect([type, await status(`${type}?_count=1${whose}`, { prefer: 'handling=strict' })]).toEqual([type, 200]);
      for (const { name, type: of } of searchParam as Json[]) {
        const value = of === 'date' ? 'ge2020' : name === 'patient' || name === 'subject' ? 'p.1' : 'nothing';
        expect([type, name, await status(`${type}?${name}=${value}${whose}`, { prefer: 'handling=strict' })]).toEqual([type, name, 200]);
        expect([type, name, await status(`${type}?${name}:above=${value}${whose}`)]).toEqual([type, name, 400]);
      }
      expect([type, await status(`${type}?no-such=1${whose}`, { prefer: 'handling=strict' })]).toEqual([type, 400]);
      const [first] = await all(`${type}?_count=1${whose}`).then((found) => found.slice(0, 1));
      for (const { name } of operation as Json[]) {
        const path = name === 'document' ? `${type}/${first!.id}/$${name}` : `${type}/$${name}?patient=p.1`;
        expect([path, await status(path)]).toEqual([path, 200]);
      }
      if (can.includes('read') && first) expect(await status(`${type}/${first.id}`)).toBe(200);
      if (can.includes('read')) expect(await status(`${type}/no-such-thing`)).toBe(404);
      // Versions: those that it names are there, and of types that name none there is no address of any.
      const named = can.includes('vread') && can.includes('history-instance');
      expect([type, readHistory]).toEqual([type, named]);
      if (first) {
        expect([type, await status(`${type}/${first.id}/_history`)]).toEqual([type, named ? 200 : 404]);
        const version = first.meta.versionId;
        expect([type, await status(`${type}/${first.id}/_history/${version}`)]).toEqual([type, named ? 200 : 404]);
        expect(await status(`${type}/${first.id}/_history/none`)).toBe(404);
      }
      for (const include of searchInclude as string[]) {
        const entries = (await get(`${type}?_include=${include}${whose}`)).entry as Json[];
        expect([include, entries.some(({ search }) => search.mode === 'include')]).toEqual([include, true]);
      }
      expect([type, await status(`${type}?_include=${type}:nothing${whose}`, { prefer: 'handling=strict' })]).toEqual([type, 400]);
      for (const method of ['POST', 'PUT', 'DELETE', 'PATCH'])
        expect([
          type,
          method,
          (await ask(`${type}${method === 'POST' ? '' : '/1'}`, { 'hearth-request': '1' }, { method })).status,
        ]).toEqual([type, method, 405]);
    }
    expect((await ask('Immunization')).status).toBe(404);
  }, 60_000);
});

describe('who may ask', () => {
  test('nobody without a session, but for what the server can do', async () => {
    for (const path of ['Patient', 'Patient/p.1', 'Observation?patient=p.1', 'Device', 'Observation/$lastn?patient=p.1']) {
      const answer = await fetch(`${house.url}/fhir/${path}`);
      expect([path, answer.status]).toEqual([path, 401]);
      const body = (await answer.json()) as Json;
      expect(body).toMatchObject({ resourceType: 'OperationOutcome', issue: [{ severity: 'error', code: 'login' }] });
      expect(fhirProblems(body)).toEqual([]);
    }
  });
});

describe('Patient', () => {
  test('a pseudonym with an underscore has an id that FHIR allows; a person who signed in sees the name', async () => {
    const patient = await get('Patient/p.1');
    expect(patient).toMatchObject({
      id: 'p.1',
      identifier: [{ value: 'p_1' }],
      name: [{ text: 'Canary Testperson' }],
      gender: 'female',
      birthDate: '1950',
    });
    expect(resources(await get('Patient?identifier=p_1'))).toEqual([patient]);
    expect(await all('Patient?_count=1')).toHaveLength(2);
    expect((await get('Patient?_summary=count')).total).toBe(2);
  });
});

describe('Device', () => {
  test('one whose name is no FHIR id has another, and is found by its name', async () => {
    const [device] = resources(await get('Device?identifier=meter_1'));
    expect(device).toMatchObject({ id: expect.stringMatching(/^x\.[0-9a-f]{32}$/), patient: { reference: 'Patient/p.1' } });
    expect(await get(`Device/${device!.id}`)).toEqual(device);
    expect(resources(await get('Device?patient=Patient/p.1')).map(({ identifier }) => identifier[0].value)).toEqual([
      'clip-1',
      'cuff-1',
      'meter_1',
    ]);
  });
});

describe('Observation', () => {
  test('every kind, newest first, in pages of any size, each once and each valid', async () => {
    const found = await all('Observation?patient=p.1');
    expect(codes(found)).toEqual(['99504-3', '85354-9', '41653-7', '14743-9', '2708-6', '8310-5', '29463-7', '41982-0', '85354-9']);
    for (const count of [1, 2, 5]) expect(await all(`Observation?patient=p.1&_count=${count}`)).toEqual(found);
    const forwards = await all('Observation?patient=p.1&_count=2&_sort=date');
    expect(forwards).toEqual(found.toReversed());
    for (const one of found) expect(await get(`Observation/${one.id}`)).toEqual(one);
    expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
  });

  test('HI is "more than", with its note and its interpretation; a low that raised an alert is a critical low', async () => {
    const [hi] = await all('Observation?patient=p.1&code=99504-3');
    expect(hi).toMatchObject({ valueQuantity: { value: 600, code: 'mg/dL', comparator: '>' } });
    expect(hi!.interpretation.map(({ coding }: Json) => coding[0].code)).toContain('>');
    const [low] = await all('Observation?patient=p.1&code=http://loinc.org|41653-7');
    expect(low!.interpretation[0].coding[0]).toMatchObject({ code: 'LL', display: 'Critical low' });
    const [fasting] = await all('Observation?patient=p.1&code=14743-9');
    expect(fasting!.note).toEqual([{ text: 'Measured fasting.' }]);
    expect(fasting!.interpretation).toBeUndefined();
  });

  test('what nobody has is no value: its reason stands in its place, and the number in the note', async () => {
    const implausible = (await all('Observation?patient=p.1&code=85354-9'))[1]!;
    expect(
      implausible.component.map(({ valueQuantity, dataAbsentReason }: Json) => [valueQuantity, dataAbsentReason.coding[0].code]),
    ).toEqual([
      [undefined, 'error'],
      [undefined, 'error'],
    ]);
    expect(implausible.note.map(({ text }: Json) => text)).toContain('The device showed 300 mmHg, 310 mmHg, which does not count.');
  });

  test('notes and names in Chinese for whoever asks for it', async () => {
    const [one] = resources(await get('Observation?patient=p.1&code=14743-9', { 'accept-language': 'zh-CN' }));
    expect([one!.code.text, one!.note[0].text]).toEqual(['血糖', '空腹测量。']);
  });

  test.each([
    ['category=laboratory', 3],
    ['category=http://terminology.hl7.org/CodeSystem/observation-category|vital-signs', 6],
    ['code=85354-9,8310-5', 3],
    ['code=http://snomed.info/sct|85354-9', 0],
    [`date=ge${at(150 * MINUTE)}`, 3],
    [`date=lt${at(150 * MINUTE)}`, 6],
    [`date=ge${at(250 * MINUTE)}&date=lt${at(30 * MINUTE)}`, 5],
    ['date=ne2001', 9],
    ['date=2001-02', 0],
    ['device=cuff-1', 2],
    ['device=Device/cuff-1', 2],
    ['status=final', 9],
    ['status=entered-in-error', 0],
    ['_lastUpdated=ge2020-01-01', 9],
    ['_lastUpdated=lt2020-01-01', 0],
    ['_summary=count', 0],
  ])('search by %s', async (search, expected) => {
    expect(await all(`Observation?patient=p.1&${search}`)).toHaveLength(expected);
  });

  test('of several patients, and of nobody', async () => {
    expect(await all('Observation?patient=p.1,p2')).toHaveLength(10);
    expect(await all('Observation?subject=Patient/p2')).toHaveLength(1);
    expect(await all('Observation?patient=p.1&subject=Patient/p2')).toHaveLength(0);
    expect(await all('Observation?patient=nobody')).toEqual([]);
    expect((await get('Observation?patient=p.1&_count=0')).total).toBe(9);
  });

  test('$lastn: the newest of each code', async () => {
    expect(codes(resources(await get('Observation/$lastn?patient=p.1')))).toEqual([
      '99504-3',
      '41653-7',
      '14743-9',
      '85354-9',
      '29463-7',
      '41982-0',
      '8310-5',
      '2708-6',
    ]);
    expect(resources(await get('Observation/$lastn?patient=p.1&category=vital-signs&max=2'))).toHaveLength(6);
  });

  test('a reading that is taken back is entered-in-error under the same id, in a new version', async () => {
    const [before] = await all('Observation?patient=p2');
    const path = `Observation/${before!.id}`;
    const etag = (await ask(path)).headers.get('etag')!;
    expect(etag).toBe('W/"1"');
    expect((await ask(path, { 'if-none-match': etag })).status).toBe(304);
    const [reading] = await house.store.readings.latest('p2', 'glucose', 1);
    await fetch(`${house.url}/api/v1/readings/${encodeURIComponent(reading!.id)}/withdraw`, {
      method: 'POST',
      headers: { cookie, 'hearth-request': '1', 'content-type': 'application/json' },
      body: JSON.stringify({ why: 'a slip' }),
    });
    const answer = await ask(path, { 'if-none-match': etag });
    expect([answer.status, answer.headers.get('etag')]).toEqual([200, 'W/"2"']);
    expect(await answer.json()).toMatchObject({ id: before!.id, status: 'entered-in-error' });
    expect(await all('Observation?patient=p2&status=entered-in-error')).toHaveLength(1);

    const history = await get(`${path}/_history`);
    expect(history).toMatchObject({ type: 'history', total: 2 });
    expect(history.entry.map(({ request, response }: Json) => [request.method, response.etag])).toEqual([
      ['PUT', 'W/"2"'],
      ['POST', 'W/"1"'],
    ]);
    // What it said before is what was read before, word for word.
    expect(await get(`${path}/_history/1`)).toEqual(before);
    expect(await get(`${path}/_history/2`)).toMatchObject({ status: 'entered-in-error', meta: { versionId: '2' } });
    expect((await ask(`${path}/_history/3`)).status).toBe(404);
    expect((await ask('Observation/no-such-thing/_history')).status).toBe(404);
  });

  test('_include: patients and devices with what was found, each once; a program needs their scopes', async () => {
    const bundle = await get('Observation?patient=p.1&_count=4&_include=Observation:patient&_include=Observation:device');
    const included = bundle.entry.filter(({ search }: Json) => search.mode === 'include').map(({ resource }: Json) => resource);
    const used = new Set(resources(bundle).flatMap(({ device }) => device?.reference ?? []));
    expect(included.map(({ resourceType, id }: Json) => `${resourceType}/${id}`).sort()).toEqual([...used, 'Patient/p.1'].sort());
    expect(bundle.link[0].url).toContain('_include=Observation%3Apatient');
    const statusWith = async (...scopes: Scope[]) => {
      const id = scopes.join('+');
      const key = `${TOKEN_PREFIX}${id}`;
      const kept = { id, keyHash: hashKey(key), name: id, scopes, made: NOW, by: 'doctor', until: NOW + DAY };
      await house.store.transact((records) => records.apiTokens.save(kept));
      return (
        await fetch(`${house.url}/fhir/Observation?patient=p.1&_include=Observation:device`, {
          headers: { authorization: `Bearer ${key}` },
        })
      ).status;
    };
    expect([await statusWith('read:readings'), await statusWith('read:readings', 'read:devices')]).toEqual([403, 200]);
  });
});

describe('searches that are not understood', () => {
  test('lenient: left out, and said so; strict: refused', async () => {
    const lenient = await get('Observation?patient=p.1&colour=red&_sort=code&_count=3');
    expect(lenient.link[0].url).toMatch(/\/fhir\/Observation\?patient=p\.1&_count=3$/);
    expect(lenient.entry.at(-1)).toMatchObject({ search: { mode: 'outcome' }, resource: { resourceType: 'OperationOutcome' } });
    expect(lenient.entry.at(-1).resource.issue[0].details.text).toContain('colour');
    for (const search of ['colour=red', '_sort=code', '_summary=text'])
      expect([search, (await ask(`Observation?patient=p.1&${search}`, { prefer: 'handling=strict' })).status]).toEqual([search, 400]);
  });

  test.each([
    ['Observation', 'too-costly', 'Of whom?'],
    ['Observation?patient=p.1&date=yesterday', 'value', '"yesterday" is no date'],
    ['Observation?patient=p.1&date=2026-02-30', 'value', 'is no date'],
    ['Observation?patient=p.1&_count=many', 'value', 'is no number'],
    ['Observation?patient=p.1&_cursor=abc', 'value', 'take the link'],
    ['Observation?patient.name=Canary', 'not-supported', 'through a reference'],
    ['Observation?patient=p.1&code:text=glucose', 'not-supported', 'modifier'],
    ['Observation/$lastn', 'invalid', 'Of whom?'],
  ])('%s is refused with a sentence', async (path, code, says) => {
    const answer = await ask(path);
    const body = (await answer.json()) as Json;
    expect([answer.status, body.resourceType, body.issue[0].code]).toEqual([400, 'OperationOutcome', code]);
    expect(body.issue[0].details.text).toContain(says);
    expect(fhirProblems(body)).toEqual([]);
  });

  test('only JSON: XML is refused, `_format` counts before Accept', async () => {
    expect((await ask('Patient', { accept: 'application/fhir+xml' })).status).toBe(406);
    expect((await ask('Patient?_format=xml')).status).toBe(406);
    expect((await ask('Patient?_format=json', { accept: 'application/fhir+xml' })).status).toBe(200);
    expect((await ask('Patient?_format=application/fhir%2Bjson')).status).toBe(200);
  });

  test('a search by form finds the same', async () => {
    const form = (body: string) =>
      ask('Observation/_search', { 'content-type': 'application/x-www-form-urlencoded', 'hearth-request': '1' }, { method: 'POST', body });
    const found = (await (await form('patient=p.1&code=85354-9')).json()) as Json;
    expect(resources(found)).toEqual(await all('Observation?patient=p.1&code=85354-9'));
    expect((await form('patient=p.1&code:text=x')).status).toBe(400);
  });
});
