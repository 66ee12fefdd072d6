import type { Clock } from '../domain/clock.ts';
import { HearthError } from '../domain/errors.ts';
import type { IssuedState } from '../domain/issued.ts';
import type { Records, Store } from '../domain/store.ts';
import { type BuildReport, drawn, keep } from './issue.ts';
import { correctedMessages } from './tell.ts';

export interface ReportDeskParts {
  readonly store: Store;
  readonly clock: Clock;
  readonly build: BuildReport;
}

/** What people do with issued reports, each act in one transaction with its audit. */
export function createReportDesk({ store, clock, build }: ReportDeskParts) {
  const standing = async (records: Pick<Records, 'issuedReports'>, id: string): Promise<IssuedState> => {
    const report = await records.issuedReports.get(id);
    if (!report) throw new HearthError('api.not-found', 'There is no such report.');
    if (report.replacedBy !== undefined) throw new HearthError('report.replaced');
    return report;
  };

  return {
    /** A doctor has read it. Throws api.not-found, report.signed, report.replaced. */
    sign: (id: string, by: string, note: string): Promise<IssuedState> =>
      store.transact(async (records) => {
        const at = clock.now();
        const { signed, sha256, patient } = await standing(records, id);
        if (signed) throw new HearthError('report.signed');
        await records.issuedReports.sign(id, { by, at, note, sha256 });
        await records.audit.note([{ at, by, did: 'report.signed', patient, about: { report: id, sha256, note } }]);
        return (await records.issuedReports.get(id))!;
      }),

    /**
     * Issues the same period anew, from what is known now; the one before stays as it was issued and names this one.
     * Throws api.not-found, report.replaced.
     */
    async correct(id: string, by: string, reason: string): Promise<IssuedState> {
      const { patient, from, to, ...before } = await standing(store, id);
      const now = clock.now();
      const { period, edition, doctors, language } = before;
      const about = { edition: edition + 1, issued: now, by, doctors, language, replaces: id, reason };
      const next = drawn(await build(patient, from, to), { patient, period, from, to }, about);
      return store.transact(async (records) => {
        await standing(records, id);
        await keep(records, next);
        await records.issuedReports.replace(id, next.report.id);
        await records.decisions.apply(correctedMessages(next.report, now), now);
        return (await records.issuedReports.get(next.report.id))!;
      });
    },
  };
}
