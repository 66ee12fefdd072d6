import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { DAY, MINUTE } from '../domain/clock.ts';
import { withEmergencyNumber } from '../domain/emergency-number.ts';
import { Plan } from '../domain/plan.ts';
import { createReplayClock, type ReplayClock } from '../domain/replay-clock.ts';
import { createSignInLink } from '../house/sign-in-link.ts';
import { en } from '../web/src/words/en.ts';
import { zhCN } from '../web/src/words/zh-CN.ts';
import { problemsOf } from './console/accessible.ts';
import { glucose, openTestHouse, type TestHouse } from './house.ts';
import { describeWith } from './services.ts';

/** A patient's own page on a phone that loses its connection: what is known stays readable, and what is said goes out once. */

const LANGUAGES = [
  ['en', en, 'p-en'],
  ['zh-CN', zhCN, 'p-zh'],
] as const;
const NAME = 'Robin Canary';
/** A busy machine is slow. */
const SOON = { timeout: 20_000 };

describeWith('chromium', 'a patient’s own page without a connection', () => {
  let house: TestHouse;
  let clock: ReplayClock;
  let ticking: NodeJS.Timeout;
  let browser: Browser;
  let cookie = '';

  const call = (path: string, body: unknown = {}) =>
    fetch(`${house.url}/api/v1${path}`, {
      method: 'POST',
      headers: { 'hearth-request': '1', 'content-type': 'application/json', cookie },
      body: JSON.stringify(body),
    });
  /** What they are asked is asked two minutes ago; the phone and the server then have one clock. */
  beforeAll(async () => {
    clock = createReplayClock(Date.now() - 10 * MINUTE);
    house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 100_000, signInsPerMinute: 1000 } } });
    await house.store.transact((records) => records.users.save({ id: 'nova', name: 'Nova', role: 'coordinator', language: 'en' }));
    const link = new URL(await createSignInLink(house.store, 'nova', house.url, clock.now()));
    cookie = (await call('/session', { token: link.searchParams.get('token') })).headers.get('set-cookie')!.split(';')[0]!;
    const time = new Date(Date.now() - 2 * MINUTE).toISOString().slice(11, 16);
    const items = [
      { id: 'pill', what: { do: 'medicine', medicine: 'metformin 500 mg' }, times: [time] },
      { id: 'check', what: { do: 'check-in', questionnaire: 'symptom-check' }, times: [time] },
    ];
    for (const [language, , patient] of LANGUAGES) {
      await house.moveIn(patient, [`meter-${patient}`], { zone: 'UTC', language });
      await house.store.transact((records) => records.identities.save(patient, { name: NAME }));
      await house.keepPlan(patient, Plan.parse({ quiet: { from: '03:00', to: '03:00' }, items }));
      const meter = await house.connect(`meter-${patient}`);
      await meter.publishAsync(`hearth/v1/meter-${patient}/readings`, glucose(6.4, clock.now()), { qos: 1 });
      await meter.endAsync();
    }
    for (let due = await house.nextDue(); due !== undefined && due <= Date.now(); due = await house.nextDue()) {
      clock.advance(Math.max(due, clock.now()));
      await house.settle();
    }
    clock.advance(Date.now());
    ticking = setInterval(() => clock.advance(Math.max(Date.now(), clock.now())), 50);
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  }, 180_000);
  afterAll(async () => {
    clearInterval(ticking);
    await browser?.close();
    await house?.close();
  });

  const linkOf = async (patient: string) => ((await (await call(`/patients/${patient}/own-page`)).json()) as { path: string }).path;
  async function phone(language: string, dark = false): Promise<{ context: BrowserContext; page: Page; faults: string[] }> {
    const context = await browser.newContext({
      locale: language,
      colorScheme: dark ? 'dark' : 'light',
      viewport: { width: 360, height: 780 },
      isMobile: true,
      hasTouch: true,
    });
    const page = await context.newPage();
    page.setDefaultTimeout(20_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    return { context, page, faults };
  }
  /** Opened once, with everything that it needs to open again. */
  async function openOnce(page: Page, path: string, keeps = 2): Promise<void> {
    await page.goto(house.url + path);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await expect
      .poll(() => page.evaluate('caches.match("/p/").then((frame) => frame !== undefined && navigator.serviceWorker.controller !== null)'))
      .toBe(true);
    await expect
      .poll(() => page.evaluate('Object.keys(localStorage).filter((name) => name.startsWith("hearth.own.")).length'))
      .toBeGreaterThanOrEqual(keeps);
    // The last file of the frame is on the phone.
    await page.waitForLoadState('networkidle');
  }
  const kept = (page: Page) => page.evaluate('JSON.stringify(Object.entries(localStorage))') as Promise<string>;
  const picture = (page: Page, name: string) =>
    process.env.PICTURES_OF_PAGES ? page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-${name}.png`, fullPage: true }) : undefined;
  const saidBy = async (patient: string) => {
    const conversations = await house.store.conversations.of(patient, 9);
    const said = await Promise.all(conversations.map(({ id }) => house.store.conversations.saidIn(id, 50)));
    return said.flat().filter(({ from }) => from === 'patient');
  };

  test.each(LANGUAGES)(
    '%s: it shows what was last known, keeps an answer, a questionnaire and words, and sends each once',
    async (language, words, patient) => {
      const { offline } = words;
      const { context, page, faults } = await phone(language, language === 'zh-CN');
      const path = await linkOf(patient);
      // The page, the conversation, and the questionnaire, whose turn may come second.
      await openOnce(page, path, 3);
      await picture(page, `online-${language}`);
      expect(await problemsOf(page, '/p')).toEqual([]);
      expect(await page.getByText(words.own.planTitle).count()).toBe(1);

      await context.setOffline(true);
      await page.reload();
      await page.getByRole('heading', { level: 1, name: words.own.hello(NAME) }).waitFor();
      const standing = page.locator('.own-standing');
      await expect
        .poll(() => standing.innerText())
        .toMatch(language === 'en' ? /^As of \d\d:\d\d, no connection/ : /^以下是 \d\d:\d\d 的内容，现在没有网络/);
      expect(await page.locator('.own-value').first().innerText()).toContain('6.4');

      const open = await house.store.followUps.open(patient);
      expect(open).toHaveLength(2);
      const question = open.find((one) => one.questionnaire === undefined)!;
      const form = open.find((one) => one.questionnaire !== undefined)!;
      const unsent = page.getByRole('region', { name: offline.title });
      const answers = async () => {
        const shown = await page.locator('.own-question').innerText();
        if (shown.includes(question.question[language])) {
          await page.getByRole('button', { name: question.options[0]!.text[language], exact: true }).click();
          return;
        }
        await page.getByRole('button', { name: words.fill.begin }).click();
        for (const item of await page.locator('.own-form fieldset').all()) await item.locator('label').first().click();
        await page.locator('.own-form .own-send').first().click();
      };
      await answers();
      await unsent.waitFor();
      await unsent.getByText(withEmergencyNumber(offline.emergency, language, undefined)).waitFor();
      await answers();
      await expect.poll(() => unsent.locator('li').count(), SOON).toBe(2);
      const said = `Canary words in ${language}`;
      await page.getByLabel(words.ask.label).fill(said);
      await page.getByRole('button', { name: words.ask.send }).click();
      await expect.poll(() => unsent.locator('li').count(), SOON).toBe(3);
      await picture(page, `unsent-${language}`);
      expect(await problemsOf(page, '/p without a connection')).toEqual([]);
      expect(await house.store.followUps.open(patient)).toHaveLength(2);
      // Whoever finds the phone without the link reads nothing, and the link is nowhere.
      const stored = await kept(page);
      for (const secret of [NAME, said, '6.4 ', patient, path.slice(3)]) expect([secret, stored.includes(secret)]).toEqual([secret, false]);
      const urls = (await page.evaluate(
        'caches.open("hearth-own-frame").then((cache) => cache.keys()).then((keys) => keys.map(({ url }) => url))',
      )) as string[];
      expect(urls.filter((url) => url.includes(path.slice(3)) || url.includes('/api/'))).toEqual([]);

      // Closed and opened again without a connection: it is still there; a second tab of the same phone has it, too.
      await page.reload();
      await expect.poll(() => unsent.locator('li').count(), SOON).toBe(3);
      const tab = await context.newPage();
      await tab.goto(house.url + path);
      await expect.poll(() => tab.getByRole('region', { name: offline.title }).locator('li').count(), SOON).toBe(3);

      await context.setOffline(false);
      await unsent.waitFor({ state: 'detached' });
      await expect.poll(async () => (await saidBy(patient)).map(({ text }) => text), SOON).toEqual([said]);
      expect(await house.store.followUps.open(patient)).toEqual([]);
      const now = await house.store.followUps.of(patient);
      expect(now.find(({ id }) => id === question.id)!.state).toMatchObject({ is: 'answered', answer: question.options[0]!.id });
      expect((await house.store.responses.of(patient, 9)).map(({ id }) => id)).toEqual([form.id]);
      await tab.getByRole('region', { name: offline.title }).waitFor({ state: 'detached' });
      await expect.poll(() => standing.count(), SOON).toBe(0);
      const acts = (await house.store.audit.list(200, patient)).filter(({ did }) => did.startsWith('follow-up.'));
      expect(acts.map(({ did }) => did).sort()).toEqual(['follow-up.answer', 'follow-up.fill']);
      expect(await saidBy(patient)).toHaveLength(1);
      await picture(page, `sent-${language}`);
      expect(faults).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test.each(LANGUAGES)(
    '%s: that a medicine did not agree is kept and handed in once, also where the answer was lost',
    async (language, words, patient) => {
      const { offline, ownAdverse } = words;
      const { context, page, faults } = await phone(language, language === 'en');
      const path = await linkOf(patient);
      const unsent = page.getByRole('region', { name: offline.title });
      const handIn = async (what: string) => {
        const form = page.getByRole('region', { name: ownAdverse.title });
        await form.getByRole('button', { name: ownAdverse.begin }).click();
        await form.getByLabel(ownAdverse.what).fill(what);
        await form.getByLabel(ownAdverse.other).fill('Canary tablets');
        await form.getByLabel(ownAdverse.seriousOptions.hospitalisation).check();
        await form.getByRole('button', { name: ownAdverse.send }).click();
      };
      const reports = async () => (await house.store.adverse.list(9, patient)).map(({ content }) => content.reactions[0]?.term);
      await openOnce(page, path, 3);
      await page.getByRole('button', { name: ownAdverse.begin }).waitFor();

      // Opened again without a connection, the form is there, and what is said in it stays until there is one.
      await expect.poll(async () => ((await kept(page)).match(/\.adverse"/) ?? []).length, SOON).toBe(1);
      await context.setOffline(true);
      await page.reload();
      await handIn(`Rash, said in ${language}`);
      await unsent.getByText(ownAdverse.aside(`Rash, said in ${language}`, 'Canary tablets')).waitFor();
      await unsent.getByText(withEmergencyNumber(offline.emergency, language, undefined)).waitFor();
      expect(await page.getByText(withEmergencyNumber(ownAdverse.thanksSerious, language, undefined)).count()).toBe(0);
      expect(await kept(page)).not.toMatch(/Rash|Canary/);
      await picture(page, `adverse-unsent-${language}`);
      expect(await problemsOf(page, '/p with a report that was not sent')).toEqual([]);
      await page.reload();
      await expect.poll(() => unsent.locator('li').count(), SOON).toBe(1);
      expect(await reports()).toEqual([]);
      await context.setOffline(false);
      await unsent.waitFor({ state: 'detached' });
      await expect.poll(reports, SOON).toEqual([`Rash, said in ${language}`]);

      // Heard, and the answer lost: sent again, it is still one report.
      let lost = 0;
      await page.route('**/adverse-reactions', async (route) => {
        if (route.request().method() !== 'POST' || lost++ > 0) return route.continue();
        await route.fetch();
        await route.abort();
      });
      await handIn(`Cough, said in ${language}`);
      await expect.poll(() => lost, SOON).toBeGreaterThan(1);
      await unsent.waitFor({ state: 'detached' });
      expect((await reports()).toSorted()).toEqual([`Cough, said in ${language}`, `Rash, said in ${language}`]);
      expect(faults).toEqual([]);
      await context.close();
    },
    180_000,
  );

  test('words whose answer was lost on the way are sent again and said once', { timeout: 180_000 }, async () => {
    const { context, page } = await phone('en');
    await openOnce(page, await linkOf('p-en'));
    let lost = 0;
    await page.route('**/messages', async (route) => {
      if (lost++ > 0) return route.continue();
      await route.fetch();
      await route.abort();
    });
    await page.getByLabel(en.ask.label).fill('Canary that was heard, and nobody said so');
    await page.getByRole('button', { name: en.ask.send }).click();
    await expect.poll(() => lost, SOON).toBeGreaterThan(1);
    await page.getByRole('region', { name: en.offline.title }).waitFor({ state: 'detached' });
    expect((await saidBy('p-en')).filter(({ text }) => text.startsWith('Canary that was heard'))).toHaveLength(1);
    await context.close();
  });

  test('what waits can be deleted, and a phone that shall keep nothing keeps nothing', { timeout: 180_000 }, async () => {
    const { context, page } = await phone('en');
    await openOnce(page, await linkOf('p-en'));
    await context.setOffline(true);
    await page.getByLabel(en.ask.label).fill('Canary that is taken back');
    await page.getByRole('button', { name: en.ask.send }).click();
    const unsent = page.getByRole('region', { name: en.offline.title });
    await unsent.getByRole('button').click();
    await unsent.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: en.offline.keepNot }).click();
    await page.getByText(en.offline.notKeeping).waitFor();
    expect(await kept(page)).not.toContain('hearth.own.');
    await expect.poll(() => page.evaluate('caches.has("hearth-own-frame")'), SOON).toBe(false);
    await page.getByLabel(en.ask.label).fill('Canary that is not kept');
    await page.getByRole('button', { name: en.ask.send }).click();
    await page.getByText(en.offline.notKept).waitFor();
    expect(await page.getByLabel(en.ask.label).inputValue()).toBe('Canary that is not kept');
    await context.setOffline(false);
    await page.reload();
    await page.getByText(en.offline.notKeeping).waitFor();
    expect(await kept(page)).not.toContain('hearth.own.');
    expect((await saidBy('p-en')).filter(({ text }) => text.includes('taken back') || text.includes('not kept'))).toEqual([]);
    await context.close();
  });

  test('the worker may fetch from here and nothing else, and lies where it sees patients’ pages only', async () => {
    const answer = await fetch(`${house.url}/p/own-worker.js`);
    expect(answer.headers.get('content-security-policy')).toBe("default-src 'none'; connect-src 'self'");
    expect(answer.headers.get('content-type')).toContain('javascript');
    expect(answer.headers.get('service-worker-allowed')).toBeNull();
  });

  test('with the link goes what was kept of it; what was never sent is told', { timeout: 180_000 }, async () => {
    const { context, page } = await phone('en');
    await openOnce(page, await linkOf('p-en'));
    await context.setOffline(true);
    await page.getByLabel(en.ask.label).fill('Canary that outlived its link');
    await page.getByRole('button', { name: en.ask.send }).click();
    await page.getByRole('region', { name: en.offline.title }).waitFor();
    clearInterval(ticking);
    clock.advance(Date.now() + 8 * DAY);
    await context.setOffline(false);
    await page.getByRole('heading', { name: en.own.linkEnded }).waitFor();
    await page.getByText('Canary that outlived its link').waitFor();
    await expect.poll(() => kept(page), SOON).not.toContain('hearth.own.');
    expect((await saidBy('p-en')).filter(({ text }) => text.includes('outlived'))).toEqual([]);
    await context.close();
  });
});
