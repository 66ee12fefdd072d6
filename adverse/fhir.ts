import type { AdverseContent, AdverseDrug } from '../domain/adverse-content.ts';
import { seriousnessOf } from '../domain/adverse-content.ts';
import type { AdverseReport } from '../domain/adverse-report.ts';
import { naranjoScore } from '../domain/naranjo.ts';

/* A report as a FHIR R4 AdverseEvent (HL7, 4.0.1, section 9.6). Patients go by their pseudonym. */

type Json = Readonly<Record<string, unknown>>;
const BASE = 'https://hearth.example/fhir';
const CODES = 'http://terminology.hl7.org/CodeSystem';

/** Every medicine is a contained MedicationStatement; suspected ones are suspect entities, the others stand in the medical history's place. */
export function fhirAdverseEvent({ id, patient, content, aware, begun, state }: AdverseReport): Json {
  const { reactions, drugs } = content;
  const [first] = reactions;
  const serious = seriousnessOf(content);
  const subject = { reference: `Patient/${patient}` };
  const history = historyOf(content);
  return {
    resourceType: 'AdverseEvent',
    id,
    text: { status: 'generated', div: divOf(content) },
    contained: [
      ...drugs.map((drug, i) => statement(drug, i, subject)),
      ...(history === '' ? [] : [{ resourceType: 'Condition', id: 'history', subject, code: { text: history } }]),
    ],
    extension: [{ url: `${BASE}/StructureDefinition/adverse-report-state`, valueCode: state }],
    identifier: { system: `${BASE}/adverse-reactions`, value: id },
    actuality: 'actual',
    category: [{ text: 'adverse drug reaction' }],
    event: { text: reactions.map(({ term }) => term).join('; ') || 'not named' },
    subject,
    ...(first?.onset ? { date: dateOf(first.onset) } : {}),
    ...(aware === undefined ? {} : { detected: new Date(aware).toISOString() }),
    recordedDate: new Date(begun).toISOString(),
    ...(serious === undefined
      ? {}
      : {
          seriousness: {
            coding: [{ system: `${CODES}/adverse-event-seriousness`, code: serious.length > 0 ? 'serious' : 'non-serious' }],
            ...(serious.length > 0 ? { text: serious.join(', ') } : {}),
          },
        }),
    ...(first?.outcome ? { outcome: { coding: [{ system: `${CODES}/adverse-event-outcome`, code: OUTCOMES[first.outcome] }] } } : {}),
    suspectEntity: drugs.flatMap((drug, i) => (drug.role === 'concomitant' ? [] : [suspect(drug, i)])),
    ...(history === '' ? {} : { subjectMedicalHistory: [{ reference: '#history' }] }),
  };
}

/** http://terminology.hl7.org/CodeSystem/adverse-event-outcome */
const OUTCOMES = {
  recovered: 'resolved',
  recovering: 'recovering',
  'not-recovered': 'ongoing',
  sequelae: 'resolvedWithSequelae',
  fatal: 'fatal',
  unknown: 'unknown',
} as const;

function suspect({ causality, naranjo }: AdverseDrug, i: number): Json {
  const scored = naranjo && naranjoScore(naranjo);
  const judged = [
    ...(causality ? [{ assessment: { text: causality }, method: { text: 'WHO-UMC' } }] : []),
    ...(scored ? [{ assessment: { text: `${scored.score}, ${scored.grade}` }, method: { text: 'Naranjo' } }] : []),
  ];
  return { instance: { reference: `#drug-${i + 1}` }, ...(judged.length > 0 ? { causality: judged } : {}) };
}

function statement(drug: AdverseDrug, i: number, subject: Json): Json {
  const { role, name, genericName, batch, dose, frequency, route, start, stop, indication, action, dechallenge, rechallenge } = drug;
  const dosage = [dose, frequency, route].filter(Boolean).join(', ');
  const period = { ...(start ? { start: dateOf(start) } : {}), ...(stop ? { end: dateOf(stop) } : {}) };
  const notes = Object.entries({ role, batch, action, dechallenge, rechallenge }).flatMap(([key, said]) =>
    said ? [`${key}: ${said}`] : [],
  );
  return {
    resourceType: 'MedicationStatement',
    id: `drug-${i + 1}`,
    status: stop ? 'stopped' : 'unknown',
    medicationCodeableConcept: { text: genericName ? `${name} (${genericName})` : name },
    subject,
    ...(start || stop ? { effectivePeriod: period } : {}),
    ...(indication ? { reasonCode: [{ text: indication }] } : {}),
    ...(dosage === '' ? {} : { dosage: [{ text: dosage }] }),
    note: [{ text: notes.join('; ') }],
  };
}

const historyOf = ({ patient }: AdverseContent): string => [patient.disease, patient.history].filter(Boolean).join('\n');
/** FHIR asks for a zone beside a time of day; the day alone is true in every zone that matters here. */
const dateOf = (day: string): string => day.slice(0, 10);

function divOf({ reactions, narrative, language }: AdverseContent): string {
  const lines = [...reactions.map(({ term, description }) => [term, description].filter(Boolean).join(': ')), narrative ?? ''].filter(
    Boolean,
  );
  const inner = (lines.length > 0 ? lines : ['–']).map((line) => `<p>${escaped(line)}</p>`).join('');
  return `<div xmlns="http://www.w3.org/1999/xhtml" lang="${language}">${inner}</div>`;
}
const escaped = (text: string): string => text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
