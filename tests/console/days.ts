import { expect, test } from 'vitest';
import type { Patient } from '../../domain/patient.ts';
import { recordName } from '../../domain/record-names.ts';
import type { Language } from '../../domain/source.ts';
import { en } from '../../web/src/words/en.ts';
import { zhCN } from '../../web/src/words/zh-CN.ts';
import { pressure } from '../house.ts';
import type { Clinic } from './clinic.ts';

const languages = [
  ['en', en],
  ['zh-CN', zhCN],
] as const satisfies readonly (readonly [Language, unknown])[];

/** Each persona's day, in both languages. */
export function days(clinic: () => Clinic): void {
  test.each(languages)(
    'the coordinator in %s: an alert comes in live, is filtered, opened and resolved; a device is enrolled',
    async (language, words) => {
      const { house } = clinic();
      const { page, go, faults, end } = await clinic().visit('demo-coordinator', { language, theme: 'light' });
      await page.locator('.row').first().waitFor();
      const before = await page.locator('.row').count();

      // A cuff at home speaks while the page is open.
      const crisis = await crisisAt(clinic(), `cuff-of-${language.toLowerCase()}`);
      await page.locator(`[id="row-${crisis}"]`).waitFor();
      expect(await page.locator('.row').count()).toBe(before + 1);

      await page.getByRole('radio', { name: words.severity.high, exact: true }).check();
      await page.waitForURL(/show=high/);
      await page.locator(`[id="row-${crisis}"]`).click();
      const pane = page.getByRole('region', { name: words.worklist.selected });
      const stateOf = async () => (await house.store.alerts.get(crisis))?.state.is;
      await pane.getByRole('button', { name: words.alert.snooze }).click();
      const dialog = page.getByRole('dialog');
      await dialog.getByRole('button', { name: words.alert.snooze }).click();
      await dialog.getByText(words.alert.snoozeNeeded).waitFor();
      await dialog.getByRole('button', { name: words.alert.snoozeReasons[0]! }).click();
      await dialog.getByRole('button', { name: words.alert.snooze }).click();
      await expect.poll(stateOf).toBe('snoozed');
      await page.getByText(words.alert.didSnooze, { exact: true }).first().waitFor();
      await dialog.waitFor({ state: 'hidden' });
      // The list shows the new state as soon as it has asked for it.
      await pane.getByRole('button', { name: words.alert.endSnooze }).waitFor();
      await page.keyboard.press('s');
      await expect.poll(stateOf, { timeout: 10_000 }).toBe('active');

      await pane.getByRole('button', { name: words.alert.resolve }).click();
      await page.getByRole('dialog').getByRole('button', { name: words.alert.quick[0]! }).click();
      await page.getByRole('dialog').getByRole('button', { name: words.alert.resolve }).click();
      await page.locator(`[id="row-${crisis}"]`).waitFor({ state: 'detached' });
      expect((await house.store.alerts.get(crisis))?.state).toMatchObject({
        is: 'resolved',
        outcome: 'spoken',
        note: words.alert.quick[0],
      });

      await go('/devices');
      await page.getByRole('button', { name: words.devices.enrol }).click();
      const id = `cuff-new-${language.toLowerCase()}`;
      await page.getByLabel(words.devices.id).fill(id);
      await page.getByRole('dialog').getByRole('button', { name: words.devices.enrol }).click();
      await page.getByText(words.devices.secretTitle(id)).waitFor();
      expect((await house.store.devices.get(id))?.id).toBe(id);

      await go('/quarantine');
      await page.getByText(words.quarantine.codes['nobody-owns-it']).first().waitFor();
      expect(faults).toEqual([]);
      await end();
    },
  );

  test.each(languages)('the doctor in %s: finds a patient, looks closer at the curve, reads the report', async (language, words) => {
    const { page, go, faults, end } = await clinic().visit('demo-doctor', { language, theme: 'dark' });
    await go('/patients');
    await page.getByPlaceholder(words.patients.search).fill(recordName('hypertension', language));
    await page.getByRole('link', { name: /Robin Placeholder/ }).click();
    await page.getByText(recordName('amlodipine', language)).waitFor();
    expect(await page.locator('body').innerText()).not.toMatch(/type-[12]-diabetes|chronic-kidney-disease/);

    const chart = page.locator('.chart-place').first();
    await chart.locator('canvas').waitFor();
    const readings = page.locator('.stat dd b').first();
    const all = Number(await readings.textContent());
    const { x, y, width } = (await chart.boundingBox())!;
    await page.mouse.move(x + width * 0.4, y + 120);
    await page.mouse.down();
    await page.mouse.move(x + width * 0.7, y + 120, { steps: 4 });
    await page.mouse.up();
    await page.getByRole('button', { name: words.patient.whole }).waitFor();
    const part = Number(await readings.textContent());
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(all);
    await page.getByRole('button', { name: words.patient.whole }).click();
    await expect.poll(async () => Number(await readings.textContent())).toBe(all);

    await page.locator('.tabs').getByRole('link', { name: words.patient.report, exact: true }).click();
    await page.frameLocator('iframe').getByText('Robin Placeholder').first().waitFor();
    // A doctor may look at devices, and is not offered what the server would refuse.
    await go('/devices');
    expect(await page.getByRole('button', { name: words.devices.enrol }).count()).toBe(0);
    expect(faults).toEqual([]);
    await end();
  });

  test.each(languages)('the patient in %s: opens the link, reads the last value, answers the question', async (language, words) => {
    const { house } = clinic();
    const patient = `home-cuff-${language.toLowerCase()}-patient`;
    await crisisAt(clinic(), `home-cuff-${language.toLowerCase()}`, { language });
    await house.settle();
    const question = (await house.store.followUps.of(patient)).find(({ state }) => state.is === 'open');
    expect(question).toBeDefined();

    const { page, go, faults, end } = await clinic().visit('nobody', { language, theme: 'light', phone: true });
    await go(await clinic().ownPage(patient));
    await page.getByRole('heading', { name: words.own.hello(nameOf(`home-cuff-${language.toLowerCase()}`)) }).waitFor();
    await page.getByText('192 / 124').waitFor();
    await page.getByRole('button', { name: question!.options[0]!.text[language], exact: true }).tap();
    await page.getByText(words.own.thanks).waitFor();
    const answered = await house.store.followUps.get(question!.id);
    expect(answered?.state).toMatchObject({ is: 'answered', answer: question!.options[0]!.id });

    // Several people use the cuff, and this time it was somebody else.
    await page.getByRole('button', { name: words.own.notMe }).tap();
    await page.getByRole('button', { name: words.own.notMeYes }).tap();
    await page.getByText(words.own.notCounted).waitFor();
    expect(await house.store.alerts.open(patient)).toEqual([]);
    await page.getByRole('button', { name: words.own.mineAfterAll }).tap();
    await page.getByRole('button', { name: words.own.notMe }).waitFor();
    expect((await house.store.alerts.open(patient)).map(({ rule }) => rule.id)).toContain('bp.emergency');
    expect(faults).toEqual([]);
    await end();
  });

  test('a link of somebody else, a wrong password: said in one sentence, in the reader’s language', async () => {
    for (const [language, words] of languages) {
      const { page, go, end } = await clinic().visit('nobody', { language, theme: 'light' });
      await go('/p/not-a-link-of-ours-at-all');
      await page.getByRole('heading', { name: words.own.linkEnded }).waitFor();
      await go('/devices');
      await page.getByLabel(words.enter.user).fill('demo-doctor');
      await page.getByLabel(words.enter.password).fill('not the password');
      await page.getByRole('button', { name: words.enter.go, exact: true }).click();
      await page.getByText({ en: 'Name and password do not fit.', 'zh-CN': '用户名或密码不正确。' }[language]).waitFor();
      await end();
    }
  });
}

/** One name for each, as in life: two of one name would be two places of one name to a screen reader. */
const nameOf = (cuff: string): string => `Plainly Invented ${cuff}`;

/** A reading beyond the crisis limit by a new cuff of a new patient; gives the alert. */
async function crisisAt({ house }: Clinic, cuff: string, more: Partial<Patient> = {}): Promise<string> {
  const patient = `${cuff}-patient`;
  await house.moveIn(patient, [cuff], more);
  await house.store.transact((records) => records.identities.save(patient, { name: nameOf(cuff) }));
  const device = await house.connect(cuff);
  await device.publishAsync(`hearth/v1/${cuff}/gatt/2a35/${Date.now()}`, pressure(192, 124), { qos: 1 });
  await device.endAsync();
  const [alert] = await house.store.alerts.open(patient);
  return alert!.id;
}
