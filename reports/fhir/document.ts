import { createHash } from 'node:crypto';
import type { Instant } from '../../domain/clock.ts';
import { counts } from '../../domain/counts.ts';
import type { Device, Ownership } from '../../domain/device.ts';
import { FHIR_BASE, patientFhirId } from '../../domain/fhir-names.ts';
import type { Patient, PatientIdentity } from '../../domain/patient.ts';
import type { Reading } from '../../domain/reading.ts';
import type { Language } from '../../domain/source.ts';
import type { Page } from '../render/blocks.ts';
import type { Report } from '../report.ts';
import { fhirComposition } from './composition.ts';
import { fhirDevice } from './device.ts';
import { fhirDiagnosticReport } from './diagnostic-report.ts';
import { type AboutReading, fhirObservation, isObservation } from './observation.ts';
import { fhirPatient } from './patient.ts';
import { instant, type Resource } from './resource.ts';

export interface DocumentParts {
  /** The id of the report in FHIR. */
  readonly id: string;
  readonly report: Report;
  readonly page: Page;
  readonly patient: Patient;
  /** Only where the reader may know who it is. */
  readonly identity?: PatientIdentity;
  readonly readings: readonly { readonly reading: Reading; readonly about: Omit<AboutReading, 'language'> }[];
  readonly devices: readonly { readonly device: Device; readonly owners: readonly Ownership[] }[];
  readonly clinic: string;
  readonly language: Language;
  /** Where its parts have their addresses. */
  readonly base?: string;
  readonly now: Instant;
}

/** A document goes whole through somebody's memory: of more sensor readings than two weeks make, only the figures about them are in it. */
export const MOST_SENSOR_READINGS = 5_000;
const LEFT_OUT: Readonly<Record<Language, (n: number) => string>> = {
  en: (n) => `The ${n} single readings of the sensor are not in this document; the figures about them are.`,
  'zh-CN': (n) => `本文档不含传感器的 ${n} 条单次读数，仅含其统计指标。`,
};

/** Those of a period's readings that its document holds one by one. */
export function inDocument<Told extends { readonly reading: Reading }>(readings: readonly Told[]): readonly Told[] {
  const told = readings.filter(({ reading }) => isObservation(reading) && counts(reading));
  const isSensor = ({ reading }: Told) => reading.kind === 'glucose' && reading.specimen === 'interstitial';
  return told.filter(isSensor).length > MOST_SENSOR_READINGS ? told.filter((one) => !isSensor(one)) : told;
}

/** The doctor's report as a FHIR R4 document (Bundle.type document): Composition first, then all that it refers to. */
export function fhirDocument(parts: DocumentParts): Resource {
  const { id, report, page, patient, identity, devices, clinic, language, base = FHIR_BASE, now } = parts;
  const isOver = report.to <= now;
  const told = parts.readings.filter(({ reading }) => isObservation(reading) && counts(reading));
  const given = inDocument(parts.readings);
  const observations = given.map(({ reading, about }) => fhirObservation(reading, { ...about, language }));
  const used = new Set(told.map(({ reading }) => reading.device));
  const organization: Resource = { resourceType: 'Organization', id: 'clinic', name: clinic };
  const refer = ({ resourceType, id: name }: Resource) => ({ reference: `${resourceType}/${name}` });
  const diagnostic = fhirDiagnosticReport(id, report, observations.map(refer), { title: page.title, language, isOver });
  const composition = fhirComposition(id, report, page, {
    organization: refer(organization),
    entries: [refer(diagnostic), ...observations.map(refer)],
    note: given.length < told.length ? LEFT_OUT[language](told.length - given.length) : undefined,
    isOver,
  });
  const resources = [
    composition,
    fhirPatient(patient, identity),
    organization,
    diagnostic,
    ...observations,
    ...devices.filter(({ device }) => used.has(device.id)).map(({ device, owners }) => fhirDevice(device, owners, now)),
  ];
  return {
    resourceType: 'Bundle',
    identifier: { system: `${FHIR_BASE}/document`, value: documentName(id, report) },
    type: 'document',
    timestamp: instant(report.generatedAt),
    entry: resources.map((resource) => ({ fullUrl: `${base}/${resource.resourceType}/${resource.id}`, resource })),
  };
}

const documentName = (id: string, { generatedAt }: Report): string =>
  createHash('sha256').update(`document|${id}|${generatedAt}`).digest('hex').slice(0, 32);

/** `p1.14d.2026-03-15`: the report about so many days up to the end of that day, where the patient lives. */
export const reportFhirId = (patient: string, days: number, lastDay: string): string => `${patientFhirId(patient)}.${days}d.${lastDay}`;

export function readReportId(id: string): { readonly patient: string; readonly days: number; readonly lastDay: string } | undefined {
  const [, patient, days, lastDay] = /^(.+)\.(\d{1,3})d\.(\d{4}-\d\d-\d\d)$/.exec(id) ?? [];
  return patient === undefined || lastDay === undefined ? undefined : { patient, days: Number(days), lastDay };
}
