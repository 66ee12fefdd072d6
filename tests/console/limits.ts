import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

/** Limits above the single patient: units, cohorts, and what needs a second person, as people click. */
export function limits(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: a slider shows what it would bring; beyond the protected bound somebody else approves',
    async (language, words) => {
      const doctor = await clinic().visit('demo-doctor', { language, theme: 'light' });
      const { page } = doctor;
      await doctor.go('/patients/demo-zhao/thresholds');
      const crisis = page.locator('.limit', { hasText: { en: 'Systolic above', 'zh-CN': '收缩压高于' }[language] }).first();
      await crisis.getByRole('button').first().click();
      await crisis.locator('input.number').fill('175');
      await crisis.locator('.found').waitFor();
      expect(await crisis.locator('.found tbody tr').count()).toBe(4);
      await crisis.locator('input.number').fill('190');
      await crisis.getByText(words.limits.weakens).waitFor();
      await crisis.locator('.limit-edit-reason input').fill('Agreed with cardiology');
      await crisis.getByRole('button', { name: words.common.save }).click();
      await page.getByText(words.thresholds.proposed).waitFor();
      await crisis.locator('.from-pack').waitFor();

      await page.getByRole('button', { name: words.limits.turnOff }).first().click();
      await page.locator('dialog input').fill('Comfort care');
      await page.getByRole('dialog').getByRole('button', { name: words.common.cancel }).click();

      await doctor.go('/limits');
      expect(await page.locator('.proposal').first().innerText()).toContain(words.limits.mine);
      const coordinator = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      await coordinator.go('/limits');
      const proposal = coordinator.page.locator('.proposal').first();
      expect(await proposal.innerText()).toContain('180 → 190 mmHg');
      await proposal.getByRole('button', { name: words.limits.refuse }).click();
      await coordinator.page.getByRole('dialog').getByRole('button', { name: words.limits.refuse }).click();
      await coordinator.page.locator('.proposal').waitFor({ state: 'detached' });
      expect([...doctor.faults, ...coordinator.faults]).toEqual([]);
      await doctor.end();
      await coordinator.end();
    },
  );

  test.each(LANGUAGES)(
    '%s: a cohort is made, a patient taken in with a reason, its limit holds for them in the unit that was written',
    async (language, words) => {
      const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      const id = `canary-${language.toLowerCase()}`;
      await go('/limits');
      await page.getByRole('button', { name: words.limits.newCohort }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').nth(0).fill('Canary');
      await dialog.getByRole('textbox').nth(1).fill(id);
      await dialog.getByRole('button', { name: words.limits.newCohort }).click();
      await page.getByText(words.limits.nobody).waitFor();
      await page.getByRole('button', { name: words.limits.join }).click();
      await dialog.getByRole('searchbox').or(dialog.getByRole('textbox').first()).first().fill('demo-chen');
      await dialog.getByText('陈样本').click();
      await dialog.getByRole('textbox').last().fill('After the ward');
      await dialog.getByRole('button', { name: words.limits.join }).click();
      await page.locator('.cohort-members').getByText('After the ward').waitFor();

      const low = page.locator('.limit', { hasText: { en: 'Alert below', 'zh-CN': '低于此值提醒' }[language] }).first();
      await low.getByRole('button').first().click();
      await low.locator('select').selectOption('mg/dL');
      expect(await low.locator('input.number').inputValue()).toBe('54');
      await low.locator('input.number').fill('5.2');
      expect(await low.getByRole('alert').innerText()).toMatch(/45.*70 mg\/dL/);
      await low.locator('input.number').fill('58');
      await low.locator('.limit-edit-reason input').fill('Agreed on the ward');
      await low.getByRole('button', { name: words.common.save }).click();
      await low.locator('.from-cohort').waitFor();
      expect(await low.innerText()).toContain('58 mg/dL');

      await go('/patients/demo-chen/thresholds');
      const theirs = page.locator('.limit', { hasText: { en: 'Alert below', 'zh-CN': '低于此值提醒' }[language] }).first();
      await theirs.locator('.from-cohort').waitFor();
      expect(await theirs.locator('.from-cohort').innerText()).toBe('Canary');
      await go(`/limits?cohort=${id}`);
      await page.locator('.cohort-members').getByRole('button').click();
      await dialog.getByRole('textbox').last().fill('Recovered');
      await dialog.getByRole('button', { name: words.limits.leave }).click();
      await page.getByText(words.limits.nobody).waitFor();
      expect(faults).toEqual([]);
      await end();
    },
  );
}
