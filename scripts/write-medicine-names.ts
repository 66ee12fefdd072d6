/** Writes the names of the medication graph into domain/medicine-names.ts, which the console takes along: `node scripts/write-medicine-names.ts`. */
import { writeFileSync } from 'node:fs';
import { readMedications } from '../house/packs.ts';
import { termNames } from '../medications/names.ts';

const FILE = new URL('../domain/medicine-names.ts', import.meta.url);
/** What a record holds. */
const KINDS = ['drug', 'class', 'condition', 'allergen'] as const;
type Recorded = (typeof KINDS)[number];

/** The file as it should be. */
export function medicineNames(): string {
  const rows = termNames(readMedications([]))
    .filter(({ kind }) => KINDS.includes(kind as Recorded))
    .sort((a, b) => KINDS.indexOf(a.kind as Recorded) - KINDS.indexOf(b.kind as Recorded))
    .map(({ code, kind, name }) => {
      // In a record a disease begins its line, and a medicine is one of several.
      const en = kind === 'condition' || kind === 'allergen' ? name.en.charAt(0).toUpperCase() + name.en.slice(1) : name.en;
      return `  ${said(code, /^\w+$/.test(code))}: [${said(en)}, ${said(name['zh-CN'])}],`;
    });
  return `// Written by scripts/write-medicine-names.ts from medications/facts, which name the source of each: change it there.

/** Every medicine, class of medicines, condition and allergen of the medication graph by its code: in English and in Chinese. */
// biome-ignore format: one line each.
export const MEDICINE_NAMES: Readonly<Record<string, readonly [en: string, zhCN: string]>> = {
${rows.join('\n')}
};
`;
}

const said = (text: string, bare = false): string => (bare ? text : `'${text.replaceAll("'", "\\'")}'`);

if (process.argv[1] === import.meta.filename) writeFileSync(FILE, medicineNames());
