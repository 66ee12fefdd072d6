import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import {
  ACTION_WORDS,
  CAUSALITY_WORDS,
  EFFECT_WORDS,
  OUTCOME_WORDS,
  PROFESSION_WORDS,
  RECHALLENGE_WORDS,
} from '../../domain/adverse-words.ts';
import type { Language } from '../../domain/source.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

const TOLD: Readonly<Record<Language, string>> = {
  en: 'Since I take metformin I have diarrhoea every day, is it from the medicine?',
  'zh-CN': '吃了二甲双胍以后天天拉肚子，是不是药的副作用？',
};
const TERM: Readonly<Record<Language, string>> = { en: 'Diarrhoea', 'zh-CN': '腹泻' };

/** What a patient writes in a question becomes a draft; the pharmacist completes it, field by field, and takes the files. */
export function reactionReport(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: a reaction told in a question is completed by the pharmacist, and exported',
    { timeout: 90_000 },
    async (language, words) => {
      const { house } = team();
      const { adverse } = words;
      const patient = `reacts-${language.toLowerCase()}`;
      await team().moveIn(patient, { en: 'Rhea Invented', 'zh-CN': '瑞示例' }[language], language, {
        medicines: ['metformin'],
        conditions: ['type-2-diabetes'],
        sex: 'female',
        birthYear: 1961,
      });
      const own = await team().sit('patient', language);
      await own.go(await team().ownPage(patient));
      await own.page.getByLabel(words.ask.label).fill(TOLD[language]);
      await own.page.getByRole('button', { name: words.ask.send, exact: true }).click();
      await own.page.getByText(TOLD[language], { exact: true }).waitFor();
      await expect.poll(async () => (await house.store.conversations.of(patient, 1)).length, { timeout: 8_000 }).toBe(1);
      await house.settle();
      expect(await own.leave()).toEqual([]);
      const [draft] = await house.store.adverse.list(1, patient);
      expect(draft).toMatchObject({ state: 'draft', from: 'question', words: TOLD[language] });

      const { page, go, leave } = await team().sit('pharmacist', language);
      await go('/adverse');
      await page.locator(`[id="row-${draft!.id}"]`).getByRole('link').first().click();
      await page.getByText(TOLD[language]).waitFor();
      const { field } = adverse;
      const typed = async (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
      const chosen = async (label: string, code: string) => page.getByLabel(label, { exact: true }).selectOption(code);
      if ((await page.getByRole('group', { name: adverse.reaction(1) }).count()) === 0)
        await page.getByRole('button', { name: adverse.addReaction }).click();
      if ((await page.getByRole('group', { name: adverse.drug(1) }).count()) === 0)
        await page.getByRole('button', { name: adverse.addDrug }).click();
      await typed(field.initials, 'R.I.');
      await typed(field.term, TERM[language]);
      await typed(field.onset, '2026-03-01');
      await typed(field.description, { en: 'Loose stools since the second week', 'zh-CN': '第二周起每日稀便' }[language]);
      await chosen(field.outcome, Object.keys(OUTCOME_WORDS)[1]!);
      await page.getByRole('checkbox', { name: adverse.none, exact: true }).check();
      await typed(field.name, { en: 'metformin', 'zh-CN': '二甲双胍' }[language]);
      await typed(field.dose, '500 mg');
      await typed(field.route, { en: 'by mouth', 'zh-CN': '口服' }[language]);
      await typed(field.start, '2026-02-15');
      await typed(field.indication, { en: 'type 2 diabetes', 'zh-CN': '2型糖尿病' }[language]);
      await chosen(field.action, Object.keys(ACTION_WORDS)[0]!);
      await chosen(field.rechallenge, Object.keys(RECHALLENGE_WORDS).at(-1)!);
      await chosen(field.causality, Object.keys(CAUSALITY_WORDS)[2]!);
      await chosen(field.isNew, 'false');
      await chosen(field.effectOnDisease, Object.keys(EFFECT_WORDS)[0]!);
      await chosen(field.profession, Object.keys(PROFESSION_WORDS)[1]!);
      await typed(adverse.reporterName, { en: 'P. Invented', 'zh-CN': '潘示例' }[language]);
      await typed(field.organisation, { en: 'Pharmacy', 'zh-CN': '药剂科' }[language]);
      await typed(field.country, language === 'en' ? 'GB' : 'CN');
      await page.getByRole('button', { name: words.common.save, exact: true }).click();
      await page.getByText(adverse.saved).waitFor();
      if (process.env.PICTURES_OF_PAGES)
        await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-reaction-${language}.png`, fullPage: true });
      await page.getByRole('button', { name: adverse.complete, exact: true }).click();
      await page.getByText(adverse.completed, { exact: true }).first().waitFor();
      await expect.poll(async () => (await house.store.adverse.get(draft!.id))?.state).toBe('completed');
      expect(await problemsOf(page, 'a completed report')).toEqual([]);

      for (const [format, inside] of [
        ['e2b', '<MCCI_IN200100UV01'],
        ['fhir', '"AdverseEvent"'],
        ['pdf', '%PDF-'],
      ] as const) {
        const coming = page.waitForEvent('download');
        await page.getByRole('button', { name: `${adverse.exportAs} ${adverse[format]}` }).click();
        const file = readFileSync(await (await coming).path(), 'latin1');
        expect([format, file.includes(inside)]).toEqual([format, true]);
      }
      await expect.poll(async () => (await house.store.adverse.get(draft!.id))?.state).toBe('exported');
      await page.getByText(adverse.versions).click();
      await page.getByText(adverse.did.exported).first().waitFor();
      if (process.env.PICTURES_OF_PAGES)
        await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-exported-${language}.png`, fullPage: true });
      expect(await problemsOf(page, 'an exported report')).toEqual([]);
      expect(await leave()).toEqual([]);
    },
  );
}
