import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

/** How people are reached: said once, kept, and shown. */
export function reach(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: how a patient is reached is noted with consent, hours and a caregiver, and is there the next time',
    async (language, words) => {
      const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      const form = page.locator('dialog form');
      const open = async () => {
        await page.getByRole('button', { name: words.contact.open, exact: true }).click();
        await form.getByLabel(words.contact.wechat).waitFor();
      };
      await go('/patients');
      await page.getByRole('link', { name: '陈样本' }).first().click();
      await open();
      await form.getByLabel(words.contact.wechat).fill('short');
      await form.getByRole('button', { name: words.common.save }).click();
      await form.locator('.field-wrong').first().waitFor();
      await form.getByLabel(words.contact.wechat).fill('oABCDEFGHIJKLMNOPQRSTUVWXYZ12');
      await form.getByText(words.contact.way.wechat, { exact: true }).first().click();
      await form.locator('label.choice-option', { hasText: words.contact.nonUrgents.digest }).click();
      await form.getByLabel(words.contact.digestAt).fill('09:30');
      if ((await form.locator('.contact-caregiver').count()) === 0)
        await form.getByRole('button', { name: words.contact.addCaregiver }).click();
      await form.getByLabel(words.contact.caregiverName, { exact: true }).fill('Demo Daughter');
      await form.getByRole('button', { name: words.common.save }).click();
      await form.waitFor({ state: 'detached' });
      await page.reload();
      await open();
      expect(await form.getByLabel(words.contact.wechat).inputValue()).toBe('oABCDEFGHIJKLMNOPQRSTUVWXYZ12');
      expect(await form.getByLabel(words.contact.digestAt).inputValue()).toBe('09:30');
      expect(await form.getByLabel(words.contact.caregiverName, { exact: true }).inputValue()).toBe('Demo Daughter');
      await page.keyboard.press('Escape');

      await go('/reach');
      await page.getByRole('heading', { level: 1, name: words.reach.title }).waitFor();
      await page.locator('.reach-row').first().waitFor();
      expect(faults.filter((fault) => !/400/.test(fault))).toEqual([]);
      await end();
    },
  );
}
