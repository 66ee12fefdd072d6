import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { moveIn } from '../demo/move-in.ts';
import { residents } from '../demo/people.ts';
import { DAY } from '../domain/clock.ts';
import type { Response } from '../domain/follow-up.ts';
import { Plan } from '../domain/plan.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { fhirProblems } from '../tests/fhir-definitions.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** Everything that the facade gives out about the people of the demo, held against HL7's own definitions. */

let house: TestHouse;
const cookies = new Map<string, string>();
const UNTIL = Date.UTC(2026, 2, 15, 12);
const FROM = UNTIL - 10 * DAY;
// biome-ignore lint/suspicious/noExplicitAny: what came over the wire is looked at, and checked by HL7's definitions
type Json = any;

const PLAN = Plan.parse({
  items: [
    { id: 'weekly', what: { do: 'check-in', questionnaire: 'weekly-check-in' }, times: ['09:00'], weekdays: [1, 4], from: '2026-01-01' },
    { id: 'pressure', what: { do: 'measure', kind: 'blood-pressure' }, times: ['07:30', '20:00'] },
    { id: 'pills', what: { do: 'medicine', medicine: 'metformin 500 mg, with breakfast' }, times: ['08:00'], until: '2026-12-31' },
  ],
});
const RESPONSE: Response = {
  id: 'a_response-of_the-demo1',
  patient: residents[0]!.patient.id,
  questionnaire: 'symptom-check',
  version: 1,
  answered: UNTIL - DAY,
  by: residents[0]!.patient.id,
  answers: {},
  scores: {},
  findings: [],
};
const FULL: Response = {
  ...RESPONSE,
  id: 'another-response',
  questionnaire: 'weekly-check-in',
  answers: {
    week: 'worse',
    wellbeing: 4,
    symptoms: ['swelling', 'other'],
    'other-words': 'tired',
    fell: 'no',
    'missed-days': 2,
    wish: 'a call',
  },
};

beforeAll(async () => {
  const clock = createReplayClock(FROM - DAY);
  house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 100 } } });
  await moveIn(house.store, clock, 'en', house.enrol);
  const publishes = residents.flatMap((resident) => [...resident.publishes(FROM, UNTIL)]).toSorted((a, b) => a.at - b.at);
  for (const { at: received, device, topic, payload } of publishes) {
    clock.advance(received);
    await house.intake({ device, received, topic, payload });
  }
  clock.advance(UNTIL);
  await house.store.transact(async (records) => {
    await records.plans.save(residents[0]!.patient.id, PLAN);
    await records.responses.save(RESPONSE);
    await records.responses.save(FULL);
  });
  for (const role of ['doctor', 'administrator'] as const) {
    await house.store.transact((records) => records.users.save({ id: role, name: `The ${role}`, role, language: 'en' }));
    const link = new URL(await createSignInLink(house.store, role, house.url, clock.now()));
    const entered = await fetch(`${house.url}/api/v1/session`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'hearth-request': '1' },
      body: JSON.stringify({ token: link.searchParams.get('token') }),
    });
    cookies.set(role, entered.headers.get('set-cookie')!.split(';')[0]!);
  }
}, 120_000);
afterAll(() => house.close());

async function get(path: string, role = 'doctor', language = 'en'): Promise<Json> {
  const url = path.startsWith('http') ? path : `${house.url}/fhir/${path}`;
  const answer = await fetch(url, { headers: { cookie: cookies.get(role)!, 'accept-language': language } });
  const body = (await answer.json()) as Json;
  expect([path, answer.status]).toEqual([path, 200]);
  return body;
}
async function all(path: string, role?: string): Promise<Json[]> {
  const found: Json[] = [];
  for (let url: string | undefined = path; url !== undefined; ) {
    const bundle: Json = await get(url, role);
    found.push(...(bundle.entry ?? []).map(({ resource }: Json) => resource));
    url = bundle.link.find(({ relation }: Json) => relation === 'next')?.url;
  }
  return found;
}
const valid = (resource: Json) =>
  expect([resource.resourceType, resource.id, fhirProblems(resource)]).toEqual([resource.resourceType, resource.id, []]);

describe('valid by HL7’s own definitions', () => {
  test.each([
    ['Observation', 1_000, 'doctor'],
    ['DiagnosticReport', 6, 'doctor'],
    ['Composition', 6, 'doctor'],
    ['CarePlan', 5, 'doctor'],
    ['Flag', 10, 'doctor'],
    ['QuestionnaireResponse', 2, 'doctor'],
    ['Patient', 6, 'doctor'],
    ['Device', 6, 'doctor'],
    ['Questionnaire', 3, 'doctor'],
    ['AuditEvent', 1, 'administrator'],
  ])(
    'every %s of the demo',
    async (type, atLeast, role) => {
      const everybody = residents.map(({ patient }) => patient.id).join(',');
      const whose = ['Patient', 'Device', 'Questionnaire', 'AuditEvent'].includes(type) ? '' : `&patient=${everybody}`;
      const found = await all(`${type}?_count=200${whose}`, role);
      expect(found.length).toBeGreaterThanOrEqual(atLeast);
      for (const resource of found) valid(resource);
      expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
      const [some] = found;
      if (type !== 'AuditEvent') expect(await get(`${type}/${some.id}`)).toEqual(some);
    },
    60_000,
  );
});

describe('the report as a document', () => {
  test.each(residents.map(({ patient }) => [patient.id, patient.language] as const))('of %s', async (patient, language) => {
    const [composition] = await all(`Composition?patient=${patient}`);
    const document = await get(`Composition/${composition.id}/$document`, 'doctor', language);
    valid(document);
    const resources: Json[] = document.entry.map(({ resource }: Json) => resource);
    expect(resources.slice(0, 4).map(({ resourceType }) => resourceType)).toEqual([
      'Composition',
      'Patient',
      'Organization',
      'DiagnosticReport',
    ]);
    for (const resource of resources) valid(resource);
    // Whatever it refers to is in it, or within the resource that refers.
    const here = new Set(resources.map(({ resourceType, id }) => `${resourceType}/${id}`));
    for (const resource of resources)
      for (const [, reference = ''] of JSON.stringify(resource).matchAll(/"reference":"([^"]+)"/g))
        if (reference.startsWith('#')) expect(resource.contained.map(({ id }: Json) => `#${id}`)).toContain(reference);
        else expect([...here]).toContain(reference);
    expect(new Set(document.entry.map(({ fullUrl }: Json) => fullUrl)).size).toBe(resources.length);
    expect(resources[1].name[0].text).toBe(residents.find((one) => one.patient.id === patient)!.identity.name);
    expect(resources[0].section[0].text.div).toMatch(/^<div xmlns="http:\/\/www.w3.org\/1999\/xhtml">/);
    expect(resources[0].title).toContain(language === 'en' ? 'Report of home measurements' : '家庭测量报告');
  });

  test('an Observation of the document is the one of the facade', async () => {
    const patient = residents.find(({ devices }) => devices.some(({ id }) => id.includes('cuff')))!.patient.id;
    const document = await get(`Composition/${(await all(`Composition?patient=${patient}`))[0].id}/$document`);
    const some = document.entry.map(({ resource }: Json) => resource).find(({ resourceType }: Json) => resourceType === 'Observation');
    const { interpretation: _, ...facade } = await get(`Observation/${some.id}`);
    expect(some).toEqual(facade);
  });

  test('also as a format of the report; ids of no report are refused', async () => {
    const { id } = residents[0]!.patient;
    const answer = await fetch(`${house.url}/api/v1/patients/${id}/report?from=${FROM}&to=${UNTIL}&format=fhir`, {
      headers: { cookie: cookies.get('doctor')! },
    });
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/fhir+json; charset=utf-8']);
    valid(await answer.json());
    for (const wrong of [`${id}.0d.2026-03-15`, `${id}.14d.2026-02-30`, 'nobody.14d.2026-03-15', `${id}.400d.2026-03-15`])
      for (const path of [`DiagnosticReport/${wrong}`, `Composition/${wrong}/$document`])
        expect([path, (await fetch(`${house.url}/fhir/${path}`, { headers: { cookie: cookies.get('doctor')! } })).status]).toEqual([
          path,
          404,
        ]);
  });
});
