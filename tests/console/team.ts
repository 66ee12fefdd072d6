/** A small clinic on the real clock, with somebody of every role and a patient for each language: for the walks of days/. */
import { type Browser, chromium, type Page } from 'playwright-core';
import type { Clock } from '../../domain/clock.ts';
import type { Patient } from '../../domain/patient.ts';
import { ROLES, type UserRole } from '../../domain/roles.ts';
import type { Language } from '../../domain/source.ts';
import { createSignInLink } from '../../house/sign-in-link.ts';
import { systemClock } from '../../house/system-clock.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { openTestHouse, type TestHouse } from '../house.ts';

export const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

export interface Seat {
  readonly page: Page;
  /** Faults of scripts, and answers that refuse or fail. */
  readonly faults: readonly string[];
  go(path: string): Promise<void>;
  /** Ends the visit; gives the faults. */
  leave(): Promise<readonly string[]>;
}

export interface Team {
  readonly house: TestHouse;
  /** A browser of somebody of this role, signed in; a patient comes without, on a narrow telephone. */
  sit(role: UserRole | 'patient', language: Language): Promise<Seat>;
  /** A patient of this name with a meter, whose name is `meter-of-<id>`. */
  moveIn(id: string, name: string, language: Language, more?: Partial<Patient>): Promise<void>;
  /** As somebody of this role does through the API. */
  call(role: UserRole, method: 'GET' | 'POST' | 'PUT' | 'DELETE', path: string, body?: unknown): Promise<Response>;
  ownPage(patient: string): Promise<string>;
  close(): Promise<void>;
}

/** `before`: what happened in the house until its people come in, on a clock that ends where the real one is. */
export async function openTeam(clock: Clock = systemClock, before: (house: TestHouse) => Promise<void> = async () => {}): Promise<Team> {
  const house = await openTestHouse({ clock, settings: { http: { port: 0, requestsPerMinute: 1_000_000, signInsPerMinute: 1000 } } });
  await before(house);
  const cookies = new Map<UserRole, string>();
  for (const role of ROLES) {
    await house.store.transact((records) => records.users.save({ id: role, name: `A ${role}`, role, language: 'en' }));
    const token = new URL(await createSignInLink(house.store, role, house.url, clock.now())).searchParams.get('token');
    const headers = { 'content-type': 'application/json' };
    const answer = await fetch(`${house.url}/api/v1/session`, { method: 'POST', headers, body: JSON.stringify({ token }) });
    cookies.set(role, answer.headers.get('set-cookie')!.split(';')[0]!);
  }
  const browser: Browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });

  const call: Team['call'] = (role, method, path, body) =>
    fetch(`${house.url}/api/v1${path}`, {
      method,
      headers: {
        'hearth-request': '1',
        cookie: cookies.get(role)!,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  async function sit(role: UserRole | 'patient', language: Language): Promise<Seat> {
    const phone = role === 'patient' || role === 'caregiver';
    const context = await browser.newContext({
      locale: language,
      acceptDownloads: true,
      ...(phone ? { viewport: { width: 360, height: 780 }, isMobile: true, hasTouch: true } : { viewport: { width: 1360, height: 850 } }),
    });
    if (role !== 'patient') {
      const [name, value] = cookies.get(role)!.split('=', 2) as [string, string];
      await context.addCookies([{ name, value, url: house.url }]);
    }
    const page = await context.newPage();
    page.setDefaultTimeout(8_000);
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(error.message));
    page.on('response', (answer) => {
      if (answer.status() >= 400) faults.push(`${answer.status()} ${new URL(answer.url()).pathname} on ${page.url()}`);
    });
    await page.addInitScript((chosen) => localStorage.setItem('hearth.language', chosen), language);
    return {
      page,
      faults,
      async go(path) {
        await page.goto(house.url + path);
        await page.locator('#main').getByRole('heading').first().waitFor();
        await page.locator('.skeleton, .skeleton-block').first().waitFor({ state: 'detached' });
      },
      async leave() {
        await context.close();
        return faults;
      },
    };
  }

  return {
    house,
    sit,
    call,
    async moveIn(id, name, language, more = {}) {
      await house.moveIn(id, [`meter-of-${id}`], { language, ...more });
      await house.store.transact((records) => records.identities.save(id, { name, email: `${id}@example.org` }));
    },
    async ownPage(patient) {
      return ((await (await call('coordinator', 'POST', `/patients/${patient}/own-page`, {})).json()) as { path: string }).path;
    },
    async close() {
      await browser.close();
      await house.close();
    },
  };
}
