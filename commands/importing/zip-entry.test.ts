import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { writeZip } from '../../tests/apple-export.ts';
import { temporaryFolder } from '../../tests/services.ts';
import { BadZip, contentOf, entriesOf } from './zip-entry.ts';

const folder = temporaryFolder();
const CONTENT = 'one and another, '.repeat(400);

async function unpacked(file: string): Promise<string> {
  const [entry] = await entriesOf(file);
  const pieces: Buffer[] = [];
  for await (const piece of contentOf(file, entry!)) pieces.push(piece);
  return Buffer.concat(pieces).toString();
}

test.each([false, true])('any byte changed, any place cut (zip64: %s): the content, or one sentence', async (zip64) => {
  const whole = join(folder, `whole-${zip64}.zip`);
  writeZip(whole, { 'export.xml': CONTENT }, zip64);
  const bytes = readFileSync(whole);
  expect(await unpacked(whole)).toBe(CONTENT);
  const spoilt = join(folder, `spoilt-${zip64}.zip`);
  let refused = 0;
  const change = fc.tuple(fc.nat(bytes.length - 1), fc.integer({ min: 1, max: 255 }));
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 3 }), fc.option(fc.nat(bytes.length)), async (changes, cut) => {
      const copy = Buffer.from(bytes);
      for (const [at, by] of changes) copy[at]! ^= by;
      writeFileSync(spoilt, copy.subarray(0, cut ?? bytes.length));
      try {
        expect(await unpacked(spoilt)).toBe(CONTENT);
      } catch (error) {
        if (!(error instanceof BadZip)) throw error;
        refused++;
      }
    }),
    { numRuns: 1_000 },
  );
  expect(refused).toBeGreaterThan(100);
});

test('an archive of nothing', async () => {
  const file = join(folder, 'empty.zip');
  writeZip(file, {});
  expect(await entriesOf(file)).toEqual([]);
});
