import { patientFhirId } from '../../domain/fhir-names.ts';
import {
  CGM_BANDS,
  CGM_CODES,
  CGM_CV,
  CGM_GMI,
  CGM_MEAN,
  CGM_RANGES,
  type CgmCode,
  type FhirUnit,
  LOINC,
  MEAN_DIASTOLIC,
  MEAN_PANEL,
  MEAN_SYSTOLIC,
} from '../../domain/loinc.ts';
import type { Language } from '../../domain/source.ts';
import { mgPerDlFromMmolPerL } from '../../domain/units.ts';
import type { Band } from '../metrics/time-in-range.ts';
import type { Report, SectionOf } from '../report.ts';
import { type SourceId, sources } from '../sources.ts';
import { coding, concept, instant, type Json, loincConcept, quantity, type Resource } from './resource.ts';

/** The figures of a report as Observations about its period. They live within the DiagnosticReport, and have no address of their own. */
export function summaryObservations(report: Report, language: Language): readonly Resource[] {
  return report.sections.flatMap((section) =>
    section.section === 'glucose' ? glucose(section, report) : section.section === 'pressure' ? pressure(section, report, language) : [],
  );
}

interface Said {
  readonly id: string;
  readonly code: Json;
  readonly sufficient: boolean;
  readonly of: 'laboratory' | 'vital-signs';
}

const observation = ({ id, code, sufficient, of }: Said, { patient, from, to, generatedAt }: Report, value: Json): Resource => ({
  resourceType: 'Observation',
  id,
  // Of fewer readings than it takes: a number that may still change.
  status: sufficient ? 'final' : 'preliminary',
  category: [concept([coding('http://terminology.hl7.org/CodeSystem/observation-category', of)])],
  code,
  subject: { reference: `Patient/${patientFhirId(patient.id)}` },
  effectivePeriod: { start: instant(from), end: instant(to) },
  issued: instant(generatedAt),
  ...value,
});

/** The guide's codes are about interstitial fluid: figures of finger sticks are named in words. */
function glucose(section: SectionOf<'glucose'>, report: Report): readonly Resource[] {
  const { mean, cv, gmi } = section.figures;
  const unit = report.glucoseUnit;
  const named = (code: CgmCode): Json => (section.sensor ? cgmConcept(code) : { text: `${code.display}, finger sticks` });
  const figure = (id: string, code: Json, found: typeof mean, shown: (value: number) => number, inUnit: FhirUnit): readonly Resource[] =>
    found.value === null
      ? []
      : [
          observation({ id, code, sufficient: found.sufficient, of: 'laboratory' }, report, {
            valueQuantity: quantity(shown(found.value), inUnit),
          }),
        ];
  const bands = (Object.keys(section.shares) as Band[]).map((band) => ({
    code: cgmConcept(CGM_BANDS[band]),
    valueQuantity: quantity(rounded(section.shares[band], 2), '%'),
  }));
  const inOwnUnit = (mmolL: number) => (unit === 'mmol/L' ? rounded(mmolL, 1) : Math.round(mgPerDlFromMmolPerL(mmolL)));
  return [
    ...figure('mean-glucose', named(CGM_MEAN[unit]), mean, inOwnUnit, unit),
    ...figure('glucose-cv', named(CGM_CV), cv, (value) => rounded(value, 1), '%'),
    ...figure('gmi', cgmConcept(CGM_GMI), gmi, (value) => rounded(value, 1), '%'),
    ...(section.sensor
      ? [
          observation(
            { id: 'times-in-ranges', code: cgmConcept(CGM_RANGES), sufficient: section.sharesShort === undefined, of: 'laboratory' },
            report,
            { component: bands },
          ),
        ]
      : []),
  ];
}

function pressure({ mean, all, protocol }: SectionOf<'pressure'>, report: Report, language: Language): readonly Resource[] {
  const byProtocol = 'systolicMmHg' in mean;
  const { systolicMmHg, diastolicMmHg, n } = byProtocol ? mean : all;
  const part = ({ code, display }: typeof MEAN_SYSTOLIC, value: number): Json => ({
    code: loincConcept([{ code, display }]),
    valueQuantity: quantity(Math.round(value), 'mmHg'),
  });
  const said: Said = { id: 'mean-pressure', code: loincConcept([MEAN_PANEL]), sufficient: byProtocol, of: 'vital-signs' };
  return [
    observation(said, report, {
      component: [part(MEAN_SYSTOLIC, systolicMmHg), part(MEAN_DIASTOLIC, diastolicMmHg)],
      note: [{ text: (byProtocol ? byTheProtocol(protocol.source) : OF_ALL)[language](n) }],
    }),
  ];
}

/** The protocols: reports/metrics/blood-pressure.ts. The patient's guideline chooses. */
const PROTOCOL_NAMES: Readonly<Partial<Record<SourceId, string>>> = { 'esh-home-2010': 'ESH 2010', 'aha-ama-home-2020': 'AHA/AMA 2020' };
const byTheProtocol = (source: SourceId): Readonly<Record<Language, (n: number) => string>> => {
  const named = PROTOCOL_NAMES[source] ?? sources[source].organisation;
  return {
    en: (n) => `Mean of ${n} readings by the home protocol (${named}).`,
    'zh-CN': (n) => `按家庭血压测量方案（${named}）取 ${n} 次读数的平均值。`,
  };
};
const OF_ALL: Readonly<Record<Language, (n: number) => string>> = {
  en: (n) => `Mean of all ${n} readings: they are fewer than the home protocol asks for.`,
  'zh-CN': (n) => `全部 ${n} 次读数的平均值；读数少于家庭血压测量方案的要求。`,
};

const cgmConcept = ({ code, display, loinc }: CgmCode): Json =>
  concept([coding(CGM_CODES, code, display), ...(loinc ? [coding(LOINC, loinc.code, loinc.display)] : [])]);

const rounded = (value: number, decimals: number): number => Number(value.toFixed(decimals));
