import { URI } from 'otpauth';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { hashSecret } from '../house/secrets.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { en } from '../web/src/words/en.ts';
import { zhCN } from '../web/src/words/zh-CN.ts';
import { problemsOf } from './console/accessible.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { describeWith } from './services.ts';

/** Passkeys with Chromium's own authenticator, codes from an app, and the pages about people, in both languages. */

const PASSWORD = 'four words are easy';
const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const;

describeWith('chromium', 'who may, in a browser', () => {
  let house: TestHouse;
  let browser: Browser;
  /** Passkeys need a name, not a number. */
  const at = (path: string) => house.url.replace('127.0.0.1', 'localhost') + path;

  beforeAll(async () => {
    house = await openTestHouse({ settings: { http: { port: 0, signInsPerMinute: 1000 } } });
    const passwordHash = await hashSecret(PASSWORD, 'password');
    await house.moveIn('p1', []);
    await house.store.transact(async (records) => {
      await records.identities.save('p1', { name: 'Robin Example' });
      for (const [language] of LANGUAGES) {
        await records.users.save({ id: `admin-${language}`, name: 'Chief', role: 'administrator', language, passwordHash });
        await records.users.save({ id: `app-${language}`, name: 'Apps', role: 'doctor', language, passwordHash });
      }
    });
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(async () => {
    await browser?.close();
    await house?.close();
  });

  async function visit(language: string, phone = false) {
    const context = await browser.newContext({
      locale: language,
      viewport: phone ? { width: 390, height: 844 } : { width: 1280, height: 900 },
    });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (response) => response.status() >= 500 && faults.push(`${response.status()} ${response.url()}`));
    return { context, page, faults };
  }
  async function enterBy(page: Page, user: string): Promise<void> {
    const link = new URL(await createSignInLink(house.store, user, house.url, Date.now()));
    await page.goto(at(`/enter${link.search}`));
    await page.locator('.places:visible, .door-card form:visible').first().waitFor();
  }
  const picture = (page: Page, name: string) =>
    process.env.PICTURES_OF_PAGES ? page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-${name}.png`, fullPage: true }) : undefined;

  test.each(LANGUAGES)('%s: a passkey is added, and signs in without name and password', async (language, words) => {
    const { context, page, faults } = await visit(language);
    const devices = await context.newCDPSession(page);
    await devices.send('WebAuthn.enable');
    const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', {
      options: { protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true, isUserVerified: true },
    });
    const user = `admin-${language}`;
    await enterBy(page, user);
    await page.goto(at('/settings'));
    await page.getByRole('button', { name: words.security.passkeyAdd }).click();
    await page.getByRole('dialog').getByRole('button', { name: words.security.passkeyAdd }).click();
    await page.getByText(words.security.recoveryTitle).waitFor();
    expect(await page.locator('.recovery-codes li').count()).toBe(10);
    await picture(page, `codes-${language}`);
    await page.getByRole('button', { name: words.security.recoveryKept }).click();
    await page.getByText('Chrome, Linux').first().waitFor();
    await picture(page, `settings-${language}`);
    expect(await problemsOf(page, '/settings')).toEqual([]);
    expect(await house.store.factors.of(user)).toHaveLength(11);
    const { credentials } = await devices.send('WebAuthn.getCredentials', { authenticatorId });
    expect(credentials).toMatchObject([{ isResidentCredential: true, rpId: 'localhost' }]);

    await page.getByRole('button', { name: words.security.endAll }).click();
    await picture(page, `door-${language}`);
    // The password alone no longer lets in.
    await page.getByLabel(words.enter.user).fill(user);
    await page.getByLabel(words.enter.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.enter.go, exact: true }).click();
    await page.getByLabel(words.door.code).waitFor();
    await page.getByRole('button', { name: words.door.passkey }).click();
    await page.getByRole('navigation', { name: words.nav.main }).waitFor();
    const [session] = await house.store.sessions.of(user, Date.now());
    expect(session?.about?.with).toBe('passkey');

    // A device that does not know its owner signs nothing.
    await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: false });
    await page.goto(at('/settings'));
    await page.getByRole('button', { name: words.security.endAll }).click();
    await page.getByRole('button', { name: words.door.passkey }).click();
    await page.getByText(words.door.passkeyFailed).waitFor();
    await devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified: true });

    // Taken away, it opens nothing any more.
    const [passkey] = (await house.store.factors.of(user)).filter(({ kind }) => kind === 'passkey');
    await house.store.transact((records) => records.factors.remove(passkey!.id));
    await page.getByRole('button', { name: words.door.passkey }).click();
    await page.getByText({ en: 'This passkey was not accepted', 'zh-CN': '通行密钥未被接受' }[language]).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test.each(LANGUAGES)('%s: an app is set up by its picture, and its code is asked for', async (language, words) => {
    const { context, page, faults } = await visit(language, true);
    await enterBy(page, `app-${language}`);
    await page.goto(at('/settings'));
    await page.getByRole('button', { name: words.security.appAdd }).click();
    await page.getByAltText(words.security.appPicture).waitFor();
    expect(await problemsOf(page, 'dialog: app')).toEqual([]);
    await picture(page, `app-${language}`);
    const secret = await page.locator('dialog .secret code').innerText();
    const uri = `otpauth://totp/Hearth:x?secret=${secret}&algorithm=SHA1&digits=6&period=30`;
    const code = (timestamp: number) => (URI.parse(uri) as { generate(options: { timestamp: number }): string }).generate({ timestamp });
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel(words.security.appCode).fill('000000');
    await dialog.getByRole('button', { name: words.security.appConfirm }).click();
    await dialog.getByText({ en: 'This code is not right', 'zh-CN': '验证码不正确' }[language]).waitFor();
    await dialog.getByLabel(words.security.appCode).fill(code(Date.now()));
    await dialog.getByRole('button', { name: words.security.appConfirm }).click();
    await page.getByRole('button', { name: words.security.recoveryKept }).click();
    await page.getByRole('button', { name: words.security.endAll }).click();

    await page.getByLabel(words.enter.user).fill(`app-${language}`);
    await page.getByLabel(words.enter.password).fill(PASSWORD);
    await page.getByRole('button', { name: words.enter.go, exact: true }).click();
    await page.getByLabel(words.door.code).fill(code(Date.now() + 30_000)); // the one after the code that confirmed
    await page.getByRole('button', { name: words.enter.go, exact: true }).click();
    await page.getByRole('navigation', { name: words.nav.main }).waitFor();
    // With a link the code is asked for as well; a code that was used is not enough.
    await context.clearCookies();
    await enterBy(page, `app-${language}`);
    await page.getByLabel(words.door.code).fill(code(Date.now()));
    await page.getByRole('button', { name: words.enter.go, exact: true }).click();
    await page.getByText({ en: 'This code is not right', 'zh-CN': '验证码不正确' }[language]).waitFor();
    expect(faults).toEqual([]);
    await context.close();
  });

  test.each(LANGUAGES)(
    '%s: a caregiver is added, named for a patient, and sees that patient alone; a token is made',
    async (language, words) => {
      const { context, page, faults } = await visit(language);
      const chief = `chief-${language}`;
      await house.store.transact((records) => records.users.save({ id: chief, name: 'Second chief', role: 'administrator', language }));
      const { people, tokens } = words;
      await enterBy(page, chief);
      await page.getByRole('button', { name: words.enter.later }).click();
      await page.getByRole('link', { name: words.nav.people, exact: true }).click();
      const dialog = page.getByRole('dialog');
      await page.getByRole('button', { name: people.add }).click();
      await dialog.getByLabel(people.name, { exact: true }).fill('Kim Example');
      await dialog.getByLabel(people.id).fill(`kim-${language}`);
      await dialog.getByLabel(people.role).selectOption('caregiver');
      expect(await problemsOf(page, 'dialog: add a person')).toEqual([]);
      await dialog.getByRole('button', { name: people.add }).click();
      const link = await dialog.locator('.secret code').innerText();
      await dialog.getByRole('button', { name: people.linkDone }).click();

      const row = page.getByRole('row', { name: new RegExp(`kim-${language}`) });
      await row.getByRole('button').click();
      await dialog.getByRole('radio', { name: /Robin/ }).check();
      await dialog.getByLabel(people.reason).fill('lives with Robin');
      await picture(page, `person-${language}`);
      expect(await problemsOf(page, 'dialog: person')).toEqual([]);
      await dialog.getByRole('button', { name: people.assign }).click();
      await dialog.getByText('lives with Robin').waitFor();
      await page.keyboard.press('Escape');
      expect(await house.store.careTeams.of('p1')).toContainEqual(expect.objectContaining({ user: `kim-${language}`, by: chief }));

      await page.getByRole('button', { name: tokens.make }).click();
      await dialog.getByLabel(tokens.name).fill('ward screen');
      await dialog.getByLabel(tokens.scope['read:alerts']).check();
      expect(await problemsOf(page, 'dialog: token')).toEqual([]);
      await dialog.getByRole('button', { name: tokens.make }).click();
      const key = await dialog.locator('.secret code').innerText();
      await dialog.getByRole('button', { name: tokens.done }).click();
      const alerts = () => fetch(at('/api/v1/alerts'), { headers: { authorization: `Bearer ${key}` } });
      expect((await alerts()).status).toBe(200);
      await picture(page, `people-${language}`);
      expect(await problemsOf(page, '/people')).toEqual([]);
      await page
        .getByRole('button', { name: tokens.revokeOf('ward screen') })
        .first()
        .click();
      await page.getByText(tokens.revoked).first().waitFor();
      await expect.poll(async () => (await alerts()).status).toBe(401);

      await house.moveIn('p2', []);
      await house.store.transact((records) => records.identities.save('p2', { name: 'Somebody Else' }));
      const home = await visit(language, true);
      await home.page.goto(link);
      await home.page.getByRole('button', { name: words.enter.later }).click();
      await home.page.goto(at('/patients'));
      await home.page.getByText('Robin Example').waitFor();
      expect(await home.page.getByText('Somebody Else').count()).toBe(0);
      await home.page.getByText('Robin Example').click();
      await home.page.getByRole('heading', { level: 1, name: 'Robin Example' }).waitFor();
      await picture(home.page, `caregiver-${language}`);
      expect(await home.page.getByRole('button', { name: words.record.change }).count()).toBe(0);
      expect(await home.page.getByText({ en: 'Your role does not allow this', 'zh-CN': '您的角色无权' }[language]).count()).toBe(0);
      expect([...faults, ...home.faults]).toEqual([]);
      await home.context.close();
      await context.close();
    },
  );
});
