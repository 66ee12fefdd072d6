import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { proveBundle } from '../../domain/bundle.ts';
import { auditKeyOf } from '../../house/audit-key.ts';
import { glucose } from '../house.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

/** The auditor takes the proof of one alert out of the page Audit, and nothing medical with it. */
export function sealedProof(team: () => Team): void {
  test.each(LANGUAGES)('%s: the auditor takes the sealed proof of an alert, and it holds', async (language, words) => {
    const { house, call } = team();
    const patient = `sealed-${language.toLowerCase()}`;
    await team().moveIn(patient, { en: 'Seal Invented', 'zh-CN': '封示例' }[language], language);
    const now = Date.now();
    const device = `meter-of-${patient}`;
    await house.intake({ device, received: now, topic: `hearth/v1/${device}/readings`, payload: glucose(2.4, now) });
    await house.settle();
    const [alert] = await house.store.alerts.open(patient);
    expect((await call('doctor', 'POST', `/alerts/${alert!.id}/acknowledge`, {})).status).toBe(200);
    const { page, go, leave } = await team().sit('auditor', language);
    await go('/audit');
    await page.getByLabel(words.audit.patient, { exact: true }).fill(patient);
    const act = page.locator('.audit-table tbody tr', { hasText: words.seen.did['alert.acknowledged'] });
    await act.locator('summary').click();
    const coming = page.waitForEvent('download');
    await act.getByRole('link', { name: words.audit.sealed }).click();
    const file = await coming;
    expect(file.suggestedFilename()).toMatch(/^incident-sealed-.*\.json$/);
    const bytes = readFileSync(await file.path());
    expect(proveBundle(bytes, auditKeyOf(house.folder).open)).toMatchObject({
      findings: [],
      manifest: { alert: alert!.id, by: 'auditor' },
    });
    expect(bytes.includes('glucose')).toBe(false);
    if (process.env.PICTURES_OF_PAGES) await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-audit-${language}.png` });
    expect(await problemsOf(page, 'audit with the proof of an alert')).toEqual([]);
    expect(await leave()).toEqual([]);
  });
}
