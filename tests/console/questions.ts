import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { problemsOf } from './accessible.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en, 'demo-sam', 'Can I stop taking my tablets?'],
  ['zh-CN', zhCN, 'demo-lin', '能不能停药'],
] as const satisfies readonly (readonly [Language, unknown, string, string])[];

/** A question from a narrow telephone to a doctor's desk, and the answer back. */
export function questions(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: a patient asks on 360 pixels, a doctor answers, the patient reads it',
    async (language, words, patient, text) => {
      const { house } = clinic();
      const own = await clinic().visit('nobody', { language, theme: 'light', phone: true });
      await own.page.setViewportSize({ width: 360, height: 780 });
      const path = await clinic().ownPage(patient);
      await own.go(path);
      await own.page.getByLabel(words.ask.label).fill('x'.repeat(1001));
      await own.page.getByText(words.ask.tooLong(1)).waitFor();
      await own.page.getByLabel(words.ask.label).fill(text);
      await own.page.getByRole('button', { name: words.ask.send, exact: true }).click();
      await own.page.getByText(text, { exact: true }).waitFor();
      await house.settle();
      await own.page.getByText(words.ask.waitsFor.doctor).first().waitFor();
      expect(await own.page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await problemsOf(own.page, 'own conversation')).toEqual([]);

      const staff = await clinic().visit('demo-doctor', { language, theme: 'light' });
      await staff.go('/questions');
      expect(await problemsOf(staff.page, 'questions')).toEqual([]);
      const card = staff.page.locator('.question-card', { hasText: text });
      await card.getByRole('link').click();
      await staff.page.getByLabel(words.questions.answer).fill('+44 7700 900123');
      await staff.page.getByRole('button', { name: words.questions.send }).click();
      await staff.page.getByRole('alert').waitFor();
      await staff.page.getByLabel(words.questions.answer).fill(`Plainly, ${language}: keep to the plan.`);
      await staff.page.getByRole('button', { name: words.questions.send }).click();
      await staff.page.locator('.turn-person').waitFor();
      expect(await problemsOf(staff.page, 'question')).toEqual([]);
      expect([...staff.faults, ...own.faults]).toEqual([]);
      await staff.end();

      await own.go(path);
      const turn = own.page.locator('.own-turn-person').last();
      expect(await turn.innerText()).toContain(words.ask.person.doctor);
      expect(await turn.innerText()).toContain(`Plainly, ${language}: keep to the plan.`);
      await own.end();
    },
  );
}
