import type { Kind, Meal } from './reading.ts';
import type { Source } from './source.ts';

/*
 * What LOINC calls the things that Hearth reads, one list for both directions: devices/dialects/fhir-observation.ts reads by it, and
 * reports/fhir/observation.ts writes by it. Of several codes for one thing the first is written; all are read.
 */

export const LOINC = 'http://loinc.org';
export const UCUM = 'http://unitsofmeasure.org';

export interface LoincCode {
  readonly code: string;
  /** LOINC's own long name. */
  readonly display: string;
  readonly source: Source;
}

const CGM_GUIDE: Source = {
  organisation: 'HL7',
  title: 'Continuous Glucose Monitoring implementation guide 1.0.0 (STU 1)',
  year: 2025,
  section: 'CGM Sensor Reading (Mass), CGM Sensor Reading (Molar)',
  url: 'https://hl7.org/fhir/uv/cgm/',
  evidence: 'primary',
};
const VITAL_SIGNS_PROFILES: Source = {
  organisation: 'HL7',
  title: 'FHIR R4: vital signs profiles',
  year: 2019,
  section: 'Vital signs table',
  url: 'https://hl7.org/fhir/R4/observation-vitalsigns.html',
  evidence: 'primary',
};
const LOINC_PAGES: Source = {
  organisation: 'Regenstrief Institute',
  title: 'LOINC, pages of the terms',
  year: 2025,
  url: 'https://loinc.org/',
  evidence: 'secondary',
};

export interface GlucoseCode extends LoincCode {
  /** Mass concentration or amount of substance; absent where it is read in both. */
  readonly unit: 'mg/dL' | 'mmol/L';
  readonly specimen: 'interstitial' | 'capillary' | 'venous' | 'unknown';
  readonly meal?: Meal;
}

export const GLUCOSE_CODES: readonly GlucoseCode[] = [
  glucose('99504-3', 'Glucose [Mass/volume] in Interstitial fluid', 'mg/dL', 'interstitial', CGM_GUIDE),
  glucose('105272-9', 'Glucose [Moles/volume] in Interstitial fluid', 'mmol/L', 'interstitial', CGM_GUIDE),
  glucose('41653-7', 'Glucose [Mass/volume] in Capillary blood by Glucometer', 'mg/dL', 'capillary'),
  glucose('14743-9', 'Glucose [Moles/volume] in Capillary blood by Glucometer', 'mmol/L', 'capillary'),
  glucose('2339-0', 'Glucose [Mass/volume] in Blood', 'mg/dL', 'unknown'),
  glucose('15074-8', 'Glucose [Moles/volume] in Blood', 'mmol/L', 'unknown'),
  glucose('2345-7', 'Glucose [Mass/volume] in Serum or Plasma', 'mg/dL', 'venous'),
  glucose('14749-6', 'Glucose [Moles/volume] in Serum or Plasma', 'mmol/L', 'venous'),
  { ...glucose('1558-6', 'Fasting glucose [Mass/volume] in Serum or Plasma', 'mg/dL', 'venous'), meal: 'fasting' },
  { ...glucose('1521-4', 'Glucose [Mass/volume] in Serum or Plasma --2 hours post meal', 'mg/dL', 'venous'), meal: 'after' },
];

function glucose(
  code: string,
  display: string,
  unit: GlucoseCode['unit'],
  specimen: GlucoseCode['specimen'],
  source = LOINC_PAGES,
): GlucoseCode {
  return { code, display, unit, specimen, source };
}

export interface VitalSignCode extends LoincCode {
  readonly kind: Exclude<Kind, 'glucose' | 'glucose-context' | 'blood-pressure' | 'body-composition'>;
  readonly site?: 'mouth';
}

const vital = (code: string, display: string, kind: VitalSignCode['kind'], source = VITAL_SIGNS_PROFILES): VitalSignCode => ({
  code,
  display,
  kind,
  source,
});

/** One number each. 59408-5 says how it was measured; the profile of FHIR R4 asks for 2708-6 beside it. */
export const VITAL_SIGN_CODES: readonly VitalSignCode[] = [
  vital('29463-7', 'Body weight', 'weight'),
  vital('3141-9', 'Body weight Measured', 'weight', LOINC_PAGES),
  vital('8310-5', 'Body temperature', 'temperature'),
  { ...vital('8331-1', 'Oral temperature', 'temperature', LOINC_PAGES), site: 'mouth' },
  vital('2708-6', 'Oxygen saturation in Arterial blood', 'oxygen-saturation'),
  vital('59408-5', 'Oxygen saturation in Arterial blood by Pulse oximetry', 'oxygen-saturation', LOINC_PAGES),
  vital('8867-4', 'Heart rate', 'heart-rate'),
];

const named = (code: string, display: string, source = VITAL_SIGNS_PROFILES): LoincCode => ({ code, display, source });

/** A cuff's reading is one panel; 55284-4 is the older code of the same. */
export const PRESSURE_PANEL: readonly LoincCode[] = [
  named('85354-9', 'Blood pressure panel with all children optional'),
  named('55284-4', 'Blood pressure systolic and diastolic', LOINC_PAGES),
];
export const SYSTOLIC = named('8480-6', 'Systolic blood pressure');
export const DIASTOLIC = named('8462-4', 'Diastolic blood pressure');
export const MEAN_PRESSURE = named('8478-0', 'Mean blood pressure', LOINC_PAGES);
export const PULSE = named('8867-4', 'Heart rate');

export const BODY_FAT = named('41982-0', 'Percentage of body fat Measured', LOINC_PAGES);
export const MUSCLE_SHARE = named('73965-6', 'Body muscle mass/Body weight Measured', LOINC_PAGES);
export const MUSCLE_MASS = named('73964-9', 'Body muscle mass Calculated', LOINC_PAGES);

/** How units are written in UCUM, the first where several are read. The others are what programs in the field write instead. */
export const UCUM_UNITS = {
  'mg/dL': ['mg/dL'],
  'mmol/L': ['mmol/L'],
  mmHg: ['mm[Hg]'],
  kPa: ['kPa'],
  kg: ['kg'],
  lb: ['[lb_av]', 'lb'],
  '°C': ['Cel', '°C'],
  '°F': ['[degF]', '°F'],
  '%': ['%'],
  '1/min': ['/min', '{beats}/min', '1/min'],
  Ω: ['Ohm'],
  kJ: ['kJ'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type FhirUnit = keyof typeof UCUM_UNITS;

/** What LOINC has no code for that could be verified: Hearth's own. */
export const OWN_CODES = 'https://hearth.example/fhir/CodeSystem/measured';
export type OwnCode = 'perfusion' | 'fat-free-mass' | 'soft-lean-mass' | 'body-water-mass' | 'impedance' | 'basal-metabolism';
