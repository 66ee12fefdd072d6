import { pino } from 'pino';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest';
import { Config } from '../house/config.ts';
import { keepOpen, type OpenHouse } from '../house/keep-open.ts';
import { firstLink } from '../house/sign-in-link.ts';
import { systemClock } from '../house/system-clock.ts';
import { describeWith, temporaryFolder } from './services.ts';

/** The first minutes of a clinic: the link that the first start prints, and a few steps to a reading that was seen. */

const WORDS = {
  en: {
    begin: 'Begin',
    clinic: 'East Ward',
    clinicName: 'Name of the clinic',
    zone: 'Time zone',
    language: 'Language',
    fixed: 'Stands in hearth.yaml or in HEARTH_CLINIC_LANGUAGE, and is changed there.',
    emergency: 'Number to call in an emergency',
    telephone: 'Telephone of the clinic',
    of: ['Europe/London', '999'],
    nameless: 'What is the clinic called? One line of at most 80 characters.',
    noZone: 'This is no time zone: choose one of the list, such as Europe/London.',
    noNumber: 'An emergency number is two to six digits, such as 999.',
    noTelephone: 'A telephone number is digits with spaces or dashes, such as 020 7946 0000.',
    goOn: 'Keep and go on',
    addFirst: 'Add the first patient',
    name: 'Name',
    enrol: 'Enrol meter-1 for Ada Invented',
    send: 'Send a test reading',
    works: 'It works.',
    open: 'Open Ada Invented',
    moves: 'move to the clock of this zone',
    save: 'Save',
    saved: 'The clinic is changed.',
  },
  'zh-CN': {
    begin: '开始',
    clinic: '城东诊所',
    clinicName: '机构名称',
    zone: '时区',
    language: '语言',
    fixed: '已写在 hearth.yaml 或 HEARTH_CLINIC_LANGUAGE 中，请在那里修改。',
    emergency: '紧急情况时拨打的号码',
    telephone: '机构电话',
    of: ['Asia/Shanghai', '120'],
    nameless: '请填写机构名称：一行，最多 80 个字符。',
    noZone: '没有这个时区，请从列表中选择，例如 Asia/Shanghai。',
    noNumber: '急救号码应为二至六位数字，例如 120。',
    noTelephone: '电话号码由数字、空格或短横组成，例如 010 1234 5678。',
    goOn: '保存并继续',
    addFirst: '添加第一位患者',
    name: '姓名',
    enrol: '为Ada Invented登记 meter-1',
    send: '发送一条测试读数',
    works: '一切正常。',
    open: '打开Ada Invented',
    moves: '将改按此时区的时间',
    save: '保存',
    saved: '机构信息已修改。',
  },
} as const;

describeWith('chromium', 'an empty house', () => {
  let browser: Browser;
  let kept: OpenHouse;
  beforeAll(async () => {
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'] });
  });
  afterAll(() => browser.close());
  afterEach(() => kept?.close());

  test.each(['en', 'zh-CN'] as const)(
    '%s: the clinic, a password, a patient, a device, a test reading that is seen and counts for nobody; later the clinic is changed',
    { timeout: 120_000 },
    async (language) => {
      const say = WORDS[language];
      const [zoneHere, number] = say.of;
      const config = Config.parse({ data: temporaryFolder(), http: { port: 0 }, mqtt: { port: 0 }, clinic: { language } });
      kept = await keepOpen({ config, clock: systemClock, log: pino({ level: 'silent' }), background: true });
      const { url } = kept.house();
      const context = await browser.newContext({ locale: language, timezoneId: zoneHere });
      const page = await context.newPage();
      page.setDefaultTimeout(30_000);
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      await page.goto((await firstLink(kept.house().store, url, language, systemClock.now()))!);
      await page.locator('input[type=password]').first().waitFor();
      for (const field of await page.locator('input[type=password]').all()) await field.fill('a long enough password');
      await page.locator('form button[type=submit]').click();
      await page.getByRole('link', { name: say.begin, exact: true }).click();

      const label = (text: string) => page.getByLabel(text, { exact: true });
      await page.getByRole('button', { name: say.goOn }).waitFor();
      expect(await label(say.zone).inputValue(), 'where the browser is').toBe(zoneHere);
      expect(await label(say.emergency).getAttribute('placeholder')).toBe(number);
      expect(await label(say.language).isDisabled()).toBe(true);
      await page.getByText(say.fixed, { exact: true }).waitFor();
      await shot('1');
      await label(say.zone).fill('Middle-earth');
      await label(say.emergency).fill('1-2');
      await label(say.telephone).fill('ring me');
      await page.getByRole('button', { name: say.goOn }).click();
      for (const wrong of [say.nameless, say.noZone, say.noNumber, say.noTelephone]) await page.getByText(wrong, { exact: true }).waitFor();
      await shot('2');
      expect(await kept.house().store.clinic.kept()).toBeUndefined();
      await label(say.clinicName).fill(say.clinic);
      await label(say.zone).fill(zoneHere);
      await label(say.emergency).fill('');
      await label(say.telephone).fill('010 5555 0100');
      await page.getByRole('button', { name: say.goOn }).click();
      await page.getByText(`${say.clinic} · ${zoneHere}`).waitFor();
      expect(kept.house().clinic).toMatchObject({ name: say.clinic, zone: zoneHere, language, telephone: '010 5555 0100' });
      expect(kept.house().url, 'on the same port').toBe(url);

      await page.getByRole('button', { name: say.addFirst }).click();
      await label(say.name).fill('Ada Invented');
      await page.getByRole('dialog').locator('button[type=submit]').click();
      await page.getByRole('button', { name: say.enrol }).click();
      await page.getByText('mosquitto_pub').waitFor();
      await shot('3');
      await page.getByRole('button', { name: say.send }).click();
      await page.getByText(say.works).waitFor();
      await shot('4');
      const [{ id, latest }] = (await (await page.request.get(`${url}/api/v1/patients`)).json()) as [{ id: string; latest: object }];
      expect(latest).toEqual({});
      expect(await kept.house().store.readings.latest(id, 'glucose', 9)).toMatchObject([
        { reported: { value: 5.6 }, quality: ['unstamped', 'withdrawn'] },
      ]);
      await page.getByRole('link', { name: say.open }).click();
      await page.getByRole('heading', { name: 'Ada Invented' }).waitFor();

      await page.goto(`${url}/clinic`);
      await label(say.zone).fill('Europe/Berlin');
      await page.getByText(say.moves).waitFor();
      await shot('5');
      await page.getByRole('button', { name: say.save, exact: true }).click();
      await page.getByText(say.saved).waitFor();
      expect(kept.house().clinic).toMatchObject({ name: say.clinic, zone: 'Europe/Berlin' });
      expect(faults).toEqual([]);
      await context.close();

      /** `HEARTH_SHOTS=folder`: the page as a picture, wide and narrow, light and dark. */
      async function shot(step: string) {
        const to = process.env.HEARTH_SHOTS;
        if (!to) return;
        for (const [width, scheme] of [
          [1280, 'light'],
          [390, 'dark'],
        ] as const) {
          await page.setViewportSize({ width, height: 900 });
          await page.emulateMedia({ colorScheme: scheme });
          await page.screenshot({ path: `${to}/welcome-${language}-${step}-${width}.png`, fullPage: true });
        }
        await page.setViewportSize({ width: 1280, height: 900 });
        await page.emulateMedia({ colorScheme: 'light' });
      }
    },
  );
});
