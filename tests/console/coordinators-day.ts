import { expect, test } from 'vitest';
import { MINUTE } from '../../domain/clock.ts';
import { glucose, pressure } from '../house.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

/** What a coordinator meets on a bad day: one patient with several alerts, a value that goes back and forth, a device that nobody owns. */
export function coordinatorsDay(team: () => Team): void {
  test.each(LANGUAGES)(
    '%s: several alerts of one patient stand together, and a storm is told once',
    { timeout: 60_000 },
    async (language, words) => {
      const { house } = team();
      const patient = `stormy-${language.toLowerCase()}`;
      const name = { en: 'Storm Invented', 'zh-CN': '风示例' }[language];
      await team().moveIn(patient, name, language);
      const device = `meter-of-${patient}`;
      const meter = await house.connect(device);
      const now = Date.now();
      // Five times too low within the hour, with good values between: the fifth lasts.
      for (const [i, value] of [2.6, 6.5, 2.6, 6.5, 2.6, 6.5, 2.6, 6.5, 2.5].entries())
        await meter.publishAsync(`hearth/v1/${device}/readings`, glucose(value, now - (9 - i) * 5 * MINUTE), { qos: 1 });
      await meter.publishAsync(`hearth/v1/${device}/gatt/2a35/${now}`, pressure(192, 124), { qos: 1 });
      await meter.endAsync();
      await house.settle();
      const told = (await house.store.outbox.of(patient, 99)).flatMap(({ message: { to, template, values } }) =>
        to.role === 'coordinator' && values.rule === 'glucose.very-low' ? [template] : [],
      );
      expect(told.toSorted()).toEqual(['alert.team', 'alert.team', 'alert.team', 'alert.unstable']);

      const { page, go, leave } = await team().sit('coordinator', language);
      await go('/');
      const group = page.getByRole('region', { name, exact: true });
      const open = await house.store.alerts.open(patient);
      expect(open.length).toBeGreaterThan(1);
      await expect.poll(() => group.locator('.row').count()).toBe(open.length);
      // By urgency each stands for itself, under the same name.
      await page.getByRole('radio', { name: words.worklist.flat }).check();
      const flat = page.locator('.row', { has: page.locator('.row-who', { hasText: name }) });
      await expect.poll(() => flat.count()).toBe(open.length);
      await page.getByRole('heading', { name: words.inbox.title }).click();
      const messages = page.locator('.inbox-message', { has: page.getByRole('link', { name, exact: true }) });
      await messages.first().waitFor();
      // The team's messages are in the clinic's language.
      // What comes after the page was drawn is drawn with the next hint.
      await expect.poll(() => messages.filter({ hasText: '反复触发' }).count(), { timeout: 15_000 }).toBe(1);
      expect(await problemsOf(page, 'worklist with a storm')).toEqual([]);
      expect(await leave()).toEqual([]);
    },
  );

  test.each(LANGUAGES)(
    '%s: what a device measured before anybody owned it is given to its patient, and read anew',
    { timeout: 60_000 },
    async (language, words) => {
      const { house } = team();
      const { devices, quarantine } = words;
      const patient = `late-owner-${language.toLowerCase()}`;
      const name = { en: 'Laila Invented', 'zh-CN': '莱示例' }[language];
      await team().moveIn(patient, name, language);
      const device = `cupboard-${language.toLowerCase()}`;
      await house.store.transact((records) => records.devices.save({ id: device, zone: 'UTC', enrolled: 0, secretHash: 'x' }));
      const at = Date.now() - MINUTE;
      await house.intake({ device, received: at, topic: `hearth/v1/${device}/readings`, payload: glucose(6.3, at) });

      const { page, go, leave } = await team().sit('coordinator', language);
      await go('/quarantine');
      const waiting = page.locator('.waiting', { hasText: device });
      await waiting.getByText(quarantine.codes['nobody-owns-it']).waitFor();
      await waiting.getByRole('link', { name: quarantine.toDevices }).click();
      const row = page.getByRole('row', { name: new RegExp(device) });
      await row.getByRole('button', { name: devices.assign }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('searchbox').fill(patient);
      await dialog.getByRole('radio', { name: new RegExp(name) }).check();
      await dialog.getByLabel(devices.alsoBefore).check();
      expect(await problemsOf(page, 'dialog: whose device')).toEqual([]);
      await dialog.getByRole('button', { name: devices.assign, exact: true }).click();
      await row.getByText(name).waitFor();
      await go('/quarantine');
      await waiting.getByRole('button', { name: quarantine.replay }).click();
      await waiting.waitFor({ state: 'detached' });
      expect(await house.store.readings.latest(patient, 'glucose', 9)).toMatchObject([{ device, glucoseMmolL: 6.3 }]);
      expect(await leave()).toEqual([]);
    },
  );
}
