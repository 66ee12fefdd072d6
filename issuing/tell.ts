import type { Instant } from '../domain/clock.ts';
import type { Decision } from '../domain/decision.ts';
import { messageKey } from '../domain/identity.ts';
import { ALL_DOCTORS, type IssuedReport, type ReportRun } from '../domain/issued.ts';
import { NOBODY } from '../domain/message.ts';

/** The messages of this room: each leads to a report, to those that wait for a signature, or to the clinic's. */
export const REPORT_TEMPLATES: ReadonlySet<string> = new Set(['report.ready', 'report.corrected', 'reports.ready', 'report.clinic']);

/** The last moment that belongs to it, for texts that name its last day. */
export const lastOf = (to: Instant): Instant => to - 1;
export const toDoctor = (doctor: string) => ({ person: doctor === ALL_DOCTORS ? 'team' : doctor, role: 'doctor' as const });

/** One message to each doctor when a list is done: of one patient, about this patient; of several, how many there are to sign. */
export const readyMessages = (
  run: ReportRun,
  { from, to }: { readonly from: Instant; readonly to: Instant },
  now: Instant,
): readonly Decision[] =>
  Object.entries(run.told).map(([doctor, { count, report, patient }]): Decision => {
    const template = count === 1 ? 'report.ready' : 'reports.ready';
    return {
      do: 'send',
      message: {
        key: messageKey(run.id, template, 'doctor', doctor),
        to: toDoctor(doctor),
        about: count === 1 ? patient : NOBODY,
        template,
        values: { from, to: lastOf(to), ...(count === 1 ? { report } : { count }) },
        urgent: false,
        due: now,
      },
    };
  });

/** A corrected report, to everybody whom the one before was for. */
export const correctedMessages = ({ id, patient, from, to, doctors }: IssuedReport, now: Instant): readonly Decision[] =>
  doctors.map((doctor) => ({
    do: 'send',
    message: {
      key: messageKey(id, 'report.corrected', 'doctor', doctor),
      to: toDoctor(doctor),
      about: patient,
      template: 'report.corrected',
      values: { from, to: lastOf(to), report: id },
      urgent: false,
      due: now,
    },
  }));

/** Reports that could not be written: the coordinator hears of each patient's. */
export const faultsOf = ({ period, failed }: ReportRun): readonly Decision[] =>
  failed.map(({ patient, why }) => ({ do: 'report-fault', patient, rule: `report ${period}`, version: 0, why }));
