import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Clinic } from './clinic.ts';

/** No test in this file touches the mouse. */
export function byKeyboardAlone(clinic: () => Clinic): void {
  test('the worklist by keyboard alone: move, acknowledge, resolve with a note, open the patient', async () => {
    const { page, faults, end } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    const rows = page.locator('.row');
    await rows.first().waitFor();
    const before = await rows.count();
    const alert = await openAlert(page, clinic());

    // At the upper end there is nothing further up.
    await press(page, 'k');
    for (let i = 0; i < before && (await idOfSelected(page)) !== alert; i++) await press(page, 'j');
    expect(await idOfSelected(page)).toBe(alert);
    await press(page, 'a');
    await page.getByText('Acknowledged', { exact: true }).first().waitFor();
    expect((await clinic().house.store.alerts.get(alert))?.state).toMatchObject({ is: 'acknowledged', by: 'demo-coordinator' });
    expect(await idOfSelected(page)).toBe(alert);

    // Whoever closes a dialog goes on where they were.
    const focused = () => page.evaluate('document.activeElement?.id');
    const row = await focused();
    expect(row).toBe(`row-${alert}`);
    for (const key of ['s', 'c', 'm', 't', 'r']) {
      await press(page, key);
      await page.getByRole('dialog').waitFor();
      await press(page, 'Escape');
      await page.getByRole('dialog').waitFor({ state: 'detached' });
      expect(await focused(), key).toBe(row);
    }

    await press(page, 'r');
    const dialog = page.getByRole('dialog');
    await dialog.waitFor();
    // Without an outcome, or with an empty note, it is refused where it stands; and the keys of the list are only letters here.
    await press(page, 'Control+Enter');
    await dialog.getByText('Choose what came of it.').waitFor();
    await press(page, 'Shift+Tab');
    await press(page, 'Space');
    await press(page, 'Tab');
    await press(page, 'Control+Enter');
    await dialog.getByText('Say in a few words what was done.').waitFor();
    await page.keyboard.type('Talked to a jar of a rake.');
    await press(page, 'Control+Enter');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => rows.count()).toBe(before - 1);
    expect((await clinic().house.store.alerts.get(alert))?.state).toMatchObject({
      is: 'resolved',
      because: 'person',
      by: 'demo-coordinator',
      note: 'Talked to a jar of a rake.',
      outcome: expect.any(String),
    });

    await press(page, 'k');
    await press(page, 'Enter');
    await page.waitForURL(/\/patients\/demo-/);
    expect(faults).toEqual([]);
    await end();
  });

  test('a limit by keyboard alone: open, refused beyond its bounds, changed with a reason, back to the default', async () => {
    const { page, go, faults, end } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    await go('/patients/demo-chen/thresholds');
    await tabTo(page, 'Change: Very high glucose (urgent referral), Alert from');
    await press(page, 'Enter');
    await press(page, 'Control+a');
    await page.keyboard.type('40');
    await page.getByText('Choose a value between 13.9 and 22.2 mmol/L.').waitFor();
    await press(page, 'Control+a');
    await page.keyboard.type('15');
    await press(page, 'Enter');
    await page.getByText('Say in a few words why.').waitFor();
    await press(page, 'Tab');
    await press(page, 'Tab');
    await page.keyboard.type('Agreed with the patient.');
    await press(page, 'Enter');
    await page.getByText('Threshold changed').waitFor();
    const row = page.locator('.limit', { hasText: 'Alert from' });
    await row.getByText('This patient', { exact: true }).first().waitFor();
    expect(await row.locator('.limit-value b').textContent()).toBe('15.0');
    expect(await row.locator('.history').textContent()).toContain('Agreed with the patient.');
    expect((await clinic().house.store.thresholds.inForce(['demo-chen'], Number.MAX_SAFE_INTEGER)).get('demo-chen')).toMatchObject({
      'glucose.very-high.limit': 15,
    });
    // The focus is where it was before the form opened.
    expect(await page.evaluate("document.activeElement?.getAttribute('aria-label')")).toContain('Alert from');

    await press(page, 'Enter');
    await press(page, 'Tab');
    await press(page, 'Tab');
    await page.keyboard.type('Back after the visit.');
    await tabTo(page, 'Back to the value beneath');
    await press(page, 'Enter');
    await expect.poll(() => row.locator('.limit-value b').textContent()).toBe('16.7');
    expect(faults).toEqual([]);
    await end();
  });
}

const press = (page: Page, key: string): Promise<void> => page.keyboard.press(key);

const idOfSelected = async (page: Page): Promise<string | undefined> =>
  (await page.locator('.row-here .row-main').first().getAttribute('id'))?.replace(/^row-/, '');

/** An open alert that nobody acknowledged yet. */
async function openAlert(page: Page, { house }: Clinic): Promise<string> {
  const shown = await page.locator('.row-main').evaluateAll((rows) => rows.map(({ id }) => id.replace(/^row-/, '')));
  const open = (await house.store.alerts.open()).find(({ id, state }) => state.is === 'active' && shown.includes(id));
  expect(open).toBeDefined();
  return open!.id;
}

/** Presses Tab until the focus is on what has this name. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let i = 0; i < 120; i++) {
    const here = await page.evaluate("document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent");
    if (here === name) return;
    await press(page, 'Tab');
  }
  throw new Error(`120 times Tab did not lead to: ${name}`);
}
