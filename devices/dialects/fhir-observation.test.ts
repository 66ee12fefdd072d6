import { expect, test } from 'vitest';
import { DecodeError } from '../decoder.ts';
import { dialectStands } from '../dialect-stands.ts';
import { fhirObservation } from './fhir-observation.ts';

const decode = (said: unknown) =>
  fhirObservation.decode(Buffer.from(JSON.stringify(said)), { received: Date.UTC(2026, 2, 1, 12), zone: 'Europe/Berlin', topic: '' });

const loinc = (code: string, system = 'http://loinc.org') => ({ coding: [{ system, code }] });
const quantity = (value: number, code: string) => ({ valueQuantity: { value, unit: code, system: 'http://unitsofmeasure.org', code } });

/** The two readings of the examples of HL7's CGM guide (HL7/cgm, input/fsh/examples.fsh, CC0): 120 mg/dL at 2024-05-02T10:15Z; 6.7 mmol/L. */
const CGM = {
  resourceType: 'Observation',
  status: 'final',
  code: loinc('99504-3'),
  effectiveDateTime: '2024-05-02T10:15:00Z',
  ...quantity(120, 'mg/dL'),
};
const CGM_MOLES = { ...CGM, code: loinc('105272-9'), ...quantity(6.7, 'mmol/L') };
const PRESSURE = {
  resourceType: 'Observation',
  status: 'final',
  category: [{ coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'vital-signs' }] }],
  code: loinc('85354-9'),
  effectiveDateTime: '2026-02-28T07:25:00+01:00',
  component: [
    { code: loinc('8480-6'), ...quantity(138, 'mm[Hg]') },
    { code: loinc('8462-4'), ...quantity(88, 'mm[Hg]') },
    { code: loinc('8867-4'), ...quantity(64, '/min') },
  ],
};
const position = (code: string, system = 'http://snomed.info/sct') => ({
  url: 'http://hl7.org/fhir/StructureDefinition/observation-bodyPosition',
  valueCodeableConcept: { coding: [{ system, code }] },
});
const WEIGHT = { ...CGM, code: loinc('29463-7'), ...quantity(70, 'kg') };
const HEIGHT = { ...CGM, code: loinc('8302-2'), ...quantity(170, 'cm') };
const STEPS = { ...CGM, code: loinc('41950-7'), effectiveDateTime: '2023-09-11T12:00:00-07:00', ...quantity(3000, '/d') };
const WALK = { kind: 'activity', steps: 3000, minutes: 1440 };
const MORNING = { start: '2026-02-28T00:00:00+08:00', end: '2026-02-28T10:00:00+08:00' };
const bundle = (...resources: object[]) => ({
  resourceType: 'Bundle',
  type: 'collection',
  entry: resources.map((resource) => ({ resource })),
});

dialectStands(fhirObservation, [CGM, PRESSURE, bundle(CGM, PRESSURE, WEIGHT, HEIGHT)]);

test.each([
  ['a sensor', CGM, { at: Date.UTC(2024, 4, 2, 10, 15), specimen: 'interstitial', reported: { value: 120, unit: 'mg/dL' } }],
  ['in moles', CGM_MOLES, { glucoseMmolL: 6.7, reported: { value: 6.7, unit: 'mmol/L' } }],
  ['a meter', { ...CGM, code: loinc('41653-7') }, { specimen: 'capillary' }],
  ['fasting', { ...CGM, code: loinc('1558-6') }, { meal: 'fasting' }],
  ['a pressure', PRESSURE, { systolicMmHg: 138, diastolicMmHg: 88, pulsePerMin: 64, at: Date.UTC(2026, 1, 28, 6, 25) }],
  ['a pressure standing', { ...PRESSURE, extension: [position('10904000')] }, { systolicMmHg: 138, posture: 'standing' }],
  ['a pressure on the back', { ...PRESSURE, extension: [position('40199007')] }, { posture: 'lying' }],
  [
    'the posture as a component',
    { ...PRESSURE, component: [...PRESSURE.component, { code: loinc('8361-8'), ...position('33586001') }] },
    { posture: 'sitting' },
  ],
  ['a system with a slash at its end', { ...CGM, code: loinc('99504-3', 'http://loinc.org/') }, { specimen: 'interstitial' }],
  ['a unit that is only shown', { ...CGM, valueQuantity: { value: 120, unit: 'mg/dl' } }, { reported: { value: 120, unit: 'mg/dL' } }],
  ['HI', { ...CGM, valueQuantity: { ...CGM.valueQuantity, value: 400, comparator: '>' } }, { beyond: 'high' }],
  [
    'an average before its parts',
    { ...PRESSURE, component: [...PRESSURE.component, { code: loinc('8480-6'), ...quantity(150, 'mm[Hg]') }] },
    { systolicMmHg: 138 },
  ],
  ['a weight', WEIGHT, { kind: 'weight', weightKg: 70 }],
  ['a weight in pounds', { ...WEIGHT, ...quantity(150, '[lb_av]') }, { weightKg: 68.0388555, reported: { value: 150, unit: 'lb' } }],
  ['a temperature', { ...WEIGHT, code: loinc('8310-5'), ...quantity(38.2, 'Cel') }, { kind: 'temperature', temperatureC: 38.2 }],
  ['an oral one', { ...WEIGHT, code: loinc('8331-1'), ...quantity(100.4, '[degF]') }, { temperatureC: 38, site: 'mouth' }],
  ['a saturation', { ...WEIGHT, code: loinc('59408-5'), ...quantity(95, '%') }, { kind: 'oxygen-saturation', saturationPercent: 95 }],
  ['a heart rate', { ...WEIGHT, code: loinc('8867-4'), ...quantity(72, '/min') }, { kind: 'heart-rate', pulsePerMin: 72 }],
  [
    'the steps of a day, by HL7’s guide (Scen4ObservationDailySteps, its offset with a colon)',
    STEPS,
    { ...WALK, at: Date.UTC(2023, 8, 11, 7) },
  ],
  ['the same later that day', { ...STEPS, effectiveDateTime: '2023-09-11T23:59:00-07:00' }, { ...WALK, at: Date.UTC(2023, 8, 11, 7) }],
  [
    'steps until now',
    { ...STEPS, effectiveDateTime: undefined, effectivePeriod: MORNING, ...quantity(900, '{steps}') },
    { minutes: 600, steps: 900 },
  ],
])('%s', (_, said, expected) => {
  expect(decode(said)).toEqual([expect.objectContaining(expected)]);
});

test.each([
  ['nobody said', PRESSURE],
  ['half sitting', { ...PRESSURE, extension: [position('272580008')] }],
  ['in codes of another system', { ...PRESSURE, extension: [position('10904000', 'http://loinc.org')] }],
  ['on a weight', { ...WEIGHT, extension: [position('10904000')] }],
])('a position that Hearth does not tell apart: %s', (_, said) => {
  expect(decode(said)[0]).not.toHaveProperty('posture');
});

test('a Bundle: what Hearth reads is kept, other observations are passed over', () => {
  expect(decode(bundle(PRESSURE, HEIGHT, CGM, { resourceType: 'Patient' })).map(({ kind }) => kind)).toEqual(['blood-pressure', 'glucose']);
});

test.each([
  ['another resource', { resourceType: 'Patient' }, 'an Observation, or a Bundle of them'],
  ['nothing that Hearth reads', bundle(HEIGHT), 'no Observation of glucose'],
  ['a value that is taken back', bundle(PRESSURE, { ...CGM, status: 'entered-in-error' }), 'a value is taken back: a person must look'],
  ['a value that is not final', { ...CGM, status: 'preliminary' }, '/status'],
  ['a day without a time', { ...CGM, effectiveDateTime: '2024-05-02' }, 'a moment with its zone'],
  ['no value', { ...CGM, valueQuantity: undefined, dataAbsentReason: { text: 'error' } }, 'there is no value'],
  ['the wrong unit', { ...CGM, ...quantity(6.7, 'mg/dL') }, '6.7 mmol/L would be 121 mg/dL'],
  ['steps of a day that nobody can tell', { ...STEPS, effectiveDateTime: '2023-09-11T12:00:00Z' }, 'with its offset, not Z'],
  ['steps in miles', { ...STEPS, ...quantity(2, '[mi_i]') }, 'steps in "[mi_i]"'],
  [
    'steps of a period that ends before it begins',
    { ...STEPS, effectivePeriod: { start: MORNING.end, end: MORNING.start } },
    'behind the start',
  ],
  ['a weight in stones', { ...WEIGHT, ...quantity(11, '[stone_av]') }, 'kg, [lb_av], lb are read'],
  [
    'more than a saturation',
    { ...WEIGHT, code: loinc('59408-5'), valueQuantity: { value: 95, code: '%', comparator: '<' } },
    'is no value',
  ],
  ['a pressure on the panel itself', { ...PRESSURE, component: undefined, ...quantity(138, 'mm[Hg]') }, 'a systolic (8480-6)'],
  [
    'two units in one pressure',
    { ...PRESSURE, component: [PRESSURE.component[0], { code: loinc('8462-4'), ...quantity(11, 'kPa') }] },
    'diastolic in kPa',
  ],
])('%s waits for a person', (_, said, why) => {
  expect(() => decode(said)).toThrow(DecodeError);
  expect(() => decode(said)).toThrow(why);
});

test('an object that cannot become a text, where a text should stand, is no fault of ours', () => {
  const nothing = { toString: 0 };
  expect(() => decode({ ...CGM, status: nothing })).toThrow(DecodeError);
  expect(() => decode({ ...CGM, code: { coding: [{ system: nothing, code: '99504-3' }] } })).toThrow(DecodeError);
});
