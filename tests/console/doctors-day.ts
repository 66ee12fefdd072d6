import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../domain/clock.ts';
import { lastDays, lastWhole } from '../../domain/report-period.ts';
import { en as reportEn } from '../../reports/words/en.ts';
import { zhCN as reportZh } from '../../reports/words/zh-cn.ts';
import { glucose } from '../house.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

const ZONE = 'Europe/London';
const PAPER = { en: reportEn, 'zh-CN': reportZh };
/** Each language another week: reports of a week are issued once. */
const WEEKS_AGO = { en: 0, 'zh-CN': 1 };

/** What a doctor does with a report besides signing it, and on the time axis besides looking at it. */
export function doctorsDay(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: a report is compared and signed with a note; a reading is taken back, and the corrected report waits anew',
    { timeout: 60_000 },
    async (language, words) => {
      const { house, call } = team();
      const { reports } = words;
      const patient = `signed-${language.toLowerCase()}`;
      const name = { en: 'Sage Invented', 'zh-CN': '萨示例' }[language];
      const period = lastWhole('week', ZONE, Date.now() - WEEKS_AGO[language] * 7 * DAY);
      const begins = Date.parse(`${period.first}T08:00:00Z`);
      await team().moveIn(patient, name, language, {
        zone: ZONE,
        conditions: ['type-2-diabetes'],
        plan: [{ kind: 'glucose', everyDays: 1 }],
      });
      const meter = await house.connect(`meter-of-${patient}`);
      for (let day = -7; day < 7; day++)
        for (const hour of [0, 5, 10])
          await meter.publishAsync(
            `hearth/v1/meter-of-${patient}/readings`,
            glucose(day < 0 ? 9.2 : 7.1, begins + day * DAY + hour * HOUR),
            { qos: 1 },
          );
      await meter.endAsync();
      expect((await call('coordinator', 'POST', '/reports/runs', { period: period.key, patients: [patient] })).status).toBe(200);
      await house.settle();

      const { page, go, leave } = await team().sit('doctor', language);
      const dialog = page.getByRole('dialog');
      const paper = page.frameLocator('iframe');
      await go('/reports');
      await page.getByRole('link', { name, exact: true }).click();
      // It is issued in the clinic's language; whoever reads chooses their own.
      await page.getByRole('radio', { name: { en: 'English', 'zh-CN': '中文' }[language] }).check();
      await paper.getByText(PAPER[language].sinceBefore).first().waitFor();
      const mean = paper.getByRole('row', { name: PAPER[language]['changed.glucose.mean'] }).first();
      expect(await mean.innerText()).toMatch(/7\.1[\s\S]*9\.2/);
      await page.getByRole('button', { name: reports.sign }).click();
      await dialog.getByLabel(reports.note).fill('Better than the week before.');
      await dialog.getByRole('button', { name: reports.sign }).click();
      const [first] = await house.store.issuedReports.of(patient, 9);
      await expect.poll(async () => (await house.store.issuedReports.get(first!.id))?.signed?.note).toBe('Better than the week before.');

      const inIt = (await house.store.readings.latest(patient, 'glucose', 99)).find(
        ({ at }) => at > begins + DAY && at < begins + 5 * DAY,
      )!;
      expect((await call('coordinator', 'POST', `/readings/${inIt.id}/withdraw`, { why: 'her sister’s' })).status).toBe(200);
      await house.settle();
      await go(`/reports/${first!.id}`);
      await page.getByText(reports.builtOn).waitFor();
      await page.getByText(reports.withdrawn(1)).first().waitFor();
      // The note stands on the page and on the paper, which is kept as it was issued.
      await page.locator('.issued-note', { hasText: 'Better than the week before.' }).waitFor();
      await paper.getByText('Better than the week before.').waitFor();
      await page.getByRole('button', { name: reports.correct }).click();
      await dialog.getByRole('button', { name: reports.correct }).click();
      expect(await dialog.getByRole('alert').innerText()).toBe(reports.whyNeeded);
      await dialog.getByLabel(reports.why).fill('A reading was her sister’s.');
      expect(await problemsOf(page, 'dialog: correct a report')).toEqual([]);
      await dialog.getByRole('button', { name: reports.correct }).click();
      await page.getByText(reports.edition(2)).first().waitFor();
      await paper.getByText('A reading was her sister’s.').waitFor();
      await page.getByRole('button', { name: reports.sign }).waitFor();
      expect(await page.getByText(reports.builtOn).count()).toBe(0);

      await go('/reports');
      await page
        .locator('li, tr', { hasText: name })
        .filter({ hasText: reports.edition(2) })
        .first()
        .waitFor();
      await go(`/reports/${first!.id}`);
      await page.getByText(reports.replaced).first().waitFor();
      expect(await page.getByRole('button', { name: reports.sign }).count()).toBe(0);
      await page.getByRole('link', { name: reports.toReplacement }).click();
      await page.getByText(reports.edition(2)).first().waitFor();
      expect(await leave()).toEqual([]);
    },
  );

  test.each(LANGUAGES)(
    '%s: medicine and advice stand on the time axis; ninety days are looked at ever closer, down to one hour',
    async (language, words) => {
      const { house, call } = team();
      const patient = `axis-${language.toLowerCase()}`;
      const now = Date.now();
      await team().moveIn(patient, { en: 'Axel Invented', 'zh-CN': '艾示例' }[language], language, {
        zone: ZONE,
        conditions: ['type-2-diabetes'],
        plan: [{ kind: 'glucose', everyDays: 1 }],
      });
      // Zooming in goes to the middle: one reading lies there, within the last hour that can be seen.
      const middle = Math.round((lastDays(90, ZONE, now).from + now) / 2);
      const meter = await house.connect(`meter-of-${patient}`);
      for (const [value, at, more] of [
        [7.7, middle, {}],
        ...[0, 1, 2, 3].map((ago) => [12.4 + ago / 10, now - ago * DAY - 1000, { meal: 'after' }] as const).toReversed(),
      ] as const)
        await meter.publishAsync(`hearth/v1/meter-of-${patient}/readings`, glucose(value, at, more), { qos: 1 });
      await meter.endAsync();
      await house.settle();
      const record = (await house.store.patients.get([patient])).get(patient)!;
      expect((await call('doctor', 'PUT', `/patients/${patient}`, { ...record, medicines: ['metformin'] })).status).toBe(200);

      const { page, go, leave } = await team().sit('doctor', language);
      await go(`/patients/${patient}?range=d90`);
      await page.locator('.chart canvas').first().waitFor();
      const key = page.locator('.axis-key');
      await key.getByText({ en: '+ metformin', 'zh-CN': '+ 二甲双胍' }[language]).waitFor();
      await key.getByText(words.patient.adviceTitle).waitFor();
      const readings = page.locator('.stat dd b').first();
      await expect.poll(() => readings.textContent()).toBe('5');
      const closer = page.getByRole('button', { name: words.patient.closer });
      let steps = 0;
      for (; steps < 20 && (await closer.isEnabled()); steps++) await closer.click();
      // 90 days are 2160 hours: halved eleven times they are a little more than one.
      expect(steps).toBe(12);
      await expect.poll(() => readings.textContent()).toBe('1');
      // What is not in this hour is not said to be.
      expect(await key.count()).toBe(0);
      expect(await problemsOf(page, 'one hour of ninety days')).toEqual([]);
      await page.getByRole('button', { name: words.patient.whole }).click();
      await expect.poll(() => readings.textContent()).toBe('5');
      await key.waitFor();
      expect(await leave()).toEqual([]);
    },
  );
}
