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
      // Without a reason nothing is saved.
      await draft.getByRole('button', { name: words.duty.save }).click();
      expect(await draft.getByRole('alert').innerText()).toBe(words.thresholds.reasonNeeded);
      await page.getByRole('button', { name: new RegExp(`, ${words.duty.editShift}:`) }).click();
      await dialog.getByLabel(words.duty.begins, { exact: true }).fill('08:00');
      await dialog.getByLabel(words.duty.ends, { exact: true }).fill('08:00');
      await dialog.getByRole('button', { name: words.duty.take }).click();
      await dialog.waitFor({ state: 'detached' });
      await draft.getByText(words.duty.covered).waitFor();

      // For whom the shift speaks, a Saturday that is worked, and the ladder.
      await page.getByRole('button', { name: new RegExp(`, ${words.duty.editShift}:`) }).click();
      await dialog.getByLabel('中文').check();
      await dialog.getByRole('button', { name: words.duty.take }).click();
      await page.getByText(words.duty.speaksOnly('中文')).waitFor();
      const worked = page.getByRole('region', { name: words.duty.workdays });
      await worked.getByLabel(words.duty.date).fill('2026-10-10');
      await worked.getByLabel(words.duty.countsAs).selectOption('fri');
      await worked.getByRole('button', { name: words.duty.addWorkday }).click();
      const holidays = page.getByRole('region', { name: words.duty.holidays });
      await holidays.getByLabel(words.duty.date).fill('2026-10-10');
      await holidays.getByRole('button', { name: words.duty.addHoliday }).click();
      await draft.getByText(words.duty.wrong['holiday-worked']('2026-10-10')).waitFor();
      expect(await draft.getByRole('button', { name: words.duty.save }).isDisabled()).toBe(true);
      await holidays.getByRole('button', { name: words.duty.removeOf('2026-10-10') }).click();

      const high = page.getByRole('region', { name: words.severity.high });
      await high.getByRole('button', { name: words.duty.addStep }).click();
      await dialog.getByLabel(words.duty.after, { exact: true }).fill('1.5');
      await dialog.getByRole('button', { name: words.duty.take }).click();
      expect(await dialog.getByRole('alert').innerText()).toBe(words.duty.stepWrong);
      await dialog.getByLabel(words.duty.after, { exact: true }).fill('2');
      await dialog.getByLabel(words.duty.unit).selectOption('hours');
      await dialog.getByLabel(words.role.doctor).check();
      await dialog.getByLabel(words.duty.between).check();
      expect(await problemsOf(page, 'dialog: step')).toEqual([]);
      await dialog.getByRole('button', { name: words.duty.take }).click();
      await high.getByText(words.duty.onlyBetween('08:00', '20:00')).waitFor();
      // What protects stands above the plan: medium may not go without the team.
      const medium = page.getByRole('region', { name: words.severity.medium });
      for (let left = 2; left > 0; left--)
        await medium
          .getByRole('button', { name: new RegExp(`^${words.duty.removeOf('')}`) })
          .first()
          .click();
      await draft.getByText(words.duty.wrong['team-late'](words.severity.medium)).waitFor();
      await medium.getByRole('button', { name: words.duty.addStep }).click();
      await dialog.getByRole('button', { name: words.duty.take }).click();
      await draft.getByText(words.duty.covered).waitFor();
      // How long answers hold, each within its bounds.
      const holds = page.getByRole('region', { name: words.duty.holds });
      await holds
        .getByRole('button', { name: `${words.thresholds.edit}, ${words.duty.holdsOf.snoozeMinutes}: ${words.severity.high}` })
        .click();
      await dialog.getByLabel(words.duty.time, { exact: true }).fill('9');
      await dialog.getByRole('button', { name: words.duty.take }).click();
      expect(await dialog.getByRole('alert').innerText()).toContain(language === 'en' ? '1 minute to 8 hours' : '1分钟至8小时');
      await dialog.getByLabel(words.duty.time, { exact: true }).fill('6');
      expect(await problemsOf(page, 'dialog: how long')).toEqual([]);
      await dialog.getByRole('button', { name: words.duty.take }).click();
      await dialog.waitFor({ state: 'detached' });
      await holds
        .getByRole('button', { name: `${words.thresholds.edit}, ${words.duty.holdsOf.storm}: ${words.duty.storm.openings}` })
        .click();
      await dialog.getByLabel(words.duty.count).fill('6');
      await dialog.getByRole('button', { name: words.duty.take }).click();
      await dialog.waitFor({ state: 'detached' });
      await draft.getByText(words.duty.covered).waitFor();
      await draft.getByLabel(words.thresholds.reason).fill(`The autumn rota, ${language}`);
      expect(await problemsOf(page, 'duty, changed')).toEqual([]);
      await draft.getByRole('button', { name: words.duty.save }).click();
      await draft.waitFor({ state: 'detached' });
      await page.getByText(words.duty.setBy('Coordinator Demo')).first().waitFor();
      await page.getByText(`The autumn rota, ${language}`).waitFor();
      const { plan: saved } = await clinic().house.store.duty.plan();
      expect(saved).toMatchObject({ workdays: { '2026-10-10': 'fri' }, holidays: [], shifts: [{ language: 'zh-CN' }] });
      expect(saved.ladder.high.at(-1)).toEqual({ afterMinutes: 120, to: 'doctor', between: { from: '08:00', to: '20:00' } });
      expect(saved).toMatchObject({ snoozeMinutes: { high: 360 }, storm: { openings: 6 } });
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
      const plan = { shifts: [], reason: 'as it was' };
      await page.evaluate(
        `fetch('/api/v1/duty', { method: 'PUT', headers: { 'hearth-request': '1', 'content-type': 'application/json' }, body: ${JSON.stringify(JSON.stringify(plan))} })`,
      );
      expect(faults).toEqual([]);
      await end();
    },
  );
}
