import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import type { Clinic } from './clinic.ts';

const MOST_BYTES = 300_000;

/** How much script a person waits for, compressed. */
export function smallAtFirst(clinic: () => Clinic): void {
  test('the first load is under 300 KB of compressed script, and the charts come later', async () => {
    const { page, go, end } = await clinic().visit('demo-coordinator', { language: 'en', theme: 'light' });
    const scripts = new Set<string>();
    page.on('request', (request) => {
      if (request.resourceType() === 'script') scripts.add(request.url());
    });
    const size = async (): Promise<number> => {
      const bodies = await Promise.all([...scripts].map(async (url) => Buffer.from(await (await fetch(url)).arrayBuffer())));
      return bodies.reduce((sum, body) => sum + gzipSync(body).length, 0);
    };
    await go('/');
    await page.locator('.row').first().waitFor();
    const first = await size();
    expect(first).toBeGreaterThan(50_000); // Less than React weighs would mean that nothing was measured.
    expect(first).toBeLessThan(MOST_BYTES);
    expect([...scripts].filter((url) => url.includes('echarts'))).toEqual([]);

    await go('/patients/demo-lin');
    await page.locator('.chart canvas').first().waitFor();
    expect(await size()).toBeGreaterThan(first + 100_000);
    await end();
  });
}
