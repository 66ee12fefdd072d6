import { DETAILS_ZH, PIECES_ZH } from './error-details.ts';

type Pattern = readonly [like: RegExp, zh: string];
const escaped = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
/** What says more is asked first: a pattern of little text fits much. */
const patternsOf = (table: Readonly<Record<string, string>>): readonly Pattern[] =>
  Object.entries(table)
    .sort(([a], [b]) => b.length - a.length)
    .map(([en, zh]) => [new RegExp(`^${en.split('{}').map(escaped).join('(.*?)')}$`, 's'), zh]);
const SENTENCES = patternsOf(DETAILS_ZH);
const PIECES = patternsOf({ ...DETAILS_ZH, ...PIECES_ZH });

/** A detail in Chinese, with its values; several that are joined by `; ` one by one. Undefined where one of them is not known. */
export function detailInChinese(detail: string): string | undefined {
  if (Object.hasOwn(DETAILS_ZH, detail)) return DETAILS_ZH[detail];
  const parts = detail.split('; ').map((part) => (part === detail ? undefined : detailInChinese(part)));
  return parts.every((part) => part !== undefined) ? parts.join('；') : filled(detail, SENTENCES);
}

function filled(text: string, patterns: readonly Pattern[]): string | undefined {
  for (const [like, zh] of patterns) {
    const values = like.exec(text)?.slice(1);
    if (!values) continue;
    let next = 0;
    return zh.replaceAll(/\{(\d?)\}/g, (_hole, nth: string) => {
      const value = values[nth === '' ? next++ : Number(nth) - 1] ?? '';
      return filled(value, PIECES) ?? value;
    });
  }
  return undefined;
}
