import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import type { Language } from '../../../domain/source.ts';
import { isWorrying, type Understander, understand } from '../understand.ts';

const Rows = z.array(z.strictObject({ kind: z.string().min(1), text: z.string().min(1) })).min(1);
/** Messages sorted by whether somebody is in danger, each with the kind of thing that it tells. */
export const Sorted = z.strictObject({ emergencies: Rows, harmless: Rows });
export type Sorted = z.infer<typeof Sorted>;

/** @param file of the form of `unusual-mended.en.yaml`. Throws where it is of another. */
export const readSorted = (file: string): Sorted => Sorted.parse(parse(readFileSync(file, 'utf8')));

/** Emergencies in unusual words by another hand, and harmless messages; the lists of words were mended by them. */
export const unusualMended = (language: Language): Sorted => readSorted(join(import.meta.dirname, `unusual-mended.${language}.yaml`));

/** The same, that no list of words was mended by when they were written. */
export const unmended = (which: 'unusual' | 'fresh' | 'later', language: Language): Sorted =>
  readSorted(join(import.meta.dirname, `${which}-unseen.${language}.yaml`));

/** How soon somebody looks at a message, by its words alone. */
export type Soon = 'emergency' | 'worrying' | 'in its turn';

export function soonOf(text: string, understander: Understander): Soon {
  const understood = understand(text, understander);
  if (understood.intent === 'emergency') return 'emergency';
  return isWorrying(text, understood, understander) ? 'worrying' : 'in its turn';
}

export interface UrgencyScore {
  readonly of: number;
  readonly counts: Readonly<Record<Soon, number>>;
  readonly rows: readonly { readonly kind: string; readonly text: string; readonly as: Soon; readonly by: readonly string[] }[];
}

/** Sorts each message, and counts. */
export function scoreUrgency(messages: Sorted['emergencies'], understander: Understander): UrgencyScore {
  const rows = messages.map(({ kind, text }) => {
    const { about, words } = understand(text, understander);
    return { kind, text, as: soonOf(text, understander), by: [...about, ...words] };
  });
  const count = (soon: Soon) => rows.filter(({ as }) => as === soon).length;
  return {
    of: rows.length,
    rows,
    counts: { emergency: count('emergency'), worrying: count('worrying'), 'in its turn': count('in its turn') },
  };
}
