import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Clinic } from './clinic.ts';

const MOST_BYTES = 300_000;

/** How much script a person waits for, compressed. */
export function smallAtFirst(clinic: () => Clinic): void {
  test('the first load is under 300 KB of compressed script, and the charts come later', async () => {
    const { page, go, end } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    const scripts = new Map<string, Buffer>();
    page.on('response', async (response) => {
      if (response.ok() && response.request().resourceType() === 'script') scripts.set(response.url(), await response.body());
    });
    await go('/');
    await page.waitForLoadState('networkidle', { timeout: 3_000 }).catch(() => {}); // The stream of hints never ends.
    const size = () => [...scripts.values()].reduce((sum, body) => sum + gzipSync(body).length, 0);
    expect(scripts.size).toBeGreaterThan(1);
    const first = size();
    expect(first).toBeGreaterThan(50_000); // Less than React weighs would mean that nothing was measured.
    expect(first).toBeLessThan(MOST_BYTES);
    const charts = () => [...scripts.keys()].some((url) => url.includes('/echarts-'));
    expect(charts()).toBe(false);

    await go('/patients/demo-lin');
    await page.locator('.chart canvas').first().waitFor();
    expect(charts()).toBe(true);
    await end();
  });
}
