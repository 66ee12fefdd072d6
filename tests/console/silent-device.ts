import { expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../domain/clock.ts';
import type { ReplayClock } from '../../domain/replay-clock.ts';
import type { Language } from '../../domain/source.ts';
import { glucose, type TestHouse } from '../house.ts';
import { passTime } from '../pass-time.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

const NAMES: Readonly<Record<Language, string>> = { en: 'Sila Invented', 'zh-CN': '静示例' };
const SAID: Readonly<Record<Language, string>> = { en: 'The battery was empty; she has a new one', 'zh-CN': '电池没电了，已经换上新的' };
const idOf = (language: Language): string => `silent-${language.toLowerCase()}`;
const meterOf = (language: Language): string => `meter-of-${idOf(language)}`;

/** Two people who measure each day, and whose meters fell silent two days ago. */
export async function meterFallsSilent(house: TestHouse, clock: ReplayClock, until: number): Promise<void> {
  for (const [language] of LANGUAGES) {
    await house.moveIn(idOf(language), [meterOf(language)], { language, plan: [{ kind: 'glucose', everyDays: 1 }] });
    await house.store.transact((records) => records.identities.save(idOf(language), { name: NAMES[language] }));
    await measure(house, language, clock.now());
  }
  await passTime(house, clock, until);
}

const measure = (house: TestHouse, language: Language, at: number) =>
  house.intake({
    device: meterOf(language),
    received: at,
    topic: `hearth/v1/${meterOf(language)}/readings`,
    payload: glucose(6.1, at - MINUTE),
  });

/** A coordinator finds the silence, calls, notes it; the meter is heard again, and the alert is over by itself. */
export function silentDevice(team: () => Team, clock: ReplayClock): void {
  test.each(LANGUAGES)(
    '%s: a meter that fell silent is called about, heard again, and is over',
    { timeout: 60_000 },
    async (language, words) => {
      const { house } = team();
      const [patient, name] = [idOf(language), NAMES[language]];
      const [alert] = (await house.store.alerts.open(patient)).filter(({ rule }) => rule.id === 'glucose.no-readings');
      expect(alert).toBeDefined();
      const { page, go, leave } = await team().sit('coordinator', language);
      await go('/');
      const row = page.locator(`[id="row-${alert!.id}"]`);
      await row.click();
      const pane = page.getByRole('region', { name: words.worklist.selected });
      await pane.getByRole('heading', { level: 2 }).waitFor();
      // Which device it is, and since when it is not heard, stands at the alert and leads to it.
      const device = pane.getByRole('link', { name: meterOf(language) });
      await device.waitFor();
      expect(await pane.locator('dt').allInnerTexts()).toContain(words.alert.since);
      if (process.env.PICTURES_OF_PAGES) await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-silent-${language}.png` });
      expect(await problemsOf(page, 'a silence in the worklist')).toEqual([]);
      await device.click();
      await page.getByText(words.devices.state.silent).first().waitFor();
      if (process.env.PICTURES_OF_PAGES) await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-device-${language}.png` });
      await page.goBack();

      await row.click();
      await page.keyboard.press('c');
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('textbox').fill(SAID[language]);
      await dialog.getByRole('button', { name: words.desk.saveCall }).click();
      await dialog.waitFor({ state: 'detached' });
      await pane.locator('.desk-notes').getByText(SAID[language]).waitFor();
      expect((await house.store.deskNotes.ofAlert(alert!.id)).map(({ is, by }) => [is, by])).toEqual([['call', 'coordinator']]);
      // A call ends no silence: nothing was heard.
      expect((await house.store.alerts.get(alert!.id))?.state.is).toBe('active');

      expect((await measure(house, language, clock.now())).outcome).toBe('accepted');
      await house.settle();
      await row.waitFor({ state: 'detached' });
      expect((await house.store.alerts.get(alert!.id))?.state).toMatchObject({ is: 'resolved', because: 'recovered' });
      await go(`/patients/${patient}`);
      await page.getByText(SAID[language]).first().waitFor();
      await page.getByText(words.alert.heardAgain).first().waitFor();
      expect(await page.getByText(name).count()).toBeGreaterThan(0);
      if (process.env.PICTURES_OF_PAGES)
        await page.screenshot({ path: `${process.env.PICTURES_OF_PAGES}-heard-${language}.png`, fullPage: true });
      await go(`/devices/${meterOf(language)}`);
      await page.getByText(words.devices.state.active).first().waitFor();
      expect(await leave()).toEqual([]);
    },
  );
}

export const SILENCE_MS = 60 * HOUR;
