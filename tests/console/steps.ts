import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en as reportEn } from '../../reports/words/en.ts';
import { zhCN as reportZhCN } from '../../reports/words/zh-cn.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { problemsOf } from './accessible.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en, reportEn],
  ['zh-CN', zhCN, reportZhCN],
] as const satisfies readonly (readonly [Language, unknown, unknown])[];

/** The steps of the demo's one person with a band: on the page of the patient, and in the report. */
export function steps(clinic: () => Clinic): void {
  test.each(LANGUAGES)('%s: days of steps stand on the patient’s page and in the report', async (language, words, report) => {
    const { house } = clinic();
    const [last] = await house.store.readings.latest('demo-robin', 'activity', 1);
    expect(last).toMatchObject({ kind: 'activity', device: 'band-robin' });
    const { page, go, faults, end } = await clinic().visit('demo-doctor', { language, theme: 'light' });
    await go('/patients/demo-robin');
    const panel = page.getByRole('region', { name: words.kind.activity, exact: true });
    await panel.locator('.chart canvas').waitFor();
    await panel.getByText(words.stat.wholeDays).waitFor();
    expect(
      Number(await panel.locator('.stat', { hasText: words.stat.wholeDays }).locator('b, .number').first().innerText()),
    ).toBeGreaterThan(9);
    if (process.env.PICTURES_OF_PAGES) await panel.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-steps-${language}.png` });
    await go('/patients/demo-robin/report');
    const paper = page.frameLocator('.paper-frame');
    await paper.getByRole('heading', { name: report.activity, exact: true }).first().waitFor();
    if (process.env.PICTURES_OF_PAGES)
      await paper
        .locator('section', { has: paper.getByRole('heading', { name: report.activity, exact: true }) })
        .first()
        .screenshot({ path: `${process.env.PICTURES_OF_PAGES}-steps-report-${language}.png` });
    expect(await problemsOf(page, 'report with steps')).toEqual([]);
    expect(faults).toEqual([]);
    await end();
  });
}
