import { expect, test } from 'vitest';
import { fhirProblems } from './fhir-definitions.ts';

/** That the check finds what is wrong: without this, "valid" says nothing. */

const loinc = (code: string) => ({ coding: [{ system: 'http://loinc.org', code }] });
const mmHg = (value: number, code = 'mm[Hg]') => ({ valueQuantity: { value, unit: 'mmHg', system: 'http://unitsofmeasure.org', code } });
const PRESSURE = {
  resourceType: 'Observation',
  id: 'a',
  meta: { profile: ['http://hl7.org/fhir/StructureDefinition/bp'] },
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
  code: loinc('85354-9'),
  subject: { reference: 'Patient/a' },
  effectiveDateTime: '2020-01-01T08:00:00Z',
  component: [
    { code: loinc('8480-6'), ...mmHg(120) },
    { code: loinc('8462-4'), ...mmHg(80) },
  ],
};

test('what is right is right', () => {
  expect(fhirProblems(PRESSURE)).toEqual([]);
});

test.each<[string, object, RegExp]>([
  ['a status that FHIR does not know', { ...PRESSURE, status: 'finished' }, /"finished" is none of registered/],
  ['no code', { ...PRESSURE, code: undefined }, /code/],
  ['a field that is not there', { ...PRESSURE, colour: 'red' }, /colour/],
  ['a value and the reason why there is none', { ...PRESSURE, ...mmHg(1), dataAbsentReason: { text: 'x' } }, /obs-6/],
  ['an id with an underscore', { ...PRESSURE, id: 'a_b' }, /id/],
  ['no category', { ...PRESSURE, category: undefined }, /category/],
  [
    'a pressure in another unit',
    { ...PRESSURE, component: [PRESSURE.component[0], { code: loinc('8462-4'), ...mmHg(80, 'kPa') }] },
    /8462-4 in kPa/,
  ],
  ['half a pressure', { ...PRESSURE, component: [PRESSURE.component[0]] }, /0 components with the code 8462-4/],
  ['an empty list', { ...PRESSURE, note: [] }, /note/],
  ['null', { ...PRESSURE, note: null }, /note/],
  ['a profile that nobody knows', { ...PRESSURE, meta: { profile: ['http://example.org/x'] } }, /is not one of FHIR R4/],
  ['within a Bundle', { resourceType: 'Bundle', type: 'searchset', entry: [{ resource: { ...PRESSURE, status: 'x' } }] }, /"x" is none of/],
])('%s', (_, resource, problem) => {
  expect(fhirProblems(JSON.parse(JSON.stringify(resource))).join('\n')).toMatch(problem);
});
