import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { hashSecret } from '../../house/secrets.ts';
import type { en } from '../../web/src/words/en.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

const PASSWORD = 'four plain words here';

/** A session ends in the middle of typing, as it does after a time without a touch, or when an administrator signs somebody out. */
export function keptBehindTheDoor(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: what was typed waits behind the door for the same person, out of sight; for anybody else it is gone',
    async (language, words) => {
      const { house } = team();
      const [id, nurse, other] = ['typed-of', 'sleepy', 'another'].map((name) => `${name}-${language.toLowerCase()}`) as [
        string,
        string,
        string,
      ];
      await team().moveIn(id, { en: 'Tess Typed', 'zh-CN': '谭示例' }[language], language);
      const passwordHash = await hashSecret(PASSWORD, 'password');
      await house.store.transact(async (records) => {
        for (const user of [nurse, other])
          await records.users.save({ id: user, name: `Canary ${user}`, role: 'coordinator', language, passwordHash });
      });
      const endSession = async (user: string) =>
        expect((await team().call('administrator', 'DELETE', `/users/${user}/sessions`)).ok).toBe(true);

      const seat = await team().sit('administrator', language);
      const { page } = seat;
      await page.context().clearCookies();
      await page.goto(`${house.url}/patients/${id}`);
      await page.getByLabel(words.enter.user).fill(nurse);
      await enter(page, words);
      await page.getByRole('button', { name: words.record.change }).click();
      const form = page.getByRole('dialog', { name: words.record.changeTitle({ en: 'Tess Typed', 'zh-CN': '谭示例' }[language]) });
      await form.getByLabel(words.patient.medicines, { exact: true }).fill('metformin, warfarin');

      await endSession(nurse);
      await form.getByRole('button', { name: words.common.save }).click();
      const door = page.getByRole('dialog', { name: words.enter.title });
      await door.getByText(words.enter.again(`Canary ${nurse}`)).waitFor();
      expect(await page.getByText({ en: 'Tess Typed', 'zh-CN': '谭示例' }[language]).first().isVisible()).toBe(false);
      await page.keyboard.press('Escape');
      await page.keyboard.press('Escape');
      expect(await problemsOf(page, 'the door above the page')).toEqual([]);
      if (process.env.PICTURES_OF_PAGES) await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-door-${language}.png` });
      await enter(page, words);
      await door.waitFor({ state: 'detached' });
      expect(await form.getByLabel(words.patient.medicines, { exact: true }).inputValue()).toBe('metformin, warfarin');
      await form.getByRole('button', { name: words.common.save }).click();
      await form.waitFor({ state: 'detached' });
      expect((await house.store.patients.get([id])).get(id)?.medicines).toEqual(['metformin', 'warfarin']);

      // Somebody else at the same desk finds nothing of it.
      await page.getByRole('button', { name: words.record.change }).click();
      await form.getByLabel(words.patient.allergies, { exact: true }).fill('penicillin');
      await endSession(nurse);
      await form.getByRole('button', { name: words.common.save }).click();
      await door.waitFor();
      await door.getByLabel(words.enter.user).fill(other);
      await enter(page, words);
      await door.waitFor({ state: 'detached' });
      await page.getByRole('heading', { level: 1, name: { en: 'Tess Typed', 'zh-CN': '谭示例' }[language] }).waitFor();
      expect(await form.count()).toBe(0);
      const refused = (await seat.leave()).filter((fault) => !fault.startsWith('401 '));
      expect(refused).toEqual([]);
    },
    60_000,
  );
}

async function enter(page: Page, words: typeof en): Promise<void> {
  await page.getByLabel(words.enter.password, { exact: true }).fill(PASSWORD);
  await page.getByRole('button', { name: words.enter.go, exact: true }).click();
}
