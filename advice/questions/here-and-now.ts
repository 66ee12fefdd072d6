import type { Heard, Hit, Patterns } from './pattern.ts';
import { isToldOf } from './told-of.ts';

/** A "no" right before the word: 没有胸痛, "no chest pain". Nothing may stand between that could belong to something else. */
const DENIED = {
  'zh-CN': /(?:没有|没|无|并无|未|不是|不会|从不|从未|(?<![要动])不(?:再|怎么|太)?)(?:什么|任何|再|过|出现|感到|觉得|有|发生|明显)?$/u,
  en: /\b(?:no|not|never|without|denies|deny|nor|isn't|wasn't|aren't|don't have|do not have|didn't have|did not have|haven't had|have not had|don't|not having|no longer (?:have|having)) (?:any |a |an |more |had |having |have |feel |feeling |felt |been |got |signs? of |symptoms? of |real )*$/u,
} as const;
/** Said with the word itself: 胸不疼, 胸口不疼了; not 没有一天不疼, and not where something hurts before it. */
const DENIED_WITHIN = /^(?:(?!痛|疼|闷|憋|绞|压|没|无|哪).)*(?<![要动止])不(?:再|怎么|太|觉得|感到)?(?:痛|疼|闷)$/u;
/** Long ago, somebody else's, or asked about in general: 三年前中风, "my father had a stroke in 2015", "how to prevent a stroke". */
const NOT_NOW = {
  'zh-CN':
    /(?:\d+|[一二三四五六七八九十两几多半]+)(?:年|个月)(?:前|以前|之前)|(?:去年|前年|上个月|以前|曾经|小时候|年轻(?:的)?时(?:候)?|当年|(?<![和跟像同比])上(?:次|回)|\d{4}年).{0,12}$|(?:什么是|什么叫|怎么预防|如何预防|怎样预防|预防|避免|防止|为了不|会不会(?:得|引起|导致)|容易(?:得|引起|导致)|担心(?:以后|将来)|(?<![觉显懂记晓变值疼痛难舍懒累喘抖肿吓气急冷热舒])得过?|患过?)$/u,
  en: /\b(?:\d+|one|two|three|four|five|six|ten|several|many|few|a) (?:years?|months?) (?:ago|back|earlier|before)\b|\b(?:in (?:19|20)\d\d|last (?:month|year|spring|summer|autumn|winter|christmas)|in (?:january|february|march|april|may|june|july|august|september|october|november|december|spring|summer|autumn|winter|the (?:\w+ties))|years ago|in the past|used to|as a (?:child|kid|teenager|boy|girl)|history of|what is an?|how (?:can|do|to|should)(?: \w+){0,3} (?:prevent|avoid)|prevent(?:s|ing)?|avoid(?:s|ing)?|risk of|chances? of|lead to|protects? (?:me )?(?:from|against)|afraid of (?:getting|having)|died (?:of|from)|passed away (?:from|of|with))\b/u,
} as const;
/** What a clause goes on with: 脑出血走的 tells of a death, 脑梗病史 of a record. */
const NOT_NOW_BEHIND =
  /^(?:(?:那|这)?都?是(?:去年|前年|上个?月|以前|过去|小时候|很?久(?:以)?前|(?:\d+|[一二三四五六七八九十两几好多]+)(?:年|个月)(?:以)?前)(?:的|了)|.{0,3}(?:走的|去世|过世|没的)|(?:病)?史|(?:的)?风险|了?过(?![来去不敏程度量分劲一会头期世])|了?过一?[次回])/u;
/** Says that it is happening, whatever else is said. */
const NOW = {
  'zh-CN': /现在|刚才|刚刚|今天|今早|今晚|突然|正在|又(?:开始|犯|发作|来)|这会儿|马上|快不行/u,
  en: /\b(?:now|right now|just|today|tonight|suddenly|(?<!happened )again|this (?:morning|evening|minute)|happening|help)\b/u,
} as const;
/** As it was then, so it is now: "the same pain as in 2012", 跟上次一样. */
const SAME = {
  'zh-CN': /(?:跟|和|像|同|与).{0,10}(?:一样|那次|那回|那样)|一模一样/u,
  en: /\b(?:same \w+(?: \w+)? (?:as|like)|(?:just|exactly) like|like (?:the|that|it was) (?:last|time|before|back|in|when))\b/u,
} as const;
/** Asked to learn something, not because something happens. */
const IN_GENERAL = {
  'zh-CN':
    /什么叫|什么是|(?:是|啥|什么)意思|(?:有|是)(?:什么|哪些)(?:征兆|先兆|前兆|症状|表现)|(?:征兆|先兆|前兆|症状|表现)(?:有|是)(?:什么|哪些)|(?:风险|几率|概率).{0,8}(?:高|大|多少)|遗传|(?:想|先|了)(?:学习|了解)|科普|(?:怎么|如何|怎样)(?:判断|区分|识别|看出|知道|预防|急救|抢救|扶)|什么(?:情况|时候).{0,3}(?:要|该|才|算|能).{0,4}(?:打|去|叫|看|算)|(?:如果|要是|假如)(?:哪天|以后|将来|有一天)|万一.{0,16}(?:要不要紧|怎么办|怎么处理|后果|呢)|以防|明年/u,
  en: /\bwhat (?:does|do|did)\b.{0,60}\bmean\b|\bwhat (?:are|is) the (?:\w+ )?(?:signs?|symptoms?|risks?|difference)\b|\bmore likely\b|\bhereditary\b|\brun in (?:the )?famil|\bhow (?:do|would|can|could|should) i (?:know|tell|recogni[sz]e|spot)\b|\bwhen should i\b|\bwhat (?:to|should (?:i|we|one)) do (?:if|when) (?:somebody|someone|a person|people|one)\b|\bin case (?:i|of)\b|\bif i (?:ever|should)\b|\bif (?:someone|somebody|anyone|anybody|a person) (?:was|were|is|took|has|had|gets|got)\b|\bwould it (?:matter|be)\b|\bcan people with\b|\bhow do (?:they|you|doctors) (?:test|tell|check|know|treat)\b|\bcounts? as\b|\b(?:can|does|do|could) (?:\w+ ){1,3}(?:cause|lead to|increase|raise)\b/u,
} as const;
/** Says so itself, in a clause of its own. */
const ASKING = {
  'zh-CN': /手册上|说明书|想学习|先了解|了解一下|帮(?:邻居|朋友|别人|人|同事).{0,2}问/u,
  en: /\bjust (?:curious|wondering|asking)\b|\basking for (?:a|my)\b|\bin the (?:leaflet|manual|booklet|news|book|paper)\b/u,
} as const;
/** Over, and told as such. With a time that has just passed it is not happening; without one it may have been a minute ago. */
const LATELY = {
  'zh-CN': /昨天|前天|上周|上星期|上礼拜|前几天|前阵子|之前|那次|那回|上次|上回/u,
  en: /\b(?:yesterday|last (?:week|weekend|night)|the other (?:day|week|night)|a (?:while|week|fortnight) (?:ago|back)|recently|the time|when i)\b/u,
} as const;
const OVER = {
  'zh-CN':
    /(?:全|都|已经|早就|现在|今天)(?:都)?(?:好了|没事|正常|不(?:疼|痛|晕|喘)了)|不要紧|(?:没|再没|没有)(?:再)?犯|恢复得|一切(?:都)?(?:好|正常)|查过了|出院了|没(?:什么|啥)?大?(?:事|问题|碍)|虚惊/u,
  en: /\b(?:all (?:better|fine|good|clear|sorted|well)|right as rain|(?:has ?n.?t|not) happened (?:again|since)|fine (?:now|since|today|again)|better now|nothing since|recovered|was checked|got it checked|checked (?:out|at)|turned out|just an? \w+ thing|no problems? since|back to normal|false alarm)\b/u,
} as const;

/**
 * Whether a word of danger speaks of here and now. Rather one too many than one too few: only a clear "no" right before it, and what clearly
 * lies back, is over, or is asked about in general, is left out.
 */
export function isMeant(message: Heard, { language, index, said }: Hit): boolean {
  const surface = message.surfaces[language];
  if (DENIED[language].test(surface.before(index))) return false;
  if (language === 'zh-CN' && DENIED_WITHIN.test(said)) return false;
  if (isToldOf(message, { language, index, said })) return false;
  const around = `${surface.beforeInSentence(index)}${said}${language === 'en' ? (surface.text.slice(index + said.length, index + said.length + 40).match(/^[^,;.!?]*/)?.[0] ?? '') : ''}`;
  const frame = language === 'en' ? around : surface.before(index);
  const behind = surface.text.slice(index + said.length, index + said.length + 8);
  const isPast = NOT_NOW[language].test(frame) || (language === 'zh-CN' && NOT_NOW_BEHIND.test(behind));
  const isGeneral =
    (IN_GENERAL[language].test(surface.clause(index)) || ASKING[language].test(surface.text)) &&
    !NOW[language].test(surface.text.replace(ASKING.en, ' '));
  if (isGeneral) return false;
  if (OVER[language].test(surface.text) && LATELY[language].test(surface.clause(index))) return false;
  return !isPast || SAME[language].test(surface.text) || NOW[language].test(surface.clause(index)) || NOW[language].test(around);
}

/** "I do not want to die": the wish itself is denied, as it is not in "do not want to live". */
export const isRefused = (message: Heard, { language, index, said }: Hit): boolean =>
  language === 'en'
    ? /\b(?:don't|do not|dont|never|not) $/u.test(message.surfaces.en.before(index)) && !/\bnot?\b|n't/.test(said)
    : /(?:不|没|没有|从没|从来没|不会|别)$/u.test(message.surfaces['zh-CN'].before(index)) && !said.startsWith('不');

/** Whether a word stands within a figure of speech: 笑死我了, "dying to know", "the app has a seizure". */
export function outOfIdioms(message: Heard, idioms: Patterns): (hit: Hit) => boolean {
  const spans = (['zh-CN', 'en'] as const).flatMap((language) =>
    idioms[language].flatMap((pattern) =>
      [...message.surfaces[language].text.matchAll(pattern)].map(({ index, 0: said }) => ({
        language,
        from: index,
        to: index + said.length,
      })),
    ),
  );
  return ({ language, index, said }) =>
    !spans.some((span) => span.language === language && index < span.to && span.from < index + said.length);
}
