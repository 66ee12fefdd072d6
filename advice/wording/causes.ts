import type { Language } from '../../domain/source.ts';

/*
 * A diagnosis without the name of a disease, each with an example: a stage, a function of the body that is said to be lost, a cause of the numbers. That
 * a number comes from food or from (not) moving is advice, and no diagnosis; any other cause is for a doctor to find.
 */

const PART =
  '(?:body|pancreas|cells?|system|circulation|metabolism|kidneys?|heart|liver|nerves?|arter(?:y|ies)|blood vessels?|vessels?|eyes?|brain|thyroid|hormones?|adrenals?)';
const ORGAN_ZH =
  '(?:血管|动脉|静脉|心脏|肾脏?|肾上|肝脏?|胰腺|胰岛|神经|眼底|视网膜|大脑|脑子|脑里|甲状腺|内分泌|代谢|身体|循环|细胞|免疫力?)';

/** What only an examination can show, in any words. */
export const LOST_FUNCTIONS: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    // your pancreas is getting tired, the body no longer answers to its insulin
    new RegExp(
      `\\b(?:your|the) (?:own )?${PART} (?:\\w+ )?(?:no longer|cannot|can't|hardly|barely|stopped|stops|struggles?|refuses?|resists?|(?:is|are) (?:\\w+ )?(?:tired|exhausted|getting|wearing|giving|slowing|struggling|worn|weak\\w*|stiff\\w*|clogg\\w+|overwork\\w+)|(?:has|have) (?:\\w+ )?(?:had enough|suffered|slowed|stopped|aged|taken))`,
      'gu',
    ),
    // sugar trouble has moved on to the next stage; officially in the second stage
    /\b(?:next|second|third|final|late|later|advanced|new|early|last) (?:stage|phase|degree|grade)\b(?! of (?:the|your|this) (?:walk|plan|exercise|meal|day))|\bstage (?:one|two|three|four|[1-4])\b|\b(?:trouble|illness|disease|condition|problem) (?:\w+ )?(?:has|is) (?:\w+ )?(?:moved on|progress\w*|worsen\w*|advanc\w+|getting worse|spread\w*|grown|taken hold)/gu,
    // the beginnings of nerve trouble, a sleep disorder, hardening of the arteries
    /\b(?:beginnings?|first signs|onset|early days|start|sign|picture|case|symptoms?) of (?:a |an |the |your )?(?:\w+ )?(?:trouble|damage|disease|disorder|failure|weakness|illness|syndrome|resistance|hardening|dementia)\b/gu,
    /\b(?:sleep|hormon\w+|thyroid|nerve|kidney|heart|liver|panic|eating|metabolic|autoimmune|circulat\w+|gland|adrenal|blood vessel|mood) (?:disorder|trouble|problem|damage|weakness|syndrome|inflammation|dysfunction)s?\b|\b(?:hardening|narrowing|stiffening|clogging|calcification|inflammation) of the\b|\bsleep apno?ea\b|\binsulin[- ]resistan\w+/gu,
    /\b(?:it|that|this) (?:is|must be|will be|has to be|can only be) (?:all |down to |because of )?(?:your|the) (?:\w+ )?(?:kidneys?|heart|liver|pancreas|nerves|arteries|thyroid|hormones|genes|adrenals)\b/gu,
  ],
  'zh-CN': [
    new RegExp(
      `${ORGAN_ZH}(?:功能)?(?:已经|已|早就|正在|明显|开始|多半|可能|都|有点|是|在|也|对.{0,6}){0,3}(?:硬|坏|累垮|累坏|累了|垮|不行|不好了|不听使唤|罢工|报警|堵|老化|退化|撑不住|失灵|失调|紊乱|跟不上|出.{0,3}(?:毛病|问题|状况)|有.{0,2}(?:毛病|问题)|发炎|变差|变弱|衰弱|迟钝)`,
      'gu',
    ),
    /(?:算|已是|属于|达到|到了|进入|处于)[一二三四1-4]级|(?:又|更)(?:进了?一步|进一层|重了)(?!检查|说)|(?:到了?|进入|步入|发展到).{0,4}(?:期|阶段|程度)|(?:病|病情|毛病|问题).{0,3}(?:加重|进展|恶化|发展|升级|进了|重了)|(?:病|毛病)的?(?:苗头|前兆|先兆|征兆|信号|开头|早期)/gu,
    /(?:睡眠|代谢|内分泌|激素|甲状腺|神经|肾脏?|肝脏?|心脏|血管|情绪|免疫).{0,2}(?:障碍|失调|紊乱|疾病|综合征|功能差|不足|不全)|呼吸暂停|胰岛素抵抗/gu,
  ],
};

/** A cause of what was measured; `cause` stands behind it (English) or in it (Chinese). */
export const CAUSES: Readonly<Record<Language, readonly RegExp[]>> = {
  en: [
    /\b(?:patterns?|numbers?|values?|readings?|pressure|sugar|glucose|curve|rise|mornings|evenings|that|this|it)(?: \w+){0,3}? (?:comes? (?:straight )?from|(?:is|are) (?:all |only |mostly |simply |clearly )?(?:down to|due to|caused by|brought on by|because of|the result of|the work of)|stems? from|has to do with|points? to)\b/gu,
    /\b(?:the )?(?:only|real|true|main|sole) (?:reason|cause|culprit)(?: \w+){0,4} (?:is|are)\b|\b(?:is|are) the (?:only|real|true|main|sole) (?:reason|cause|culprit)\b|\b(?:this|that) is how\b.{3,40}\b(?:announces itself|begins|starts|shows)\b/gu,
  ],
  'zh-CN': [
    /(?<![要若但可还])(?:是|都是|就是|全是|完全是|纯粹是|多半是|八成是|准是|肯定是|因为|由于)[\p{Script=Han}]{1,10}?(?:造成|引起|导致|憋出来|闹出来|闹|惹|害(?=的)|带来|弄|逼|气出来)的?/gu,
    /(?:一看就是|八成是|分明是|显然是|准是|十有八九是|典型的是?|看样子是|看来是?)[\p{Script=Han}]{1,12}/gu,
  ],
};
