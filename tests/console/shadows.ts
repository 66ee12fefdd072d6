import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { problemsOf } from './accessible.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

/** A moved limit runs beside the live one, is looked at, and is put in force or waits for a second person. */
export function shadows(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: a limit runs in the shadow from where it was moved, is put in force with a reason, and the run ends with it',
    { timeout: 60_000 },
    async (language, words) => {
      const { page, go, end, faults } = await clinic().visit('demo-doctor', { language, theme: 'light' });
      const dialog = page.getByRole('dialog');
      const begin = async (patient: string, label: string, value: string) => {
        await go(`/patients/${patient}/thresholds`);
        const limit = page.locator('.limit', { hasText: label }).first();
        await limit.getByRole('button').first().click();
        await limit.locator('input.number').fill(value);
        await limit.getByRole('button', { name: words.shadow.start }).click();
        expect(await problemsOf(page, 'dialog: shadow')).toEqual([]);
        await dialog.getByRole('button', { name: words.shadow.begin }).click();
        const card = page.locator('.shadow-card').first();
        await card.getByText(value).first().waitFor();
        return card;
      };
      // Beyond the protected bound a second person decides, and the run goes on until then.
      const weaker = await begin('demo-zhao', { en: 'Systolic above', 'zh-CN': '收缩压高于' }[language], '190');
      await weaker.locator('.shadow-limits').getByRole('button').click();
      await dialog.getByText(words.limits.weakens).waitFor();
      await dialog.getByRole('button', { name: words.shadow.takeOver, exact: true }).click();
      expect(await dialog.getByRole('alert').innerText()).toBe(words.thresholds.reasonNeeded);
      await dialog.getByRole('textbox').fill(`Agreed with cardiology, ${language}`);
      await dialog.getByRole('button', { name: words.shadow.takeOver, exact: true }).click();
      await page.getByText(words.thresholds.proposed).waitFor();
      expect(await problemsOf(page, 'shadow runs')).toEqual([]);
      await weaker.getByRole('button', { name: words.shadow.end }).click();
      await dialog.getByRole('button', { name: words.shadow.end }).click();
      await page.getByText(words.shadow.endedBy('Dr. Demo')).first().waitFor();

      // What makes the rule speak sooner holds at once, and then there is nothing left to try.
      const sooner = await begin('demo-chen', { en: 'Alert below', 'zh-CN': '低于此值提醒' }[language], '3.4');
      await sooner.locator('.shadow-limits').getByRole('button').click();
      await dialog.getByText(words.shadow.takeOverEnds).waitFor();
      await dialog.getByRole('textbox').fill(`Wants to know early, ${language}`);
      await dialog.getByRole('button', { name: words.shadow.takeOver, exact: true }).click();
      await page.getByText(words.shadow.none).waitFor();
      await page.getByRole('button', { name: words.shadow.look }).first().click();
      await page.locator('.shadow-found').waitFor();
      expect(await problemsOf(page, 'shadow runs, ended')).toEqual([]);

      // A rule with a mistake is refused with its line.
      await page.getByRole('button', { name: words.shadow.startRule }).click();
      await dialog.getByRole('textbox').first().fill('A new rule');
      await dialog.locator('textarea').fill('pack: clinic\nrules: 3');
      await dialog.getByRole('button', { name: words.shadow.begin }).click();
      await expect.poll(async () => (await dialog.getByRole('alert').allInnerTexts()).join(' '), { timeout: 8_000 }).toMatch(/2:\d/);
      await page.keyboard.press('Escape');
      await page.setViewportSize({ width: 360, height: 780 });
      await go('/limits/shadows');
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(360);
      // As it was, for the other language.
      await page.evaluate(
        `(async () => {
          const headers = { 'hearth-request': '1', 'content-type': 'application/json' };
          await fetch('/api/v1/patients/demo-chen/thresholds/glucose.sensor-very-low/limit', { method: 'PUT', headers, body: '{"value":null,"reason":"as it was"}' });
        })()`,
      );
      expect(faults).toEqual([]);
      await end();
      const coordinator = await clinic().visit('demo-coordinator', { language, theme: 'dark' });
      await coordinator.go('/limits');
      await coordinator.page.locator('.proposal').first().getByRole('button', { name: words.limits.refuse }).click();
      await coordinator.page.getByRole('dialog').getByRole('button', { name: words.limits.refuse }).click();
      await coordinator.page.locator('.proposal').waitFor({ state: 'detached' });
      await coordinator.end();
    },
  );
}
