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

/** What a coordinator does at an alert besides answering it, by keyboard; and what waits for a doctor, in the doctor's worklist. */
export function desk(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: a call, a message and a task by keyboard; the task waits for the doctor, who does it',
    async (language, words) => {
      const nurse = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      const { page } = nurse;
      const dialog = page.getByRole('dialog');
      await nurse.go('/');
      await page.locator('.worklist-pane .detail-acts').waitFor();

      await page.keyboard.press('c');
      await page.keyboard.press('Control+Enter');
      expect(await dialog.getByRole('alert').innerText()).toBe(words.desk.saidNeeded);
      await dialog.getByRole('textbox').fill(`Feels well, ${language}`);
      expect(await problemsOf(page, 'dialog: call')).toEqual([]);
      await page.keyboard.press('Control+Enter');
      await page.locator('.desk-notes').getByText(`Feels well, ${language}`).waitFor();

      await page.keyboard.press('m');
      await dialog.getByRole('textbox').fill('+44 7700 900123');
      await page.keyboard.press('Control+Enter');
      await dialog.getByRole('alert').waitFor();
      await dialog.getByRole('textbox').fill(`Please rest, ${language}`);
      await page.keyboard.press('Control+Enter');
      await page.locator('.desk-notes').getByText(`Please rest, ${language}`).waitFor();

      await page.keyboard.press('t');
      await dialog.getByRole('textbox').first().fill(`Look at the course, ${language}`);
      expect(await problemsOf(page, 'dialog: task')).toEqual([]);
      await page.keyboard.press('Control+Enter');
      await page.locator('.desk-notes').getByText(`Look at the course, ${language}`).waitFor();
      expect(await problemsOf(page, 'worklist')).toEqual([]);

      const doctor = await clinic().visit('demo-doctor', { language, theme: 'dark', phone: true });
      await doctor.page.setViewportSize({ width: 360, height: 780 });
      await doctor.go('/');
      // What waits besides alerts pushes no alert down: it is opened.
      const row = doctor.page.locator('.waits li', { hasText: `Look at the course, ${language}` });
      await row.waitFor({ state: 'attached' });
      expect(await row.isVisible()).toBe(false);
      await doctor.page.locator('.waits summary').click();
      expect(await row.innerText()).toContain(words.desk.mine);
      expect(await problemsOf(doctor.page, 'worklist of a doctor')).toEqual([]);
      await row.getByRole('button', { name: words.desk.done }).click();
      await row.waitFor({ state: 'detached' });
      await page.locator('.desk-task-state').getByRole('button', { name: words.desk.undone }).waitFor();
      expect([...nurse.faults, ...doctor.faults]).toEqual([]);
      await nurse.end();
      await doctor.end();
    },
  );
}
