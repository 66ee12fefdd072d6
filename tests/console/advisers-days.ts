import { expect, test } from 'vitest';
import { DIETS, KITCHENS } from '../../domain/profile-words.ts';
import { recordName } from '../../domain/record-names.ts';
import type { Language } from '../../domain/source.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

const ASKED: Readonly<Record<Language, string>> = {
  en: 'I want to talk to somebody about my breakfast',
  'zh-CN': '我想找人谈谈我的早餐',
};

/** Who is asked beside the doctor: the dietitian, to whom a question is handed on; the pharmacist, when a medicine is added that must not be. */
export function advisersDays(team: () => Team): void {
  test.each(LANGUAGES)('%s: a question is passed on to the dietitian, who knows the diet, and answers it', async (language, words) => {
    const { house } = team();
    const patient = `diet-${language.toLowerCase()}`;
    const name = { en: 'Dana Invented', 'zh-CN': '戴示例' }[language];
    await team().moveIn(patient, name, language, {
      conditions: ['type-2-diabetes'],
      profile: { diet: ['vegetarian'], kitchens: ['cantonese'] },
    });
    const path = await team().ownPage(patient);
    const own = await team().sit('patient', language);
    await own.go(path);
    await own.page.getByLabel(words.ask.label).fill(ASKED[language]);
    await own.page.getByRole('button', { name: words.ask.send, exact: true }).click();
    await own.page.getByText(ASKED[language], { exact: true }).waitFor();
    // It stands on the page before the server has it.
    await expect.poll(async () => (await house.store.conversations.of(patient, 1)).length, { timeout: 8_000 }).toBe(1);
    await house.settle();

    const nurse = await team().sit('coordinator', language);
    await nurse.go('/questions');
    const everybody = nurse.page.getByRole('group', { name: words.questions.roles }).getByRole('button').first();
    await everybody.click();
    await nurse.page.locator('.question-card', { hasText: ASKED[language] }).getByRole('link').click();
    await nurse.page.locator('.question-pass').getByRole('button', { name: words.role.dietitian }).click();
    await nurse.page.getByText(words.questions.waits(words.role.dietitian)).first().waitFor();
    expect(await nurse.leave()).toEqual([]);

    // Not the pharmacist's list, but the dietitian's; without a further click.
    const pharmacist = await team().sit('pharmacist', language);
    await pharmacist.go('/questions');
    await pharmacist.page.getByText(words.questions.empty).waitFor();
    expect(await pharmacist.leave()).toEqual([]);

    const { page, go, leave } = await team().sit('dietitian', language);
    await go('/questions');
    const card = page.locator('.question-card', { hasText: ASKED[language] });
    expect(await card.count()).toBe(1);
    await card.getByRole('link', { name }).click();
    await page.getByRole('link', { name: words.questions.toPatient }).click();
    const facts = page.locator('.patient-facts');
    await facts.getByText(DIETS.vegetarian[language]).waitFor();
    expect(await facts.innerText()).toContain(KITCHENS.cantonese[language]);
    await page.goBack();
    const answer = { en: 'Congee with tofu and greens, a small bowl.', 'zh-CN': '一小碗粥，配豆腐和青菜。' }[language];
    await page.getByLabel(words.questions.answer).fill(answer);
    await page.getByRole('button', { name: words.questions.send }).click();
    await page.locator('.turn-person').waitFor();
    expect(await problemsOf(page, 'question of the dietitian')).toEqual([]);
    await go('/questions');
    await page.getByText(words.questions.empty).waitFor();
    expect(await leave()).toEqual([]);

    await own.go(path);
    const turn = own.page.locator('.own-turn-person').last();
    expect(await turn.innerText()).toContain(words.ask.person.dietitian);
    expect(await turn.innerText()).toContain(answer);
    expect(await own.leave()).toEqual([]);
  });

  test.each(LANGUAGES)(
    '%s: a medicine is added that must not be; the pharmacist reads the finding and the day it began',
    async (language, words) => {
      const { house } = team();
      const patient = `drug-${language.toLowerCase()}`;
      const name = { en: 'Drew Invented', 'zh-CN': '杜示例' }[language];
      await team().moveIn(patient, name, language, { medicines: ['isosorbide mononitrate'] });
      const doctor = await team().sit('doctor', language);
      await doctor.go(`/patients/${patient}`);
      await doctor.page.getByRole('button', { name: words.record.change }).click();
      const form = doctor.page.getByRole('dialog');
      const field = form.getByLabel(words.patient.medicines);
      await field.fill([await field.inputValue(), recordName('sildenafil', language)].join(words.common.comma));
      await form.getByRole('button', { name: words.common.save }).click();
      await form.waitFor({ state: 'detached' });
      await house.settle();
      const finding = (await house.store.alerts.open(patient)).find(({ rule }) => rule.id.startsWith('medication.'))!;
      expect(finding).toBeDefined();
      expect(await doctor.leave()).toEqual([]);

      const { page, go, leave } = await team().sit('pharmacist', language);
      await go('/');
      const row = page.locator(`[id="row-${finding.id}"]`);
      await row.click();
      const pane = page.getByRole('region', { name: words.worklist.selected });
      await pane.getByRole('heading', { level: 2 }).waitFor();
      if (process.env.PICTURES_OF_PAGES) await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-finding-${language}.png` });
      // Both medicines, in the language of whoever reads; no time of a measurement, and no key for what a pharmacist may not do.
      for (const medicine of { en: ['isosorbide mononitrate', 'sildenafil'], 'zh-CN': ['单硝酸异山梨酯', '西地那非'] }[language])
        expect((await pane.innerText()).toLowerCase()).toContain(medicine);
      expect(await pane.locator('dt').allInnerTexts()).toEqual([words.alert.found, words.alert.rule]);
      // Why: what may happen, both entries of the record, and who wrote it down.
      const why = /nitrate|硝酸/i;
      await pane.locator('.medicine-reason', { hasText: words.medicines.standsOn }).filter({ hasText: why }).waitFor();
      expect(await pane.locator('.medicine-reason .evidence').count()).toBe(1);
      expect(await pane.locator('.trace').count()).toBe(0);
      expect(await pane.getByRole('button').count()).toBe(0);
      expect(await page.locator('.keys kbd').allInnerTexts()).toEqual(['j', 'k', '↵']);
      expect(await problemsOf(page, 'a finding of medicines')).toEqual([]);
      await go(`/patients/${patient}`);
      await page.locator(`[id="alert-${finding.id}"] .medicine-reason`).filter({ hasText: why }).waitFor();
      await page
        .locator('.axis-key')
        .getByText(`+ ${recordName('sildenafil', language)}`)
        .waitFor();
      expect(await leave()).toEqual([]);
    },
  );
}
