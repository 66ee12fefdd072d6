import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { firstLink } from '../house/sign-in-link.ts';
import { systemClock } from '../house/system-clock.ts';
import { openTestHouse, type TestHouse } from './house.ts';
import { describeWith } from './services.ts';

/** The first minutes of a clinic: the link that the first start prints, and three steps to a reading that was seen. */

describeWith('chromium', 'an empty house', () => {
  let browser: Browser;
  let house: TestHouse;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser.close());

  test.each([
    [
      'en',
      [
        'Set password',
        'Begin',
        'Add the first patient',
        'Name',
        'Add patient',
        'Enrol meter-1 for Ada Invented',
        'Send a test reading',
        'It works.',
        'Open Ada Invented',
      ],
    ],
    [
      'zh-CN',
      [
        '设置密码',
        '开始',
        '添加第一位患者',
        '姓名',
        '添加患者',
        '为Ada Invented登记 meter-1',
        '发送一条测试读数',
        '一切正常。',
        '打开Ada Invented',
      ],
    ],
  ] as const)(
    '%s: password, patient, device, a test reading that is seen and counts for nobody',
    { timeout: 60_000 },
    async (language, words) => {
      house = await openTestHouse({ background: true });
      const context = await browser.newContext({ locale: language });
      const page = await context.newPage();
      page.setDefaultTimeout(10_000);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      const [, begin, addFirst, name, , enrol, send, works, open] = words;
      await page.goto((await firstLink(house.store, house.url, language, systemClock.now()))!);
      await page.locator('input[type=password]').first().waitFor();
      for (const field of await page.locator('input[type=password]').all()) await field.fill('a long enough password');
      await page.locator('form button[type=submit]').click();
      await page.getByRole('link', { name: begin, exact: true }).click();
      await shot('1');
      await page.getByRole('button', { name: addFirst }).click();
      await page.getByLabel(name, { exact: true }).fill('Ada Invented');
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByRole('button', { name: enrol }).click();
      await page.getByText('mosquitto_pub').waitFor();
      await shot('2');
      await page.getByRole('button', { name: send }).click();
      await page.getByText(works).waitFor();
      await shot('3');
      const [{ id, latest }] = (await (await page.request.get(`${house.url}/api/v1/patients`)).json()) as [{ id: string; latest: object }];
      expect(latest).toEqual({});
      expect(await house.store.readings.latest(id, 'glucose', 9)).toMatchObject([
        { reported: { value: 5.6 }, quality: ['unstamped', 'withdrawn'] },
      ]);
      await page.getByRole('link', { name: open }).click();
      await page.getByRole('heading', { name: 'Ada Invented' }).waitFor();
      expect(faults).toEqual([]);
      await context.close();
      await house.close();

      async function shot(step: string) {
        const to = process.env.HEARTH_SHOTS;
        if (to) await page.screenshot({ path: `${to}/welcome-${language}-${step}.png`, fullPage: true });
      }
    },
  );
});
