/* Tables of reports as they were issued. */

/** A report as it was issued; `begins` is where the period before it begins, with which it compares. */
export interface IssuedReportTable {
  id: string;
  patient: string;
  begins: number;
  ends: number;
  issued: number;
  to_sign: number;
  replaced_by: string | null;
  signature: string | null;
  body: string;
}

/** Word for word, packed with gzip. */
export interface IssuedContentTable {
  report: string;
  packed: Uint8Array;
}

export interface IssuedForTable {
  report: string;
  doctor: string;
}

export interface IssuedChangeTable {
  report: string;
  reading: string;
  change: string;
  at: number;
}

/** The clinic's own; the content packed with gzip. */
export interface ClinicIssueTable {
  id: string;
  issued: number;
  body: string;
  packed: Uint8Array;
}

/** Not written yet. */
export interface OwedClinicIssueTable {
  id: string;
  free: number;
  body: string;
}

export interface ReportScheduleTable {
  scope: string;
  due: number | null;
  body: string;
}

export interface ReportRunTable {
  id: string;
  started: number;
  free: number;
  is_open: number;
  body: string;
}
