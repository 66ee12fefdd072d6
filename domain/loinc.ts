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
  readonly kind: Exclude<Kind, 'glucose' | 'glucose-context' | 'blood-pressure' | 'body-composition' | 'activity'>;
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

const ACTIVITY_GUIDE: Source = {
  organisation: 'HL7',
  title: 'Physical Activity implementation guide 1.0.0 (STU 1)',
  year: 2023,
  section: 'Example Observation: Daily Steps (41950-7, category activity, UCUM /d)',
  url: 'https://hl7.org/fhir/us/physical-activity/Observation-ExampleDailySteps.html',
  evidence: 'primary',
};
/** Of a whole day, and of any other stretch. */
export const STEPS_A_DAY = named('41950-7', 'Number of steps in 24 hour Measured', ACTIVITY_GUIDE);
export const STEPS = named('55423-8', 'Number of steps in unspecified time Pedometer', LOINC_PAGES);

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
  min: ['min'],
  steps: ['{steps}', '{step}', '{count}', '{#}', '1'],
  'steps/d': ['/d', '{steps}/d', '{#}/d', '1/(24.h)', '/(24.h)'],
} as const satisfies Readonly<Record<string, readonly string[]>>;
export type FhirUnit = keyof typeof UCUM_UNITS;

/** What LOINC has no code for that could be verified: Hearth's own. */
export const OWN_CODES = 'https://hearth.example/fhir/CodeSystem/measured';
export type OwnCode =
  | 'perfusion'
  | 'fat-free-mass'
  | 'soft-lean-mass'
  | 'body-water-mass'
  | 'impedance'
  | 'basal-metabolism'
  | ActivityCode;
/** Minutes of a day: LOINC's terms are of one exercise, or of a questionnaire. */
export type ActivityCode = 'active-minutes' | 'vigorous-minutes' | 'worn-minutes';

const TERMS: Source = {
  organisation: 'Regenstrief Institute',
  title: 'LOINC 2.74, pages of the terms',
  year: 2023,
  url: 'https://loinc.org/53576-5/',
  evidence: 'primary',
};
const CGM_SUMMARY: Source = { ...CGM_GUIDE, section: 'CodeSystem CGM Summary; ConceptMap CGMSummaryToLoinc' };
const MEAN_PRESSURES: Source = {
  organisation: 'HL7',
  title: 'US Core 7.0.0, Average Blood Pressure Profile',
  year: 2024,
  url: 'https://hl7.org/fhir/us/core/STU7/Observation-average-blood-pressure.html',
  evidence: 'primary',
};

/** What the doctor's report is: a summary, or the raw data, of what devices at home measured. */
export const REPORT = named('53576-5', 'Personal health monitoring report Document', TERMS);

/** Figures about a period of a continuous sensor: HL7's code, and LOINC's where HL7's map names one that was read there. */
export const CGM_CODES = 'http://hl7.org/fhir/uv/cgm/CodeSystem/cgm-summary-codes-temporary';
export interface CgmCode {
  readonly code: string;
  readonly display: string;
  readonly loinc?: LoincCode;
}
const cgm = (code: string, display: string, loinc?: readonly [string, string]): CgmCode => ({
  code,
  display,
  ...(loinc ? { loinc: named(loinc[0], loinc[1], CGM_SUMMARY) } : {}),
});
export const CGM_MEAN = {
  'mg/dL': cgm('mean-glucose-mass-per-volume', 'Mean Glucose (Mass per Volume)', [
    '97507-8',
    'Average glucose [Mass/volume] in Interstitial fluid during Reporting Period',
  ]),
  'mmol/L': cgm('mean-glucose-moles-per-volume', 'Mean Glucose (Moles per Volume)', [
    '105273-7',
    'Glucose [Moles/volume] in Reporting Period mean Interstitial fluid by calculation',
  ]),
} as const;
export const CGM_GMI = cgm('gmi', 'Glucose Management Indicator (GMI)');
export const CGM_CV = cgm('cv', 'Coefficient of Variation (CV)');
export const CGM_RANGES = cgm('times-in-ranges', 'Times in Glucose Ranges');
export const CGM_BANDS = {
  veryLow: cgm('time-in-very-low', 'Time in Very Low Range (%)'),
  low: cgm('time-in-low', 'Time in Low Range (%)'),
  target: cgm('time-in-target', 'Time in Target Range (%)'),
  high: cgm('time-in-high', 'Time in High Range (%)'),
  veryHigh: cgm('time-in-very-high', 'Time in Very High Range (%)'),
} as const;

export const MEAN_PANEL = named('96607-7', 'Blood pressure panel mean systolic and mean diastolic', MEAN_PRESSURES);
export const MEAN_SYSTOLIC = named('96608-5', 'Systolic blood pressure mean', MEAN_PRESSURES);
export const MEAN_DIASTOLIC = named('96609-3', 'Diastolic blood pressure mean', MEAN_PRESSURES);
