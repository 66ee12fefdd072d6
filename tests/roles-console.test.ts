import { URI } from 'otpauth';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createSignInLink } from '../house/sign-in-link.ts';
import { en } from '../web/src/words/en.ts';
import { zhCN } from '../web/src/words/zh-CN.ts';
import { problemsOf } from './console/accessible.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { describeWith } from './services.ts';
import { OWN, twoPatients } from './two-patients.ts';

/** Each page that somebody of a role is shown the way to, walked in both languages: nothing that is refused is asked for or offered. */

const ROLES = ['caregiver', 'auditor', 'pharmacist', 'dietitian'] as const;
const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const;

describeWith('chromium', 'the console by role', () => {
  let house: TestHouse;
  let browser: Browser;
  let reaction = '';

  beforeAll(async () => {
    house = await openTestHouse({
      settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 1000 }, clinic: { staffSee: 'their-patients' } },
    });
    const clinic = await twoPatients(house);
    reaction = (await clinic.leadingTo('adverse', OWN, 'pharmacist')).report!;
    await house.store.transact(async (records) => {
      await records.identities.save(OWN, { name: 'Robin Example' });
      await records.identities.save('p-other', { name: 'Somebody Else' });
    });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function enter(role: string, language: string) {
    const context = await browser.newContext({ locale: language, viewport: { width: role === 'caregiver' ? 390 : 1280, height: 844 } });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (answer) => {
      if (answer.status() >= 400 && answer.status() !== 401)
        faults.push(`${answer.status()} ${new URL(answer.url()).pathname} on ${page.url()}`);
    });
    const user = (await house.store.users.get(role))!;
    await house.store.transact((records) => records.users.save({ ...user, language: language as 'en' }));
    const link = new URL(await createSignInLink(house.store, role, house.url, Date.now()));
    await page.goto(`${house.url}/enter${link.search}`);
    await page.locator('.places, .door-card form').first().waitFor();
    return { context, page, faults };
  }
  const picture = (page: Awaited<ReturnType<typeof enter>>['page'], name: string) =>
    process.env.PICTURES_OF_PAGES ? page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-${name}.png`, fullPage: true }) : undefined;

  test.each(ROLES.flatMap((role) => LANGUAGES.map(([language, words]) => [role, language, words] as const)))(
    '%s, %s',
    async (role, language, words) => {
      const { context, page, faults } = await enter(role, language);
      await page.goto(`${house.url}/`);
      const nav = page.getByRole('navigation', { name: words.nav.main });
      await nav.waitFor();
      const places = await nav.getByRole('link').evaluateAll((links) => links.map((link) => link.getAttribute('href')!));
      const clinical = role !== 'auditor';
      expect(places).toEqual(WAYS[role]);
      const own = clinical
        ? [
            `/patients/${OWN}`,
            `/patients/${OWN}/thresholds`,
            ...(role === 'caregiver' ? [] : [`/patients/${OWN}/report`, `/adverse/${reaction}`]),
          ]
        : [];
      for (const path of [...places, ...own, '/settings']) {
        // As a link of the console does; what each page asks for is asked for all the same.
        await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`);
        await page.getByRole('heading', { level: 1 }).first().waitFor();
        // What is still being fetched may be refused, too.
        await page.locator('.skeleton').first().waitFor({ state: 'detached' });
        await picture(page, `${role}-${language}${path.replaceAll('/', '_')}`);
        const text = await page.locator('main').innerText();
        expect([path, text.includes('Somebody Else')]).toEqual([path, false]);
        // Nothing that has not been said to the patient is said to the family.
        if (role === 'caregiver')
          expect([path, text.includes('Walk a little'), text.includes(words.held.title)]).toEqual([path, false, false]);
        expect([path, await problemsOf(page, path)]).toEqual([path, []]);
        // Nothing is offered that would be refused: limits are there to be read, schedules stand in a sentence, no way leads to a patient's page.
        const main = page.locator('main');
        if (path.endsWith('/thresholds')) {
          await main.getByText(words.thresholds.readOnly.patient).waitFor();
          expect(await main.locator('.limit, .rule-head').getByRole('button').count()).toBe(0);
        }
        if (path === '/reports') {
          await main.getByText(words.reports.readOnly).waitFor();
          expect(await main.locator(':disabled').count()).toBe(0);
        }
        if (role === 'auditor') expect([path, await main.locator('a[href^="/patients"]').count()]).toEqual([path, 0]);
      }
      expect(faults).toEqual([]);
      await context.close();
    },
    60_000,
  );

  test.each(LANGUAGES)(
    'who lacks a second factor that the role requires is told, and then adds one, %s',
    async (language, words) => {
      for (const [from, now] of [
        ['2999-01-01', false],
        ['2020-01-01', true],
      ] as const) {
        const strict = await openTestHouse({
          settings: { http: { port: 0, signInsPerMinute: 1000, secondFactor: { roles: ['doctor'], from } } },
        });
        await strict.store.transact((records) => records.users.save({ id: 'doc', name: 'Doc', role: 'doctor', language }));
        const context = await browser.newContext({ locale: language, viewport: { width: 390, height: 844 } });
        const page = await context.newPage();
        page.setDefaultTimeout(8_000);
        const link = new URL(await createSignInLink(strict.store, 'doc', strict.url, Date.now()));
        await page.goto(`${strict.url}/enter${link.search}`);
        await page.locator('.places, .door-card form, .door-card h1').first().waitFor();
        await page.goto(`${strict.url}/`);
        await page
          .getByText(now ? words.missing.title : words.missing.add)
          .first()
          .waitFor();
        expect(await page.getByRole('navigation', { name: words.nav.main }).count()).toBe(now ? 0 : 1);
        await picture(page, `missing-${now}-${language}`);
        expect(await problemsOf(page, '/')).toEqual([]);
        if (now) {
          const goOn = page.getByRole('button', { name: words.missing.goOn });
          expect(await goOn.isDisabled()).toBe(true);
          await page.getByRole('button', { name: words.security.appAdd }).click();
          const secret = await page.locator('dialog .secret code').innerText();
          const app = URI.parse(`otpauth://totp/x?secret=${secret}`) as { generate(): string };
          await page.getByRole('dialog').getByLabel(words.security.appCode).fill(app.generate());
          await page.getByRole('dialog').getByRole('button', { name: words.security.appConfirm }).click();
          await page.getByRole('button', { name: words.security.recoveryKept }).click();
          await goOn.click();
          await page.getByRole('navigation', { name: words.nav.main }).waitFor();
        }
        await context.close();
        await strict.close();
      }
    },
    60_000,
  );

  /** The places that each role is shown the way to. */
  const READS = ['/', '/questions', '/advice', '/patients', '/adverse', '/reports', '/devices', '/words', '/knowledge', '/system'];
  const WAYS: Readonly<Record<(typeof ROLES)[number], readonly string[]>> = {
    caregiver: ['/', '/patients'],
    auditor: ['/people', '/audit', '/system'],
    pharmacist: READS,
    dietitian: READS,
  };
});
