import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Clinic, Look } from './clinic.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const AXE = {
  // The report within its frame is another room's page.
  iframes: false,
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
};

const PAGES = [
  '/',
  '/?order=urgency',
  '/?find=nobody-of-this-name',
  '/patients',
  '/patients/demo-lin',
  '/patients/demo-robin?range=d7',
  '/patients/demo-chen/thresholds',
  '/patients/demo-chen/report',
  '/patients/of-no-such-name',
  '/devices',
  '/devices/cuff-spare',
  '/questions',
  '/questions/of-no-such-name',
  '/advice',
  '/adverse',
  '/limits',
  '/limits/shadows',
  '/duty',
  '/duty/budget',
  '/words',
  '/knowledge',
  '/quarantine',
  '/system',
  '/clinic',
  '/reach',
  '/reports',
  '/reports/cohort',
  '/reports/of-no-such-name',
  '/settings',
  '/welcome',
  '/of/no/such/page',
];

/** Those of administrators alone, and those that show them more. */
const ADMINISTRATORS = ['/people', '/audit', '/system', '/clinic', '/settings'];

const LOOKS: readonly Look[] = [
  { language: 'en', theme: 'light' },
  { language: 'zh-CN', theme: 'dark' },
  { language: 'en', theme: 'dark', phone: true },
  { language: 'zh-CN', theme: 'light', phone: true },
];

/** WCAG 2.2 A and AA by axe-core, on every page, in both languages, light and dark, and no page wider than its screen. */
export function accessibleEverywhere(clinic: () => Clinic): void {
  test.each(LOOKS)('$language $theme phone=$phone: every page can be read and used by everybody', { timeout: 120_000 }, async (look) => {
    const staff = await clinic().visit('demo-coordinator', look);
    const found: string[] = [];
    for (const path of PAGES) {
      await staff.turnTo(path);
      found.push(...(await problemsOf(staff.page, path)));
    }
    const told = { en: 'Enrol a device', 'zh-CN': '登记设备' }[look.language];
    await staff.turnTo('/devices');
    await staff.page.getByRole('button', { name: told }).click();
    found.push(...(await problemsOf(staff.page, 'dialog: enrol')));
    for (const name of { en: ['Claim code', 'Enter a code'], 'zh-CN': ['登记码', '输入登记码'] }[look.language]) {
      await staff.go('/devices');
      await staff.page.getByRole('button', { name, exact: true }).click();
      found.push(...(await problemsOf(staff.page, `dialog: ${name}`)));
    }
    await staff.go('/patients');
    await staff.page.getByRole('button', { name: { en: 'Add a patient', 'zh-CN': '添加患者' }[look.language] }).click();
    found.push(...(await problemsOf(staff.page, 'dialog: new patient')));
    await staff.go('/patients/demo-chen');
    await staff.page.getByRole('button', { name: { en: 'How to reach', 'zh-CN': '联系方式' }[look.language], exact: true }).click();
    await staff.page.locator('dialog form').waitFor();
    found.push(...(await problemsOf(staff.page, 'dialog: contact')));
    for (const name of { en: ['Resolve', 'Snooze'], 'zh-CN': ['处理完毕', '暂缓'] }[look.language]) {
      await staff.go('/');
      await staff.page.locator('.row').first().click();
      await staff.page.getByRole('button', { name }).first().click();
      await staff.page.locator('dialog form').waitFor();
      found.push(...(await problemsOf(staff.page, `dialog: ${name}`)));
    }
    if (look.phone) {
      await staff.go('/devices');
      await staff.page.getByRole('button', { name: { en: 'More', 'zh-CN': '更多' }[look.language] }).click();
      const further = staff.page.getByRole('link', { name: { en: 'Quarantine', 'zh-CN': '隔离区' }[look.language] });
      await further.waitFor();
      found.push(...(await problemsOf(staff.page, 'further places')));
      await further.click();
      await expect.poll(() => new URL(staff.page.url()).pathname).toBe('/quarantine');
      await further.waitFor({ state: 'hidden' });
    }
    expect(staff.faults).toEqual([]);
    await staff.end();

    await clinic().house.store.transact((records) =>
      records.users.save({ id: 'demo-administrator', name: 'Demo Administrator', role: 'administrator', language: look.language }),
    );
    const administrator = await clinic().visit('demo-administrator', look);
    for (const path of ADMINISTRATORS) {
      await administrator.turnTo(path);
      found.push(...(await problemsOf(administrator.page, path)));
    }
    await administrator.turnTo('/people');
    await administrator.page.getByRole('button', { name: { en: 'Add a person', 'zh-CN': '新增人员' }[look.language] }).click();
    found.push(...(await problemsOf(administrator.page, 'dialog: new person')));
    expect(administrator.faults).toEqual([]);
    await administrator.end();

    const stranger = await clinic().visit('nobody', look);
    const own = await clinic().ownPage('demo-lin');
    for (const path of ['/enter', '/p/not-a-link-of-ours-at-all', own]) {
      await stranger.go(path);
      found.push(...(await problemsOf(stranger.page, path.slice(0, 8))));
    }
    await stranger.end();
    expect(found).toEqual([]);
  });
}

/** What axe finds on the page as it stands, and how much wider than its screen it is. */
export async function problemsOf(page: Page, path: string): Promise<readonly string[]> {
  if (!(await page.evaluate('"axe" in window'))) await page.evaluate(axe);
  const { violations } = (await page.evaluate(`axe.run(document, ${JSON.stringify(AXE)})`)) as AxeResults;
  const wide = (await page.evaluate('document.documentElement.scrollWidth - innerWidth')) as number;
  return [
    ...violations.flatMap(({ id, help, nodes }) => nodes.slice(0, 2).map((node) => `${path}: ${id}: ${help}: ${node.html.slice(0, 160)}`)),
    ...(wide > 0 ? [`${path}: ${wide} px wider than the screen`] : []),
  ];
}
