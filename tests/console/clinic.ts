/** The clinic of the demo with its real server, and a real Chromium that looks at it: what the tests of the console walk through. */
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { openHome } from '../../demo/home.ts';
import { moveIn } from '../../demo/move-in.ts';
import { replay } from '../../demo/replay.ts';
import { DAY } from '../../domain/clock.ts';
import { createReplayClock } from '../../domain/replay-clock.ts';
import type { Language } from '../../domain/source.ts';
import { createSignInLink } from '../../house/sign-in-link.ts';
import { systemClock } from '../../house/system-clock.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

const WEEKS = 2;

export interface Look {
  readonly language: Language;
  readonly theme: 'light' | 'dark';
  /** 390 x 844 with touch, or 1360 x 850 with a mouse. */
  readonly phone?: boolean;
}

export interface Visit {
  readonly page: Page;
  /** What a person could not know of: faults of scripts, answers of the server that nobody expected. */
  readonly faults: readonly string[];
  /** Loads a page anew. */
  go(path: string): Promise<void>;
  /** Goes to a page as a link of the console does. */
  turnTo(path: string): Promise<void>;
  end(): Promise<void>;
}

export interface Clinic {
  readonly house: TestHouse;
  /** A fresh browser, signed in as this member of staff; `nobody` is not. */
  visit(user: 'demo-coordinator' | 'demo-doctor' | 'demo-administrator' | 'nobody', look: Look): Promise<Visit>;
  ownPage(patient: string): Promise<string>;
  close(): Promise<void>;
}

export async function openClinic(): Promise<Clinic> {
  const until = systemClock.now();
  const from = until - WEEKS * 7 * DAY;
  const clock = createReplayClock(from - DAY);
  const house = await openTestHouse({
    clock,
    settings: {
      // One address walks through a week of work in a minute.
      http: { port: 0, requestsPerMinute: 1_000_000 },
      clinic: { name: 'Demo clinic', language: 'en' },
      mqtt: { port: 0, perDevicePerSecond: 100_000, perDeviceBurst: 100_000 },
    },
  });
  const home = await openHome(house.broker.port, await moveIn(house.store, clock, 'en', house.enrol));
  await replay({ house, home, clock }, from, until, async () => {});
  await home.close();
  const ticking = setInterval(() => clock.advance(Math.max(systemClock.now(), clock.now())), 100);
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

  /** Everybody comes in by a link, once: after ten in a minute the server suspects somebody who tries keys. */
  const cookies = new Map<string, { name: string; value: string; url: string }>();
  async function cookieOf(user: string) {
    const known = cookies.get(user);
    if (known) return known;
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(await createSignInLink(house.store, user, house.url, clock.now()));
    await page.getByRole('button', { name: 'Later' }).click();
    await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    const [session] = await context.cookies();
    await context.close();
    const cookie = { name: session!.name, value: session!.value, url: house.url };
    cookies.set(user, cookie);
    return cookie;
  }

  async function visit(user: Parameters<Clinic['visit']>[0], { language, theme, phone = false }: Look): Promise<Visit> {
    const context: BrowserContext = await browser.newContext({
      locale: language,
      colorScheme: theme,
      ...(phone ? { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true } : { viewport: { width: 1360, height: 850 } }),
    });
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (response) => {
      if (response.status() >= 500) faults.push(`${response.status()} ${response.url()}`);
    });
    await page.addInitScript(
      (chosen) => localStorage.getItem('hearth.language') ?? localStorage.setItem('hearth.language', chosen),
      language,
    );
    if (user !== 'nobody') {
      await context.addCookies([await cookieOf(user)]);
      await page.goto(house.url);
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
    }
    return {
      page,
      faults,
      async go(path) {
        await page.goto(house.url + path);
        await settled(page);
      },
      async turnTo(path) {
        await page.evaluate(`history.pushState(null, '', ${JSON.stringify(path)}); dispatchEvent(new PopStateEvent('popstate'))`);
        await settled(page);
      },
      end: () => context.close(),
    };
  }

  return {
    house,
    visit,
    async ownPage(patient) {
      const { name, value } = await cookieOf('demo-coordinator');
      const headers = { 'content-type': 'application/json', 'hearth-request': '1', cookie: `${name}=${value}` };
      const response = await fetch(`${house.url}/api/v1/patients/${patient}/own-page`, { method: 'POST', headers, body: '{}' });
      return ((await response.json()) as { path: string }).path;
    },
    async close() {
      clearInterval(ticking);
      await browser.close();
      await house.close();
    },
  };
}

/** The heading is there, and nothing is grey any more. */
async function settled(page: Page): Promise<void> {
  await page.locator('#main').getByRole('heading').first().waitFor();
  await page.locator('.skeleton, .skeleton-block').first().waitFor({ state: 'detached' });
}
