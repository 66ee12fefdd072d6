import { describe, expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/clock.ts';
import { ALL_DOCTORS, type IssuedReport, patientScope, type ReportRun } from '../../domain/issued.ts';
import { ReportSchedule } from '../../domain/report-schedule.ts';
import { MORNING, type Open } from './samples.ts';

const report = (id: string, more: Partial<IssuedReport> = {}): IssuedReport => ({
  id,
  patient: 'p1',
  period: '2026-W08',
  from: MORNING - 7 * DAY,
  to: MORNING,
  language: 'en',
  edition: 1,
  issued: MORNING,
  by: 'hearth',
  doctors: [ALL_DOCTORS],
  schema: 1,
  sha256: 'ab',
  bytes: 2,
  ...more,
});
const NOTHING = { withdrawn: 0, corrected: 0, late: 0 };

/** Reports as they were issued, their schedules, and how far the issuing has come. */
export function issuedConformance(open: Open): void {
  describe('issued reports', () => {
    const house = async (...reports: readonly IssuedReport[]) => {
      const store = await open();
      await store.transact(async ({ issuedReports }) => {
        for (const one of reports) await issuedReports.keep(one, `{"of":"${one.id}","说":"血糖"}`);
      });
      return store;
    };

    test('what was issued is kept word for word, once, and not changed by a second of the same name', async () => {
      const store = await house(report('r1'));
      expect(await store.transact(({ issuedReports }) => issuedReports.keep(report('r1', { by: 'else' }), 'other'))).toBe(false);
      expect(await store.issuedReports.get('r1')).toEqual({ ...report('r1'), changes: NOTHING });
      expect(await store.issuedReports.content('r1')).toBe('{"of":"r1","说":"血糖"}');
      expect([await store.issuedReports.get('no'), await store.issuedReports.content('no')]).toEqual([undefined, undefined]);
    });

    test('lists come in pages: all of them, a patient’s, those that wait for a doctor', async () => {
      const store = await house(
        report('r1'),
        report('r2', { issued: MORNING + 1, doctors: ['wang', 'li'] }),
        report('r3', { issued: MORNING + 1, patient: 'p2', doctors: ['li'] }),
      );
      const ids = ({ reports }: { reports: readonly IssuedReport[] }) => reports.map(({ id }) => id);
      const { issuedReports } = store;
      const first = await issuedReports.list(2);
      expect([ids(first), ids(await issuedReports.list(2, first.next))]).toEqual([['r3', 'r2'], ['r1']]);
      expect((await issuedReports.of('p1', 9)).map(({ id }) => id)).toEqual(['r2', 'r1']);
      expect(ids(await issuedReports.toSign('wang', 9))).toEqual(['r1', 'r2']);
      const page = await issuedReports.toSign('li', 2);
      expect([ids(page), ids(await issuedReports.toSign('li', 2, page.next))]).toEqual([['r1', 'r2'], ['r3']]);
      expect(ids(await issuedReports.toSign(undefined, 9))).toEqual(['r1', 'r2', 'r3']);
      expect([await issuedReports.countToSign('wang'), await issuedReports.countToSign(undefined)]).toEqual([2, 3]);
      expect((await issuedReports.toSign(undefined, 3)).next).toBeUndefined();
    });

    test('what is signed or replaced waits no longer, and is so once', async () => {
      const store = await house(report('r1'), report('r2'));
      const signature = { by: 'wang', at: MORNING + HOUR, note: 'seen', sha256: 'ab' };
      const sign = () => store.transact(({ issuedReports }) => issuedReports.sign('r1', signature));
      expect([await sign(), await sign()]).toEqual([true, false]);
      const replace = () => store.transact(({ issuedReports }) => issuedReports.replace('r2', 'r9'));
      expect([await replace(), await replace()]).toEqual([true, false]);
      expect(await store.issuedReports.get('r1')).toEqual({ ...report('r1'), signed: signature, changes: NOTHING });
      expect(await store.issuedReports.get('r2')).toMatchObject({ replacedBy: 'r9' });
      expect((await store.issuedReports.toSign(undefined, 9)).reports).toEqual([]);
    });

    test('what changed since is counted, one of a reading; and the period before belongs to it', async () => {
      const store = await house(report('r1'));
      const mark = (reading: string, change?: 'withdrawn' | 'late') =>
        store.transact(({ issuedReports }) => issuedReports.mark('r1', reading, change && { change, at: MORNING }));
      await mark('a', 'withdrawn');
      await mark('a', 'late');
      await mark('b', 'late');
      await mark('c', 'withdrawn');
      await mark('c');
      expect(await store.issuedReports.get('r1')).toMatchObject({ changes: { withdrawn: 0, corrected: 0, late: 2 } });
      expect(await store.issuedReports.changes('r1')).toEqual(
        ['a', 'b'].map((reading) => ({ report: 'r1', reading, change: 'late', at: MORNING })),
      );
      const about = async (at: number) => (await store.issuedReports.about('p1', at)).length;
      expect([
        await about(MORNING),
        await about(MORNING - 1),
        await about(MORNING - 14 * DAY),
        await about(MORNING - 14 * DAY - 1),
      ]).toEqual([0, 1, 1, 0]);
      expect([await store.issuedReports.latestEnd('p1'), await store.issuedReports.latestEnd('p2')]).toEqual([MORNING, undefined]);
    });

    test('schedules have their moment; without one nothing falls due', async () => {
      const store = await open();
      expect(await store.reportSchedules.clinic()).toEqual(ReportSchedule.parse({}));
      const save = (...given: Parameters<typeof store.reportSchedules.save>) =>
        store.transact(({ reportSchedules }) => reportSchedules.save(...given));
      const weekly = ReportSchedule.parse({ every: 'week', doctors: ['wang'] });
      await save('clinic', weekly, MORNING + 2);
      await save(patientScope('p1'), { every: 'month' }, MORNING + 1);
      await save(patientScope('p2'), { language: 'en' }, undefined);
      expect(await store.reportSchedules.clinic()).toEqual(weekly);
      expect(await store.reportSchedules.own('p1')).toEqual({ every: 'month' });
      expect([...(await store.reportSchedules.owns()).keys()]).toEqual(['p1', 'p2']);
      expect(await store.reportSchedules.due(MORNING + 1, 9)).toEqual([{ scope: 'patient:p1', due: MORNING + 1 }]);
      expect(await store.reportSchedules.next()).toBe(MORNING + 1);
      await save(patientScope('p1'), undefined, undefined);
      expect([await store.reportSchedules.own('p1'), await store.reportSchedules.next()]).toEqual([undefined, MORNING + 2]);
    });

    test('a run is gone on with when it is free, until it has ended', async () => {
      const store = await open();
      const run = (id: string, free: number, more: Partial<ReportRun> = {}): ReportRun => ({
        id,
        period: '2026-W08',
        cause: 'asked',
        by: 'wang',
        started: MORNING,
        at: '',
        total: 3,
        looked: 0,
        issued: 0,
        already: 0,
        leftOut: 0,
        again: [],
        pass: 0,
        failed: [],
        told: {},
        free,
        ...more,
      });
      const save = (one: ReportRun) => store.transact(({ reportRuns }) => reportRuns.save(one));
      await save(run('a', MORNING + HOUR));
      expect([await store.reportRuns.open(MORNING), await store.reportRuns.next()]).toEqual([undefined, MORNING + HOUR]);
      await save(run('a', MORNING, { issued: 2, at: 'p2' }));
      expect(await store.reportRuns.open(MORNING)).toEqual(run('a', MORNING, { issued: 2, at: 'p2' }));
      await save(run('a', MORNING, { ended: MORNING }));
      expect([await store.reportRuns.open(MORNING), await store.reportRuns.next()]).toEqual([undefined, undefined]);
      expect(await store.reportRuns.list(9)).toEqual([await store.reportRuns.get('a')]);
    });

    test('patients come in pages, in the order of their ids', async () => {
      const store = await open();
      const one = (id: string) => ({
        id,
        language: 'en' as const,
        zone: 'UTC',
        glucoseUnit: 'mmol/L' as const,
        group: 'adult' as const,
        conditions: [],
        medicines: [],
        allergies: [],
        plan: [],
      });
      await store.transact(async ({ patients }) => {
        for (const id of ['c', 'a', 'b']) await patients.save(one(id));
      });
      expect((await store.patients.after('', 2)).map(({ id }) => id)).toEqual(['a', 'b']);
      expect((await store.patients.after('b', 2)).map(({ id }) => id)).toEqual(['c']);
      expect(await store.patients.count()).toBe(3);
    });
  });
}
