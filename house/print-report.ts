import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Page } from '../reports/render/blocks.ts';

/* The one impure step of a report: setting it on paper. */

const TEMPLATE = readFileSync(new URL('../reports/render/report.typ', import.meta.url), 'utf8');
const FONTS = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'];

/**
 * Typst remembers all that it ever worked out, and for ever; what has not been of use for more reports than this goes. Measured over weekly reports:
 * 527 MB after 40 of them and growing without this, 339 MB after 80 as after 120 with it, and no slower.
 */
const REMEMBERED = 0;

let compiler: NodeCompiler | undefined;

/** The page as PDF: A4, fonts embedded, the patient's name at the head of every page. Rejects only for a fault of ours. */
export async function printReport(page: Page): Promise<Uint8Array> {
  compiler ??= await openCompiler();
  try {
    // Not by way of a compiled document in between: the collector does not know what one holds, and lets it lie.
    return compiler.pdf({ mainFileContent: TEMPLATE, inputs: { page: JSON.stringify(page) } });
  } catch (error) {
    throw new Error(`the report could not be set: ${error instanceof Error ? error.message : String(error)}`.slice(0, 500));
  } finally {
    compiler.evictCache(REMEMBERED);
  }
}

/** The library and its fonts take 60 MB: they come with the first report on paper, not with the server. */
async function openCompiler(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  return NodeCompiler.create({ fontArgs: [{ fontBlobs: FONTS.map((file) => readFileSync(join(folder, file))) }] });
}
