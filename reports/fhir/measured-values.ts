import { deviceFhirId } from '../../domain/fhir-names.ts';
import {
  type ActivityCode,
  BODY_FAT,
  DIASTOLIC,
  type FhirUnit,
  GLUCOSE_CODES,
  type LoincCode,
  MEAN_PRESSURE,
  MUSCLE_MASS,
  MUSCLE_SHARE,
  PRESSURE_PANEL,
  PULSE,
  STEPS,
  STEPS_A_DAY,
  SYSTOLIC,
  VITAL_SIGN_CODES,
} from '../../domain/loinc.ts';
import type { Activity, BodyComposition, Glucose, Reading } from '../../domain/reading.ts';
import { type Json, loincConcept, ownConcept, quantity } from './resource.ts';

/** What of an Observation depends on the kind of the reading. */
export interface MeasuredValues {
  readonly codes: readonly LoincCode[];
  readonly category: 'laboratory' | 'vital-signs' | 'activity';
  /** The value where it is one number. */
  readonly value?: { readonly number: number; readonly unit: FhirUnit; readonly comparator?: '<' | '>' };
  readonly component?: readonly Json[];
  /** The profile of FHIR R4 itself that it follows. */
  readonly profile?: string;
}

const vital = (kind: Reading['kind']): readonly LoincCode[] => VITAL_SIGN_CODES.filter((code) => code.kind === kind);
const firstOf = (kind: Reading['kind']): readonly LoincCode[] => vital(kind).slice(0, 1);
const profile = (name: string): string => `http://hl7.org/fhir/StructureDefinition/${name}`;
const component = ({ code, display }: LoincCode, value: number, unit: FhirUnit): Json => ({
  code: loincConcept([{ code, display }]),
  valueQuantity: quantity(value, unit),
});
const pulseOf = ({ pulsePerMin }: { readonly pulsePerMin?: number | undefined }): readonly Json[] =>
  pulsePerMin === undefined ? [] : [component(PULSE, pulsePerMin, '1/min')];

/** Codes, numbers and units of a reading, in the unit that its device showed where FHIR's profiles leave a choice; undefined for a kind that is no Observation. */
export function measuredValues(reading: Reading): MeasuredValues | undefined {
  switch (reading.kind) {
    case 'glucose-context':
      return undefined;
    case 'glucose':
      return glucose(reading);
    case 'blood-pressure':
      return {
        codes: PRESSURE_PANEL.slice(0, 1),
        category: 'vital-signs',
        profile: profile('bp'),
        component: [
          component(SYSTOLIC, reading.systolicMmHg, 'mmHg'),
          component(DIASTOLIC, reading.diastolicMmHg, 'mmHg'),
          ...(reading.meanMmHg === undefined ? [] : [component(MEAN_PRESSURE, reading.meanMmHg, 'mmHg')]),
          ...pulseOf(reading),
        ],
      };
    case 'weight':
      return {
        codes: firstOf('weight'),
        category: 'vital-signs',
        profile: profile('bodyweight'),
        value: reading.reported ? { number: reading.reported.value, unit: 'lb' } : { number: reading.weightKg, unit: 'kg' },
      };
    case 'temperature':
      return {
        codes: vital('temperature').filter(({ code }, i) => i === 0 || (reading.site === 'mouth' && code === '8331-1')),
        category: 'vital-signs',
        profile: profile('bodytemp'),
        value: reading.reported ? { number: reading.reported.value, unit: '°F' } : { number: reading.temperatureC, unit: '°C' },
      };
    case 'oxygen-saturation':
      return {
        codes: vital('oxygen-saturation'),
        category: 'vital-signs',
        profile: profile('oxygensat'),
        value: { number: reading.saturationPercent, unit: '%' },
        component: [
          ...pulseOf(reading),
          ...(reading.perfusionPercent === undefined
            ? []
            : [{ code: ownConcept('perfusion', 'Perfusion index'), valueQuantity: quantity(reading.perfusionPercent, '%') }]),
        ],
      };
    case 'heart-rate':
      return {
        codes: firstOf('heart-rate'),
        category: 'vital-signs',
        profile: profile('heartrate'),
        value: { number: reading.pulsePerMin, unit: '1/min' },
      };
    case 'body-composition':
      return { codes: [BODY_FAT], category: 'vital-signs', value: { number: reading.bodyFatPercent, unit: '%' }, component: body(reading) };
    case 'activity':
      return activity(reading);
  }
}

/** In the unit of the display. LO and HI are "less than" and "more than" the end of the device's range. */
function glucose({ reported, specimen, beyond }: Glucose): MeasuredValues {
  const wanted = specimen === 'arterial' ? 'unknown' : specimen;
  const found = GLUCOSE_CODES.find((code) => code.specimen === wanted && code.unit === reported.unit && code.meal === undefined)!;
  return {
    codes: [found],
    category: 'laboratory',
    value: {
      number: reported.value,
      unit: reported.unit,
      ...(beyond === undefined ? {} : { comparator: beyond === 'low' ? ('<' as const) : ('>' as const) }),
    },
  };
}

function body(reading: BodyComposition): readonly Json[] {
  const said = <V>(value: number | undefined, make: (value: number) => V): readonly V[] => (value === undefined ? [] : [make(value)]);
  const own = (code: Parameters<typeof ownConcept>[0], text: string, unit: FhirUnit) => (value: number) => ({
    code: ownConcept(code, text),
    valueQuantity: quantity(value, unit),
  });
  return [
    ...said(reading.musclePercent, (value) => component(MUSCLE_SHARE, value, '%')),
    ...said(reading.muscleKg, (value) => component(MUSCLE_MASS, value, 'kg')),
    ...said(reading.weightKg, (value) => component(firstOf('weight')[0]!, value, 'kg')),
    ...said(reading.fatFreeKg, own('fat-free-mass', 'Fat-free mass', 'kg')),
    ...said(reading.softLeanKg, own('soft-lean-mass', 'Soft lean mass', 'kg')),
    ...said(reading.bodyWaterKg, own('body-water-mass', 'Body water mass', 'kg')),
    ...said(reading.impedanceOhm, own('impedance', 'Impedance', 'Ω')),
    ...said(reading.basalMetabolismKj, own('basal-metabolism', 'Basal metabolism, a day', 'kJ')),
  ];
}

/** The shortest civil day, of which an hour was left out. */
const SHORTEST_DAY_MIN = 23 * 60;

function activity({ minutes, steps, activeMinutes, vigorousMinutes, wornMinutes }: Activity): MeasuredValues {
  const isDay = minutes >= SHORTEST_DAY_MIN;
  const part = (code: ActivityCode, text: string, value: number | undefined): readonly Json[] =>
    value === undefined ? [] : [{ code: ownConcept(code, text), valueQuantity: quantity(value, 'min') }];
  return {
    codes: [isDay ? STEPS_A_DAY : STEPS],
    category: 'activity',
    value: { number: steps, unit: isDay ? 'steps/d' : 'steps' },
    component: [
      ...part('active-minutes', 'Minutes of moderate and vigorous activity', activeMinutes),
      ...part('vigorous-minutes', 'Minutes of vigorous activity', vigorousMinutes),
      ...part('worn-minutes', 'Minutes worn', wornMinutes),
    ],
  };
}

export const deviceReference = (device: string): Json => ({ reference: `Device/${deviceFhirId(device)}` });
