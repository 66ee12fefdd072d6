import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Language, Source } from '../../domain/source.ts';
import type { Heard, Hit } from './pattern.ts';

const Alternatives = z.array(z.string().min(1)).min(1);
const Slot = z.strictObject({
  /** Names a thing (a part of the body, a person, a medicine) and tells nothing by itself: a "no" before it denies what comes behind. */
  names: z.literal(true).optional(),
  'zh-CN': Alternatives,
  en: Alternatives,
});
const Sign = z.strictObject({
  /** The kind of emergency that it is a sign of; or that it may not be able to wait. */
  of: z.string().min(1),
  source: z.string(),
  /** Words of each of these slots, in any order, not far from each other. */
  all: z.array(z.string()).min(1),
  /** Anywhere in the message: for things that are told one after the other. */
  wide: z.literal(true).optional(),
});
const File = z.strictObject({ sources: z.record(z.string(), Source), slots: z.record(z.string(), Slot), signs: z.array(Sign).min(1) });

/** Words that mean the same, and words that tell something only together. */
export interface Signs {
  readonly slots: ReadonlyMap<string, { readonly names: boolean; readonly patterns: Readonly<Record<Language, RegExp>> }>;
  readonly signs: readonly { readonly of: string; readonly source: Source; readonly all: readonly string[]; readonly wide: boolean }[];
}

/** What is not far from each other: letters between the first and the last word. A Chinese clause has about ten, an English one about fifty. */
const NEAR: Readonly<Record<'near' | 'wide', Readonly<Record<Language, number>>>> = {
  near: { 'zh-CN': 14, en: 60 },
  wide: { 'zh-CN': 90, en: 320 },
};
/** Of one slot in one message: whoever writes a word more often than this writes it among them. */
const MOST_HITS = 24;

/** @param home the folder of the program. Throws where a sign names a slot or a source that there is not. */
export function readSigns(home: string, file: string): Signs {
  const { sources, slots, signs } = File.parse(parse(readFileSync(join(home, 'advice/questions/data', file), 'utf8')));
  const spelled = (name: string, language: Language): string => {
    const slot = slots[name];
    if (!slot) throw new Error(`${file}: there is no slot ${name}`);
    return slot[language].join('|').replaceAll(/\{([a-z-]+)\}/g, (_, inner: string) => `(?:${spelled(inner, language)})`);
  };
  return {
    slots: new Map(
      Object.entries(slots).map(([name, { names = false }]) => [
        name,
        {
          names,
          patterns: {
            'zh-CN': new RegExp(spelled(name, 'zh-CN'), 'gu'),
            // Whole words: "arm" is not in "warm".
            en: new RegExp(`(?<![a-z0-9])(?:${spelled(name, 'en')})(?![a-z])`, 'gu'),
          },
        },
      ]),
    ),
    signs: signs.map(({ source, wide = false, ...sign }) => {
      const known = sources[source];
      if (!known) throw new Error(`${file}: there is no source ${source}`);
      for (const name of sign.all) if (!slots[name]) throw new Error(`${file}: there is no slot ${name}`);
      return { ...sign, wide, source: known };
    }),
  };
}

export interface Seen {
  readonly of: string;
  readonly words: readonly string[];
}

/**
 * The signs that a message shows. `isMeant` says whether a word speaks of here and now: asked of the first word of a sign, and of every one
 * that tells something by itself.
 */
export function signsIn(message: Heard, { slots, signs }: Signs, isMeant: (hit: Hit) => boolean): readonly Seen[] {
  const found = new Map<string, readonly Found[]>();
  const hitsOf = (name: string, language: Language) => {
    const key = `${language} ${name}`;
    const known = found.get(key);
    if (known) return known;
    const hits = [...message.surfaces[language].text.matchAll(slots.get(name)!.patterns[language])]
      .slice(0, MOST_HITS)
      .map(({ index, 0: said }) => {
        const hit = { language, index, said };
        let is: boolean | undefined;
        return {
          ...hit,
          names: slots.get(name)!.names,
          meant: () => {
            is ??= isMeant(hit);
            return is;
          },
        };
      });
    found.set(key, hits);
    return hits;
  };
  const seen: Seen[] = [];
  for (const { of, all, wide } of signs) {
    for (const language of Language.options) {
      const rows = [];
      for (const name of all) {
        const tells = !slots.get(name)!.names;
        const hits = hitsOf(name, language).filter((hit) => !tells || hit.meant());
        if (hits.length === 0) break;
        rows.push(hits);
      }
      if (rows.length < all.length) continue;
      const words = together(rows, NEAR[wide ? 'wide' : 'near'][language]);
      if (words) seen.push({ of, words: words.map(({ said }) => said) });
    }
  }
  return seen;
}

type Found = Hit & { readonly names: boolean; readonly meant: () => boolean };

/** One word of each row, no two on the same letters, not further apart than that, the first of them meant. */
function together(rows: readonly (readonly Found[])[], most: number): readonly Found[] | undefined {
  const [first, ...rest] = rows;
  for (const start of first ?? []) {
    const chosen = [start];
    for (const row of rest) {
      const next = row.find((hit) => chosen.every((one) => apart(one, hit)) && spanOf([...chosen, hit]) <= most);
      if (!next) break;
      chosen.push(next);
    }
    if (chosen.length === rows.length && chosen.toSorted((a, b) => a.index - b.index)[0]!.meant()) return chosen;
  }
  return undefined;
}

/** No two words on the same letters; but a thing may be named within what is told of it: 药盒 within 一周的药盒全吞了. */
const apart = (one: Found, other: Found): boolean =>
  one.index + one.said.length <= other.index ||
  other.index + other.said.length <= one.index ||
  (other.names && isWithin(other, one)) ||
  (one.names && isWithin(one, other));

const isWithin = (inner: Hit, outer: Hit): boolean =>
  inner.said.length < outer.said.length && outer.index <= inner.index && inner.index + inner.said.length <= outer.index + outer.said.length;

/** Letters between the end of the first and the beginning of the last. */
const spanOf = (hits: readonly Hit[]): number =>
  Math.max(...hits.map(({ index }) => index)) - Math.min(...hits.map(({ index, said }) => index + said.length));
