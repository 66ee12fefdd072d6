import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

/** Who saw what: for administrators, for the team, and for the person whose data it is. */
export function audit(clinic: () => Clinic): void {
  test.each(LANGUAGES)('%s: who looked stands on the patient’s own page, and in the audit, which is proved', async (language, words) => {
    const { house, visit, ownPage } = clinic();
    await house.store.transact((records) =>
      records.users.save({ id: 'demo-administrator', name: 'Demo Administrator', role: 'administrator', language }),
    );
    const doctor = await visit('demo-doctor', { language, theme: 'light' });
    await doctor.go('/patients/demo-lin');
    await doctor.page.getByRole('heading', { name: words.seen.titleOf }).click();
    await doctor.page.locator('.seen-list li', { hasText: words.seen.looked.readings }).first().waitFor();
    await doctor.go('/audit');
    await doctor.page.getByText(words.error.notForRole).waitFor();
    expect(doctor.faults).toEqual([]);
    await doctor.end();

    const own = await visit('nobody', { language, theme: 'light', phone: true });
    await own.go(await ownPage('demo-lin'));
    await own.page.getByRole('heading', { name: words.seen.title }).click();
    // At midnight a visit of the day before and an administrator's of today may stand above it.
    const line = own.page.locator('.seen-list li', { hasText: words.seen.looked.record }).filter({ hasText: words.role.doctor });
    await line.first().waitFor();
    expect(await own.page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
    expect(own.faults).toEqual([]);
    await own.end();

    const { page, go, faults, end } = await visit('demo-administrator', { language, theme: 'light' });
    await go('/audit');
    await page.getByRole('button', { name: words.audit.prove }).click();
    await page.getByRole('heading', { name: words.audit.whole }).waitFor();
    await page.getByLabel(words.audit.patient, { exact: true }).fill('demo-lin');
    await page.getByLabel(words.audit.kind, { exact: true }).selectOption('read');
    await page.locator('tbody tr', { hasText: words.seen.looked['own-page'] }).first().waitFor();
    expect(await page.locator('tbody tr', { hasText: 'alert.' }).count()).toBe(0);
    expect(faults).toEqual([]);
    await end();
  });
}
