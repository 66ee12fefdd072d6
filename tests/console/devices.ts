import { expect, test } from 'vitest';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import type { Clinic } from './clinic.ts';

const LANGUAGES = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

/** The registry by hand: a code for a device, who shares it, another secret, the end of its service. */
export function devices(clinic: () => Clinic): void {
  test.each(LANGUAGES)(
    '%s: a device enrols itself with a code, is shared, changed, gets another secret, and is retired',
    async (language, words) => {
      const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      const id = `enrolled-${language}`;
      const kept = () => clinic().house.store.devices.get(id);
      const dialog = page.getByRole('dialog');
      const { devices: say } = words;
      await go('/devices');
      await page.getByRole('button', { name: say.claimCode, exact: true }).click();
      await dialog.getByLabel(say.claimName).fill(id);
      await dialog.getByRole('button', { name: say.claimMake }).click();
      const code = await dialog.locator('.secret code').innerText();
      await dialog.getByRole('button', { name: say.secretDone }).click();

      await page.getByRole('button', { name: say.claimEnter }).click();
      await dialog.getByLabel(say.claimTyped).fill('BBBB-BBBB');
      await dialog.getByRole('button', { name: say.claimUse }).click();
      await dialog.getByText({ en: 'This code is not good', 'zh-CN': '登记码无效' }[language]).waitFor();
      await dialog.getByLabel(say.claimTyped).fill(code.toLowerCase());
      await dialog.getByRole('button', { name: say.claimUse }).click();
      const first = await dialog.locator('.secret code').innerText();
      await dialog.getByRole('button', { name: say.secretDone }).click();
      const signsIn = async (secret: string) => {
        const authorization = `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;
        const headers = { authorization, 'content-type': 'application/json' };
        const status = { battery: 37, firmware: '1.4.2', clockSkewMs: 720_000 };
        return (await fetch(`${clinic().house.url}/api/v1/devices/status`, { method: 'POST', headers, body: JSON.stringify(status) }))
          .status;
      };
      expect(await signsIn(first)).toBe(201);

      await page.getByRole('link', { name: id }).click();
      await page.getByRole('heading', { level: 1, name: id }).waitFor();
      await page.getByText('37 %').waitFor();
      await page.getByText(say.clockAhead({ en: '12 minutes', 'zh-CN': '12分钟' }[language])).waitFor();

      await page.getByRole('button', { name: say.share }).click();
      await dialog.getByLabel(say.shareUser).fill('999');
      await dialog.getByRole('button', { name: say.assign }).click();
      await dialog.getByText(say.shareUserWrong).waitFor();
      await dialog.getByLabel(say.shareUser).fill('2');
      await dialog.getByRole('searchbox').fill('demo-chen');
      await dialog.getByRole('radio', { name: /demo-chen/ }).check();
      await dialog.getByRole('button', { name: say.assign }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(say.userOf(2)).first().waitFor();
      expect(await clinic().house.store.owners.of(id)).toMatchObject([{ user: 2, patient: 'demo-chen' }]);

      await page.getByRole('button', { name: say.change, exact: true }).click();
      await dialog.getByLabel(say.silentAfter).fill('0');
      await dialog.getByText(say.silentAfterWrong).waitFor();
      await dialog.getByLabel(say.silentAfter).fill('5');
      await dialog.getByRole('button', { name: words.common.save }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(say.days(5)).waitFor();
      expect(await kept()).toMatchObject({ silentAfterDays: 5 });

      await page.getByRole('button', { name: say.rotate }).click();
      await dialog.getByRole('button', { name: say.rotate }).click();
      const second = await dialog.locator('.secret code').innerText();
      await dialog.getByRole('button', { name: say.secretDone }).click();
      expect([await signsIn(first), await signsIn(second)]).toEqual([401, 201]);

      await page.getByRole('button', { name: say.retire }).click();
      await dialog.getByRole('button', { name: say.retire }).click();
      await dialog.waitFor({ state: 'detached' });
      await page.getByText(say.state.retired).first().waitFor();
      await page.getByRole('button', { name: say.retire }).waitFor({ state: 'detached' });
      expect(await signsIn(second)).toBe(401);
      expect(faults).toEqual([]);
      await end();
    },
  );
}
