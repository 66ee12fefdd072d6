import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';
import { Localized, Source } from '../../domain/source.ts';
import { type Heard, type Hit, hitsOf, Patterns } from './pattern.ts';

const Emergency = z.strictObject({
  id: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/),
  /** What the team is told. */
  title: Localized,
  /** What the patient is told, word for word. */
  says: Localized,
  source: z.string(),
  words: Patterns,
  /** A "no" before it changes nothing. */
  evenDenied: z.literal(true).optional(),
});
const File = z.strictObject({ sources: z.record(z.string(), Source), emergencies: z.array(Emergency).min(1) });

/** One kind of danger: how it is noticed, and the fixed text that goes out. */
export type Emergency = Omit<z.infer<typeof Emergency>, 'source'> & { readonly source: Source };

/** @param home the folder of the program. Throws where the file is not as it should be: no house opens without it. */
export function readEmergencies(home: string): readonly Emergency[] {
  const { sources, emergencies } = File.parse(parse(readFileSync(join(home, 'advice/questions/data/emergencies.yaml'), 'utf8')));
  return emergencies.map(({ source, ...row }) => {
    const known = sources[source];
    if (!known) throw new Error(`emergencies.yaml: ${row.id}: there is no source ${source}`);
    return { ...row, source: known };
  });
}

/** A "no" right before the word: 没有胸痛, "no chest pain". Nothing may stand between that could belong to something else. */
const DENIED = {
  'zh-CN': /(?:没有|没|无|并无|未|不是|不会|从不|从未)(?:什么|任何|再|过|出现|感到|觉得|有|发生|明显)?$/u,
  en: /\b(?:no|not|never|without|denies|deny|nor|isn't|wasn't|aren't|don't have|do not have|didn't have|did not have|haven't had|have not had|don't|not having|no longer (?:have|having)) (?:any |a |an |more |had |having |have |feel |feeling |felt |been |got |signs? of |symptoms? of |real )*$/u,
} as const;
/** Long ago, somebody else's, or asked about in general: 三年前中风, "my father had a stroke in 2015", "how to prevent a stroke". */
const NOT_NOW = {
  'zh-CN':
    /(?:\d+|[一二三四五六七八九十两几多半]+)(?:年|个月)(?:前|以前|之前)|(?:去年|前年|上个月|以前|曾经|小时候|\d{4}年).{0,12}$|(?:什么是|怎么预防|如何预防|怎样预防|预防|避免|防止|为了不|会不会(?:得|引起|导致)|容易(?:得|引起|导致)|担心(?:以后|将来)|(?:得|患)(?:过)?)$/u,
  en: /\b(?:\d+|one|two|three|four|five|six|ten|several|many|few|a) (?:years?|months?) (?:ago|back|earlier|before)\b|\b(?:in (?:19|20)\d\d|last year|years ago|in the past|as a child|history of|what is an?|how (?:can|do|to|should)(?: \w+){0,3} (?:prevent|avoid)|prevent(?:s|ing)?|avoid(?:s|ing)?|risk of|chances? of|lead to|protects? (?:me )?(?:from|against)|afraid of (?:getting|having))\b/u,
} as const;
/** Says that it is happening, whatever else is said. */
const NOW = {
  'zh-CN': /现在|刚才|刚刚|今天|今早|今晚|突然|正在|又(?:开始|犯|发作|来)|这会儿|马上|快不行/u,
  en: /\b(?:now|right now|just|today|tonight|suddenly|again|this (?:morning|evening|minute)|happening|help)\b/u,
} as const;

export interface Danger {
  readonly emergency: Emergency;
  readonly words: readonly string[];
}

/**
 * The first kind of danger that a message speaks of. Rather one too many than one too few: only a clear "no" right before the word, and what
 * clearly lies years back or is asked about in general, is left out.
 */
export function dangerIn(message: Heard, emergencies: readonly Emergency[]): Danger | undefined {
  for (const emergency of emergencies) {
    const hits = hitsOf(message, emergency.words).filter((hit) =>
      emergency.evenDenied ? !isRefused(message, hit) : isMeant(message, hit),
    );
    if (hits.length > 0) return { emergency, words: [...new Set(hits.map(({ said }) => said))] };
  }
  return undefined;
}

/** "I do not want to die": the wish itself is denied, as it is not in "do not want to live". */
const isRefused = (message: Heard, { language, index, said }: Hit): boolean =>
  language === 'en'
    ? /\b(?:don't|do not|dont|never|not) $/u.test(message.surfaces.en.before(index)) && !/\bnot?\b|n't/.test(said)
    : /(?:不|没|没有|从没|从来没|不会|别)$/u.test(message.surfaces['zh-CN'].before(index)) && !said.startsWith('不');

function isMeant(message: Heard, { language, index, said }: Hit): boolean {
  const surface = message.surfaces[language];
  if (DENIED[language].test(surface.before(index))) return false;
  const around = `${surface.beforeInSentence(index)}${surface.text.slice(index, index + said.length + (language === 'en' ? 40 : 0))}`;
  const frame = language === 'en' ? around : surface.before(index);
  return !NOT_NOW[language].test(frame) || NOW[language].test(surface.clause(index)) || NOW[language].test(around);
}
