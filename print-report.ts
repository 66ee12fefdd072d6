import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { NodeCompiler } from '@myriaddreamin/typst-ts-node-compiler';
import type { Page } from './reports/render/blocks.ts';

/* The one impure step of a report: setting it on paper. */

const TEMPLATE = readFileSync(new URL('reports/render/report.typ', import.meta.url), 'utf8');
const FONTS = ['400Regular/NotoSansSC_400Regular.ttf', '700Bold/NotoSansSC_700Bold.ttf'];

let compiler: NodeCompiler | undefined;

/** The page as PDF: A4, fonts embedded, the patient's name at the head of every page. Rejects only for a fault of ours. */
export async function printReport(page: Page): Promise<Uint8Array> {
  compiler ??= await openCompiler();
  const compiled = compiler.compile({ mainFileContent: TEMPLATE, inputs: { page: JSON.stringify(page) } });
  if (compiled.result) return compiler.pdf(compiled.result);
  const error = compiled.takeDiagnostics();
  throw new Error(`the report could not be set: ${JSON.stringify(error && compiler.fetchDiagnostics(error)).slice(0, 500)}`);
}

/** The library and its fonts take 60 MB: they come with the first report on paper, not with the server. */
async function openCompiler(): Promise<NodeCompiler> {
  const { NodeCompiler } = await import('@myriaddreamin/typst-ts-node-compiler');
  const folder = dirname(createRequire(import.meta.url).resolve('@expo-google-fonts/noto-sans-sc/package.json'));
  return NodeCompiler.create({ fontArgs: [{ fontBlobs: FONTS.map((file) => readFileSync(join(folder, file))) }] });
}
