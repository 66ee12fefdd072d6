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

/** The plan of duty as a coordinator changes it, and the alarm budget, from a narrow telephone to a wall. */
export function duty(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: a shift leaves hours uncovered, is seen to, saved, and stands in the history',
    { timeout: 60_000 },
    async (language, words) => {
      const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language, theme: 'light', phone: true });
      await page.setViewportSize({ width: 360, height: 780 });
      const dialog = page.getByRole('dialog');
      await go('/duty');
      await page.getByRole('button', { name: words.duty.addShift }).click();
      await dialog.getByRole('button', { name: words.duty.take }).click();
      expect(await dialog.getByRole('alert').innerText()).toBe(words.duty.needPeople);
      await dialog.getByLabel('Coordinator Demo').check();
      expect(await problemsOf(page, 'dialog: shift')).toEqual([]);
      await dialog.getByRole('button', { name: words.duty.take }).click();
      const draft = page.locator('.duty-draft');
      await draft.getByText(words.duty.gaps(15)).waitFor();
      await page.getByRole('button', { name: new RegExp(`^${words.duty.editShift}:`) }).click();
      await dialog.getByLabel(words.duty.begins, { exact: true }).fill('08:00');
      await dialog.getByLabel(words.duty.ends, { exact: true }).fill('08:00');
      await dialog.getByRole('button', { name: words.duty.take }).click();
      await draft.getByText(words.duty.covered).waitFor();
      expect(await problemsOf(page, 'duty, changed')).toEqual([]);
      await draft.getByRole('button', { name: words.duty.save }).click();
      await draft.waitFor({ state: 'detached' });
      await page.getByText(words.duty.setBy('Coordinator Demo')).first().waitFor();
      expect(await page.locator('.duty-now').innerText()).toContain('Coordinator Demo');

      await page.setViewportSize({ width: 2560, height: 1440 });
      expect(await problemsOf(page, 'duty on a wall')).toEqual([]);
      await go('/duty/budget');
      await page.locator('.budget-table').first().waitFor();
      expect(await problemsOf(page, 'budget')).toEqual([]);
      await page.setViewportSize({ width: 360, height: 780 });
      await go('/duty/budget');
      await page.locator('.budget-table').first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      // As it was, for the other language.
      const plan = { shifts: [] };
      await page.evaluate(
        `fetch('/api/v1/duty', { method: 'PUT', headers: { 'hearth-request': '1', 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(plan))} })`,
      );
      expect(faults).toEqual([]);
      await end();
    },
  );
}
