import { expect, test } from 'vitest';
import { withEmergencyNumber } from '../../domain/emergency-number.ts';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { problemsOf } from './accessible.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en, 'demo-sam'],
  ['zh-CN', zhCN, 'demo-lin'],
] as const satisfies readonly (readonly [Language, unknown, string])[];

/** A patient says on a telephone that a medicine did not agree; the doctor finds it, fills it in, and is told what is missing. */
export function adverseReactions(clinic: () => Clinic): void {
  test.each(LANGUAGES)('%s: an adverse reaction from the telephone to the desk', { timeout: 60_000 }, async (language, words, patient) => {
    const { house } = clinic();
    const { ownAdverse, adverse } = words;
    const phone = await clinic().visit('nobody', { language, theme: 'light', phone: true });
    await phone.page.setViewportSize({ width: 360, height: 740 });
    await phone.go(await clinic().ownPage(patient));
    await phone.page.getByRole('button', { name: ownAdverse.begin }).click();
    const form = phone.page.getByRole('region', { name: ownAdverse.title });
    await form.getByRole('button', { name: ownAdverse.send }).click();
    await form.getByText(ownAdverse.whatMissing).waitFor();
    await form.getByText(ownAdverse.whichMissing).waitFor();
    await form.getByText(ownAdverse.seriousMissing).waitFor();
    expect(await problemsOf(phone.page, 'own adverse')).toEqual([]);
    expect(await phone.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
    if (process.env.HEARTH_PICTURES)
      await phone.page.screenshot({ path: `${process.env.HEARTH_PICTURES}-own-${language}.png`, fullPage: true });
    const what = { en: 'A rash on both arms', 'zh-CN': '双臂皮疹' }[language];
    await form.getByLabel(ownAdverse.what).fill(what);
    await form.getByLabel(ownAdverse.other).fill('acarbose');
    await form.getByLabel(ownAdverse.since).fill('2026-03-01');
    await form.getByLabel(ownAdverse.stoppedOptions.stopped).check();
    await form.getByLabel(ownAdverse.betterOptions.better, { exact: true }).check();
    await form.getByLabel(ownAdverse.seriousOptions.hospitalisation).check();
    await form.getByRole('button', { name: ownAdverse.send }).click();
    await form.getByText(withEmergencyNumber(ownAdverse.thanksSerious, language, { en: '999', 'zh-CN': '120' }[language])).waitFor();
    await form.getByText(what).waitFor();
    expect(phone.faults).toEqual([]);
    await phone.end();
    const [report] = await house.store.adverse.list(1, patient);
    expect(report).toMatchObject({
      state: 'submitted',
      content: { drugs: expect.arrayContaining([expect.objectContaining({ name: 'acarbose', role: 'suspect' })]) },
    });

    const { page, go, end, faults } = await clinic().visit('demo-doctor', { language, theme: 'light' });
    await go('/adverse');
    expect(await problemsOf(page, 'adverse list')).toEqual([]);
    await page.getByRole('link', { name: what }).click();
    await page.getByLabel(adverse.field.initials).fill('X.Y.');
    await page.getByRole('button', { name: words.common.save, exact: true }).click();
    await expect.poll(async () => (await house.store.adverse.get(report!.id))?.content.patient.initials).toBe('X.Y.');
    await page.getByRole('button', { name: adverse.complete, exact: true }).click();
    await page.getByText({ en: 'The reporter’s name is missing.', 'zh-CN': '缺少报告人姓名。' }[language]).first().waitFor();
    await page.getByText(adverse.naranjo).first().click();
    expect(await problemsOf(page, 'adverse report')).toEqual([]);
    if (process.env.HEARTH_PICTURES)
      await page.screenshot({ path: `${process.env.HEARTH_PICTURES}-report-${language}.png`, fullPage: true });
    await page.getByRole('button', { name: adverse.dismiss, exact: true }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByRole('button', { name: adverse.dismiss, exact: true }).click();
    expect(await dialog.getByRole('alert').innerText()).toBe(adverse.reasonNeeded);
    await dialog.getByLabel(adverse.reason).fill('told twice');
    await dialog.getByRole('button', { name: adverse.dismiss, exact: true }).click();
    await page.getByRole('button', { name: adverse.reopen }).waitFor();
    expect((await house.store.adverse.get(report!.id))?.state).toBe('dismissed');
    expect(faults).toEqual([]);
    await end();
  });
}
