import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { HOUR } from '../domain/clock.ts';
import type { UserRole } from '../domain/roles.ts';
import type { Language } from '../domain/source.ts';
import { clinicPeriodOf, oweClinicIssue } from '../issuing/clinic.ts';
import { en } from '../web/src/words/en.ts';
import { zhCN } from '../web/src/words/zh-CN.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { describeWith } from './services.ts';
import { OWN, twoPatients } from './two-patients.ts';

/** What those do on a Monday whose days are not in console/days.ts: each with the pages that are theirs, in both languages. */

const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

describeWith('chromium', 'a Monday', () => {
  let house: TestHouse;
  let browser: Browser;
  let clinic: Awaited<ReturnType<typeof twoPatients>>;
  let reaction = '';

  beforeAll(async () => {
    house = await openTestHouse({
      settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 1000 }, clinic: { staffSee: 'their-patients' } },
    });
    clinic = await twoPatients(house);
    reaction = (await clinic.leadingTo('adverse', OWN, 'pharmacist')).report!;
    const now = Date.now();
    await house.store.transact(async (records) => {
      await records.identities.save(OWN, { name: 'Robin Example' });
      await records.identities.save('p-other', { name: 'Somebody Else' });
      await oweClinicIssue(records, clinicPeriodOf('month', 'UTC', now), now, now);
    });
    await house.settle();
    // A watch at home counted the morning's walk.
    const at = now - 3 * HOUR;
    const walk = { kind: 'activity', at, minutes: 180, steps: 2345, activeMinutes: 21 };
    const watch = `meter-of-${OWN}`;
    await house.intake({ device: watch, received: now, topic: `hearth/v1/${watch}/readings`, payload: Buffer.from(JSON.stringify(walk)) });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function day(role: UserRole, language: Language) {
    const user = (await house.store.users.get(role))!;
    await house.store.transact((records) => records.users.save({ ...user, language }));
    const context = await browser.newContext({ locale: language, viewport: { width: role === 'caregiver' ? 390 : 1280, height: 844 } });
    const [name, value] = (await clinic.enter(role)).split('=') as [string, string];
    await context.addCookies([{ name, value, url: house.url }]);
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    await page.addInitScript((chosen) => localStorage.setItem('hearth.language', chosen), language);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (answer) => {
      if (answer.status() >= 400) faults.push(`${answer.status()} ${new URL(answer.url()).pathname}`);
    });
    return {
      page,
      go: async (path: string) => {
        await page.goto(house.url + path);
        await page.locator('#main').getByRole('heading').first().waitFor();
        await page.locator('.skeleton, .skeleton-block').first().waitFor({ state: 'detached' });
      },
      async end() {
        expect(faults).toEqual([]);
        await context.close();
      },
    };
  }

  test.each(LANGUAGES)(
    'the administrator, %s: the clinic’s report as it was issued, who works here, and that the audit is whole',
    async (language, words) => {
      const { page, go, end } = await day('administrator', language);
      await go('/reports/cohort');
      const issued = page.getByRole('region', { name: words.cohort.issued });
      const [issue] = await house.store.clinicIssues.list(1);
      const open = issued.getByRole('link', { name: `${words.cohort.open}: ${issue!.period}` });
      await open.waitFor();
      const [shown] = await Promise.all([page.context().waitForEvent('page'), open.click()]);
      await shown.getByText({ en: 'Blood pressure at goal', 'zh-CN': '血压达标' }[language]).first().waitFor();
      await shown.close();
      await go('/people');
      await page
        .locator('#main')
        .getByText(/A doctor/)
        .first()
        .waitFor();
      await go('/audit');
      await page.getByRole('button', { name: words.audit.prove }).click();
      await page.getByRole('heading', { name: words.audit.whole }).waitFor();
      await end();
    },
    60_000,
  );

  test.each(LANGUAGES)(
    'the auditor, %s: proves the audit, reads that the clinic’s report was issued, and no patient’s name',
    async (language, words) => {
      const { page, go, end } = await day('auditor', language);
      await go('/audit');
      await page.getByRole('button', { name: words.audit.prove }).click();
      await page.getByRole('heading', { name: words.audit.whole }).waitFor();
      expect(await page.locator('main').innerText()).not.toContain('Robin Example');
      await end();
    },
    60_000,
  );

  test.each(LANGUAGES)(
    'the pharmacist, %s: opens a reaction, writes what is missing, sees that it is kept',
    async (language, words) => {
      const { page, go, end } = await day('pharmacist', language);
      await go('/adverse');
      await go(`/adverse/${reaction}`);
      const initials = { en: 'A.B.', 'zh-CN': 'C.D.' }[language];
      await page.getByLabel(words.adverse.field.initials).fill(initials);
      await page.getByRole('button', { name: words.common.save, exact: true }).click();
      await expect
        .poll(async () => (await house.store.adverse.get(reaction))?.content.patient.initials, { timeout: 15_000 })
        .toBe(initials);
      await end();
    },
    60_000,
  );

  test.each(LANGUAGES)(
    'the dietitian, %s: finds the patient, sees how much they walk and what was advised',
    async (language, words) => {
      const { page, go, end } = await day('dietitian', language);
      await go('/patients');
      await page
        .getByRole('link', { name: /Robin Example/ })
        .first()
        .click();
      await page.getByRole('heading', { name: new RegExp(`^${words.kind.activity}`) }).waitFor();
      await go('/advice');
      expect(await page.locator('main').innerText()).not.toContain('Somebody Else');
      await end();
    },
    60_000,
  );

  test.each(LANGUAGES)(
    'the caregiver, %s: on a telephone, whom they look after and nobody else',
    async (language, words) => {
      const { page, go, end } = await day('caregiver', language);
      await go('/patients');
      expect(await page.locator('main').innerText()).not.toContain('Somebody Else');
      await page
        .getByRole('link', { name: /Robin Example/ })
        .first()
        .click();
      await page.getByRole('heading', { name: new RegExp(`^${words.kind.activity}`) }).waitFor();
      expect(await page.evaluate('document.documentElement.scrollWidth <= innerWidth')).toBe(true);
      await end();
    },
    60_000,
  );
});
