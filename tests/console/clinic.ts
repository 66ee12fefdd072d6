/** The clinic of the demo with its real server, and a real Chromium that looks at it: what the tests of the console walk through. */
import { type Browser, type BrowserContext, type Cookie, chromium, type Page } from 'playwright-core';
import { openHome } from '../../demo/home.ts';
import { moveIn } from '../../demo/move-in.ts';
import { residents } from '../../demo/people.ts';
import { replay } from '../../demo/replay.ts';
import type { Alert } from '../../domain/alert.ts';
import { DAY } from '../../domain/clock.ts';
import type { FollowUp } from '../../domain/follow-up.ts';
import { createReplayClock } from '../../domain/replay-clock.ts';
import type { Language, Localized } from '../../domain/source.ts';
import { readRules } from '../../packs.ts';
import { createSignInLink } from '../../sign-in-link.ts';
import { systemClock } from '../../system-clock.ts';
import { openTestHouse, pressure, type TestHouse } from '../house.ts';

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
  go(path: string): Promise<void>;
  end(): Promise<void>;
}

export interface Clinic {
  readonly house: TestHouse;
  /** A fresh browser, signed in as this member of staff; `nobody` is not. */
  visit(user: 'demo-coordinator' | 'demo-doctor' | 'nobody', look: Look): Promise<Visit>;
  ownPage(patient: string): Promise<string>;
  /** A pressure that wakes somebody, measured now. */
  crisis(
    patient: string,
    cuff: string,
  ): Promise<Alert & { readonly title: Localized; readonly systolic: number; readonly diastolic: number }>;
  /** The same, and the question that it leads to. */
  ask(patient: string, cuff: string): Promise<FollowUp>;
  /** What staff wrote when they resolved an alert. */
  notes(): Promise<readonly string[]>;
  close(): Promise<void>;
}

export async function openClinic(): Promise<Clinic> {
  const until = systemClock.now();
  const from = until - WEEKS * 7 * DAY;
  const clock = createReplayClock(from - DAY);
  const house = await openTestHouse({
    clock,
    settings: {
      clinic: { name: 'Demo clinic', language: 'en' },
      mqtt: { port: 0, perDevicePerSecond: 100_000, perDeviceBurst: 100_000 },
    },
  });
  const home = await openHome(house.broker.port, await moveIn(house.store, clock, 'en', house.enrol));
  await replay({ house, home, clock }, from, until, async () => {});
  await home.close();
  const ticking = setInterval(() => clock.advance(Math.max(systemClock.now(), clock.now())), 100);
  let crises = 0;
  /** Whoever signs in more than ten times a minute is a guesser: a session serves several visits. */
  const cookies = new Map<string, Cookie[]>();
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

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
    const known = cookies.get(user);
    if (user !== 'nobody')
      await page.addInitScript(`localStorage.getItem('hearth.language') ?? localStorage.setItem('hearth.language', '${language}')`);
    if (known) await context.addCookies(known);
    else if (user !== 'nobody') {
      await page.goto(await createSignInLink(house.store, user, house.url, clock.now()));
      await page.getByRole('button', { name: { en: 'Later', 'zh-CN': '以后再说' }[language] }).click();
      await page.getByRole('main').getByRole('heading', { level: 1 }).waitFor();
      cookies.set(user, await context.cookies());
    }
    return {
      page,
      faults,
      async go(path) {
        await page.goto(house.url + path);
        await page.locator('#main').getByRole('heading').first().waitFor();
        await page.locator('.skeleton, .skeleton-block').first().waitFor({ state: 'detached' });
      },
      end: () => context.close(),
    };
  }

  const crisis: Clinic['crisis'] = async (patient, cuff) => {
    const [systolic, diastolic] = [201 + crises++, 127];
    const received = clock.now();
    await house.intake({
      device: cuff,
      received,
      topic: `hearth/v1/${cuff}/gatt/2a35/${received}`,
      payload: pressure(systolic, diastolic),
    });
    await house.settle();
    const alert = (await house.store.alerts.open(patient)).find(({ rule }) => rule.id === 'bp.crisis')!;
    return { ...alert, systolic, diastolic, title: readRules([]).rules.find(({ id }) => id === alert.rule.id)!.title };
  };

  return {
    house,
    visit,
    async ownPage(patient) {
      const coordinator = await visit('demo-coordinator', { language: 'en', theme: 'light' });
      await coordinator.go('/');
      const path = await coordinator.page.evaluate(async (id) => {
        const headers = { 'content-type': 'application/json', 'hearth-request': '1' };
        const response = await fetch(`/api/v1/patients/${id}/own-page`, { method: 'POST', headers, body: '{}' });
        return ((await response.json()) as { path: string }).path;
      }, patient);
      await coordinator.end();
      return path;
    },
    crisis,
    async ask(patient, cuff) {
      await crisis(patient, cuff);
      return (await house.store.followUps.of(patient)).find(({ state }) => state.is === 'open')!;
    },
    async notes() {
      const now = clock.now();
      const alerts = await Promise.all(residents.map((one) => house.store.alerts.between(one.patient.id, now - 99 * DAY, now + DAY)));
      return alerts.flat().flatMap(({ state }) => ('note' in state && state.note !== undefined ? [state.note] : []));
    },
    async close() {
      clearInterval(ticking);
      await browser.close();
      await house.close();
    },
  };
}
