import { expect, test } from 'vitest';
import { lastWhole } from '../../domain/report-period.ts';
import type { Language } from '../../domain/source.ts';
import { periodText } from '../../web/src/format/period.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { problemsOf } from './accessible.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en, -7],
  ['zh-CN', zhCN, -14],
] as const satisfies readonly (readonly [Language, unknown, number])[];
const DAY = 86_400_000;

/** Issued reports: asked for by the coordinator, read and signed by the doctor, by keyboard; the clinic in numbers. */
export function reports(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: a period is issued, and its reports are signed by keyboard alone',
    { timeout: 60_000 },
    async (language, words, days) => {
      const { house } = clinic();
      const period = lastWhole('week', 'Asia/Shanghai', Date.now() + (days + 7) * DAY).key;
      const nurse = await clinic().visit('demo-coordinator', { language, theme: 'dark' });
      await nurse.go('/reports');
      const { page } = nurse;
      const field = page.getByLabel(words.reports.period, { exact: false });
      await field.fill('2099-W01');
      await page.getByRole('button', { name: words.reports.ask }).click();
      await page.getByRole('alert').waitFor();
      await field.fill(period);
      await page.getByRole('button', { name: words.reports.ask }).click();
      await house.settle();
      await page.getByText(words.reports.run(periodText(period, language))).waitFor();
      expect(await problemsOf(page, '/reports')).toEqual([]);
      expect(nurse.faults).toEqual([]);
      await nurse.end();

      const doctor = await clinic().visit('demo-doctor', { language, theme: 'light' });
      await doctor.go('/reports');
      const { page: desk } = doctor;
      await desk.getByText(periodText(period, language)).first().waitFor();
      const waiting = await house.store.issuedReports.toSign('demo-doctor', 99);
      await desk.keyboard.press('j');
      await desk.keyboard.press('Enter');
      await expect.poll(() => new URL(desk.url()).pathname).toBe(`/reports/${waiting.reports[0]!.id}`);
      await desk.locator('.paper-frame').waitFor();
      await desk.keyboard.press('j');
      await expect.poll(() => new URL(desk.url()).pathname).toBe(`/reports/${waiting.reports[1]!.id}`);
      await desk.locator('.paper-frame').waitFor();
      await desk.keyboard.press('k');
      await expect.poll(() => new URL(desk.url()).pathname).toBe(`/reports/${waiting.reports[0]!.id}`);
      await desk.getByRole('button', { name: words.reports.sign }).waitFor();
      expect(await problemsOf(desk, 'issued report')).toEqual([]);
      await desk.keyboard.press('s');
      await desk.getByRole('dialog').getByLabel(words.reports.note).fill('seen');
      expect(await problemsOf(desk, 'dialog: sign')).toEqual([]);
      await desk.keyboard.press('Control+Enter');
      // On to the next, without another key.
      await expect.poll(() => new URL(desk.url()).pathname).toBe(`/reports/${waiting.reports[1]!.id}`);
      expect((await house.store.issuedReports.get(waiting.reports[0]!.id))!.signed).toMatchObject({ by: 'demo-doctor', note: 'seen' });

      const { patient } = waiting.reports[0]!;
      await doctor.turnTo(`/patients/${patient}/report`);
      await desk.getByText(words.reports.signedBy('Dr. Demo')).first().waitFor();
      await doctor.turnTo('/reports/cohort');
      // The demo's clinic is younger than its last month: one sentence, and what to do next.
      await desk.locator('.empty').waitFor();
      expect(await desk.locator('.cohort-share').count()).toBe(0);
      expect(await problemsOf(desk, '/reports/cohort, an empty month')).toEqual([]);
      // The last fourteen days stand for a month with readings: the demo has lived through them.
      const day = (ago: number) => new Date(Date.now() - ago * DAY).toISOString().slice(0, 10);
      const fortnight = `${day(15)}..${day(2)}`;
      await desk.route(/reports\/cohort\?period=/, (route) =>
        route.continue({
          url: route
            .request()
            .url()
            .replace(/period=[\d-]+/, `period=${fortnight}`),
        }),
      );
      await doctor.go('/reports/cohort');
      await desk.getByText(words.cohort.alerts).waitFor();
      await desk.locator('.cohort-share').first().getByRole('button').click();
      await desk.locator('.cohort-behind').waitFor();
      expect(await problemsOf(desk, '/reports/cohort')).toEqual([]);
      expect(doctor.faults).toEqual([]);
      await doctor.end();
    },
  );
}
