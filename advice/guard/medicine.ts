import type { Language } from '../../domain/source.ts';
import { changesIn, DRUG } from '../wording/medicine-changes.ts';
import { surfaceOf } from '../wording/surface.ts';
import { eachSentence } from './check.ts';

/** The only ways in which a clause may speak of medicines; each with an example. */
const HARMLESS: Readonly<Record<Language, readonly RegExp[]>> = {
  'zh-CN': [
    // 请告诉医生您在用的药; 用药要不要改由医生决定
    /(?:由|问|听|请|告诉|联系|咨询|找|让).{0,8}医[生师]|医[生师].{0,6}(?:决定|判断|评估)/u,
    // 按医嘱用药, 按时服药
    /(?:按|遵).{0,6}(?:医嘱|处方)|按时(?:用|服|吃)药/u,
    // 按医生交代的吃; 医生开的药请继续用; 药还是照样吃; 剂量保持不变
    /(?:按|照|遵照|依照)着?(?:您的)?医[生师].{0,6}(?:说|开|定|交代|吩咐|要求|嘱咐)的?.{0,8}[吃用服打]?|医[生师]开的.{0,4}药.{0,4}(?:继续|照常|接着|坚持|照样|按时)/u,
    /(?:药|剂量|药量)(?!.{0,12}[停减加换少断多半免添补再])(?:.{0,8})(?:照样|照旧|照常|保持|原样|不变|一样|继续|天天).{0,10}$/u,
    // 只有医生能改; 要改也是医生来定; 别因为一个数字自己改药; 别自己加药
    /(?:不要|别|切勿|请勿|莫|勿).{0,16}(?:自己|自行|擅自|随便|私自|胡乱|乱)(?:去|就)?[加停减换改动]/u,
    // 忘了吃药的话; 说您在吃抗凝药; 打进去的药会起作用
    /(?:老|常|总|有时|偶尔)?(?:忘了?|忘记|漏)(?:了)?[吃用服打]药(?:的话|了|怎么办|时)?$/u,
    /(?:说|告诉|提|讲|写)(?:明|一声|清楚)?.{0,4}(?:在|正在)[吃用服打].{0,6}药/u,
    // 哪种茶都代替不了药; 保健品不能当药; 西柚和降脂药不合
    /(?:代替|替代|取代|顶|抵)不了.{0,4}药|(?:不能|不可|没法|无法)(?:当|算|顶|抵|作为?|充当).{0,3}药|(?:和|与|跟|同).{0,6}药.{0,3}(?:不合|犯冲|冲突|相冲|打架|不能(?:一起|同)|不搭)/u,
    // 您用的药可能引起低血糖
    /(?:用|服|吃)的.{0,6}药.{0,3}(?:一般不|可能|容易|会)会?(?:引起|导致|使|让)/u,
    // 药请照常按时吃, 降压药要天天吃
    /药(?!.{0,4}(?:不|别|无)).{0,4}(?:照常|按时|天天|每天|准时).{0,3}[吃服用]/u,
    // 不要因为一次偏高就自己加药
    /^(?:不要|别|切勿|请勿)因为.{0,12}就(?:自己|自行|随便|擅自|马上)?(?:加|停|减|换|改)/u,
    // 用药要不要调整; 按医生说的用; 药吃完之前
    /(?:用药|药|剂量).{0,3}(?:要不要|是否|需不需要)|按(?:照)?医[生师]说的(?:用|吃|打|办|做)?$|药.{0,2}[吃用]完(?:之前|前)$/u,
    // 没有哪种食物能代替药物; 感冒药里可能有让血压升高的成分
    /没有.{0,6}能(?:够)?(?:代替|替代|取代).{0,4}药|(?:感冒|止咳|止痛|减肥|中成)药.{0,3}(?:可能|会|也许).{0,8}(?:升高|影响|成分)/u,
    // 吃药和吃早饭之前
    /(?:吃|用|服)药.{0,8}(?:之前|以前|前)$|(?:吃|用|服)药.{0,8}(?:之前|以前|前)(?:测|量)/u,
    // 您在用胰岛素, 使用二甲双胍期间
    new RegExp(
      `^(?:因为|由于|如果|既然)?您?(?:现在|目前|正)?在?(?:使用|服用|注射|用|吃|打|服)着?${DRUG['zh-CN']}类?(?:药物?)?(?:的(?:话|时候)?)?(?:时|期间)?$`,
      'u',
    ),
    // 带上正在用的药
    /^.{0,6}(?:带上|带着|带好|记下|写下|列出).{0,10}药/u,
    // 不要自行改药
    /(?:不要|请勿|切勿|勿|别|不得|不可|不能|不建议).{0,4}(?:自行|擅自|随意|随便|突然|私自|自己)/u,
    // 西柚会影响您在用的药; 不能代替药物; 有没有忘记用药; 如果用上新的药
    /(?:影响|干扰).{0,6}药|不能(?:代替|替代|取代).{0,4}药|忘记(?:用|吃|服)药|^(?:.{0,12}或)?(?:用上)?新的药$|肾脏问题或用上新的药/u,
  ],
  en: [
    // ask your doctor about your medicine; leave any change to your doctor
    /\b(?:ask|tell|show|talk (?:to|with)|speak (?:to|with)|check with|leave (?:\w+ ){1,4}to) (?:your |the |a )?(?:doctor|nurse|pharmacist|clinic|care team)/,
    /\b(?:doctor|nurse|care team) (?:may|will|can|decides|has)\b/,
    // your medicines stay as they are; go on with the medicine your doctor gave you; tablets belong to every day
    new RegExp(
      `${DRUG.en}(?: \\w+){0,2} (?:stays?|remains?|belongs?|continues?|keeps?) (?:\\w+ ){0,2}(?:as (?:they|it|before|usual)|the same|unchanged|part of|to (?:your|every|each))`,
    ),
    new RegExp(`\\b(?:go on|keep on|carry on|continue|stay|keep) with (?:your|the|all) (?:\\w+ )?${DRUG.en}`),
    new RegExp(`${DRUG.en} (?:that |which )?(?:your |the )?(?:doctor|clinic|nurse) (?:gave|has given|prescribed|has prescribed|chose|set)`),
    // if you often forget your tablets; if your medicine needs a change
    new RegExp(
      `^\\W*(?:if|when|whenever|should) (?:you )?(?:\\w+ )?(?:forget|forgot|miss|missed|run out of|are unsure about) (?:to take |about )?(?:your|a|one of your|the) (?:\\w+ )?${DRUG.en}\\W*$`,
    ),
    new RegExp(`^\\W*(?:if|whether|when) (?:your|a|the) (?:\\w+ )?${DRUG.en} (?:needs?|has to|have to|must|should) (?:a )?(?:be )?chang`),
    // tell whoever treats you that you take a blood thinner; no substitute for medicine; does not go with your tablets
    new RegExp(`\\b(?:tell|say|mention|remember|note|write)\\b.{0,40}\\b(?:that )?you (?:take|use|are on)\\b.{0,20}${DRUG.en}`),
    new RegExp(
      `\\b(?:no|not a|never a) (?:substitute|replacement) for (?:your |any |a )?${DRUG.en}|\\b(?:can|could|will) replace (?:your )?${DRUG.en}|\\b(?:does|do) not (?:go|mix|agree|get on)(?: well)? with (?:your |some |certain )?(?:\\w+ ){0,2}${DRUG.en}`,
    ),
    // take your medicine as prescribed, on time
    /\bas (?:it was |they were )?(?:prescribed|agreed|your doctor)|\bon time\b/,
    // a medicine of yours can make glucose too low
    new RegExp(`${DRUG.en}(?: \\w+){0,3} (?:can|may|might|could|seldom|rarely) (?:make|cause|push|bring|lead)`),
    // whether your medicine should change is for your doctor to decide; if you forgot a dose; no food replaces your medicine
    /\b(?:is|are) for (?:your|the) (?:doctor|nurse|care team)\b|\bif you (?:ever )?(?:forget|forgot|miss|missed) (?:a|your|one) (?:dose|tablet|pill|medicine)\W*$|\bno (?:food|drink|tea|herb|diet|exercise|supplement)s? (?:can )?replaces?\b/,
    // keep taking your medicine as usual, take your tablets every day
    new RegExp(
      `\\b(?:keep taking|take|taking) (?:your|the|all) (?:\\w+ ){0,3}${DRUG.en}(?: \\w+){0,3}? (?:as usual|every day|each day|on time|as prescribed)`,
    ),
    // measure before medicines and breakfast
    /\bmeasure\b.{0,24}\bbefore (?:your |the |any )?(?:medicines?|medication|tablets|insulin)\b|^\W*before (?:your |the )?(?:medicines?|medication|tablets|insulin)/,
    // because you take insulin
    new RegExp(
      `^\\W*(?:and )?(?:because |since |as |if |while |when )?you (?:also )?(?:take|use|are on|are taking|inject)(?: an?| the)? (?:\\w+ )?${DRUG.en}\\W*$`,
    ),
    // bring your medicines
    /\b(?:bring|list|write down) .{0,20}(?:medicines|tablets|medication)|(?:medicines|tablets|medication) (?:ready|with you)/,
    // do not change it by yourself
    /\b(?:do not|don't|never)\b.*\b(?:by yourself|on your own|yourself|suddenly|without asking)\b/,
    // grapefruit affects a medicine of yours; supplements do not replace your medicine; a forgotten dose; a new medicine
    /\b(?:affects?|interacts? with) (?:a |your |one of your )?(?:medicines?|medication)|(?:does not|do not|cannot|can't) replace|forgotten dose|\b(?:ever|if) (?:\w+ ){0,6}new medicine\b|\bor a new medicine\b/,
  ],
};

/**
 * A clause that only says on what occasion, in a sentence that sends to somebody who knows medicines: 吃药的时间有变动，先问药师; "if you are unsure about your
 * tablets, ask the pharmacist".
 */
const OCCASION: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /^(?:如果|要是|若|万一|关于|至于|对|对于|老|常|有时)|(?:的话|时|时候|疑问|问题|变动|变化|不清楚|不明白|不确定|拿不准|要不要|怎么办)$/u,
  en: /^\W*(?:if|when|whenever|should|in case|about|for (?:any )?questions?|with (?:any )?questions?|before|whether|once|as for)\b/,
};
const SENDS_ON: Readonly<Record<Language, RegExp>> = {
  'zh-CN':
    /(?:问|找|听|请教|咨询|联系|告诉|请)(?:一下|问|一问)?(?:您的)?(?:医[生师]|药师|护士|大夫)|(?:医[生师]|药师|大夫)(?:会|来|可以)?(?:告诉|决定|帮|定|说)/u,
  en: /\b(?:ask|tell|call|talk to|speak (?:to|with)|contact|see|consult|check with) (?:your |the |a )?(?:\w+ )?(?:doctor|nurse|pharmacist|clinic|care team)|\b(?:doctor|nurse|pharmacist|care team) (?:will|can|may|decides|knows|has)\b/,
};

/**
 * Medicines are no topic of advice: a clause that names one does so only to be careful. What fits none of the harmless ways is turned
 * down, because no list of dangerous wordings is ever complete.
 */
export const medicine = eachSentence(({ text }, _facts, { language }) => {
  const surface = surfaceOf(text, language);
  const warned = changesIn(surface, language).filter(({ harmless }) => harmless);
  const named = [...surface.text.matchAll(new RegExp(language === 'en' ? `\\b${DRUG.en}\\b` : DRUG['zh-CN'], 'gu'))];
  const stray = named.find(
    ({ index }) =>
      !warned.some(({ from, to }) => from <= index && index < to) &&
      !HARMLESS[language].some((way) => way.test(surface.clause(index))) &&
      !(OCCASION[language].test(bare(surface.clause(index))) && SENDS_ON[language].test(surface.sentence(index))),
  );
  return stray && `“${stray[0]}” is named other than to be careful with it`;
});

const bare = (clause: string): string => clause.replace(/[\s,.;:!?]+$/, '');
