import type { Language } from '../../domain/source.ts';
import type { MustAvoid } from '../generator.ts';
import { KITCHEN_NAMES } from '../wording/kitchen-names.ts';
import { negated } from '../wording/negation.ts';
import { type Surface, surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** Food, drink and exercise that this person's conditions, medicines, allergies or situation rule out may be named only to warn of them. */
export const avoid = eachSentence(({ text }, _facts, { mustAvoid, language }) => {
  for (const avoidance of mustAvoid.filter(({ id }) => !id.startsWith('profile.'))) {
    const word = named(text, avoidance, language);
    if (word !== undefined) return `“${word}”: ${avoidance.text}`;
  }
  return undefined;
});

/** How much behind a word is read for what limits or forbids it, in characters. */
const AFTER = 60;

/** Words that limit what they stand before: enough where a little does no harm. */
const LITTLE: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /(?:少|限制|减少|控制|限|戒|慎|适量|不过量|代替|换掉|尽量不)[^多也就可能还]{0,4}$/u,
  en: /\b(?:less|limit|limiting|cut down|cut back|reduce|fewer|little|small|only a|go easy|instead of|rather than|skip|watch)\b[^.]{0,30}$/,
};
const NONE: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:不吃|不喝|不用|不加|不含|不选|不做|不碰|忌|戒|戒掉|远离|暂停|先停|暂不|暂缓|先不|代替|取代|而不是|不可用|停止|不要喝|不再喝)[^多也就可能还]{0,6}$/u,
  en: /\b(?:instead of|rather than|stay away from|keep away from|keep off|free of|hold off|put off|pause|stop|skip|quit|give up|leave out|leave|-free)\b[^.]{0,30}$/,
};
/** "运动先放一放", "alcohol is best left": what stands behind may forbid as well. */
const NONE_AFTER: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /^.{0,8}(?:不宜|不要|不能|不适合|禁|忌|暂停|避免|先停|再说|过敏|推迟|等.{0,8}再|(?:还是|也)?(?:别|不)(?:去)?[吃喝用碰选加沾买]|就?不[吃喝用]了|换成|换掉|改成|替换|代替|不合|犯冲|相冲|冲突|藏在|躲在|混在)/u,
  en: /^[^.]{0,30}\b(?:is not|are not|isn't|aren't|(?:do|does|will) not (?:raise|help|work)|must wait|should wait|can wait|allergy|allergic|off limits|-free|free|hides?|hidden|(?:is|are) (?:\w+ )?(?:left|best left|better left|not for you|out)|(?:does|do) not (?:go|mix|get on|agree|suit)|not for you|,[^.]{0,30}\binstead)\b/,
};

/** "香蕉要少吃": what stands behind may limit as well; nothing may tell to have more on the way. */
const LITTLE_AFTER: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /^[^多也就]{0,8}(?:限量|少吃|少喝|少用|限制|控制|尽量少|适量为止|少碰|别多|浅尝|一小口就|尝一[口点])/u,
  en: /^[^.]{0,50}\b(?:in small amounts|only a little|within limits|as little as|go easy|(?:keep|kept) (?:it|them) (?:small|rare)|(?:so|therefore) (?:have|eat|take|drink) (?:less|few|fewer|little))\b/,
};
/** "Keep your spinach the same from week to week": where only a change does harm, to keep it steady is the advice itself. */
const STEADY: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /保持(?:稳定|不变|恒定|一致)|稳定|不要忽多忽少|固定|差不多|和平时一样|跟平时一样|别忽/u,
  en: /\b(?:steady|stable|consistent|no sudden changes?|(?:about |much )?the same (?:from|each|every|amount)(?: (?:week|day))?|no more than usual|as usual)\b/,
};
/** "Alcohol can make you go low": who is told of the harm is warned, unless the sentence goes on to allow it. */
const HARM_AFTER: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /^.{0,4}(?:会|能|可能|容易){0,2}(?:引起|导致|诱发|加重)|^.{0,4}会?(?:影响|干扰).{0,6}药|^.{0,4}(?:会|能|容易){1,2}[让使].{0,8}(?:不稳|过低|过高|太低|太高|升高|加重|低血糖)|^.{0,6}含钾/u,
  en: /^[^.]{0,6}\b(?:(?:can|may|might|could) (?:cause|make you (?:go )?(?:low|dizzy|ill)|bring on|harm|interact)|makes? (?:your )?(?:glucose|blood sugar|pressure|values?) (?:hard|harder|unsteady|too)|affects? (?:a |your |one of your )?medicines?|raises? (?:your )?(?:blood )?pressure|contains? potassium)\b/,
};
const ALLOWED_AFTER: Readonly<Record<Language, RegExp>> = {
  'zh-CN': /但|不过|可以|也行|没关系|无妨|偶尔|(?<!不)要?多[吃喝用]/u,
  en: /\b(?:but|still|yet|though|however|fine|okay|ok|now and then|once in a while|enjoy|more of)\b/,
};

/** The first word of an avoidance that a text names without forbidding it (`never`) or limiting it (`little`). */
export function mentions(
  text: string,
  { words, how, except = [] }: Pick<MustAvoid, 'words' | 'how' | 'except'>,
  language: Language,
): string | undefined {
  const surface = surfaceOf(text, language);
  const isOther = within(surface, except, language);
  return words.find((word) =>
    occurrences(surface, word, language).some((one) => !isOther(one) && !harmless(one.before, one.after, how, language)),
  );
}

/** The same, or what it names by a name of the kitchen. */
export const named = (text: string, avoidance: MustAvoid, language: Language): string | undefined =>
  mentions(text, avoidance, language) ?? kitchenName(text, avoidance, language);

/** The same by another name of the kitchen: of the classes that one of the avoidance's own words belongs to. */
function kitchenName(text: string, { words, how, except = [] }: MustAvoid, language: Language): string | undefined {
  const surface = surfaceOf(text, language);
  const isOther = within(surface, except, language);
  return KITCHEN_NAMES.filter(({ of }) => of.some((word) => words.includes(word)))
    .flatMap(({ names }) => [...surface.text.matchAll(names[language])])
    .find(
      ({ index, 0: hit }) =>
        !isOther({ from: index, to: index + hit.length }) &&
        !harmless(surface.before(index), surface.text.slice(index + hit.length, index + hit.length + AFTER), how, language),
    )?.[0];
}

/** Whether a hit is a part of one of these words. */
function within(surface: Surface, except: readonly string[], language: Language): (hit: Pick<Occurrence, 'from' | 'to'>) => boolean {
  const others = except.flatMap((word) => occurrences(surface, word, language));
  return ({ from, to }) => others.some((other) => other.from <= from && to <= other.to);
}

function harmless(before: string, after: string, how: MustAvoid['how'], language: Language): boolean {
  if (negated(before, language) || NONE[language].test(before) || NONE_AFTER[language].test(after)) return true;
  if (HARM_AFTER[language].test(after) && !ALLOWED_AFTER[language].test(after)) return true;
  return how === 'little' && (LITTLE[language].test(before) || LITTLE_AFTER[language].test(after) || STEADY[language].test(after));
}

interface Occurrence {
  readonly from: number;
  readonly to: number;
  readonly before: string;
  readonly after: string;
}

function occurrences(surface: Surface, word: string, language: Language): readonly Occurrence[] {
  // "run" finds "running" and not "prune"; "=run" finds "run" alone.
  const bare = word.toLowerCase().replace(/^=/, '');
  if (!surface.text.includes(bare)) return [];
  const literal = bare.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&');
  const pattern = language === 'zh-CN' ? literal : `\\b${literal}${word.startsWith('=') ? '\\b' : ''}`;
  return [...surface.text.matchAll(new RegExp(pattern, 'gu'))].map(({ index, 0: hit }) => ({
    from: index,
    to: index + hit.length,
    before: surface.before(index),
    after: surface.text.slice(index + hit.length, index + hit.length + AFTER),
  }));
}
