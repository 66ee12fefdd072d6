import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Patient } from '../domain/patient.ts';
import { createCallers } from '../tests/callers.ts';
import { fhirProblems } from '../tests/fhir-definitions.ts';
import { openTestHouse, type TestHouse } from '../tests/house.ts';

/** How a person eats, moves and reads, through the front door. */

let house: TestHouse;
const { call: ask, cookieOf, hire } = createCallers(() => house);
const call = (method: string, path: string, body?: unknown) => ask(method, path, 'wen', body);
const record = {
  id: 'p-kitchen',
  language: 'en',
  zone: 'Europe/London',
  glucoseUnit: 'mmol/L',
  group: 'adult',
  conditions: ['type-2-diabetes'],
  medicines: [],
  allergies: [],
  plan: [],
} as const satisfies Patient;
const profile = {
  diet: ['vegetarian', 'low-salt'],
  staple: 'rice',
  dietNote: 'no okra, says her daughter',
  kitchens: ['south-asian'],
  fasts: ['ramadan'],
  activity: 'little',
  mobility: 'wheelchair',
  fallsRisk: true,
  favourites: ['gardening'],
  reading: 'plain',
  living: 'alone',
};

beforeAll(async () => {
  house = await openTestHouse({ settings: { http: { port: 0, requestsPerMinute: 100_000 } } });
  await hire({ wen: 'coordinator' });
  await call('POST', '/patients', { patient: record, identity: { name: 'Demo Kitchen' } });
});
afterAll(() => house.close());

test('a profile is kept with the record, and the journal says which parts changed, never the words', async () => {
  expect((await call('PUT', '/patients/p-kitchen', { ...record, profile })).status).toBe(200);
  expect(await (await call('GET', '/patients/p-kitchen')).json()).toMatchObject({ profile });
  const acts = await house.store.audit.list(10);
  const { about } = acts.find(({ did }) => did === 'patient.change')!;
  expect(about.profile).toBe('diet, staple, dietNote, kitchens, fasts, activity, mobility, fallsRisk, favourites, reading, living');
  expect(JSON.stringify(acts)).not.toContain('okra');
});

test.each([
  [{ diet: ['carnivore'] }, '/profile/diet/0'],
  [{ diet: ['vegan', 'vegan'] }, '/profile/diet'],
  [{ dietNote: 'x'.repeat(201) }, '/profile/dietNote'],
  [{ mobility: 'flies' }, '/profile/mobility'],
])('%j is told with its place', async (wrong, pointer) => {
  const answer = await call('PUT', '/patients/p-kitchen', { ...record, profile: wrong });
  expect(answer.status).toBe(400);
  expect(await answer.json()).toMatchObject({ code: 'api.invalid', errors: [{ pointer }] });
});

test('in FHIR a diet and what limits somebody are extensions of the patient, by HL7’s codes where there are any; no note goes along', async () => {
  await call('PUT', '/patients/p-kitchen', { ...record, profile });
  const patient = (await (await fetch(`${house.url}/fhir/Patient/p-kitchen`, { headers: { cookie: cookieOf('wen') } })).json()) as {
    extension: unknown;
  };
  expect(fhirProblems(patient)).toEqual([]);
  expect(patient.extension).toEqual([
    {
      url: 'https://hearth.example/fhir/StructureDefinition/diet',
      valueCodeableConcept: {
        coding: [
          { system: 'http://terminology.hl7.org/CodeSystem/diet', code: 'vegetarian' },
          { system: 'https://hearth.example/fhir/diet', code: 'vegetarian' },
        ],
        text: 'Vegetarian (with egg and milk)',
      },
    },
    {
      url: 'https://hearth.example/fhir/StructureDefinition/diet',
      valueCodeableConcept: { coding: [{ system: 'https://hearth.example/fhir/diet', code: 'low-salt' }], text: 'Low-salt, prescribed' },
    },
    {
      url: 'http://hl7.org/fhir/StructureDefinition/patient-disability',
      valueCodeableConcept: { coding: [{ system: 'https://hearth.example/fhir/mobility', code: 'wheelchair' }], text: 'Uses a wheelchair' },
    },
  ]);
  expect(JSON.stringify(patient)).not.toContain('okra');
});
