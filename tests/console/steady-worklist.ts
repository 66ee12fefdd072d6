import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { glucose, pressure } from '../house.ts';
import { problemsOf } from './accessible.ts';
import { LANGUAGES, type Team } from './team.ts';

/** While somebody reads one alert, the list beneath moves: nothing is done about an alert that nobody looked at. */
export function steadyWorklist(team: () => Team): void {
  test.each(LANGUAGES)('%s: an urgent alert comes in above the one that is read: the key acts on what is read', async (language, words) => {
    const { store } = team().house;
    const [calm, urgent] = [`calm-${language}`, `urgent-${language}`.toLowerCase()].map((id) => id.toLowerCase()) as [string, string];
    const name = { en: 'Cara Calm', 'zh-CN': '凯示例' }[language];
    await team().moveIn(calm, name, language);
    await team().moveIn(urgent, { en: 'Una Urgent', 'zh-CN': '尤示例' }[language], language);
    await lowAt(team(), calm);
    const nurse = await team().sit('coordinator', language);
    await nurse.go('/');
    const [read] = await store.alerts.open(calm);
    await paneOf(nurse.page, words.worklist.selected).getByRole('link', { name }).waitFor();

    await nurse.page.locator('.worklist-pane .detail-why').waitFor();

    const came = await crisisAt(team(), urgent);
    await nurse.page.locator(`[id="row-${came}"]`).waitFor();
    await paneOf(nurse.page, words.worklist.selected).getByRole('link', { name }).waitFor();
    await nurse.page.keyboard.press('a');
    await nurse.page.locator('.toast', { hasText: name }).getByText(words.alert.didAcknowledge).waitFor();
    expect((await store.alerts.get(read!.id))?.state.is).toBe('acknowledged');
    expect((await store.alerts.get(came))?.state.is).toBe('active');
    expect(await nurse.leave()).toEqual([]);
    await closeAll(team(), calm, urgent);
  });

  test.each(LANGUAGES)(
    '%s: a colleague closes the alert that is read: it stays, says so, and no key acts on another',
    async (language, words) => {
      const { store } = team().house;
      const [first, second] = [`one-${language}`, `two-${language}`].map((id) => id.toLowerCase()) as [string, string];
      const name = { en: 'Fern First', 'zh-CN': '冯示例' }[language];
      await team().moveIn(first, name, language);
      await team().moveIn(second, { en: 'Sia Second', 'zh-CN': '宋示例' }[language], language);
      const read = await crisisAt(team(), first);
      const other = await crisisAt(team(), second);
      const nurse = await team().sit('coordinator', language);
      await nurse.go('/');
      const { page } = nurse;
      await page.locator(`.row-here [id="row-${read}"]`).waitFor();
      expect(
        (await team().call('doctor', 'POST', `/alerts/${encodeURIComponent(read)}/resolve`, { outcome: 'spoken', note: 'called' })).status,
      ).toBe(200);
      await page.locator(`[id="row-${read}"]`).waitFor({ state: 'detached' });

      const pane = paneOf(page, words.worklist.selected);
      await pane.getByText(words.worklist.noLonger).waitFor();
      await pane.getByRole('link', { name }).waitFor();
      for (const key of ['a', 's', 'r', 'c', 'm', 't']) await page.keyboard.press(key);
      expect(await page.locator('dialog[open]').count()).toBe(0);
      expect(await problemsOf(page, 'an alert that a colleague closed')).toEqual([]);
      await page.keyboard.press('j');
      await page.locator(`.row-here [id="row-${other}"]`).waitFor();
      expect((await store.alerts.get(other))?.state.is).toBe('active');
      expect(await nurse.leave()).toEqual([]);
      await closeAll(team(), second);
    },
  );
}

const paneOf = (page: Page, name: string) => page.getByRole('region', { name });

async function lowAt({ house }: Team, patient: string): Promise<void> {
  const meter = await house.connect(`meter-of-${patient}`);
  await meter.publishAsync(`hearth/v1/meter-of-${patient}/readings`, glucose(3.6, Date.now()), { qos: 1 });
  await meter.endAsync();
}

async function crisisAt({ house }: Team, patient: string): Promise<string> {
  const meter = await house.connect(`meter-of-${patient}`);
  await meter.publishAsync(`hearth/v1/meter-of-${patient}/gatt/2a35/${Date.now()}`, pressure(192, 124), { qos: 1 });
  await meter.endAsync();
  return (await house.store.alerts.open(patient)).find(({ severity }) => severity === 'high')!.id;
}

/** The next walk begins with an empty list. */
async function closeAll({ house, call }: Team, ...patients: readonly string[]): Promise<void> {
  for (const patient of patients)
    for (const { id } of await house.store.alerts.open(patient))
      expect((await call('doctor', 'POST', `/alerts/${encodeURIComponent(id)}/resolve`, { outcome: 'spoken', note: 'end' })).status).toBe(
        200,
      );
}
