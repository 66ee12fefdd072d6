import { expect, test } from 'vitest';
import type { AlertView } from '../../api/contract.ts';
import type { Clinic } from './clinic.ts';

const MANY = 10_000;

/** The same few alerts again and again, of many people. */
const multiplied = (few: readonly AlertView[]): readonly AlertView[] =>
  Array.from({ length: MANY }, (_, i) => {
    const one = few[i % few.length]!;
    return { ...one, id: `${one.id}-${i}`, patient: `many-${i % 3000}`, patientName: `Person ${i % 3000}` };
  });

/** What makes a long list slow is what is drawn: that is counted here, and never a clock. */
export function tenThousandAlerts(clinic: () => Clinic): void {
  test('ten thousand alerts: what is drawn stays little, the end can be reached, one name is found', async () => {
    const { page, go, end, faults } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    await page.route('**/api/v1/alerts', async (route) => {
      const few = (await (await route.fetch()).json()) as AlertView[];
      await route.fulfill({ json: multiplied(few) });
    });
    await go('/?order=urgency');
    await page.getByText(/10,?000 open alerts of 3,?000 patients/).waitFor();
    expect(await page.locator('.row').count()).toBeLessThan(200);
    expect(await page.evaluate<number>("document.querySelectorAll('*').length")).toBeLessThan(6_000);

    for (let i = 0; i < 60; i++) await page.keyboard.press('j');
    const index = await page.evaluate<number>("[...document.querySelectorAll('.row')].findIndex((row) => row.matches('.row-here'))");
    expect(index).toBe(60);
    await page.getByRole('searchbox').fill('Person 2999');
    await expect.poll(() => page.locator('.row').count()).toBe(Math.floor(MANY / 3000));
    expect(faults).toEqual([]);
    await end();
  });
}
