import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Clinic } from './clinic.ts';

const focused = (page: Page): Promise<string> =>
  page.evaluate<string>("document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.textContent ?? ''");

/** Walks by Tab until something of this name has the focus. */
async function tabTo(page: Page, name: RegExp): Promise<void> {
  for (let i = 0; i < 120; i++) {
    await page.keyboard.press('Tab');
    if (name.test(await focused(page))) return;
  }
  throw new Error(`no Tab leads to ${name}`);
}

/** What a coordinator does all day, without a mouse. */
export function byKeyboardAlone(clinic: () => Clinic): void {
  test('the worklist: through the rows, acknowledge, resolve with a note, on to the patient', async () => {
    const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    await go('/?order=urgency');
    const rows = page.locator('.row');
    const chosen = page.locator('.row-here');
    const before = await rows.count();
    expect(before).toBeGreaterThan(3);

    // The first is chosen before anything is pressed.
    await page.keyboard.press('j');
    await page.keyboard.press('k');
    expect(await chosen.locator('button').getAttribute('id')).toBe(await rows.first().locator('button').getAttribute('id'));
    await page.keyboard.press('j');
    const second = await chosen.locator('.row-title').innerText();
    await page.keyboard.press('a');
    await page.locator('.row-here.row-seen').waitFor();

    await page.keyboard.press('r');
    await page.getByRole('dialog').waitFor();
    expect(await page.evaluate<string>('document.activeElement.tagName')).toBe('TEXTAREA');
    await page.keyboard.press('Control+Enter');
    expect(await page.getByRole('alert').innerText()).toBe('Say in a few words what was done.');
    await page.keyboard.type('Called; j and k are letters here.');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    await expect.poll(() => rows.count()).toBe(before - 1);
    expect(await clinic().notes()).toContain('Called; j and k are letters here.');
    expect(await chosen.count()).toBe(1); // The next one is at hand.
    expect(second).not.toBe('');

    await page.keyboard.press('Enter');
    await page.waitForURL(/\/patients\/demo-/);
    expect(faults).toEqual([]);
    await end();
  });

  test('a threshold: open, change with the arrows, say why, save; the focus comes back', async () => {
    const { page, go, end } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    await go('/patients/demo-sam/thresholds');
    await tabTo(page, /^Change: Low glucose \(level 1\)/);
    await page.keyboard.press('Enter');
    const value = page.locator('.limit-edit input.number');
    await value.waitFor();
    expect(await page.evaluate<boolean>("document.activeElement.matches('.limit-edit input.number')")).toBe(true);
    const was = Number(await value.inputValue());
    await page.keyboard.press('ArrowUp');
    const is = Number(await value.inputValue());
    expect(is).toBeGreaterThan(was);
    await page.keyboard.press('Tab');
    await page.keyboard.type('Does not feel lows');
    await page.keyboard.press('Enter');
    await page.locator('.limit-edit').waitFor({ state: 'detached' });
    await expect.poll(() => focused(page)).toMatch(/^Change: Low glucose \(level 1\)/);
    expect(Object.values((await clinic().house.store.thresholds.inForce(['demo-sam'])).get('demo-sam') ?? {})).toContain(is);
    await end();
  });
}
