import { createHash } from 'node:crypto';
import type { Instant } from '../domain/clock.ts';
import { issuedReportId } from '../domain/identity.ts';
import type { IssuedReport } from '../domain/issued.ts';
import type { PatientId } from '../domain/reading.ts';
import { boundsOf, type ReportPeriod } from '../domain/report-period.ts';
import type { Records } from '../domain/store.ts';
import type { Report } from '../reports/report.ts';

/** Gathers and writes the report of a period. Reads; changes nothing. */
export type BuildReport = (patient: PatientId, from: Instant, to: Instant) => Promise<Report>;

export interface Drawn {
  readonly report: IssuedReport;
  /** What is kept, word for word. */
  readonly content: string;
}

type About = Pick<IssuedReport, 'edition' | 'issued' | 'by' | 'doctors' | 'language'> & Partial<Pick<IssuedReport, 'replaces' | 'reason'>>;

/** A report ready to be kept. Its days are those of the patient's own zone. */
export async function draw(
  build: BuildReport,
  { id: patient, zone }: { readonly id: PatientId; readonly zone: string },
  period: ReportPeriod,
  about: About,
): Promise<Drawn> {
  const { from, to } = boundsOf(period, zone);
  return drawn(await build(patient, from, to), { patient, period: period.key, from, to }, about);
}

/** The same over the moments of an issue that is corrected, wherever the patient lives now. */
export function drawn(
  written: Report,
  { patient, period, from, to }: Pick<IssuedReport, 'patient' | 'period' | 'from' | 'to'>,
  about: About,
): Drawn {
  const content = JSON.stringify(written);
  const id = issuedReportId(patient, period, about.edition);
  const report = {
    id,
    patient,
    period,
    from,
    to,
    ...about,
    schema: written.version,
    sha256: sha256Of(content),
    bytes: Buffer.byteLength(content),
  };
  return { report, content };
}

export const sha256Of = (content: string): string => createHash('sha256').update(content, 'utf8').digest('hex');

/**
 * Keeps it, with its hash in the audit, whose acts hang together in a chain: who changes a content and its hash would have to change every
 * act since. Whether it was not there yet.
 */
export async function keep(records: Records, { report, content }: Drawn): Promise<boolean> {
  if (!(await records.issuedReports.keep(report, content))) return false;
  const { id, patient, period, edition, sha256, replaces, reason } = report;
  const about = { report: id, period, edition, sha256, ...(replaces === undefined ? {} : { replaces, reason: reason ?? '' }) };
  await records.audit.note([{ at: report.issued, by: report.by, did: ISSUED, patient, about }]);
  return true;
}

export const ISSUED = 'report.issued';
