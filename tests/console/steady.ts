import type { Page, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Clinic, Look } from './clinic.ts';

/** Pages made of several answers of the server, of which each may come first. */
const PAGES = [
  '/',
  '/patients/demo-lin',
  '/patients/demo-robin?range=d7',
  '/patients/demo-sam?range=d30',
  '/patients/demo-chen/report',
  '/advice',
  '/devices/meter-lin',
  '/reach',
  '/reports',
  '/reports/cohort',
  '/settings',
];

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'zh-CN', theme: 'light', phone: true },
];

/** Chromium calls a page steady up to 0.1 (web.dev, Cumulative Layout Shift, 2023); a worklist that is clicked on all day allows half of it. */
const MOST = 0.05;

/** Each answer of the server is drawn before the next one comes: long enough for two frames. */
const STEP_MS = 35;

/** Nothing that somebody reads or is about to press moves while the rest of the page comes. */
export function standsStill(clinic: () => Clinic): void {
  test.each(LOOKS)('$language phone=$phone: what is drawn stays where it is while the rest comes', { timeout: 120_000 }, async (look) => {
    const { page, go, faults, end } = await clinic().visit('demo-coordinator', look);
    // One answer after the other takes longer than all at once.
    page.setDefaultTimeout(30_000);
    await page.addInitScript(observe);
    const line = await oneByOne(page);
    const moved: string[] = [];
    for (const path of PAGES) {
      await go(path);
      await line.drained();
      const { score, what } = (await page.evaluate('window.shifts()')) as Shifts;
      if (score > MOST) moved.push(`${path} moved by ${score.toFixed(3)}: ${what.join('; ')}`);
    }
    expect(moved).toEqual([]);
    expect(faults).toEqual([]);
    await end();
  });
}

interface Shifts {
  readonly score: number;
  readonly what: readonly string[];
}

/** In the page: adds up what moved without being asked to, and remembers what it was. */
const observe = `
  const found = { score: 0, what: [] };
  const add = (entries) => {
    for (const { value, hadRecentInput, sources } of entries) {
      if (hadRecentInput) continue;
      found.score += value;
      for (const { node, previousRect, currentRect } of sources)
        found.what.push((node?.className || node?.nodeName) + ' ' + previousRect.y + ' -> ' + currentRect.y);
    }
  };
  const observer = new PerformanceObserver((list) => add(list.getEntries()));
  observer.observe({ type: 'layout-shift', buffered: true });
  window.shifts = () => (add(observer.takeRecords()), found);
`;

/** Lets the answers of the server through one after the other, so that every order of drawing that a slow line could give is seen apart. */
async function oneByOne(page: Page): Promise<{ readonly drained: () => Promise<void> }> {
  let last: Promise<void> = Promise.resolve();
  await page.route('**/api/v1/**', (route: Route) => {
    const before = last;
    const through = async () => {
      await before;
      await page.waitForTimeout(STEP_MS);
      await route.continue();
    };
    last = through().catch(() => undefined); // The page that asked is gone.
    return last;
  });
  return {
    async drained() {
      let seen: Promise<void> | undefined;
      while (seen !== last) {
        seen = last;
        await seen;
        await page.waitForTimeout(4 * STEP_MS);
      }
    },
  };
}
