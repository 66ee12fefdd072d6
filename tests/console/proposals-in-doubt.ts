import { expect, test } from 'vitest';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

/** A doctor opens what waits for approval, after somebody else has decided more strictly. */
export function proposalsInDoubt(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: a proposal beneath a stricter limit says what is in force now, and is offered for refusal alone',
    async (language, words) => {
      const { call } = team();
      const id = `doubted-${language.toLowerCase()}`;
      await team().moveIn(id, { en: 'Dot Doubted', 'zh-CN': '窦示例' }[language], language);
      const set = (role: 'coordinator' | 'administrator', value: number) =>
        call(role, 'PUT', `/patients/${id}/thresholds/glucose.very-low/limit`, { value, unit: 'mmol/L', reason: 'for the night' });
      expect((await set('coordinator', 2.6)).status).toBe(202);
      expect((await set('administrator', 3.6)).status).toBe(200);
      const { page, go, leave } = await team().sit('doctor', language);
      await go('/limits');
      const proposal = page.locator('.proposal', { hasText: { en: 'Dot Doubted', 'zh-CN': '窦示例' }[language] });
      await proposal.getByText(words.limits.outdated).waitFor();
      expect(await proposal.innerText()).toContain('3.6 → 2.6 mmol/L');
      expect(await proposal.innerText()).toContain(words.limits.wasThen('3.0'));
      expect(await proposal.getByRole('button', { name: words.limits.approve }).count()).toBe(0);
      expect(await problemsOf(page, 'a proposal that somebody else has overtaken')).toEqual([]);
      if (process.env.PICTURES_OF_PAGES) await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-doubt-${language}.png` });
      await proposal.getByRole('button', { name: words.limits.refuse }).click();
      await page.getByRole('dialog').getByRole('button', { name: words.limits.refuse }).click();
      await proposal.waitFor({ state: 'detached' });

      expect(
        (await call('coordinator', 'PUT', '/clinic/thresholds/glucose.very-low/limit', { value: 2.8, unit: 'mmol/L', reason: 'for all' }))
          .status,
      ).toBe(202);
      const whole = page.locator('.proposal', { hasText: 'for all' });
      await go('/limits');
      await whole.getByText(words.limits.notYours).waitFor();
      expect(await whole.getByRole('button').count()).toBe(0);
      const waiting = (await (await call('administrator', 'GET', '/limits/proposals')).json()) as { id: string }[];
      for (const one of waiting) expect((await call('administrator', 'POST', `/limits/proposals/${one.id}/refuse`, {})).status).toBe(200);
      expect(await leave()).toEqual([]);
    },
  );
}
