import type { Language } from '../../domain/source.ts';
import { DRUG } from './medicine-changes.ts';
import { negated } from './negation.ts';
import { COUNTABLE, DONE, NO_MEDICINE, THING } from './subjects.ts';
import type { Surface } from './surface.ts';

/*
 * Something is left out, halved, moved or had once more, and the text does not say what. Own rule: to whoever takes medicines it is one of them.
 * So the shape of a sentence is looked for, not its words: a verb of having or leaving, or an amount, whose thing is named neither before it
 * nor right behind it.
 */

interface Shape {
  readonly pattern: RegExp;
  /** What must stand before it in the sentence for it to be no medicine; `behind`: or right behind it. */
  readonly thing: Readonly<Record<Language, RegExp>>;
  readonly behind?: boolean;
  /** What is done more of needs no thing: "walk a little more". */
  readonly done?: boolean;
  /** The thing may stand in the sentence before this one. */
  readonly earlier?: boolean;
}

const HAVE =
  '(?:leav|skip|drop|stop|hold|halv|doubl|split|chop|cut|break|crush|swap|switch|shift|mov|bring|bump|dial|turn|nudg|eas|swallow|sav|postpon|delay|giv|miss|omit|resum|restart|forg|rest|us|paus)(?:e|es|ed|ing|s|ping|ped|ting|ting|ve)?(?: (?:off|up|down|out|on|back)){0,2}';
const WITHOUT =
  '(?:do|doing|get(?: (?:on|by|along))?|manage|manag(?:e|ing)|go|going|live|living|be|better off|off|without)(?: \\w+)? without';
const TIME =
  '(?:morning|evening|night|bedtime|noon|midday|lunchtime|daily|weekly|next|last|second|other|first|white|blue|pink|yellow|big|small|little|long|short|fast|slow|strong|weak|new|old)';
const SO =
  '(?=\\W*$|[.,;:!?]| (?:if|when|whenever|because|since|for|until|and|or|after|before|to|but|so|as|while|once|altogether|entirely|tonight|today|tomorrow|in the|at|with|now|from|around|alone|on|this|is|was|of the day|rather|bit by bit|slowly)\\b)';

const ENGLISH: readonly Shape[] = [
  // ease off it, leave it in the drawer, do without them
  {
    pattern: new RegExp(`\\b${HAVE} (?:it|them|those|these|both|that one|this one|those things|these things)\\b${SO}`, 'gu'),
    thing: THING,
    earlier: true,
  },
  {
    pattern:
      /\btak(?:e|ing) (?:it|them|both|one|two) (?:only|less|more|every|each|at bedtime|at night|together|twice|when|instead|later|earlier)\b/gu,
    thing: THING,
    earlier: true,
  },
  { pattern: new RegExp(`\\b${WITHOUT} (?:it|them|those|these|that|this|anything at all)\\b`, 'gu'), thing: THING },
  // the evening one, one more of the white ones, shift the long one; tonight's
  { pattern: new RegExp(`\\b(?:the|this|that|each|every|an?|those|these) ${TIME}(?: \\w+)?? ones?\\b`, 'gu'), thing: THING },
  { pattern: /\bthe (?:second|last|next|first) (?:one )?of the (?:day|evening|morning)\b/gu, thing: COUNTABLE },
  {
    pattern: new RegExp(
      `\\b(?:skip|leav|omit|miss|drop|pass|hold|cut|hav|tak|delay|forget|halv|stop|shift|mov|swap|do without|go without)(?:e|es|ed|ing|s|ping|ped|ting)?(?: out| off| on| back)? (?:the|this) (?:next|last|evening|morning|bedtime|second|other)${SO.replace('|on|', '|')}`,
      'gu',
    ),
    thing: NO_MEDICINE,
    done: true,
  },
  {
    pattern: new RegExp(`\\b(?:tonight|today|tomorrow|yesterday|this (?:evening|morning)|bedtime)'s(?: (?:one|dose|lot))?${SO}`, 'gu'),
    thing: COUNTABLE,
  },
  // half as much, one more, an extra one, a little less, every second day
  {
    pattern: new RegExp(
      `\\b(?:half|twice|double) (?:as much|the amount|of (?:it|them|one)|what you)\\b|\\b(?:one|two|a couple|a few) (?:more|extra|less|fewer)\\b(?! (?:time|day|thing|week))|\\b(?:an? |one )(?:extra|additional|spare)(?: (?:one|bit))?${SO}|\\b(?:by|down|up|in|off) a (?:couple|notch|touch|step|bit|few)\\b|\\banother (?:one )?${SO}|\\b(?:a|some|something) (?:little |bit |touch |small )?(?:more|less|extra|fewer|top-up)${SO}|\\bfrom (?:one|two|three) to (?:none|one|two|three|four)\\b|\\b(?:two|both|all) (?:at once|together)\\b`,
      'gu',
    ),
    thing: COUNTABLE,
    behind: true,
    done: true,
  },
  {
    pattern:
      /\b(?:every|each) (?:second|other|third) (?:day|evening|morning|night|time)\b|\bevery (?:two|three) days\b|\b(?:doubling|topping) up\b|\bless often\b/gu,
    thing: NO_MEDICINE,
    behind: true,
    done: true,
  },
];

/** Meals and hours are when something is had, and not what. */
const WHEN = /[早午晚中]?[饭餐](?:前|后|时|桌|的时候)|[早午晚中][饭餐]|吃饭|饭(?=吃得)|外面吃|饭局|饭点/gu;
const PIECE = '[片颗粒针支盒丸格板]';
const CHINESE: readonly Shape[] = [
  // 那片, 再来一粒, 白片, 掰半颗, 那盒东西
  {
    pattern: new RegExp(
      `(?:[那这每哪再][来吃]?一?[大小]?|[一两二三四半几][大小]?|[白黄红蓝粉](?:色的?)?|[大小]的?那)${PIECE}(?![面西][包瓜])`,
      'gu',
    ),
    thing: THING,
    behind: true,
  },
  // 那顿就免了, 晚上那次跳过
  { pattern: /(?:那|这|下一?)[顿次回](?:就|先|可以|也|暂时|都)*(?:免|省|跳过|跳过去|略过|停|不用|别)(?:掉|了|吧)*/gu, thing: THING },
  // 今晚的先不吃
  {
    pattern:
      /(?:今晚|今天|今早|明早|明晚|明天|早上|晚上|中午|睡前)的(?:就|先|可以|也|暂时|都)*(?:不吃|别吃|不打|别打|不用吃|不用打|免|省|跳过|略过|停)/gu,
    thing: THING,
  },
  // 隔一天, 原来的一半, 两次就够, 空几天
  {
    pattern:
      /隔[一两]?[天日]|原来的?一半|吃一半|减一半|减半|(?<!测|量|动)[一两三]次就(?:够|行|好)|(?:空|停|歇|断|缓)[一两三几]天|慢慢(?:断|停|减|撤)/gu,
    thing: NO_MEDICINE,
    behind: true,
    done: true,
  },
  { pattern: /加倍|翻倍|双份|双倍/gu, thing: COUNTABLE, behind: true },
  // 断掉就好, 免了吧, 对调, 挪到; 吞那个, 别碰它
  {
    pattern:
      /(?:断|停|免|省|撤|减)(?:掉|了吧)|对调|互换|挪[到去]|往[上下](?:加|调|拨|减|推)|(?:少|多|再|补)[推打注拨]|吞(?:那个|它|服)|(?:别|先别|不|先不)(?:碰|动)(?:它|那个|了)|(?:停|断|免|吃|服|打|戒)(?:掉|了)?(?:它|那个|那东西|这东西)/gu,
    thing: THING,
    behind: true,
  },
];

/** @returns what a text leaves out, halves, moves or has more of without naming it; `earlier`: the sentence before it, if any. */
export function unnamedIn(surface: Surface, language: Language, earlier = ''): string | undefined {
  const english = language === 'en';
  for (const { pattern, thing, behind, done, earlier: reachesBack } of english ? ENGLISH : CHINESE) {
    for (const { index, 0: said } of surface.text.matchAll(pattern)) {
      if (negated(surface.before(index), language)) continue;
      const sentence = english
        ? (surface.text
            .slice(0, index)
            .split(/[!?]|\.(?!\d)/)
            .at(-1) ?? '')
        : surface.beforeInSentence(index).replaceAll(WHEN, '');
      const after = surface.text.slice(index + said.length).replaceAll(english ? /(?!)/gu : WHEN, '');
      if (thing[language].test(sentence) || (done && DONE[language].test(sentence.slice(english ? -30 : -8)))) continue;
      if (
        behind &&
        (english ? COUNTABLE : thing)[language].test(english ? (after.match(/^(?:\W*\w+){0,4}/)?.[0] ?? '') : after.slice(0, 5))
      )
        continue;
      if (reachesBack && COUNTABLE[language].test(earlier) && !new RegExp(DRUG[language], 'u').test(earlier)) continue;
      return said;
    }
  }
  return undefined;
}
