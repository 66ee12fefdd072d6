import { expect, test } from 'vitest';
import { glucose } from '../house.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

/** What a patient does on their own page besides answering: read what to measure, say by which way they are told, see who looked. */
export function patientsDay(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: a patient reads the measuring plan, takes a consent back and gives it again, sees who looked',
    async (language, words) => {
      const { house, call } = team();
      const patient = `own-${language.toLowerCase()}`;
      await team().moveIn(patient, { en: 'Olive Invented', 'zh-CN': '欧示例' }[language], language, {
        plan: [
          { kind: 'glucose', everyDays: 1 },
          { kind: 'weight', everyDays: 7 },
        ],
      });
      const meter = await house.connect(`meter-of-${patient}`);
      await meter.publishAsync(`hearth/v1/meter-of-${patient}/readings`, glucose(6.4, Date.now()), { qos: 1 });
      await meter.endAsync();
      expect((await call('dietitian', 'GET', `/patients/${patient}`)).status).toBe(200);

      const { page, go, leave } = await team().sit('patient', language);
      const path = await team().ownPage(patient);
      await go(path);
      await page.getByText('6.4').first().waitFor();
      const { own, ownWays, kind, contact, seen, role } = words;
      const plan = page.getByRole('region', { name: own.planTitle });
      const lines = plan.getByRole('listitem');
      expect(await lines.allInnerTexts()).toEqual([
        expect.stringMatching(new RegExp(`${kind.glucose}\\s+${own.planEvery(1)}`)),
        expect.stringMatching(new RegExp(`${kind.weight}\\s+${own.planEvery(7)}`)),
      ]);

      const ways = page.getByRole('region', { name: ownWays.title });
      const mail = ways.getByRole('checkbox', { name: contact.way.email });
      expect(await mail.isChecked()).toBe(true);
      await ways.getByText(ownWays.byNobody).waitFor();
      const consentKept = async () => (await house.store.contacts.get([`patient:${patient}`])).get(`patient:${patient}`)?.consent;
      await mail.click();
      await ways.getByText(ownWays.noneLeft).waitFor();
      expect(await consentKept()).toMatchObject({ ways: [], by: patient });
      expect(await problemsOf(page, 'own page, no way left')).toEqual([]);
      // What was said stands after the page is loaded anew.
      await go(path);
      await ways.getByText(ownWays.noneLeft).waitFor();
      expect(await mail.isChecked()).toBe(false);
      await mail.click();
      await ways.getByText(ownWays.noneLeft).waitFor({ state: 'detached' });
      await expect.poll(consentKept).toMatchObject({ ways: ['email'], by: patient });

      await page.getByRole('heading', { name: seen.title }).click();
      const looks = page.locator('.seen-list li');
      await looks.filter({ hasText: seen.looked.record }).filter({ hasText: role.dietitian }).waitFor();
      await looks.filter({ hasText: seen.did['own-page.consent'] }).first().waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(360);
      expect(await leave()).toEqual([]);
    },
  );
}
