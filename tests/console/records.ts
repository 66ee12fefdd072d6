import { expect, test } from 'vitest';
import { DIETS, KITCHENS } from '../../domain/profile-words.ts';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

/** What staff write: a patient's record and limits, typed as people type. */
export function records(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: the doctor finds a patient, reads the charts, changes a limit within its bounds, opens the report',
    async (language, words) => {
      const { page, go, end, faults } = await clinic().visit('demo-doctor', { language, theme: 'light' });
      await go('/patients');
      await page.getByRole('searchbox').fill({ en: 'type 2', 'zh-CN': '2 型' }[language]);
      await page.getByRole('link', { name: '陈样本' }).first().click();
      await page.getByRole('heading', { level: 1, name: '陈样本' }).waitFor();
      await page.locator('.chart canvas').first().waitFor();
      const head = await page.locator('.patient-facts').innerText();
      expect(head).toContain({ en: 'Type 2 diabetes', 'zh-CN': '2 型糖尿病' }[language]);
      expect(head).not.toMatch(/type-2|metformin-/);

      await page.locator('.tabs').getByRole('link', { name: words.patient.thresholds }).click();
      const limit = page.locator('.limit').first();
      await limit.getByRole('button').click();
      await limit.locator('input.number').fill('900');
      expect(await limit.getByRole('alert').innerText()).toMatch(/\d/);
      const bound = (await limit.locator('.limit-bounds .number').innerText()).match(/[\d.]+/g)!.at(-1)!;
      await limit.locator('input.number').fill(bound);
      await limit.getByRole('button', { name: words.common.save }).click();
      expect(await limit.getByRole('alert').innerText()).toBe(words.thresholds.reasonNeeded);
      await limit.locator('.limit-edit-reason input').fill('Agreed with the patient');
      await limit.getByRole('button', { name: words.common.save }).click();
      await limit.locator('.from-patient').waitFor();
      await limit.getByRole('button').first().click();
      await limit.locator('.limit-edit-reason input').fill('Back to the guideline');
      await limit.getByRole('button', { name: words.thresholds.reset }).click();
      await limit.locator('.from-pack').waitFor();

      await page.locator('.tabs').getByRole('link', { name: words.patient.report }).click();
      const report = page.frameLocator('iframe');
      await report.getByRole('heading').first().waitFor();
      expect(await report.locator('body').innerText()).toContain('陈样本');
      expect(await report.locator('svg').count()).toBeGreaterThan(0);
      expect(faults).toEqual([]);
      await end();
    },
  );

  test.each(LANGUAGES)(
    '%s: the coordinator adds a patient as people type, is told what is missing, and changes the record later',
    async (language, words) => {
      const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      const name = { en: 'Nova Newcomer', 'zh-CN': '新示例' }[language];
      await go('/patients');
      await page.getByRole('button', { name: words.record.add }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: words.record.add }).click();
      expect(await dialog.getByRole('alert').innerText()).toBe(words.record.nameNeeded);
      await dialog.getByLabel(words.record.name, { exact: true }).fill(name);
      await dialog.getByLabel(words.record.birthYear).fill('58');
      await dialog.getByRole('button', { name: words.record.add }).click();
      expect(await dialog.getByRole('alert').innerText()).toBe(words.record.yearWrong);
      await dialog.getByLabel(words.record.birthYear).fill('1958');
      await dialog.getByLabel(words.record.zone).fill('Asia/Nowhere');
      await dialog.getByLabel(words.patient.conditions).fill({ en: 'type 2 diabetes, Lives alone', 'zh-CN': '2型糖尿病，独居' }[language]);
      await dialog.getByLabel(words.record.plan(words.kind.glucose)).fill('2');
      await dialog.getByRole('button', { name: words.record.add }).click();
      await expect.poll(() => dialog.getByRole('alert').innerText()).toMatch(/Asia\/Shanghai/);
      await dialog.getByLabel(words.record.zone).fill('Asia/Shanghai');
      await dialog.getByRole('button', { name: words.record.add }).click();
      await page.getByRole('heading', { level: 1, name }).waitFor();
      const id = new URL(page.url()).pathname.split('/')[2]!;
      const saved = async () => (await clinic().house.store.patients.get([id])).get(id);
      expect(await saved()).toMatchObject({
        birthYear: 1958,
        conditions: ['type-2-diabetes', { en: 'Lives alone', 'zh-CN': '独居' }[language]],
      });

      await page.getByRole('button', { name: words.record.change }).click();
      await dialog.getByLabel(words.patient.medicines).fill('metformin');
      const { profile } = words.record;
      await dialog.getByRole('group', { name: profile.diet }).getByLabel(DIETS.vegetarian[language]).check();
      await dialog.getByRole('group', { name: profile.kitchens }).getByLabel(KITCHENS.cantonese[language]).check();
      await dialog.getByRole('combobox', { name: profile.mobility }).selectOption('wheelchair');
      await dialog.getByLabel(profile.dietNote).fill('秋葵过敏？');
      await dialog.getByRole('button', { name: words.common.save }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.locator('.patient-facts', { hasText: { en: 'metformin', 'zh-CN': '二甲双胍' }[language] }).waitFor();
      expect(await saved()).toMatchObject({
        medicines: ['metformin'],
        plan: [{ kind: 'glucose', everyDays: 2 }],
        profile: { diet: ['vegetarian'], kitchens: ['cantonese'], mobility: 'wheelchair', dietNote: '秋葵过敏？' },
      });
      await page.locator('.patient-facts', { hasText: DIETS.vegetarian[language] }).waitFor();
      expect(faults).toEqual([]);
      await end();
    },
  );
}
