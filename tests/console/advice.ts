import { expect, test } from 'vitest';
import { ApprovalRules } from '../../domain/advice-approval.ts';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { highEvenings } from '../held-advice.ts';
import { problemsOf } from './accessible.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en, 'Europe/London'],
  ['zh-CN', zhCN, 'Asia/Shanghai'],
] as const satisfies readonly (readonly [Language, unknown, string])[];

/** Advice that waits: held by the doctor's rules, refused, edited against the guard, approved, by keyboard and by mouse. */
export function heldAdvice(clinic: () => Clinic): void {
  test.each(LANGUAGES)('%s: advice waits, and the doctor decides about it', { timeout: 60_000 }, async (language, words, zone) => {
    const { house } = clinic();
    await house.approvalDesk.setRules(ApprovalRules.parse({}), 'demo-doctor', 'as at first');
    const { page, go, end, faults } = await clinic().visit('demo-doctor', { language, theme: 'light' });
    const { held } = words;
    await go('/advice');
    await page.getByText(held.empty).waitFor();
    const panel = page.getByRole('region', { name: held.rules });
    await panel.getByLabel(held.severity(words.severity.medium)).selectOption('everything');
    await panel.getByLabel(held.severity(words.severity.low)).selectOption('everything');
    await panel.getByRole('button', { name: words.common.save }).click();
    expect(await panel.getByRole('alert').innerText()).toBe(held.reasonNeeded);
    await panel.getByLabel(held.why).fill('a new model');
    await panel.getByRole('button', { name: words.common.save }).click();
    await expect.poll(async () => (await house.store.approvalRules.inForce()).rules.medium).toBe('everything');

    const people = ['a', 'b', 'c'].map((name) => `held-${language}-${name}`);
    for (const patient of people) await highEvenings(house, patient, Date.now() - 60_000, { language, zone });
    const cards = page.locator('.held');
    await expect.poll(() => cards.count(), { timeout: 15_000 }).toBe(3);
    await page.getByRole('link', { name: `${words.nav.advice} 3` }).waitFor();
    expect(await problemsOf(page, 'advice')).toEqual([]);
    if (process.env.HEARTH_PICTURES)
      await page.screenshot({ path: `${process.env.HEARTH_PICTURES}-advice-${language}.png`, fullPage: true });

    // By keyboard: the second is refused with a reason.
    await page.keyboard.press('j');
    const second = await page.locator('.held-selected').getAttribute('id');
    await page.keyboard.press('r');
    const dialog = page.getByRole('dialog');
    await page.keyboard.press('Control+Enter');
    expect(await dialog.getByRole('alert').innerText()).toBe(held.reasonNeeded);
    expect(await problemsOf(page, 'dialog: refuse')).toEqual([]);
    await dialog.getByRole('button', { name: held.refuseReasons[0]! }).click();
    await dialog.getByRole('button', { name: held.refuse, exact: true }).click();
    await expect.poll(() => cards.count()).toBe(2);
    expect((await house.store.advice.get(second!.slice(4)))!.approval?.is).toBe('refused');

    // Edited: a dose is refused by name, then a sentence that may go out.
    await page.keyboard.press('e');
    await dialog
      .getByLabel(held.sentence(1), { exact: true })
      .fill({ en: 'Stop your metformin tonight.', 'zh-CN': '今晚先停用二甲双胍。' }[language]);
    await dialog.getByRole('button', { name: held.send }).click();
    await dialog.getByText(held.unsafe).waitFor();
    expect(await dialog.getByRole('alert').first().innerText()).toContain(
      { en: 'no change of medicine or dose', 'zh-CN': '不得改动用药' }[language],
    );
    expect(await problemsOf(page, 'dialog: edit')).toEqual([]);
    if (process.env.HEARTH_PICTURES) await page.screenshot({ path: `${process.env.HEARTH_PICTURES}-edit-${language}.png` });
    const better = { en: 'Eat the vegetables first at dinner.', 'zh-CN': '晚餐先吃蔬菜。' }[language];
    await dialog.getByLabel(held.sentence(1), { exact: true }).fill(better);
    await dialog.getByRole('button', { name: held.send }).click();
    await expect.poll(() => cards.count()).toBe(1);

    // As it is.
    await page.keyboard.press('a');
    await page.getByText(held.empty).waitFor();
    const approved = (await Promise.all(people.map((patient) => house.store.advice.of(patient, 1)))).flat();
    expect(approved.map(({ approval }) => approval?.is).sort()).toEqual(['approved', 'approved', 'refused']);
    const edited = approved.find(({ approval }) => approval?.is === 'approved' && approval.edited)!;
    await go(`/patients/${edited.patient}`);
    const given = page.getByRole('region', { name: words.patient.adviceTitle });
    await given.getByText(better).waitFor();
    await given.getByText(held.writtenText).click();
    await given.getByText(edited.sentences[0]!.text).waitFor();
    expect(await problemsOf(page, 'patient with edited advice')).toEqual([]);
    expect(faults).toEqual([]);
    await house.approvalDesk.setRules(ApprovalRules.parse({}), 'demo-doctor', 'as at first');
    await end();
  });
}
