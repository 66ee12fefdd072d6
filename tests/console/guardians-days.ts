import { expect, test } from 'vitest';
import { glucose } from '../house.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

/** Who looks after the house: the auditor proves the audit and reads it; the administrator sees how it stands, and ends what somebody may. */
export function guardiansDays(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: the auditor proves the audit, finds who looked at one patient, and is led to no patient',
    async (language, words) => {
      const { call } = team();
      const patient = `looked-at-${language.toLowerCase()}`;
      await team().moveIn(patient, { en: 'Lou Invented', 'zh-CN': '鲁示例' }[language], language);
      expect((await call('pharmacist', 'GET', `/patients/${patient}`)).status).toBe(200);
      const { page, go, leave } = await team().sit('auditor', language);
      await go('/audit');
      await page.getByRole('button', { name: words.audit.prove }).click();
      await page.getByRole('heading', { name: words.audit.whole }).waitFor();
      await page.getByLabel(words.audit.patient, { exact: true }).fill(patient);
      await page.getByLabel(words.audit.person, { exact: true }).selectOption('pharmacist');
      const rows = page.locator('.audit-table tbody tr');
      await rows.filter({ hasText: words.seen.looked.record }).first().waitFor();
      await expect.poll(async () => new Set(await rows.locator('td:nth-child(5)').allInnerTexts())).toEqual(new Set([patient]));
      expect(await page.locator('main a[href^="/patients"]').count()).toBe(0);
      await page.getByLabel(words.audit.kind, { exact: true }).selectOption('threshold.');
      await page.getByText(words.audit.none).waitFor();
      expect(await problemsOf(page, 'audit of one patient')).toEqual([]);
      await go('/system');
      // No link into a page that is not for an auditor.
      const leads = await page.locator('main a').evaluateAll((links) => links.map((link) => link.getAttribute('href')));
      expect(leads.toSorted()).toEqual(['/audit', '/clinic']);
      expect(await leave()).toEqual([]);
    },
  );

  test.each(LANGUAGES)(
    '%s: the administrator sees what waits in quarantine, dismisses it, and takes somebody’s right to sign in',
    async (language, words) => {
      const { house } = team();
      const { people, system } = words;
      const device = `lost-${language.toLowerCase()}`;
      await house.intake({
        device,
        received: Date.now(),
        topic: `hearth/v1/${device}/readings`,
        payload: glucose(6.1, Date.now()),
      });
      const { page, go, leave } = await team().sit('administrator', language);
      await go('/system');
      await page.getByRole('heading', { name: system.ok }).waitFor();
      const waiting = (await house.store.quarantine.list(99)).length;
      const tile = page.locator('.tile', { hasText: system.quarantined });
      expect(await tile.locator('dd').innerText()).toBe(String(waiting));
      await tile.getByRole('link').click();
      const lost = page.locator('.waiting', { hasText: device });
      await lost.getByText(words.quarantine.codes['unknown-device']).waitFor();
      await lost.getByRole('button', { name: words.quarantine.dismiss }).click();
      await lost.getByText(words.quarantine.sure).waitFor();
      await lost.getByRole('button', { name: words.quarantine.dismiss }).click();
      await lost.waitFor({ state: 'detached' });

      const id = `leaver-${language.toLowerCase()}`;
      await house.store.transact((records) => records.users.save({ id, name: 'Leaver Invented', role: 'caregiver', language }));
      await go('/people');
      const row = page.getByRole('row', { name: new RegExp(id) });
      await row.getByRole('button').click();
      await page.getByRole('dialog').getByRole('button', { name: people.disable }).click();
      await expect.poll(async () => (await house.store.users.get(id))?.disabled).toBeDefined();
      await page.keyboard.press('Escape');
      await row.getByText(people.disabled).waitFor();
      expect(await problemsOf(page, 'people, one of whom may not sign in')).toEqual([]);
      expect(await leave()).toEqual([]);
    },
  );
}
