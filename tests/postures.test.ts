import { afterEach, beforeEach, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { createReplayClock } from '../domain/replay-clock.ts';
import { hashKey } from '../house/secrets.ts';
import { fhirProblems } from './fhir-definitions.ts';
import { openTestHouse, type TestHouse } from './house.ts';

/** A posture along its whole length: over MQTT and as FHIR into the store and the rules, out of the API and of the facade. */

const NOW = Temporal.Instant.from('2026-03-20T08:00Z').epochMilliseconds;
let house: TestHouse;
beforeEach(async () => {
  house = await openTestHouse({ clock: createReplayClock(NOW) });
  await house.moveIn('p1', ['phone-1'], { guideline: 'esc-2024' });
  await house.store.transact(async (records) => {
    await records.users.save({ id: 'doctor', name: 'Demo Doctor', role: 'doctor', language: 'en' });
    await records.sessions.open({ keyHash: hashKey('key'), user: 'doctor', since: 0, seen: NOW, until: NOW + DAY, once: false });
  });
});
afterEach(() => house.close());

// biome-ignore lint/suspicious/noExplicitAny: what came over the wire is looked at
const get = async (path: string): Promise<any> =>
  (await fetch(`${house.url}${path}`, { headers: { cookie: 'hearth=key', 'hearth-request': '1' } })).json();
const said = (minutesAgo: number, systolic: number, posture: string) => ({
  kind: 'blood-pressure',
  systolic,
  diastolic: 78,
  posture,
  at: NOW - minutesAgo * MINUTE,
});

test('the standing pressure comes first, the sitting one after it: one alert, told with both', async () => {
  const phone = await house.connect('phone-1');
  const publish = (reading: object) => phone.publishAsync('hearth/v1/phone-1/readings', JSON.stringify(reading), { qos: 1 });
  await publish(said(3, 116, 'standing'));
  expect(await get('/api/v1/alerts')).toEqual([]);
  await publish(said(5, 140, 'sitting'));
  await phone.endAsync();
  expect(await get('/api/v1/alerts')).toMatchObject([
    {
      patient: 'p1',
      rule: { id: 'bp.orthostatic' },
      severity: 'medium',
      opened: NOW - 3 * MINUTE,
      values: { value: '116/78', before: '140/78', change: -24, per: 2, limit: 20, field: 'systolic' },
    },
  ]);
  const readings = await get(`/api/v1/patients/p1/readings?kind=blood-pressure&from=${NOW - DAY}&to=${NOW + 1}`);
  expect(readings.map(({ posture }: { posture: string }) => posture)).toEqual(['sitting', 'standing']);
});

test('what the facade gives out comes in again as FHIR, posture and all', async () => {
  await house.intake({
    device: 'phone-1',
    received: NOW,
    topic: 'hearth/v1/phone-1/readings',
    payload: Buffer.from(JSON.stringify(said(3, 116, 'standing'))),
  });
  const { entry } = await get('/fhir/Observation?patient=p1');
  const [{ resource }] = entry;
  expect(fhirProblems(resource)).toEqual([]);
  expect(resource.extension).toContainEqual({
    url: 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition',
    valueCodeableConcept: {
      coding: [{ system: 'http://snomed.info/sct', code: '10904000', display: 'Orthostatic body position' }],
    },
  });
  const receipt = await house.intake({
    device: 'phone-1',
    received: NOW,
    topic: 'hearth/v1/phone-1/fhir',
    payload: Buffer.from(JSON.stringify(resource)),
  });
  expect(receipt).toMatchObject({ outcome: 'duplicate' });
});

test('who says afterwards that it was standing corrects it, and the fall is told', async () => {
  const hear = (reading: object) =>
    house.intake({
      device: 'phone-1',
      received: NOW,
      topic: 'hearth/v1/phone-1/readings',
      payload: Buffer.from(JSON.stringify(reading)),
    });
  await hear(said(5, 140, 'sitting'));
  await hear(said(3, 116, 'sitting'));
  expect(await get('/api/v1/alerts')).toEqual([]);
  expect(await hear(said(3, 116, 'standing'))).toMatchObject({ outcome: 'correction' });
  expect(await get('/api/v1/alerts')).toMatchObject([{ rule: { id: 'bp.orthostatic' }, state: { is: 'active' } }]);
  expect(await hear(said(3, 116, 'sitting'))).toMatchObject({ outcome: 'correction' });
  expect(await get(`/api/v1/patients/p1/alerts?from=0&to=${NOW + DAY}`)).toMatchObject([
    { state: { is: 'resolved', because: 'withdrawn' } },
  ]);
});
