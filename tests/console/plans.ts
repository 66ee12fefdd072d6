import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { problemsOf } from './accessible.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en, 'demo-sam'],
  ['zh-CN', zhCN, 'demo-lin'],
] as const satisfies readonly (readonly [Language, unknown, string])[];

/** Reminders, visits and questionnaires: planned by staff at a desk, answered by a patient on a telephone. */
export function plans(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: the coordinator plans a medicine and a check-in, is told what is wrong, and takes one out',
    async (language, words, patient) => {
      const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      await go(`/patients/${patient}`);
      await page.getByRole('button', { name: words.plan.open, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByText(words.plan.none).waitFor();
      await dialog.getByRole('button', { name: words.plan.add }).click();
      expect(await dialog.getByRole('alert').innerText()).toBe(words.plan.medicineNeeded);
      await dialog.getByLabel(words.plan.medicineName).fill('metformin 500 mg');
      await dialog.getByLabel(words.plan.times).fill('22：30');
      await dialog.getByRole('button', { name: words.plan.add }).click();
      await expect.poll(() => dialog.getByRole('alert').innerText()).toContain('22:30 lies in the quiet hours');
      await dialog.getByLabel(words.plan.times).fill('8:00，20:00');
      await dialog.getByRole('button', { name: words.plan.add }).click();
      await dialog.getByText('metformin 500 mg').waitFor();
      await dialog.getByLabel(words.plan.what).selectOption('check-in weekly-check-in');
      await dialog.getByLabel(words.plan.weekdays[6]!).check();
      await dialog.getByRole('button', { name: words.plan.add }).click();
      await dialog.locator('.plan-items li').nth(1).waitFor();
      expect(await problemsOf(page, 'dialog: plan')).toEqual([]);
      const saved = async () => (await clinic().house.store.plans.get(patient))?.items;
      expect(await saved()).toMatchObject([
        { id: 'medicine-1', times: ['08:00', '20:00'], weekdays: [] },
        { id: 'check-in-1', what: { questionnaire: 'weekly-check-in' }, weekdays: [7] },
      ]);
      await dialog.getByRole('button', { name: words.plan.removeOf('metformin 500 mg') }).click();
      await dialog.locator('.plan-items li').nth(1).waitFor({ state: 'detached' });
      expect(await saved()).toMatchObject([{ id: 'check-in-1' }]);
      expect(faults).toEqual([]);
      await end();
    },
  );

  test.each(LANGUAGES)('%s: a patient fills in a questionnaire on a telephone, and staff read it', async (language, words, patient) => {
    const { house } = clinic();
    await house.store.transact((records) =>
      records.decisions.apply(
        [
          {
            do: 'start-pathway',
            pathway: 'check-in',
            patient,
            at: Date.now(),
            cause: `console ${language}`,
            values: { questionnaire: 'weekly-check-in' },
          },
        ],
        Date.now(),
      ),
    );
    await house.settle();
    for (const open of await house.store.followUps.open(patient))
      if (!open.questionnaire) await house.answer(open.id, open.options[0]!.id, patient);

    const { page, go, end, faults } = await clinic().visit('nobody', { language, theme: 'light', phone: true });
    await go(await clinic().ownPage(patient));
    await page.getByRole('button', { name: words.fill.begin }).click();
    await page.getByRole('button', { name: words.fill.send }).click();
    expect(await page.getByRole('alert').innerText()).toBe(words.fill.incomplete);
    expect(await problemsOf(page, 'questionnaire')).toEqual([]);
    const choose = (text: string) => page.getByLabel(text, { exact: true }).first().check();
    await choose({ en: 'Worse', 'zh-CN': '更差' }[language]);
    await page.locator('.own-step').nth(4).click();
    await choose({ en: 'Something else', 'zh-CN': '其他不舒服' }[language]);
    await choose({ en: 'No, it has passed', 'zh-CN': '现在没有了' }[language]);
    await page.locator('#q-other-words textarea').fill('A cough');
    await choose({ en: 'None of these', 'zh-CN': '都没有' }[language]);
    await page.locator('#q-other-words').waitFor({ state: 'detached' });
    await choose({ en: 'No', 'zh-CN': '没有' }[language]);
    await page.locator('#q-missed-days input').fill('9');
    await page.getByRole('button', { name: words.fill.send }).click();
    expect(await page.locator('#q-missed-days-wrong').innerText()).toBe(words.fill.range('0', '7'));
    await page.locator('#q-missed-days input').fill('3');
    await page.getByRole('button', { name: words.fill.send }).click();
    await page.getByText(words.own.thanks).waitFor();
    expect(faults).toEqual([]);
    await end();

    const [response] = await house.store.responses.of(patient, 1);
    expect(response).toMatchObject({
      answers: { week: 'worse', wellbeing: 4, symptoms: ['none'], fell: 'no', 'missed-days': 3 },
      findings: ['worse', 'missed'],
      by: patient,
    });
    const staff = await clinic().visit('demo-coordinator', { language, theme: 'light' });
    await staff.go(`/patients/${patient}`);
    const panel = staff.page.getByRole('region', { name: words.responses.title });
    await panel.getByText(words.responses.show).first().click();
    await panel.getByText({ en: 'Worse', 'zh-CN': '更差' }[language], { exact: true }).waitFor();
    expect(await problemsOf(staff.page, 'responses')).toEqual([]);
    await staff.end();
  });

  test('a visit is proposed at the desk, accepted on the telephone, and saved to its calendar', async () => {
    const { house } = clinic();
    const day = Temporal.Now.plainDateISO().add({ weeks: 3 }).toString();
    const staff = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    await staff.go('/patients/demo-sam');
    await staff.page.getByRole('button', { name: en.visit.open }).click();
    const dialog = staff.page.getByRole('dialog');
    await dialog.getByRole('button', { name: en.visit.send }).click();
    expect(await dialog.getByRole('alert').innerText()).toBe(en.visit.atWrong);
    await dialog.getByLabel(en.visit.at).fill(`${day}T10:30`);
    await dialog.getByLabel(en.visit.minutes).fill('30');
    await dialog.getByRole('button', { name: en.visit.send }).click();
    await dialog.waitFor({ state: 'detached' });
    await staff.end();
    await house.settle();

    const { page, go, end } = await clinic().visit('nobody', { language: 'en', theme: 'light', phone: true });
    await go(await clinic().ownPage('demo-sam'));
    await page.getByText(/Proposed time: .*10:30/).waitFor();
    await page.getByRole('button', { name: 'Yes, I will come' }).click();
    const saving = page.waitForEvent('download');
    await page.getByRole('link', { name: en.fill.calendar }).click();
    expect((await saving).suggestedFilename()).toBe('visit.ics');
    await end();
  });
}
