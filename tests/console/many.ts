import { expect, test } from 'vitest';
import type { Alert } from '../../domain/alert.ts';
import type { Clinic } from './clinic.ts';

const MANY = 10_000;

/** Rows cost when somebody comes near them, not when they exist. */
export function tenThousandAlerts(clinic: () => Clinic): void {
  test('ten thousand open alerts: few rows are drawn, keys work, more come by scrolling, and every one is found', {
    timeout: 60_000,
  }, async () => {
    const { house } = clinic();
    const model = (await house.store.alerts.open())[0]!;
    const now = Date.now();
    const alerts: Alert[] = Array.from({ length: MANY }, (_, i) => ({
      ...model,
      id: `many-${i}`,
      patient: `many-${i % 4000}`,
      severity: 'low',
      opened: now - i * 60_000,
      raised: now - i * 60_000,
      state: { is: 'active' },
    }));
    await house.store.transact(async (records) => {
      await records.decisions.apply(
        alerts.map((alert) => ({ do: 'open-alert', alert }) as const),
        now,
      );
    });

    const { page, go, faults, end } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    await go('/?show=low');
    await page.locator('.row').first().waitFor();
    const drawn = await page.locator('.row').count();
    expect(drawn).toBeGreaterThan(10);
    expect(drawn).toBeLessThan(600);
    for (let i = 0; i < 5; i++) await page.keyboard.press('j');
    await page.locator('.row-here').waitFor();

    await page.evaluate('scrollTo(0, document.body.scrollHeight)');
    await expect.poll(() => page.locator('.row').count()).toBeGreaterThan(drawn);
    await page.getByPlaceholder('Find a patient or a kind of alert').fill('many-3999');
    await expect.poll(() => page.locator('.group').count()).toBe(1);
    await page.locator('.group-name', { hasText: 'many-3999' }).waitFor();
    expect(faults).toEqual([]);
    await end();
  });
}
