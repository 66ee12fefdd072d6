import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fhirObservation as inward } from '../../devices/dialects/fhir-observation.ts';
import { native } from '../../devices/dialects/native.ts';
import { readingId } from '../../domain/identity.ts';
import type { Measurement, Reading } from '../../domain/reading.ts';
import { fhirProblems } from '../../tests/fhir-definitions.ts';
import { fhirObservation, isObservation } from './observation.ts';

/* What goes out as FHIR comes in again as the same measurement; and whatever goes out is valid by HL7's own definitions. */

const RECEIVED = Date.UTC(2026, 2, 1, 12);
const context = { received: RECEIVED, zone: 'Europe/Berlin', topic: '' };
const bytes = (json: unknown) => Buffer.from(JSON.stringify(json));

const tenths = (min: number, max: number) => fc.integer({ min: min * 10, max: max * 10 }).map((value) => value / 10);
const at = fc.integer({ min: RECEIVED - 400 * 86_400_000, max: RECEIVED - 1000 });
const quality = fc.uniqueArray(fc.constantFrom('battery-low', 'body-movement', 'cuff-loose', 'irregular-pulse', 'poor-signal'), {
  maxLength: 3,
});
const user = fc.integer({ min: 0, max: 254 });
const some = <T extends object>(fields: { [K in keyof T]: fc.Arbitrary<T[K]> }, needed: (keyof T)[]) =>
  fc.record(fields, { requiredKeys: needed }) as fc.Arbitrary<object>;

/** No meter shows LO above 100 mg/dL, or HI below 250: such a reading is refused on its way in. */
const mayBe = ({ beyond, unit, value }: { readonly beyond?: unknown; readonly unit?: unknown; readonly value?: unknown }): boolean => {
  const mgPerDl = Number(value) * (unit === 'mg/dL' ? 1 : 18.0156);
  return beyond === undefined || (beyond === 'low' ? mgPerDl <= 100 : mgPerDl >= 250);
};
const glucose = (unit: string, value: fc.Arbitrary<number>) =>
  some(
    {
      kind: fc.constant('glucose'),
      unit: fc.constant(unit),
      value,
      at,
      quality,
      meal: fc.constantFrom('fasting', 'before', 'after', 'bedtime', 'casual'),
      specimen: fc.constantFrom('capillary', 'venous', 'arterial', 'interstitial', 'unknown'),
      fluid: fc.constantFrom('plasma', 'whole-blood'),
      beyond: fc.constantFrom('low', 'high'),
    },
    ['kind', 'unit', 'value', 'at'],
  ).filter(mayBe);
const pressure = (unit: string, systolic: fc.Arbitrary<number>, diastolic: fc.Arbitrary<number>) =>
  some(
    {
      kind: fc.constant('blood-pressure'),
      unit: fc.constant(unit),
      systolic,
      diastolic,
      pulse: fc.integer({ min: 30, max: 200 }),
      posture: fc.constantFrom('lying', 'sitting', 'standing'),
      at,
      quality,
      user,
    },
    ['kind', 'unit', 'systolic', 'diastolic', 'at'],
  );
const said: fc.Arbitrary<object> = fc.oneof(
  glucose('mmol/L', tenths(1, 30)),
  glucose('mg/dL', fc.integer({ min: 40, max: 600 })),
  pressure('mmHg', fc.integer({ min: 90, max: 250 }), fc.integer({ min: 40, max: 89 })),
  pressure('kPa', tenths(13, 30), tenths(6, 12)),
  some({ kind: fc.constant('weight'), unit: fc.constantFrom('kg', 'lb'), value: tenths(30, 200), at, quality, user }, [
    'kind',
    'unit',
    'value',
    'at',
  ]),
  some(
    {
      kind: fc.constant('temperature'),
      unit: fc.constant('°C'),
      value: tenths(30, 42),
      at,
      site: fc.constantFrom('mouth', 'ear', 'armpit', 'forehead'),
      quality,
      user,
    },
    ['kind', 'unit', 'value', 'at'],
  ),
  some({ kind: fc.constant('temperature'), unit: fc.constant('°F'), value: tenths(90, 107), at, site: fc.constant('mouth') }, [
    'kind',
    'unit',
    'value',
    'at',
  ]),
  some(
    {
      kind: fc.constant('oxygen-saturation'),
      value: fc.integer({ min: 60, max: 100 }),
      pulse: fc.integer({ min: 30, max: 200 }),
      perfusion: tenths(0, 20),
      continuous: fc.constant(true),
      at,
      quality,
      user,
    },
    ['kind', 'value', 'at'],
  ),
  some({ kind: fc.constant('heart-rate'), value: fc.integer({ min: 30, max: 200 }), at, quality }, ['kind', 'value', 'at']),
  some(
    {
      kind: fc.constant('body-composition'),
      fatPercent: tenths(5, 60),
      musclePercent: tenths(10, 60),
      muscleKg: tenths(10, 60),
      fatFreeKg: tenths(10, 60),
      waterKg: tenths(10, 60),
      weightKg: tenths(30, 200),
      at,
      quality,
      user,
    },
    ['kind', 'fatPercent', 'at'],
  ),
  some(
    {
      kind: fc.constant('activity'),
      steps: fc.nat(40_000),
      minutes: fc.constantFrom(15, 600, 1379, 1380, 1440, 1500),
      activeMinutes: fc.nat(200),
      vigorousMinutes: fc.nat(60),
      wornMinutes: fc.nat(1440),
      at,
      quality,
      user,
    },
    ['kind', 'steps', 'at'],
  ),
);

const readingOf = (measured: Measurement): Reading => ({
  ...measured,
  id: readingId('meter-1', measured),
  device: 'meter-1',
  patient: 'p1',
  received: RECEIVED,
});

test('what goes out comes in again as the same measurement', () => {
  fc.assert(
    fc.property(said, fc.constantFrom('en' as const, 'zh-CN' as const), (spoken, language) => {
      const [measured] = native.decode(bytes(spoken), context);
      const resource = fhirObservation(readingOf(measured!), { history: [], language });
      expect(inward.decode(bytes(resource), context)).toEqual([measured]);
      expect(inward.decode(bytes({ resourceType: 'Bundle', type: 'searchset', entry: [{ resource }] }), context)).toEqual([measured]);
    }),
    { numRuns: 500 },
  );
});

test('whatever goes out is valid by HL7’s own definitions', () => {
  const flags = fc.uniqueArray(fc.constantFrom('withdrawn', 'implausible', 'no-contact', 'reassigned', 'unstamped', 'clock-suspect'), {
    maxLength: 2,
  });
  const clock = fc.constantFrom('device', 'corrected', 'gateway', 'server');
  fc.assert(
    fc.property(said, flags, clock, fc.integer({ min: -5, max: 100_000 }), fc.nat(3), (spoken, quality, whose, late, versions) => {
      const [measured] = native.decode(bytes(spoken), context);
      const reading = {
        ...readingOf({ ...measured!, clock: whose, quality } as Measurement),
        received: measured!.at + late * 1000,
      } as Reading;
      const history = Array.from({ length: versions }, (_, i) => ({ reading, replaced: RECEIVED + i }));
      const resource = fhirObservation(reading, { history, language: 'en', found: 'HH' });
      expect(isObservation(reading)).toBe(true);
      expect(fhirProblems(resource)).toEqual([]);
      expect(resource.id).toMatch(/^[A-Za-z0-9.-]{1,64}$/);
    }),
    { numRuns: 100 },
  );
});

const BASE = readingOf(
  native.decode(bytes({ kind: 'glucose', value: 5.6, unit: 'mmol/L', at: RECEIVED - 60_000, specimen: 'capillary' }), context)[0]!,
);
const of = (reading: Reading, earlier: Partial<Reading>[] = []) =>
  fhirObservation(reading, {
    history: earlier.map((one, i) => ({ reading: { ...reading, ...one } as Reading, replaced: RECEIVED + i })),
    language: 'en',
  });

test.each<[string, Reading, Partial<Reading>[], string]>([
  ['said once', BASE, [], 'final'],
  ['another value before', BASE, [{ reported: { value: 6.5, unit: 'mmol/L' } } as Partial<Reading>], 'corrected'],
  ['another time before', BASE, [{ at: BASE.at - 1 }], 'corrected'],
  ['its meal came later', { ...BASE, meal: 'after' } as Reading, [{ meal: undefined } as unknown as Partial<Reading>], 'amended'],
  ['given to somebody else', { ...BASE, quality: ['reassigned'] } as Reading, [{ patient: 'p2', quality: [] }], 'amended'],
  ['taken back', { ...BASE, quality: ['withdrawn'] } as Reading, [{ quality: [] }], 'entered-in-error'],
])('status of a reading: %s', (_, reading, earlier, status) => {
  expect(of(reading, earlier).status).toBe(status);
});

test('a control solution and a demonstration are nobody’s Observation', () => {
  expect(isObservation({ ...BASE, quality: ['control-solution'] })).toBe(false);
  expect(isObservation({ ...BASE, quality: ['demonstration'] })).toBe(false);
  expect(isObservation(BASE)).toBe(true);
});

test('a clock that runs ahead: the time is that of receipt, and what the device said stands beside it', () => {
  const ahead = of({ ...BASE, at: RECEIVED + 3_600_000 } as Reading);
  expect(ahead).toMatchObject({
    effectiveDateTime: '2026-03-01T12:00:00Z',
    note: [{ text: expect.stringContaining('after it was received') }],
  });
  expect(JSON.stringify(ahead.extension)).toContain('{"url":"stated","valueDateTime":"2026-03-01T13:00:00Z"}');
});
