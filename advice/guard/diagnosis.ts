import { personWords } from '../person-words.ts';
import { CAUSES, LOST_FUNCTIONS } from '../wording/causes.ts';
import { negated } from '../wording/negation.ts';
import { COUNTABLE, DONE } from '../wording/subjects.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

const DISEASE = {
  'zh-CN':
    '[12一二]?型?糖尿病足?|糖尿病前期|妊娠糖尿病|高血压病?|肾病|肾脏病|肾衰竭?|肾功能不全|尿毒症|酮症酸中毒|酮症|高渗|心梗|心肌梗死|心肌梗塞|冠心病|心绞痛|心衰|心力衰竭|中风|脑梗死?|卒中|脑出血|视网膜病变|神经病变|房颤|心房颤动|癌症?|肿瘤|抑郁症?|焦虑症|甲亢|甲减|胰腺炎|脂肪肝|肝硬化|感染|并发症|代谢综合征',
  en: '(?:type [12] |pre-?|gestational )?diabet\\w+|hypertension|high blood pressure|kidney (?:disease|failure)|nephropathy|ketoacidosis|dka|a heart attack|heart (?:failure|disease|attack)|a stroke|stroke|coronary disease|angina|retinopathy|neuropathy|atrial fibrillation|cancer|tumou?r|depression|anxiety disorder|thyroid disease|pancreatitis|fatty liver|an infection|metabolic syndrome|complications?',
} as const;
const SAYS_SO = {
  'zh-CN': new RegExp(
    `(?:得了|患了|患有|患上|罹患|已经是|属于|可能是|可能有|很可能|大概是|应该是|考虑为?是?|怀疑[是有]?|疑似|确诊为?|诊断为?是?|(?:说明|表明|提示|意味着|证明|符合|就是|这是|您是|你是|您有|你有)(?:您|你)?(?:已经|可能)?(?:有|患有?|得了|是)?)(?:了|早期|轻度|中度|重度|严重|典型|的){0,2}(?:${DISEASE['zh-CN']})|(?:已经|已|现在)?(?:出现|发生|引起|合并|发展成|发展为)(?:了|轻度|严重|早期|的){0,2}(?:${DISEASE['zh-CN']})|(?:您|你)的(?:${DISEASE['zh-CN']})(?:又|已经|正在|在|有所)?(?:加重|恶化|进展|变重|到了)`,
    'gu',
  ),
  en: new RegExp(
    `(?:you(?: |'ve |'re )(?:may |might |must |probably |likely |clearly |obviously |definitely |certainly |now |already |could |are |)*(?:have|has|had|got|having|suffer(?:ing)? from|developed|developing|diagnosed with|are|be having|be|a)|diagnos\\w*(?: is| as| of| with|:)?|consistent with|(?:this |it |which |that |reading |value |pattern )(?:is|means|shows|indicates|suggests|proves|confirms|points to)(?: that)?(?: you)?(?: (?:have|are))?|signs? of|suffering from)(?: (?:a |an |the |early |mild |severe |moderate |typical |probably |likely |undiagnosed )*)?(?: (?!(?:your|no|not|any|with|at|well|managed|controlled|risk|to|of|the|low|lower|people|after|before)\\b)[a-z]+){0,2}?\\s?\\b(?:${DISEASE.en})|\\byour (?:kidneys?|heart|liver|eyes?|nerves?|pancreas) (?:is|are|has|have) (?:\\w+ )?(?:failing|failed|damaged|diseased|weak|ill|sick|giving up)`,
    'gu',
  ),
} as const;

/** What only an examination can show: a damaged organ, a stage, a kind, a cause. No record makes it a text's to say. */
const FOUND_OUT = {
  'zh-CN':
    /(?:血管|动脉|心脏|肾脏|肾功能|肝脏|胰岛(?:功能)?|胰腺|眼底|神经|大脑)(?:已经|已|早就|正在|明显|开始|多半|可能|都){0,3}(?:衰竭|衰退|硬化|变大|肥大|受损|损伤|损害|坏了?|堵了?|堵塞|狭窄|老化|病变|萎缩|出血)|(?:原发性|继发性|恶性|难治性|盐敏感型?|白大衣|隐匿性|顽固性)高血压|高血压(?:病)?[一二三1-3]级|极高危|(?:处于|到了|进入).{0,4}(?:晚期|早期|中期|终末期)|黎明现象|苏木杰|肾动脉狭窄|动脉粥样硬化|动脉硬化|(?:中风|卒中|心梗|脑梗)的?(?:先兆|前兆|征兆)|(?:确定|断定|判断|肯定)您是/gu,
  en: /\b(?:kidneys?|heart|liver|eyes?|nerves?|pancreas|arter(?:y|ies)|blood vessels?|vessels|brain) (?:is|are|has|have)(?: \w+)? (?:failing|failed|damaged|diseased|hardened|enlarged|blocked|narrowed|worn|given up|giving up|shrunk|weakened)|\b(?:kidneys?|heart|liver|eyes?|nerves?|pancreas|arteries|vessels) (?:is|are) (?:failing|failed|damaged|diseased|hardened|enlarged|blocked|narrowed|worn)|(?:surely|probably|likely|certainly|clearly|definitely) (?:a )?type (?:1|2|one|two)\b|(?:stubborn|severe|resistant|malignant|bad|advanced) (?:kind|form|case|type) of|dawn phenomenon|somogyi|white[- ]coat|masked hypertension|(?:primary|secondary|resistant|malignant|salt-sensitive) hypertension|(?:narrowed|blocked|hardened) (?:\w+ )?(?:artery|arteries)|(?:stage|grade) (?:\d|one|two|three) hypertension|end-stage|(?:a|the) (?:typical|clear) case of|the cause is (?:a|an|your)\b/gu,
} as const;

/** "If you have diabetes" says nothing about anybody. */
const SUPPOSED = {
  'zh-CN': /如果|假如|若|一旦|万一|预防|防止|以免/u,
  en: /\b(?:if|in case|whether|prevent|protects? (?:you )?(?:from|against))\b/,
} as const;

/** Diseases that are named only to somebody who is known to have them, or of people in general. */
const NAMED = {
  'zh-CN':
    /[12一二]?型?糖尿病足?|高血压病?|肾病|肾衰竭?|尿毒症|冠心病|心绞痛|心衰|心力衰竭|心肌梗[死塞]|心梗|脑梗死?|卒中|中风|脑出血|视网膜病变|神经病变|酮症酸中毒|酮症|甲亢|甲减|癌症?|肿瘤|抑郁症|脂肪肝|肝硬化|痛风|房颤/gu,
  en: /\b(?:(?:type [12] |pre-?|gestational )?diabetes|diabetic|hypertension|high blood pressure(?! (?:reading|value))|kidney (?:disease|failure)|nephropathy|ketoacidosis|heart (?:failure|disease|attack)|stroke|coronary disease|angina|retinopathy|neuropathy|atrial fibrillation|cancer|tumou?r|gout|fatty liver|thyroid disease|depression|pancreatitis)\b/gu,
} as const;
const IN_GENERAL = {
  'zh-CN': { before: /(?:很多|许多|不少|每位|所有)$/u, after: /^(?:的?患者|病人|病友|的人|人群|门诊|专科|指南|科)/u },
  en: {
    before: /\b(?:people|those|anyone|everyone|everybody|somebody|adults|patients) (?:who have|with|living with) (?:\w+ )?$/,
    after: /^ (?:clinic|nurse|educator|team|patients)/,
  },
} as const;

/**
 * No text says which disease somebody has: a diagnosis is a doctor's act (互联网诊疗监管细则(试行), 2022: software must not act as a doctor).
 * What the record knows already, and so is a fact, may be named.
 */
export const diagnosis = eachSentence(({ text }, facts, { language }) => {
  const surface = surfaceOf(text, language);
  const conditions = facts.filter(({ id }) => id.startsWith('condition.'));
  const stems = conditions.flatMap(({ id }) => stemsOf(id.slice('condition.'.length)));
  const denied = (index: number): boolean => negated(surface.before(index), language) || SUPPOSED[language].test(surface.before(index));
  // To say "you have" takes the very name that the record has; merely to name it, any word for it.
  const isOnRecord = (hit: string): boolean => conditions.some((fact) => hit.endsWith(surfaceOf(fact.text, language).text));
  const isKnown = (hit: string): boolean => (/[12一二]型|type [12]/.test(hit) ? isOnRecord(hit) : stems.some((stem) => hit.includes(stem)));

  const said = [...surface.text.matchAll(SAYS_SO[language])].find(({ index, 0: hit }) => !denied(index) && !isOnRecord(hit));
  if (said) return `“${said[0]}” is a diagnosis`;
  const foundOut =
    [...surface.text.matchAll(FOUND_OUT[language])].find(({ index }) => !denied(index)) ??
    LOST_FUNCTIONS[language]
      .flatMap((pattern) => [...surface.text.matchAll(pattern)])
      .find(({ index, 0: hit }) => !denied(index) && !isKnown(hit));
  if (foundOut) return `“${foundOut[0]}” is for an examination to show`;
  const cause = CAUSES[language]
    .flatMap((pattern) => [...surface.text.matchAll(pattern)])
    .find(({ index, 0: hit }) => {
      const told = surface.text.slice(index, index + hit.length + (language === 'en' ? 30 : 6));
      return !denied(index) && !COUNTABLE[language].test(told) && !DONE[language].test(told);
    });
  if (cause) return `“${cause[0]}” is for an examination to show`;
  const named = [...surface.text.matchAll(NAMED[language])].find(
    ({ index, 0: hit }) =>
      !denied(index) &&
      !isKnown(hit) &&
      !IN_GENERAL[language].before.test(surface.before(index)) &&
      !IN_GENERAL[language].after.test(surface.text.slice(index + hit.length)),
  );
  return named && `“${named[0]}” is not known of this person`;
});

/** How a known condition may be called: the words by which it was recognised. */
const stemsOf = (trait: string): readonly string[] =>
  personWords.filter((word) => word.trait === trait).flatMap(({ words }) => words.map((word) => word.replace(/^[-=]/, '')));
